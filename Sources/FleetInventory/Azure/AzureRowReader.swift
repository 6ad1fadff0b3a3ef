internal import DocumentReading
internal import ScanModel

/// Reads machines, disks and subscriptions of Azure, as its client and its services describe them, into rows.
///
/// The services nest most fields under `properties`; the client moves them up one level. Both are read.
struct AzureRowReader {
    static let idExpected = "an identifier such as /subscriptions/{guid}/resourceGroups/..."
    private static let sizeExpected = "a whole number of GiB from 1 to 65536"
    private static let scaleSetMachine = "microsoft.compute/virtualmachinescalesets/virtualmachines"

    var rows = AzureListingRows()
    var issues = ListingIssues()

    /// The fields of the resource at hand, by ``TopField`` and ``BodyField``.
    private var top: [JSONNode?] = []
    private var body: [JSONNode?] = []
    /// The same of a disk of the machine at hand.
    var part: [JSONNode?] = []
    /// The object whose fields `body` are.
    private(set) var bodyNode: JSONNode?
    /// Indices into `texts`: the location behind each way of spelling it.
    private var locations: [Int32: Int32] = [:]
    private var tagSets: [[Tag]: Int32] = [[]: 0]

    /// Reads a resource by its type; types that a fleet has no use for are passed over.
    ///
    /// - Returns: its identifier, if it has one.
    @discardableResult
    mutating func read(resource: JSONNode, _ elements: inout JSONElements) -> AzureResourceID? {
        elements.element.collect(Self.topFields, resource, into: &top)
        guard
            let field = issues.requiredText(&elements, top(.id), of: resource, "id", Self.idExpected),
            let text = elements.element.text(field)
        else { return nil }
        // The client lists a subscription by its GUID alone, with the tenant beside it.
        let isSubscription = isThere(top(.tenant), elements.element) && AccountName.isGUID(text.utf8)
        guard let id = AzureResourceID(isSubscription ? "/subscriptions/\(text)" : text) else {
            issues.report(&elements, at: field, "found \(elements.element.description(of: field))", Self.idExpected)
            return nil
        }
        switch id.type {
        case "": rows.accounts.append(rows.texts.intern(id.subscription))
        case "microsoft.compute/virtualmachines", Self.scaleSetMachine:
            if readBody(of: resource, &elements) { read(machine: resource, id, &elements) }
        case "microsoft.compute/disks":
            if readBody(of: resource, &elements) { read(disk: resource, id, &elements) }
        default: break
        }
        return id
    }

    /// Finds the fields under `properties`, or where the client has them.
    private mutating func readBody(of resource: JSONNode, _ elements: inout JSONElements) -> Bool {
        var node = resource
        if let properties = top(.properties), elements.element.kind(properties) != .null {
            guard let object = issues.optional(&elements, properties, .object, "an object") else { return false }
            node = object
        }
        elements.element.collect(Self.bodyFields, node, into: &body)
        bodyNode = node
        return true
    }

    private mutating func read(disk: JSONNode, _ id: AzureResourceID, _ elements: inout JSONElements) {
        let before = issues.count
        let size = size(body(.diskSizeGB), body(.diskSizeGb), &elements)
        let tagSet = tags(&elements)
        var encryption = VolumeEncryption.none
        if let object = issues.optional(&elements, body(.encryption), .object, "an object with the key type"),
            let type = text("type", of: object, "a text", &elements)
        {
            encryption = AzureEncryptionRule.encryption(ofType: type) ?? .unknownKey
        }
        if let security = issues.optional(&elements, body(.securityProfile), .object, "an object"),
            let type = text("securityType", of: security, "a text", &elements),
            let secured = AzureEncryptionRule.encryption(ofSecurityType: type)
        {
            encryption = secured
        }
        let isOnDisk = isOn(body(.encryptionSettingsCollection), &elements)
        if isOn(body(.encryptionSettings), &elements) || isOnDisk { encryption = .unknownKey }
        let capabilities = issues.optional(&elements, body(.supportedCapabilities), .object, "an object")
        let architecture = capabilities.flatMap { text("architecture", of: $0, "a text", &elements) }
        guard issues.count == before else { return }
        rows.disks.append(
            AzureListingRows.Disk(
                id: rows.texts.intern(id.text), size: size ?? 0, encryption: encryption, tagSet: tagSet,
                isARM: architecture?.lowercased() == "arm64"))
    }
}

// MARK: - Fields

extension AzureRowReader {
    enum TopField: Int, CaseIterable { case id, location, tags, plan, extendedLocation, tenant, powerState, properties }

