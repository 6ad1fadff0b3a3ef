/// One document of a file: a page of resources, a list of pages or resources, or a single resource.
enum AzureDocument: Decodable {
    case list([FoundValue<AzureItem>])
    case item(AzureItem)

    init(from decoder: any Decoder) throws {
        if let list = try? [FoundValue<AzureItem>](from: decoder) {
            self = .list(list)
        } else {
            self = .item(try AzureItem(from: decoder))
        }
    }
}

/// An object that is either a page or a resource; its keys tell which.
struct AzureItem: Decodable {
    var page: AzurePage
    var resource: AzureResource

    init(from decoder: any Decoder) throws {
        page = try AzurePage(from: decoder)
        resource = try AzureResource(from: decoder)
    }
}

/// What the services and the client wrap resources in.
///
/// The management interface answers `{"value": [...], "nextLink": ...}`
/// (https://learn.microsoft.com/rest/api/compute/virtual-machines/list-all), and Resource Graph
/// `{"totalRecords", "count", "data": [...], "resultTruncated", "$skipToken"}`
/// (https://learn.microsoft.com/rest/api/azureresourcegraph/resourcegraph/resources/resources), which the client spells
/// `total_records` and `skip_token`.
struct AzurePage: Decodable {
    var value: FoundList<AzureResource>?
    var data: FoundList<AzureResource>?
    var nextLink: FoundValue<String>?
    var skipToken: FoundValue<String>?
    var total: FoundValue<Int>?
    var isTruncated: FoundValue<String>?
    /// All keys of the object, sorted.
    var keys: [String]
    /// The keys under which the token and the total stand.
    var skipTokenKey = "$skipToken"
    var totalKey = "totalRecords"

    private enum Keys: String, CodingKey {
        case value, data, nextLink
        case skipToken = "$skipToken"
        case clientSkipToken = "skip_token"
        case total = "totalRecords"
        case clientTotal = "total_records"
        case isTruncated = "resultTruncated"
    }

    init(from decoder: any Decoder) throws {
        let fields = try decoder.container(keyedBy: Keys.self)
        value = try fields.decodeIfPresent(FoundList<AzureResource>.self, forKey: .value)
        data = try fields.decodeIfPresent(FoundList<AzureResource>.self, forKey: .data)
        nextLink = try fields.decodeIfPresent(FoundValue<String>.self, forKey: .nextLink)
        skipToken = try fields.decodeIfPresent(FoundValue<String>.self, forKey: .skipToken)
        if skipToken == nil, let token = try fields.decodeIfPresent(FoundValue<String>.self, forKey: .clientSkipToken) {
            (skipToken, skipTokenKey) = (token, Keys.clientSkipToken.rawValue)
        }
        total = try fields.decodeIfPresent(FoundValue<Int>.self, forKey: .total)
        if total == nil, let count = try fields.decodeIfPresent(FoundValue<Int>.self, forKey: .clientTotal) {
            (total, totalKey) = (count, Keys.clientTotal.rawValue)
        }
        isTruncated = try fields.decodeIfPresent(FoundValue<String>.self, forKey: .isTruncated)
        keys = try decoder.container(keyedBy: AnyKey.self).allKeys.map(\.stringValue).sorted()
    }
}

/// A virtual machine, a disk, a subscription or something else, reduced to the fields a fleet needs.
///
/// The services nest most fields under `properties`; the client moves them up one level. Both are read.
struct AzureResource: Decodable {
    var id: FoundValue<String>?
    var type: FoundValue<String>?
    var location: FoundValue<String>?
    var tags: FoundValue<[String: FoundValue<String>]>?
    var plan: FoundValue<AzurePlan>?
    var extendedLocation: FoundValue<AzureReference>?
    var subscription: FoundValue<String>?
    var tenant: FoundValue<String>?
    /// What `az vm list --show-details` adds.
    var powerState: FoundValue<String>?
    /// The fields where the client has them.
    var flat: AzureBody
    /// The fields where the services have them.
    var properties: FoundValue<AzureBody>?

    private enum Keys: String, CodingKey {
        case id, type, location, tags, plan, extendedLocation, powerState, properties
        case subscription = "subscriptionId"
        case tenant = "tenantId"
    }

