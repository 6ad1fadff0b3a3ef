/// A fleet as plain columns of numbers over one list of texts: what a file of a fleet holds.
///
/// `Fleet(_:)` takes columns whatever they hold, and says what is wrong with them. `FleetColumns(_:)` gives those of a
/// fleet; fleets whose columns and texts are the same byte for byte give the same columns.
public struct FleetColumns: Hashable, Sendable {
    /// Size units in a GiB, at least 1.
    public var sizeUnitsPerGiB: Int64 = 1
    /// Every text that something below refers to, once, rising by the bytes of UTF-8.
    public var texts: [String] = []

    /// Accounts in the order of ``Fleet/accounts``; each an index into `texts`.
    public var accounts: [Int32] = []
    /// Regions, likewise; at most 65,536.
    public var regions: [Int32] = []
    /// Groups, likewise.
    public var groups: [Int32] = []
    /// Operating system of each kind of instance, an index into `texts`; the first is the empty text.
    public var kindSystem: [Int32] = []
    /// Machine type of each kind of instance, an index into `texts`; the first is the empty text.
    public var kindMachineType: [Int32] = []
    /// Number of tags in each tag set; the first is 0, and no other set is empty.
    public var tagCount: [Int32] = []
    /// Keys of the tags, set by set, each an index into `texts`; within a set tags rise.
    public var tagKey: [Int32] = []
    /// Values of the tags, likewise.
    public var tagValue: [Int32] = []

    /// Account of each instance, an index into `accounts`.
    public var instanceAccount: [Int32] = []
    /// Region of each instance, an index into `regions`.
    public var instanceRegion: [UInt16] = []
    /// Platform of each instance.
    public var instancePlatform: [Platform] = []
    /// Attempts of each instance that fail before one succeeds.
    public var instanceFailures: [UInt8] = []
    /// Tag set of each instance.
    public var instanceTagSet: [Int32] = []
    /// Number of volumes of each instance; together at most 2^31 - 1.
    public var instanceVolumes: [Int32] = []
    /// Size of each volume in size units, above 0.
    public var volumeSize: [Int32] = []
    /// Encryption of each volume; empty if none is encrypted.
    public var volumeEncryption: [VolumeEncryption] = []

    /// Traits of instances up to the last one that has some.
    public var instanceTraits: [InstanceTraits] = []
    /// Group of instances up to the last one in a group; -1 for none.
    public var instanceGroup: [Int32] = []
    /// Kind of instances up to the last one that is not of kind 0.
    public var instanceKind: [Int32] = []
    /// Tag set of volumes up to the last one that has tags.
    public var volumeTagSet: [Int32] = []

    /// The counts of ``FleetIntake`` in the order of its properties, without the states.
    public var intake: [Int64] = [Int64](repeating: 0, count: FleetColumns.intakeCounts)
    /// Names of states, rising indices into `texts`.
    public var intakeState: [Int32] = []
    /// Instances in each of these states.
    public var intakeStateCount: [Int64] = []

    /// Numbers in ``intake``.
    public static let intakeCounts = 6
    /// The largest of them, so that those of many files can be added up.
    public static let intakeMax: Int64 = 1 << 40

    /// No instances, and nothing else but tag set 0 and kind 0, which need the empty text.
    public init() {
        texts = [""]
        kindSystem = [0]
        kindMachineType = [0]
        tagCount = [0]
    }

    /// Names of the columns, in the order above.
    public enum Name: String, Hashable, Sendable, CaseIterable {
        case sizeUnitsPerGiB, texts, accounts, regions, groups, kindSystem, kindMachineType, tagCount, tagKey, tagValue
        case instanceAccount, instanceRegion, instancePlatform, instanceFailures, instanceTagSet, instanceVolumes
        case volumeSize, volumeEncryption, instanceTraits, instanceGroup, instanceKind, volumeTagSet
        case intake, intakeState, intakeStateCount
    }

    /// What keeps columns from being a fleet.
    public struct Fault: Error, Hashable, Sendable {
        public var column: Name
        /// Of the value that is wrong, or nil if the column as a whole is.
        public var index: Int?
        public var problem: String
        public var expected: String

        public init(_ column: Name, at index: Int? = nil, _ problem: String, expected: String) {
            self.column = column
            self.index = index
            self.problem = problem
            self.expected = expected
        }
    }
}

