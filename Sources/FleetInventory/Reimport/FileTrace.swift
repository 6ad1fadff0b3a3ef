public import ScanModel

/// What one file contributed to an import.
public struct FileTrace: Hashable, Sendable {
    /// The name under which it was read.
    public var name: String
    /// The pairs whose instances it lists, as far as they joined the fleet; sorted.
    public internal(set) var pairs: [AccountRegion] = []
    /// A mark for each instance and volume that it lists or names; rising, each once. See ``mark(_:_:)``.
    public internal(set) var marks: [UInt64] = []
    /// What it adds to the counts of the import. Volumes that no instance names, and volumes that no file lists, count for
    /// the first file that mentions them: which one that is can change while none of the files that mention them does.
    public internal(set) var intake = FleetIntake()
    /// The snapshots that it lists.
    public internal(set) var snapshots = SnapshotCounts()

    public init(name: String) { self.name = name }

    /// The mark of an identifier: 48 bits of its FNV-1a hash (G. Fowler, L. C. Noll, K.-P. Vo,
    /// http://www.isthe.com/chongo/tech/comp/fnv/), folded as they propose.
    ///
    /// Two identifiers with one mark make files look related that are not, so that more is read than needed, never less.
    /// Of 10,000 identifiers that are read again and 10 million others, one such couple is expected in 2,800 imports.
    ///
    /// - Parameter kind: what sets identifiers of one text apart.
    public static func mark(_ kind: UInt8, _ identifier: String) -> UInt64 {
        var hash: UInt64 = 0xcbf2_9ce4_8422_2325
        hash = (hash ^ UInt64(kind)) &* 0x100_0000_01b3
        for byte in identifier.utf8 { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01b3 }
        return hash >> 48 ^ hash & 0xffff_ffff_ffff
    }
}

/// What the files of an import contribute, noted while they are read one after the other.
struct ImportTrace {
    private(set) var files: [FileTrace] = []
    private var pairs: Set<AccountRegion> = []
    private var marks: Set<UInt64> = []
    /// The counts when the file at hand began.
    private var before = FleetIntake()
    /// The first file that mentions a volume, by its row.
    private var fileOfRow: [Int32] = []

    /// Ends the file at hand and begins the next one.
    ///
    /// - Parameter intake: the counts so far.
    mutating func begin(_ name: String, _ intake: FleetIntake) {
        end(intake)
        files.append(FileTrace(name: name))
    }

    /// Notes everything that a listing mentions, duplicates included.
    mutating func mark(_ listing: AWSListingRows) {
        func insert(_ kind: Character, _ text: Int32) {
            marks.insert(FileTrace.mark(kind.asciiValue ?? 0, listing.texts.text(text)))
        }
        for instance in listing.instances { insert("i", instance.id) }
        for volume in listing.references { insert("v", volume) }
        for volume in listing.volumes { insert("v", volume.id) }
        if let last = files.indices.last { files[last].snapshots = listing.snapshots }
    }

    /// The file at hand is the first one to mention the volume of the next row.
    mutating func mentionVolume() { fileOfRow.append(Int32(files.count - 1)) }

    mutating func add(_ pair: AccountRegion) { pairs.insert(pair) }

    /// Ends the file at hand, if there is one.
    mutating func end(_ intake: FleetIntake) {
        if let last = files.indices.last {
            files[last].pairs = pairs.sorted()
            files[last].marks = marks.sorted()
            files[last].intake = intake.subtracting(before)
        }
        before = intake
        pairs.removeAll(keepingCapacity: true)
        marks.removeAll(keepingCapacity: true)
    }

    mutating func addUnattached(_ row: Int) { files[Int(fileOfRow[row])].intake.unattachedVolumes += 1 }

    mutating func addMissing(_ row: Int) { files[Int(fileOfRow[row])].intake.missingVolumes += 1 }
}

extension FleetIntake {
    /// What came to an earlier count since then.
    fileprivate func subtracting(_ earlier: FleetIntake) -> FleetIntake {
        var rest = self
        rest.files -= earlier.files
        for (state, count) in earlier.instancesByUnscannableState {
            rest.instancesByUnscannableState[state, default: 0] -= count
        }
        rest.instancesByUnscannableState = rest.instancesByUnscannableState.filter { $0.value > 0 }
        rest.duplicateInstances -= earlier.duplicateInstances
        rest.unattachedVolumes -= earlier.unattachedVolumes
        rest.missingVolumes -= earlier.missingVolumes
        rest.duplicateVolumes -= earlier.duplicateVolumes
        rest.instancesInLocalZones -= earlier.instancesInLocalZones
        return rest
    }
}
