import ScanModel

/// Where everything stands in a fleet file; docs/fleet-file.md tells the same to readers in other languages.
enum FleetFileLayout {
    /// Begins with a byte beyond ASCII and holds both line ends and the end mark of old systems, so that a transfer that
    /// takes the file for text is noticed at once, as in PNG (https://www.w3.org/TR/png-3/#5PNG-file-signature).
    static let magic: [UInt8] = [0x89, 0x53, 0x46, 0x4C, 0x0D, 0x0A, 0x1A, 0x0A]
    static let version: UInt32 = 1
    /// Magic, version, number of sections, length of the file, size unit.
    static let headerBytes = 32
    static let entryBytes = 40
    static let checksumBytes = 8
    /// What sections begin at a multiple of.
    static let alignment = 8
    /// Largest file that is read: 16 GiB.
    static let fileBytesMax = 1 << 34
    /// Most values of a column, and most bytes of all texts.
    static let valuesMax = Int(Int32.max)

    /// Where the first section begins.
    static let dataStart = headerBytes + Section.allCases.count * entryBytes + checksumBytes

    /// A part of the file; the number is what the file says.
    enum Section: UInt32, Hashable, Sendable, CaseIterable {
        case textLength = 1
        case textBytes, accounts, regions, groups, kindSystem, kindMachineType, tagCount, tagKey, tagValue
        case instanceAccount, instanceRegion, instancePlatform, instanceFailures, instanceTagSet, instanceVolumes
        case volumeSize, volumeEncryption, instanceTraits, instanceGroup, instanceKind, volumeTagSet
        case intake, intakeState, intakeStateCount

        /// The word in messages and listings.
        var name: String { "\(self)" }

        /// Most bytes that a value takes.
        var widthMax: Int {
            switch self {
            case .textBytes, .instancePlatform, .instanceFailures, .volumeEncryption, .instanceTraits: 1
            case .instanceRegion: 2
            case .intake, .intakeStateCount: 8
            default: 4
            }
        }

        /// The section that has at least as many values, if values that are all the same may take no bytes.
        ///
        /// Each of those takes a byte or more for every value, so that no small file asks for much memory.
        var bound: Section? {
            switch self {
            case .instanceAccount, .instanceRegion, .instancePlatform, .instanceFailures, .instanceTagSet,
                .instanceTraits, .instanceGroup, .instanceKind:
                .instanceVolumes
            case .volumeEncryption, .volumeTagSet: .volumeSize
            default: nil
            }
        }

        /// The section that a fault of a column is about.
        init(_ column: FleetColumns.Name) {
            switch column {
            case .sizeUnitsPerGiB, .texts: self = .textLength
            case .accounts: self = .accounts
            case .regions: self = .regions
            case .groups: self = .groups
            case .kindSystem: self = .kindSystem
            case .kindMachineType: self = .kindMachineType
            case .tagCount: self = .tagCount
            case .tagKey: self = .tagKey
            case .tagValue: self = .tagValue
            case .instanceAccount: self = .instanceAccount
            case .instanceRegion: self = .instanceRegion
            case .instancePlatform: self = .instancePlatform
            case .instanceFailures: self = .instanceFailures
            case .instanceTagSet: self = .instanceTagSet
            case .instanceVolumes: self = .instanceVolumes
            case .volumeSize: self = .volumeSize
            case .volumeEncryption: self = .volumeEncryption
            case .instanceTraits: self = .instanceTraits
            case .instanceGroup: self = .instanceGroup
            case .instanceKind: self = .instanceKind
            case .volumeTagSet: self = .volumeTagSet
            case .intake: self = .intake
            case .intakeState: self = .intakeState
            case .intakeStateCount: self = .intakeStateCount
            }
        }
    }

    /// What the table says of a section: `count` values, each `least` plus a whole number of `width` bytes.
    struct Entry: Hashable, Sendable {
        var section: Section
        /// 0, 1, 2, 4 or 8.
        var width: Int
        var offset: Int
        var count: Int
        var least: Int64
        /// Of all bytes of the section, with those that fill it up.
        var checksum: UInt64

        var end: Int { offset + Self.bytes(count: count, width: width) }

        /// With zeros up to a multiple of the alignment.
        static func bytes(count: Int, width: Int) -> Int {
            (count * width + alignment - 1) / alignment * alignment
        }
    }
}
