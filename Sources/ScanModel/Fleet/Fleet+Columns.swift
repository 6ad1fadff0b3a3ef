extension Fleet {
    /// The fleet of columns that come from anywhere.
    ///
    /// - Throws: the first thing that keeps the columns from being a fleet, column by column.
    /// - Complexity: O(size of the columns); texts and tag sets cost an allocation each, instances and volumes none.
    public init(_ columns: FleetColumns) throws(FleetColumns.Fault) {
        guard columns.sizeUnitsPerGiB >= 1 else {
            throw .init(.sizeUnitsPerGiB, "is \(columns.sizeUnitsPerGiB)", expected: "at least 1")
        }
        self.init(sizeUnitsPerGiB: columns.sizeUnitsPerGiB)
        let check = ColumnCheck(columns)
        try check.texts()
        accounts = try check.table(columns.accounts, .accounts, most: Int(Int32.max))
        regions = try check.table(columns.regions, .regions, most: 1 << 16)
        groups = try check.table(columns.groups, .groups, most: Int(Int32.max))
        kinds = try check.kinds()
        tagSets = try check.tagSets()
        firstVolume = try check.firstVolumes()
        try check.instances()
        try check.volumes()
        try check.details()
        instanceAccount = columns.instanceAccount
        instanceRegion = columns.instanceRegion
        instancePlatform = columns.instancePlatform
        instanceFailures = columns.instanceFailures
        instanceTagSet = columns.instanceTagSet
        volumeSize = columns.volumeSize
        volumeEncryption = columns.volumeEncryption
        instanceTraits = columns.instanceTraits
        instanceGroup = columns.instanceGroup
        instanceKind = columns.instanceKind
        volumeTagSet = columns.volumeTagSet
        intake = try check.intake()
    }
}

/// Checks columns, each after those that it refers to.
private struct ColumnCheck {
    typealias Fault = FleetColumns.Fault
    typealias Name = FleetColumns.Name

    let columns: FleetColumns
    var instanceCount: Int { columns.instanceAccount.count }
    var volumeCount: Int { columns.volumeSize.count }

    init(_ columns: FleetColumns) { self.columns = columns }

    func texts() throws(Fault) {
        let texts = columns.texts
        try count(texts.count, .texts, most: Int(Int32.max))
        for index in texts.indices.dropFirst()
        where !UTF8Order.precedes(texts[index - 1], texts[index]) {
            throw Fault(.texts, at: index, "does not come after the text before it", expected: rising)
        }
    }

    func table(_ column: [Int32], _ name: Name, most: Int) throws(Fault) -> StringTable {
        try count(column.count, name, most: most)
        try range(column, name, 0..<columns.texts.count, "the number of a text")
        if let table = StringTable(distinct: column.map { columns.texts[Int($0)] }) { return table }
        throw Fault(name, "holds a name twice", expected: "each once")
    }

    func kinds() throws(Fault) -> InstanceKinds {
        try count(columns.kindSystem.count, .kindSystem, most: Int(Int32.max))
        try length(columns.kindMachineType.count, .kindMachineType, columns.kindSystem.count, "kinds")
        try range(columns.kindSystem, .kindSystem, 0..<columns.texts.count, "the number of a text")
        try range(columns.kindMachineType, .kindMachineType, 0..<columns.texts.count, "the number of a text")
        let all = zip(columns.kindSystem, columns.kindMachineType).map {
            InstanceKind(system: columns.texts[Int($0)], machineType: columns.texts[Int($1)])
        }
        if let kinds = InstanceKinds(distinct: all) { return kinds }
        throw Fault(.kindSystem, "are no kinds", expected: "the unknown kind first, and each kind once")
    }

    func tagSets() throws(Fault) -> [[Tag]] {
        let counts = columns.tagCount
        try count(counts.count, .tagCount, most: Int(Int32.max))
        guard counts.first == 0 else { throw Fault(.tagCount, at: 0, "is not 0", expected: "the empty set first") }
        let empty = counts.dropFirst().firstIndex { $0 <= 0 }
        if let empty { throw Fault(.tagCount, at: empty, "is \(counts[empty])", expected: "at least 1 tag") }
        let total = counts.reduce(0) { $0 + Int($1) }
        try length(columns.tagKey.count, .tagKey, total, "tags")
        try length(columns.tagValue.count, .tagValue, total, "tags")
        try range(columns.tagKey, .tagKey, 0..<columns.texts.count, "the number of a text")
        try range(columns.tagValue, .tagValue, 0..<columns.texts.count, "the number of a text")
        let sets = TagSetColumns(columns)
        if let tag = sets.firstOutOfOrder {
            throw Fault(
                .tagKey, at: tag, "does not come after the tag before it in its set", expected: "tags that rise")
        }
        if let set = sets.firstRepeated {
            throw Fault(.tagCount, at: set, "is a tag set that was there before", expected: "each once")
        }
        return sets.tagSets
    }