    private static let topFields = JSONFields([
        "id", "location", "tags", "plan", "extendedLocation", "tenantId", "powerState", "properties",
    ])

    enum BodyField: Int, CaseIterable {
        case hardwareProfile, storageProfile, virtualMachineScaleSet, instanceView, extended, provisioningState
        case diskSizeGB, diskSizeGb, encryption, encryptionSettingsCollection, encryptionSettings, securityProfile
        case supportedCapabilities
    }

    private static let bodyFields = JSONFields([
        "hardwareProfile", "storageProfile", "virtualMachineScaleSet", "instanceView", "extended", "provisioningState",
        "diskSizeGB", "diskSizeGb", "encryption", "encryptionSettingsCollection", "encryptionSettings",
        "securityProfile", "supportedCapabilities",
    ])

    /// A field of the resource at hand.
    func top(_ field: TopField) -> JSONNode? { top[field.rawValue] }

    /// A field of the resource at hand that the services have under `properties`.
    func body(_ field: BodyField) -> JSONNode? { body[field.rawValue] }

    /// Whether a field is there and not null.
    func isThere(_ field: JSONNode?, _ tape: borrowing JSONTape) -> Bool {
        guard let field else { return false }
        return tape.kind(field) != .null
    }

    /// The text of a key that may be absent.
    mutating func text(
        _ name: StaticString, of parent: JSONNode, _ expected: String, _ elements: inout JSONElements
    ) -> String? {
        text(elements.element.member(name, of: parent), expected, &elements)
    }

    /// The text of a field that may be absent.
    mutating func text(_ field: JSONNode?, _ expected: String, _ elements: inout JSONElements) -> String? {
        guard let node = issues.optional(&elements, field, .text, expected) else { return nil }
        return elements.element.text(node)
    }

    /// The object of a key that may be absent.
    mutating func object(
        _ name: StaticString, of parent: JSONNode, _ expected: String, _ elements: inout JSONElements
    ) -> JSONNode? {
        issues.optional(&elements, elements.element.member(name, of: parent), .object, expected)
    }

    /// The location as an index into the texts, in small letters without blanks.
    mutating func location(of resource: JSONNode, _ elements: inout JSONElements) -> Int32? {
        let expected = "a location such as westeurope"
        guard let field = issues.requiredText(&elements, top(.location), of: resource, "location", expected) else {
            return nil
        }
        let spelled = rows.texts.intern(field, of: elements.element)
        if let known = locations[spelled] { return known }
        // Old listings spell it as the portal shows it, such as West Europe.
        let location = rows.texts.text(spelled).lowercased().filter { $0 != " " }
        guard RegionName.isValid(location.utf8) else {
            issues.report(&elements, at: field, "found \(elements.element.description(of: field))", expected)
            return nil
        }
        let index = rows.texts.intern(location)
        locations[spelled] = index
        return index
    }

    /// GiB of a disk under either spelling; nil if neither is there.
    mutating func size(_ current: JSONNode?, _ former: JSONNode?, _ elements: inout JSONElements) -> Int32? {
        let field = isThere(current, elements.element) ? current : former
        guard let number = issues.optional(&elements, field, .number, Self.sizeExpected) else { return nil }
        guard let size = elements.element.integer(number), (1...65_536).contains(size) else {
            issues.report(
                &elements, at: number, "found \(elements.element.description(of: number))", Self.sizeExpected)
            return nil
        }
        return Int32(size)
    }

    /// The set of tags of the resource at hand.
    mutating func tags(_ elements: inout JSONElements) -> Int32 {
        guard let object = issues.optional(&elements, top(.tags), .object, "an object of keys and texts") else {
            return 0
        }
        // Of a key that is there several times the last value counts.
        var tags: [String: String] = [:]
        for (key, value) in elements.element.members(object) { tags[key] = text(value, "a text", &elements) }
        if tags.isEmpty { return 0 }
        let set = tags.map { Tag(key: $0.key, value: $0.value) }.sorted()
        if let known = tagSets[set] { return known }
        let index = Int32(rows.tagSets.count)
        tagSets[set] = index
        rows.tagSets.append(set)
        return index
    }

    /// Whether an object with the key `enabled` says true.
    mutating func isOn(_ field: JSONNode?, _ elements: inout JSONElements) -> Bool {
        guard let object = issues.optional(&elements, field, .object, "an object with the key enabled") else {
            return false
        }
        return issues.flag(&elements, elements.element.member("enabled", of: object)) ?? false
    }
}
