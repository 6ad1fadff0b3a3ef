import ScanModel

/// An instance as a source tells it, by its texts.
struct DrawnInstance: Hashable {
    var account: String
    var region: String
    var platform: Platform
    var sizes: [Int32]
    var encryption: [VolumeEncryption]
    var tags: [ScanModel.Tag]
    var volumeTags: [[ScanModel.Tag]]
    var kind: InstanceKind
    var traits: InstanceTraits
    var group: String?
    var failures: UInt8

    init(_ inputs: inout TestInputs, accounts: Int64 = 4, regions: Int64 = 3) {
        account = "account-\(inputs.number(1...accounts))"
        region = "region-\(inputs.number(1...regions))"
        platform = inputs.chance(percent: 30) ? .windows : .linux
        let volumes = Int(inputs.number(0...3))
        sizes = (0..<volumes).map { _ in Int32(inputs.number(1...3)) * 8 }
        let draws = inputs.chance(percent: 30)
        encryption = (0..<volumes).map { _ in draws ? VolumeEncryption(rawValue: UInt8(inputs.number(0...3)))! : .none }
        tags = inputs.chance(percent: 50) ? [ScanModel.Tag(key: "team", value: "t\(inputs.number(1...3))")] : []
        let tagged = inputs.chance(percent: 20)
        volumeTags = (0..<volumes).map { _ in
            tagged && inputs.chance(percent: 50) ? [ScanModel.Tag(key: "keep", value: "\(inputs.number(1...2))")] : []
        }
        kind =
            inputs.chance(percent: 30)
            ? InstanceKind(system: "system \(inputs.number(1...2))", machineType: "m.large") : .unknown
        traits = InstanceTraits(rawValue: inputs.chance(percent: 20) ? UInt8(inputs.number(1...3)) : 0)
        group = inputs.chance(percent: 20) ? "group \(inputs.number(1...2))" : nil
        failures = inputs.chance(percent: 10) ? 1 : 0
    }

    var pair: AccountRegion { AccountRegion(account: account, region: region) }

    func append(to fleet: inout Fleet) {
        let (owner, place) = (fleet.internAccount(account), fleet.internRegion(region))
        fleet.append(
            account: owner, region: place, platform: platform, tagSet: fleet.internTags(tags), failures: failures,
            volumes: sizes, encryption: encryption)
        let group = group.map { fleet.internGroup($0) } ?? -1
        let kind = fleet.internKind(kind)
        let tagSets = volumeTags.map { fleet.internTags($0) }
        fleet.describeLast(traits: traits, group: group, kind: kind, volumeTags: tagSets)
    }

    /// A property of it changed; false if it has none of this kind to change.
    mutating func change(_ property: FleetDifference.Property) -> Bool {
        switch property {
        case .sizes where !sizes.isEmpty: sizes[0] += 1
        case .platform: platform = platform == .linux ? .windows : .linux
        case .encryption where !encryption.isEmpty: encryption[0] = encryption[0] == .none ? .customerKey : .none
        case .tags: tags = [ScanModel.Tag(key: "team", value: "other")]
        case .volumeTags where !volumeTags.isEmpty: volumeTags[0] = [ScanModel.Tag(key: "keep", value: "other")]
        case .kind: kind.machineType += "x"
        case .traits: traits = traits.symmetricDifference(.cloudAgent)
        case .group: group = group == nil ? "group 1" : nil
        case .failures: failures += 1
        default: return false
        }
        return true
    }
}

extension Fleet {
    /// - Parameter before: instances whose texts are interned first, in numbers that no instance of the fleet has.
    init(_ instances: [DrawnInstance], internedFirst before: [DrawnInstance] = []) {
        self.init()
        for instance in before {
            _ = internAccount(instance.account)
            _ = internRegion(instance.region)
            _ = internTags(instance.tags)
            _ = internKind(instance.kind)
            if let group = instance.group { _ = internGroup(group) }
        }
        for instance in instances { instance.append(to: &self) }
    }
}