    init(from decoder: any Decoder) throws {
        let fields = try decoder.container(keyedBy: Keys.self)
        id = try fields.decodeIfPresent(FoundValue<String>.self, forKey: .id)
        type = try fields.decodeIfPresent(FoundValue<String>.self, forKey: .type)
        location = try fields.decodeIfPresent(FoundValue<String>.self, forKey: .location)
        tags = try fields.decodeIfPresent(FoundValue<[String: FoundValue<String>]>.self, forKey: .tags)
        plan = try fields.decodeIfPresent(FoundValue<AzurePlan>.self, forKey: .plan)
        extendedLocation = try fields.decodeIfPresent(FoundValue<AzureReference>.self, forKey: .extendedLocation)
        subscription = try fields.decodeIfPresent(FoundValue<String>.self, forKey: .subscription)
        tenant = try fields.decodeIfPresent(FoundValue<String>.self, forKey: .tenant)
        powerState = try fields.decodeIfPresent(FoundValue<String>.self, forKey: .powerState)
        flat = try AzureBody(from: decoder)
        properties = try fields.decodeIfPresent(FoundValue<AzureBody>.self, forKey: .properties)
    }
}

/// The fields that stand under `properties`, of any of the resources.
struct AzureBody: Decodable {
    var hardwareProfile: FoundValue<AzureHardware>?
    var storageProfile: FoundValue<AzureStorage>?
    var virtualMachineScaleSet: FoundValue<AzureReference>?
    var instanceView: FoundValue<AzureInstanceView>?
    var extended: FoundValue<AzureExtended>?
    var provisioningState: FoundValue<String>?
    var diskSizeGB: FoundValue<Int>?
    var diskSizeGb: FoundValue<Int>?
    var encryption: FoundValue<AzureEncryption>?
    var encryptionSettingsCollection: FoundValue<AzureSwitch>?
    var encryptionSettings: FoundValue<AzureSwitch>?
    var securityProfile: FoundValue<AzureSecurity>?
    var supportedCapabilities: FoundValue<AzureCapabilities>?
}

/// The terms of a product of the marketplace.
struct AzurePlan: Decodable {
    var name: FoundValue<String>?
}

/// A resource that another one names, or a place that is known by its name.
struct AzureReference: Decodable {
    var id: FoundValue<String>?
    var name: FoundValue<String>?
}

struct AzureHardware: Decodable {
    var vmSize: FoundValue<String>?
}

struct AzureStorage: Decodable {
    var imageReference: FoundValue<AzureImage>?
    var osDisk: FoundValue<AzureAttachedDisk>?
    var dataDisks: FoundList<AzureAttachedDisk>?
}

struct AzureImage: Decodable {
    var publisher: FoundValue<String>?
    var offer: FoundValue<String>?
    var sku: FoundValue<String>?
}

/// A disk as its virtual machine knows it.
struct AzureAttachedDisk: Decodable {
    var osType: FoundValue<String>?
    var diskSizeGB: FoundValue<Int>?
    var diskSizeGb: FoundValue<Int>?
    var managedDisk: FoundValue<AzureManagedDisk>?
    var vhd: FoundValue<AzureBlob>?
    var diffDiskSettings: FoundValue<AzureEphemeral>?
    var encryptionSettings: FoundValue<AzureSwitch>?
}

struct AzureManagedDisk: Decodable {
    var id: FoundValue<String>?
    var diskEncryptionSet: FoundValue<AzureReference>?
    var securityProfile: FoundValue<AzureSecurity>?
}

/// A disk that is a page blob of a storage account.
struct AzureBlob: Decodable {
    var uri: FoundValue<String>?
}

/// Settings of a disk that lies on the host.
struct AzureEphemeral: Decodable {
    var option: FoundValue<String>?
}

/// Whether the guest encrypts a disk.
struct AzureSwitch: Decodable {
    var enabled: FoundValue<Bool>?
}

struct AzureEncryption: Decodable {
    var type: FoundValue<String>?
}

/// How a disk of a confidential machine is encrypted: as the machine tells it, and as the disk does.
struct AzureSecurity: Decodable {
    var securityEncryptionType: FoundValue<String>?
    var securityType: FoundValue<String>?
    var diskEncryptionSet: FoundValue<AzureReference>?
}

struct AzureCapabilities: Decodable {
    var architecture: FoundValue<String>?
}

/// What is known of a machine at run time.
struct AzureInstanceView: Decodable {
    var osName: FoundValue<String>?
    var osVersion: FoundValue<String>?
    var statuses: FoundList<AzureStatus>?
    var powerState: FoundValue<AzureStatus>?
}

/// A state such as `PowerState/running`.
struct AzureStatus: Decodable {
    var code: FoundValue<String>?
}

/// What Resource Graph adds to a machine.
struct AzureExtended: Decodable {
    var instanceView: FoundValue<AzureInstanceView>?
}
