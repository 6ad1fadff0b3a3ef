import ScanModel

/// A fleet that is being filled block by block. Names are interned when instances first use them.
struct FleetFilling {
    private(set) var fleet = Fleet()
    private let specification: FleetSpecification
    private var drawn: BlockDraws
    private var block = InstanceBlock()
    private var account: (index: Int, name: Int32)?
    private var regions: [UInt16?]
    private var tagSets: [Int32?]

    init(_ specification: FleetSpecification, _ draws: InstanceDraws, instances: Int) {
        self.specification = specification
        drawn = BlockDraws(draws)
        regions = [UInt16?](repeating: nil, count: specification.regions.count)
        tagSets = [Int32?](repeating: nil, count: GeneratedInstance.Tagging.allCases.count)
        fleet.reserveCapacity(
            instances: instances, volumes: Self.volumesExpected(specification, instances: instances))
    }

    /// A few standard deviations more volumes than expected; those of an instance have one of at most 3.5.
    static func volumesExpected(_ specification: FleetSpecification, instances: Int? = nil) -> Int {
        let instances = Double(instances ?? specification.instances)
        let expected = specification.meanVolumesPerInstance.doubleValue * instances
        return Int(expected + 16 * instances.squareRoot()) + GeneratedVolumes.most
    }

    mutating func add(account: Int, region: Int, numbers: Range<Int>) {
        let accountName = name(account: account)
        let regionName = name(region: region)
        var left = numbers
        while !left.isEmpty {
            let taken = left.prefix(BlockDraws.size - drawn.count)
            drawn.add(account: (account, accountName), region: (region, regionName), numbers: taken)
            left = taken.upperBound..<left.upperBound
            if drawn.count == BlockDraws.size { flush() }
        }
    }

    /// Moves what was added into the fleet.
    mutating func flush() {
        guard drawn.count > 0 else { return }
        drawn.draw(into: &block)
        if let common = drawn.commonTagging {
            block.tagSet.append(contentsOf: repeatElement(name(common), count: drawn.count))
        } else {
            for tagging in drawn.taggings { block.tagSet.append(name(tagging)) }
        }
        fleet.append(block)
        drawn.removeAll()
    }

    private mutating func name(account index: Int) -> Int32 {
        if let account, account.index == index { return account.name }
        let name = fleet.internAccount(specification.accountID(index))
        account = (index, name)
        return name
    }

    private mutating func name(region index: Int) -> UInt16 {
        if let name = regions[index] { return name }
        let name = fleet.internRegion(specification.regions[index].name)
        regions[index] = name
        return name
    }

    private mutating func name(_ tagging: GeneratedInstance.Tagging) -> Int32 {
        let index = Int(tagging.rawValue)
        if let name = tagSets[index] { return name }
        let name = fleet.internTags(specification.tags(of: tagging))
        tagSets[index] = name
        return name
    }
}