    func firstVolumes() throws(Fault) -> [Int32] {
        try count(instanceCount, .instanceAccount, most: Int(Int32.max) - 1)
        try count(volumeCount, .volumeSize, most: Int(Int32.max))
        try length(columns.instanceVolumes.count, .instanceVolumes, instanceCount, "instances")
        try range(columns.instanceVolumes, .instanceVolumes, 0..<volumeCount + 1, "a number of volumes")
        var first = [Int32](repeating: 0, count: instanceCount + 1)
        // Each number is at most 2^31, and so is the number of numbers: no sum leaves 64 bits.
        var sum: Int64 = 0
        for (index, volumes) in columns.instanceVolumes.enumerated() {
            sum &+= Int64(volumes)
            first[index + 1] = Int32(truncatingIfNeeded: sum)
        }
        guard sum == Int64(volumeCount) else {
            throw Fault(.instanceVolumes, "make \(sum) volumes together", expected: "\(volumeCount), one for each size")
        }
        return first
    }

    func instances() throws(Fault) {
        try range(columns.instanceAccount, .instanceAccount, 0..<columns.accounts.count, "the number of an account")
        try length(columns.instanceRegion.count, .instanceRegion, instanceCount, "instances")
        try range(columns.instanceRegion, .instanceRegion, 0..<columns.regions.count, "the number of a region")
        try length(columns.instancePlatform.count, .instancePlatform, instanceCount, "instances")
        try length(columns.instanceFailures.count, .instanceFailures, instanceCount, "instances")
        try length(columns.instanceTagSet.count, .instanceTagSet, instanceCount, "instances")
        try range(columns.instanceTagSet, .instanceTagSet, 0..<columns.tagCount.count, "the number of a tag set")
    }

    func volumes() throws(Fault) {
        try range(columns.volumeSize, .volumeSize, 1..<Int(Int32.max) + 1, "a size above 0")
        let encryption = columns.volumeEncryption
        if encryption.isEmpty { return }
        try length(encryption.count, .volumeEncryption, volumeCount, "volumes")
        if !encryption.contains(where: { $0 != .none }) {
            throw Fault(.volumeEncryption, "says nothing of any volume", expected: "no value if none is encrypted")
        }
    }

    /// Columns that end with the last value that says something.
    func details() throws(Fault) {
        try ending(columns.instanceTraits, .instanceTraits, instanceCount, without: [])
        if let index = columns.instanceTraits.firstIndex(where: { !$0.isSubset(of: .all) }) {
            let value = columns.instanceTraits[index].rawValue
            throw Fault(
                .instanceTraits, at: index, "is \(value)", expected: "traits up to \(InstanceTraits.all.rawValue)")
        }
        try ending(columns.instanceGroup, .instanceGroup, instanceCount, without: -1)
        try range(columns.instanceGroup, .instanceGroup, -1..<columns.groups.count, "the number of a group, or -1")
        try ending(columns.instanceKind, .instanceKind, instanceCount, without: 0)
        try range(columns.instanceKind, .instanceKind, 0..<columns.kindSystem.count, "the number of a kind")
        try ending(columns.volumeTagSet, .volumeTagSet, volumeCount, without: 0)
        try range(columns.volumeTagSet, .volumeTagSet, 0..<columns.tagCount.count, "the number of a tag set")
    }

    func intake() throws(Fault) -> FleetIntake {
        try length(columns.intake.count, .intake, FleetColumns.intakeCounts, "counts")
        let most = Int(FleetColumns.intakeMax) + 1
        try range(columns.intake, .intake, 0..<most, "a count of at most 2^40")
        try range(columns.intakeState, .intakeState, 0..<columns.texts.count, "the number of a text")
        try length(columns.intakeStateCount.count, .intakeStateCount, columns.intakeState.count, "states")
        try range(columns.intakeStateCount, .intakeStateCount, 0..<most, "a count of at most 2^40")
        for index in columns.intakeState.indices.dropFirst()
        where columns.intakeState[index - 1] >= columns.intakeState[index] {
            throw Fault(.intakeState, at: index, "does not come after the state before it", expected: rising)
        }
        var states: [String: Int] = [:]
        for (index, count) in columns.intakeStateCount.enumerated() {
            let name = columns.texts[Int(columns.intakeState[index])]
            guard states.updateValue(Int(count), forKey: name) == nil else {
                throw Fault(.intakeState, at: index, "is a state that was there before", expected: "each once")
            }
        }
        return FleetIntake(counts: columns.intake, states: states)
    }

    private let rising = "each once, rising by the bytes of UTF-8"

    private func count(_ count: Int, _ name: Name, most: Int) throws(Fault) {
        if count > most { throw Fault(name, "has \(count) values", expected: "at most \(most)") }
    }

    private func length(_ count: Int, _ name: Name, _ wanted: Int, _ what: String) throws(Fault) {
        if count != wanted { throw Fault(name, "has \(count) values", expected: "\(wanted), for as many \(what)") }
    }

