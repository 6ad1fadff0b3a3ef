/// What `aws ec2 describe-instances` or `aws ec2 describe-volumes` prints, reduced to the fields a fleet needs.
///
/// Every field may be missing or of another type; the reader says so with its place.
struct AWSListing: Decodable {
    var reservations: FoundList<AWSReservation>?
    var volumes: FoundList<AWSVolume>?
    var nextToken: FoundValue<String>?
    /// All keys of the document, sorted.
    var keys: [String]

    private enum Keys: String, CodingKey {
        case reservations = "Reservations"
        case volumes = "Volumes"
        case nextToken = "NextToken"
    }

    init(from decoder: any Decoder) throws {
        let fields = try decoder.container(keyedBy: Keys.self)
        reservations = try fields.decodeIfPresent(FoundList<AWSReservation>.self, forKey: .reservations)
        volumes = try fields.decodeIfPresent(FoundList<AWSVolume>.self, forKey: .volumes)
        nextToken = try fields.decodeIfPresent(FoundValue<String>.self, forKey: .nextToken)
        keys = try decoder.container(keyedBy: AnyKey.self).allKeys.map(\.stringValue).sorted()
    }
}

/// Instances that were launched together, with the account they belong to.
struct AWSReservation: Decodable {
    var ownerID: FoundValue<String>?
    var instances: FoundList<AWSInstance>?

    private enum CodingKeys: String, CodingKey {
        case ownerID = "OwnerId"
        case instances = "Instances"
    }
}

struct AWSInstance: Decodable {
    var instanceID: FoundValue<String>?
    var state: FoundValue<AWSInstanceState>?
    var placement: FoundValue<AWSPlacement>?
    var platform: FoundValue<String>?
    var platformDetails: FoundValue<String>?
    var mappings: FoundList<AWSDeviceMapping>?
    var tags: FoundList<AWSTag>?
    var architecture: FoundValue<String>?
    var hasENA: FoundValue<Bool>?
    var productCodes: FoundList<AWSProductCode>?
    var imageID: FoundValue<String>?
    var rootDevice: FoundValue<String>?
    var machineType: FoundValue<String>?

    private enum CodingKeys: String, CodingKey {
        case architecture = "Architecture"
        case hasENA = "EnaSupport"
        case productCodes = "ProductCodes"
        case imageID = "ImageId"
        case rootDevice = "RootDeviceName"
        case machineType = "InstanceType"
        case instanceID = "InstanceId"
        case state = "State"
        case placement = "Placement"
        case platform = "Platform"
        case platformDetails = "PlatformDetails"
        case mappings = "BlockDeviceMappings"
        case tags = "Tags"
    }
}

/// A product that an image belongs to.
struct AWSProductCode: Decodable {
    var kind: FoundValue<String>?

    private enum CodingKeys: String, CodingKey {
        case kind = "ProductCodeType"
    }
}

struct AWSInstanceState: Decodable {
    var name: FoundValue<String>?

    private enum CodingKeys: String, CodingKey {
        case name = "Name"
    }
}

struct AWSPlacement: Decodable {
    var zone: FoundValue<String>?

    private enum CodingKeys: String, CodingKey {
        case zone = "AvailabilityZone"
    }
}

/// A device of an instance; `ebs` is missing for a disk inside the host, which no snapshot reaches.
struct AWSDeviceMapping: Decodable {
    var ebs: FoundValue<AWSAttachedVolume>?
    var device: FoundValue<String>?

    private enum CodingKeys: String, CodingKey {
        case device = "DeviceName"
        case ebs = "Ebs"
    }
}

struct AWSAttachedVolume: Decodable {
    var volumeID: FoundValue<String>?

    private enum CodingKeys: String, CodingKey {
        case volumeID = "VolumeId"
    }
}

struct AWSTag: Decodable {
    var key: FoundValue<String>?
    var value: FoundValue<String>?

    private enum CodingKeys: String, CodingKey {
        case key = "Key"
        case value = "Value"
    }
}

struct AWSVolume: Decodable {
    var volumeID: FoundValue<String>?
    var size: FoundValue<Int>?
    var isEncrypted: FoundValue<Bool>?
    var keyID: FoundValue<String>?
    var tags: FoundList<AWSTag>?

    private enum CodingKeys: String, CodingKey {
        case volumeID = "VolumeId"
        case size = "Size"
        case isEncrypted = "Encrypted"
        case keyID = "KmsKeyId"
        case tags = "Tags"
    }
}
