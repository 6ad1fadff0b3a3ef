internal import DocumentReading
internal import ScanModel

/// Reads instances, volumes and snapshots of AWS, as its command line client and AWS Config describe them, into rows.
struct AWSRowReader {
    var rows = AWSListingRows()
    var issues = ListingIssues()

    var names: AWSFieldNames
    var slots: [JSONNode?] = []
    var part: [JSONNode?] = []
    /// What distinct texts mean, by their index; texts of a listing repeat.
    private var zones: [Int32: Int32] = [:]
    private var systems: [Int32: Int32] = [:]
    var tagSets: [[Int32]: Int32] = [[]: 0]
    private var groups: [GroupKey: Int32] = [:]

    private struct GroupKey: Hashable {
        var tagSet: Int32
        var image: Int32
    }

    init(_ names: AWSFieldNames) { self.names = names }

    /// Reads a reservation: instances that were launched together, with the account they belong to.
    mutating func read(reservation: JSONNode, _ elements: inout JSONElements) {
        elements.element.collect(Self.reservationFields, reservation, into: &part)
        let (owner, list) = (part[0], part[1])
        let account = account(&elements, owner, of: reservation, "OwnerId")
        for instance in issues.elements(&elements, list) {
            guard issues.isObject(&elements, instance, "an object") else { continue }
            read(instance: instance, account: account, &elements)
        }
    }

    private static let reservationFields = JSONFields(["OwnerId", "Instances"])

    /// The account as an index into the texts, or nil with an issue.
    mutating func account(
        _ elements: inout JSONElements, _ field: JSONNode?, of parent: JSONNode, _ name: String
    ) -> Int32? {
        let expected = "the 12 digits of an account"
        guard let text = issues.requiredText(&elements, field, of: parent, name, expected) else { return nil }
        guard elements.element.withBytes(text, { AccountName.isNumber($0) }) else {
            issues.report(&elements, at: text, "found \(elements.element.description(of: text))", expected)
            return nil
        }
        return rows.texts.intern(text, of: elements.element)
    }

    mutating func read(instance: JSONNode, account: Int32?, _ elements: inout JSONElements) {
        let before = issues.count
        elements.element.collect(names.instance, instance, into: &slots)
        let idName = names.instance.name(0)
        let id = issues.requiredText(
            &elements, slots[0], of: instance, idName, "a text such as \"i-0123456789abcdef0\"")
        let volumesStart = rows.references.count
        readDevices(slots[5], root: slots[11], &elements)
        let state = state(slots[1], of: instance, &elements)
        defer { if issues.count > before { rows.references.removeSubrange(volumesStart...) } }
        guard let id, let state else { return }
        let isScannable = elements.element.isText(state, "running") || elements.element.isText(state, "stopped")
        guard isScannable else {
            guard issues.count == before else { return }
            rows.instances.append(unscannable(id: id, state: state, elements.element))
            return
        }
        let zone = zone(slots[2], of: instance, &elements)
        let platform = platform(&elements)
        let (tagSet, isGrouped) = tags(slots[6], &elements)
        let traits = traits(&elements)
        let system = system(&elements)
        let machineType = optionalText(slots[12], "a text such as \"t3.medium\"", &elements)
        let image = optionalText(slots[10], "a text such as \"ami-0123456789abcdef0\"", &elements)
        guard issues.count == before, let account, let zone else {
            // Without an account or a zone there is an issue, perhaps one of the reservation.
            if issues.count == before { rows.references.removeSubrange(volumesStart...) }
            return
        }
        rows.instances.append(
            AWSListingRows.Instance(
                id: rows.texts.intern(id, of: elements.element), account: account, zone: zone, state: -1,
                platform: platform, traits: traits, tagSet: tagSet, system: system, machineType: machineType,
                group: isGrouped ? group(tagSet: tagSet, image: image) : -1, volumesEnd: rows.references.count))
    }

    private mutating func unscannable(
        id: JSONNode, state: JSONNode, _ tape: borrowing JSONTape
    ) -> AWSListingRows.Instance {
        let shown = String((tape.text(state) ?? "").unicodeScalars.prefix(40))
        return AWSListingRows.Instance(
            id: rows.texts.intern(id, of: tape), account: -1, zone: -1, state: rows.texts.intern(shown),
            platform: .linux, traits: [], tagSet: 0, system: -1, machineType: -1, group: -1,
            volumesEnd: rows.references.count)
    }

    private mutating func state(
        _ field: JSONNode?, of instance: JSONNode, _ elements: inout JSONElements
    ) -> JSONNode? {
        let key = names.state.name(0)
        guard
            let object = issues.required(
                &elements, field, of: instance, names.instance.name(1), .object, "an object with the key \(key)")
        else { return nil }
        elements.element.collect(names.state, object, into: &part)
        return issues.requiredText(&elements, part[0], of: object, key, "a state such as \"running\"")
    }