    private func ending<Value: Equatable>(
        _ column: [Value], _ name: Name, _ most: Int, without standard: Value
    ) throws(Fault) {
        try count(column.count, name, most: most)
        if let last = column.last, last == standard {
            throw Fault(name, at: column.count - 1, "says nothing", expected: "a last value that does")
        }
    }

    /// Looks for the place of a wrong value only if there is one, so that the usual pass has no branch.
    private func range<Value: FixedWidthInteger>(
        _ column: [Value], _ name: Name, _ allowed: Range<Int>, _ what: String
    ) throws(Fault) {
        guard var least = column.first else { return }
        var most = least
        for value in column {
            least = min(least, value)
            most = max(most, value)
        }
        if Int(least) >= allowed.lowerBound && Int(most) < allowed.upperBound { return }
        let index = column.firstIndex { !allowed.contains(Int($0)) }
        let bounds =
            allowed.isEmpty ? ", of which there is none" : ", \(allowed.lowerBound) to \(allowed.upperBound - 1)"
        throw Fault(name, at: index, "is \(index.map { "\(column[$0])" } ?? "")", expected: what + bounds)
    }
}

/// The tag sets of columns whose indices are known to be good.
private struct TagSetColumns {
    private let columns: FleetColumns
    /// Where the tags of each set begin; one more than there are sets.
    private let starts: [Int]
    /// A number for each text, the same for texts that `String` takes for equal.
    private let classes: [Int32]
    /// Whether the order of the texts' numbers is that of `String`, which it is for ASCII.
    private let isOrdered: Bool

    init(_ columns: FleetColumns) {
        self.columns = columns
        var starts = [0]
        starts.reserveCapacity(columns.tagCount.count + 1)
        for count in columns.tagCount { starts.append(starts[starts.count - 1] + Int(count)) }
        self.starts = starts
        // Only texts beyond ASCII can be equal to others.
        var known: [String: Int32] = [:]
        classes = columns.texts.indices.map { index in
            let text = columns.texts[index]
            if UTF8Order.isASCII(text) { return Int32(index) }
            if let first = known[text] { return first }
            known[text] = Int32(index)
            return Int32(index)
        }
        isOrdered = known.isEmpty
    }

    private func tag(_ index: Int) -> Tag {
        Tag(key: columns.texts[Int(columns.tagKey[index])], value: columns.texts[Int(columns.tagValue[index])])
    }

    var tagSets: [[Tag]] {
        (0..<columns.tagCount.count).map { set in (starts[set]..<starts[set + 1]).map { tag($0) } }
    }

    /// The first tag that is less than the one before it in its set.
    var firstOutOfOrder: Int? {
        for set in 0..<columns.tagCount.count {
            for index in (starts[set]..<starts[set + 1]).dropFirst() where !follows(index) { return index }
        }
        return nil
    }

    private func follows(_ index: Int) -> Bool {
        if isOrdered {
            return (columns.tagKey[index - 1], columns.tagValue[index - 1])
                <= (columns.tagKey[index], columns.tagValue[index])
        }
        return !(tag(index) < tag(index - 1))
    }

    /// The first set that equals one before it.
    var firstRepeated: Int? {
        var size = 16
        while size < columns.tagCount.count * 2 { size *= 2 }
        // Sets by their hash, each in the first free place behind it, with the upper half of its hash: most sets that
        // meet in a place are told apart without a look at their tags.
        var table = [UInt64](repeating: 0, count: size)
        for set in 0..<columns.tagCount.count {
            let hash = UInt64(bitPattern: Int64(hash(set)))
            var place = Int(truncatingIfNeeded: hash) & (size - 1)
            while table[place] != 0 {
                if table[place] >> 32 == hash >> 32, areEqual(set, Int(table[place] & 0xFFFF_FFFF) - 1) { return set }
                place = (place + 1) & (size - 1)
            }
            table[place] = (hash & ~0xFFFF_FFFF) | UInt64(set + 1)
        }
        return nil
    }

    /// Seeded per process by `Hasher`, so that nobody can make a file whose sets all meet in one place.
    private func hash(_ set: Int) -> Int {
        var hasher = Hasher()
        for index in starts[set]..<starts[set + 1] {
            hasher.combine(classes[Int(columns.tagKey[index])])
            hasher.combine(classes[Int(columns.tagValue[index])])
        }
        return hasher.finalize()
    }

    private func areEqual(_ one: Int, _ other: Int) -> Bool {
        guard columns.tagCount[one] == columns.tagCount[other] else { return false }
        for offset in 0..<Int(columns.tagCount[one]) {
            let (left, right) = (starts[one] + offset, starts[other] + offset)
            guard classes[Int(columns.tagKey[left])] == classes[Int(columns.tagKey[right])],
                classes[Int(columns.tagValue[left])] == classes[Int(columns.tagValue[right])]
            else { return false }
        }
        return true
    }
}