extension FleetColumns {
    /// The columns of a fleet.
    ///
    /// A count of the intake outside 0 ... ``intakeMax``, which no import reaches, becomes the nearest one inside.
    /// - Complexity: O(size of the fleet + texts * log(texts)).
    public init(_ fleet: Fleet) {
        sizeUnitsPerGiB = fleet.sizeUnitsPerGiB
        var pool = TextPool()
        accounts = fleet.accounts.texts.map { pool.add($0) }
        regions = fleet.regions.texts.map { pool.add($0) }
        groups = fleet.groups.texts.map { pool.add($0) }
        kindSystem = fleet.kinds.all.map { pool.add($0.system) }
        kindMachineType = fleet.kinds.all.map { pool.add($0.machineType) }
        tagCount = fleet.tagSets.map { Int32($0.count) }
        for tag in fleet.tagSets.joined() {
            tagKey.append(pool.add(tag.key))
            tagValue.append(pool.add(tag.value))
        }
        let states = fleet.intake.instancesByUnscannableState.map { (pool.add($0.key), $0.value) }

        let ranks: [Int32]
        (texts, ranks) = pool.sorted()
        func rank(_ column: inout [Int32]) { column = column.map { ranks[Int($0)] } }
        rank(&accounts)
        rank(&regions)
        rank(&groups)
        rank(&kindSystem)
        rank(&kindMachineType)
        rank(&tagKey)
        rank(&tagValue)
        let ranked = states.map { (ranks[Int($0.0)], $0.1) }.sorted { $0.0 < $1.0 }
        intakeState = ranked.map(\.0)
        intakeStateCount = ranked.map { FleetColumns.held($0.1) }
        intake = fleet.intake.counts

        instanceAccount = fleet.instanceAccount
        instanceRegion = fleet.instanceRegion
        instancePlatform = fleet.instancePlatform
        instanceFailures = fleet.instanceFailures
        instanceTagSet = fleet.instanceTagSet
        instanceVolumes = zip(fleet.firstVolume, fleet.firstVolume.dropFirst()).map { $1 - $0 }
        volumeSize = fleet.volumeSize
        volumeEncryption = fleet.volumeEncryption
        instanceTraits = fleet.instanceTraits
        instanceGroup = fleet.instanceGroup
        instanceKind = fleet.instanceKind
        volumeTagSet = fleet.volumeTagSet
    }

    fileprivate static func held(_ count: Int) -> Int64 { min(max(0, Int64(count)), intakeMax) }

    /// Texts that are told apart by their bytes; `String` takes some for equal that are not.
    private struct TextPool {
        private var texts: [String] = []
        /// Texts that are equal, of which mostly there is one.
        private var places: [String: [Int32]] = [:]

        mutating func add(_ text: String) -> Int32 {
            for place in places[text] ?? [] where texts[Int(place)].utf8.elementsEqual(text.utf8) { return place }
            let place = Int32(texts.count)
            texts.append(text)
            places[text, default: []].append(place)
            return place
        }

        /// All texts in the order of their bytes, and the rank of each.
        func sorted() -> (texts: [String], ranks: [Int32]) {
            let order = texts.indices.sorted { UTF8Order.precedes(texts[$0], texts[$1]) }
            var ranks = [Int32](repeating: 0, count: texts.count)
            for (rank, place) in order.enumerated() { ranks[place] = Int32(rank) }
            return (order.map { texts[$0] }, ranks)
        }
    }
}

extension FleetIntake {
    /// All counts but those by state.
    fileprivate var counts: [Int64] {
        [files, duplicateInstances, unattachedVolumes, missingVolumes, duplicateVolumes, instancesInLocalZones].map {
            FleetColumns.held($0)
        }
    }

    /// - Parameter counts: as above.
    init(counts: [Int64], states: [String: Int]) {
        precondition(counts.count == FleetColumns.intakeCounts, "\(counts.count) counts")
        files = Int(counts[0])
        duplicateInstances = Int(counts[1])
        unattachedVolumes = Int(counts[2])
        missingVolumes = Int(counts[3])
        duplicateVolumes = Int(counts[4])
        instancesInLocalZones = Int(counts[5])
        instancesByUnscannableState = states
    }
}
