import ScanModel

/// What a scenario says of listed instances beside account, region, tags and volumes.
struct InstanceDetails: Hashable, Sendable {
    /// The states of an instance in EC2
    /// (https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_InstanceState.html).
    enum State: String, CaseIterable {
        case pending, running, stopping, stopped
        case shuttingDown = "shutting-down"
        case terminated
    }

    /// The families of processors in EC2 (https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_Instance.html).
    enum Architecture: String, CaseIterable {
        case i386
        case x86 = "x86_64"
        case arm64
    }

    var traits: InstanceTraits = []
    /// The group of instances that are alike; nil: none.
    var group: String?
    var kind = InstanceKind.unknown
    /// The tags of each volume; empty if no volume carries any.
    var volumeTags: [[Tag]] = []

    /// Reads the keys of an element of `instances`; nil after an issue.
    ///
    /// - Parameter volumes: how many volumes it has; nil if that is not known.
    init?(_ reader: inout MappingReader, volumes: Int?) {
        let state = reader.optional("state", "Running and stopped instances are scanned; running if left out.")
        let architecture = reader.optional("architecture", "Family of its processor; x86_64 if left out.")
        let ena = reader.optional("ena", "Whether it has the enhanced network adapter; true if left out.")
        let marketplace = reader.optional("marketplace", "Whether its image is a product of the marketplace.")
        let agent = reader.optional("cloudAgent", "Whether the vendor's agent runs on it.")
        let api = reader.optional("apiScanned", "Whether the vendor's API-based scan covers it.")
        let group = reader.optional("group", "The group that it is a like member of, such as an Auto Scaling group.")
        let system = reader.optional("os", "Name of its operating system; one that is left out counts as supported.")
        let type = reader.optional("machineType", "Its machine type, such as t3.medium.")
        let tags = reader.optional("volumeTags", "The tags of each volume, in the order of the volumes.")
        var isFine = true
        func read<Value>(_ field: Field?, _ standard: Value, _ read: (Field) -> Value?) -> Value {
            guard let field else { return standard }
            guard let value = read(field) else {
                isFine = false
                return standard
            }
            return value
        }
        if ![.running, .stopped].contains(read(state, State.running) { $0.choice(State.self) }) {
            traits.insert(.otherState)
        }
        if read(architecture, .x86, { $0.choice(Architecture.self) }) == .arm64 { traits.insert(.arm64) }
        if !read(ena, true, { $0.bool() }) { traits.insert(.withoutENA) }
        if read(marketplace, false, { $0.bool() }) { traits.insert(.marketplace) }
        if read(agent, false, { $0.bool() }) { traits.insert(.cloudAgent) }
        if read(api, false, { $0.bool() }) { traits.insert(.apiScanned) }
        self.group = read(group, nil) { $0.text(.any) { _ in true }.map(Optional.some) }
        kind.system = read(system, "") { $0.text(.any) { _ in true } }
        kind.machineType = read(type, "") { $0.text(.any) { _ in true } }
        volumeTags = read(tags, []) { field in
            guard let lists = field.list(count: 0...1000, { FleetSettings.tags($0) }) else { return nil }
            if let volumes, lists.count != volumes {
                field.report("has \(lists.count) elements", expected: "tags for \(volumes) volumes, `{}` for none")
                return nil
            }
            let known = lists.compactMap { $0 }
            return known.count == lists.count ? known : nil
        }
        if !isFine { return nil }
    }

    init() {}
}