    private mutating func zone(
        _ field: JSONNode?, of instance: JSONNode, _ elements: inout JSONElements
    ) -> Int32? {
        let expected = "a zone such as \"us-east-1a\""
        let key = names.placement.name(0)
        guard
            let placement = issues.required(
                &elements, field, of: instance, names.instance.name(2), .object, "an object with the key \(key)")
        else { return nil }
        elements.element.collect(names.placement, placement, into: &part)
        guard let text = issues.requiredText(&elements, part[0], of: placement, key, expected) else { return nil }
        let index = rows.texts.intern(text, of: elements.element)
        if let known = zones[index] { return known }
        guard let zone = AvailabilityZone(rows.texts.text(index)) else {
            issues.report(&elements, at: text, "found \(elements.element.description(of: text))", expected)
            return nil
        }
        guard rows.zones.count < AWSFleetTables.regionsMax else {
            issues.report(
                &elements, at: text, "this is one region too many", "at most \(AWSFleetTables.regionsMax) regions")
            return nil
        }
        let number = Int32(rows.zones.count)
        rows.zones.append(zone)
        zones[index] = number
        return number
    }

    private mutating func platform(_ elements: inout JSONElements) -> Platform {
        let platform = issues.optional(&elements, slots[3], .text, "a text")
        let details = issues.optional(&elements, slots[4], .text, "a text")
        if let platform, elements.element.text(platform)?.lowercased() == "windows" { return .windows }
        if let details, elements.element.hasPrefix(details, "Windows") {
            return .windows
        }
        return .linux
    }

    private mutating func traits(_ elements: inout JSONElements) -> InstanceTraits {
        var traits: InstanceTraits = []
        if let architecture = issues.optional(&elements, slots[7], .text, "a text"),
            elements.element.hasPrefix(architecture, "arm64")
        {
            traits.insert(.arm64)
        }
        if issues.flag(&elements, slots[8]) == false { traits.insert(.withoutENA) }
        let key = names.productCode.name(0)
        for code in issues.elements(&elements, slots[9]) {
            guard issues.isObject(&elements, code, "an object with the key \(key)") else { continue }
            elements.element.collect(names.productCode, code, into: &part)
            if let kind = issues.optional(&elements, part[0], .text, "a text"),
                elements.element.isText(kind, "marketplace")
            {
                traits.insert(.marketplace)
            }
        }
        return traits
    }

    /// The operating system as the bill names it, unless it names just a family.
    ///
    /// Source: https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/billing-info-fields.html
    private mutating func system(_ elements: inout JSONElements) -> Int32 {
        guard let details = slots[4], elements.element.kind(details) == .text else { return -1 }
        let index = rows.texts.intern(details, of: elements.element)
        if let known = systems[index] { return known }
        let isFamily = ["", "linux/unix", "windows"].contains(rows.texts.text(index).lowercased())
        systems[index] = isFamily ? -1 : index
        return isFamily ? -1 : index
    }

    mutating func optionalText(
        _ field: JSONNode?, _ expected: String, _ elements: inout JSONElements
    ) -> Int32 {
        guard let text = issues.optional(&elements, field, .text, expected) else { return -1 }
        return rows.texts.intern(text, of: elements.element)
    }

    private mutating func group(tagSet: Int32, image: Int32) -> Int32 {
        let key = GroupKey(tagSet: tagSet, image: image)
        if let known = groups[key] { return known }
        let image = image < 0 ? nil : rows.texts.text(image)
        let name = AWSInstanceGroup.name(tags: rows.tagSets[Int(tagSet)], imageID: image)
        let index = name.map { rows.texts.intern($0) } ?? -1
        groups[key] = index
        return index
    }

    private mutating func readDevices(_ field: JSONNode?, root: JSONNode?, _ elements: inout JSONElements) {
        let root = issues.optional(&elements, root, .text, "a text such as \"/dev/xvda\"")
        let rootIndex = root.map { rows.texts.intern($0, of: elements.element) }
        let start = rows.references.count
        let key = names.attached.name(0)
        let mappings = issues.elements(&elements, field)
        // Instances have few volumes; only hostile ones have so many that a search of the list takes long.
        var seen = mappings.count > 100 ? Set<Int32>() : nil
        var hasRoot = false
        for mapping in mappings {
            guard issues.isObject(&elements, mapping, "an object") else { continue }
            elements.element.collect(names.mapping, mapping, into: &part)
            let device = part[0]
            guard let ebs = issues.optional(&elements, part[1], .object, "an object with the key \(key)") else {
                continue
            }
            elements.element.collect(names.attached, ebs, into: &part)
            guard
                let volume = issues.requiredText(&elements, part[0], of: ebs, key, Self.volumeIDExpected)
            else { continue }
            let index = rows.texts.intern(volume, of: elements.element)
            let name = issues.optional(&elements, device, .text, "a text such as \"/dev/xvda\"")
            let isRoot = rootIndex != nil && name.map { rows.texts.intern($0, of: elements.element) } == rootIndex
            let isNew = seen?.insert(index).inserted ?? !rows.references[start...].contains(index)
            if !isNew { continue }
            // Fleets list the volume that an instance starts from first.
            rows.references.insert(index, at: isRoot && !hasRoot ? start : rows.references.count)
            hasRoot = hasRoot || isRoot
        }
    }
}
