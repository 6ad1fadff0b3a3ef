public import ScanModel

/// One instance of a generated fleet.
public struct GeneratedInstance: Hashable, Sendable {
    /// Which tag an instance carries; see ``FleetSpecification/TagShares``.
    public enum Tagging: UInt8, Hashable, Sendable, CaseIterable {
        /// The key with its value.
        case value = 0
        /// The key with its other value.
        case otherValue = 1
        /// No tag.
        case none = 2
    }

    /// Index of the account, from 0; see ``FleetSpecification/accountID(_:)``.
    public let account: Int
    /// Index of the region in the specification, from 0.
    public let region: Int
    /// Number within the account and region, from 0.
    public let number: Int
    /// Platform of the instance.
    public let platform: Platform
    /// Which tag it carries; see ``FleetSpecification/tags(of:)``.
    public let tagging: Tagging
    /// Sizes of the volumes in whole GiB, the root volume first.
    public let volumes: GeneratedVolumes
    /// Encryption of each volume.
    public let encryption: GeneratedEncryption
    /// Which other scans of the vendor cover it.
    public let traits: InstanceTraits
}

/// The sizes of 1 ... 8 volumes in whole GiB, held in place.
public struct GeneratedVolumes: RandomAccessCollection, Hashable, Sendable {
    /// Volumes at most.
    static let most = 8

    private var sizes: SIMD8<Int32>
    /// The number of volumes.
    public private(set) var endIndex: Int

    /// 0, the root volume.
    public var startIndex: Int { 0 }

    /// The size of a volume in whole GiB; traps if there is no such volume.
    public subscript(position: Int) -> Int32 {
        precondition(position < endIndex, "volume \(position) of \(endIndex)")
        return sizes[position]
    }

    init(root: Int32) {
        sizes = SIMD8(root, 0, 0, 0, 0, 0, 0, 0)
        endIndex = 1
    }

    mutating func append(_ size: Int32) {
        sizes[endIndex] = size
        endIndex += 1
    }
}

/// The encryption of 1 ... 8 volumes, held in place.
public struct GeneratedEncryption: RandomAccessCollection, Hashable, Sendable {
    /// Two bits a volume, the root volume in the lowest.
    private var bits: UInt16 = 0
    /// The number of volumes.
    public let endIndex: Int

    /// 0, the root volume.
    public var startIndex: Int { 0 }

    /// True if a volume is encrypted.
    public var hasEncrypted: Bool { bits != 0 }

    /// The encryption of a volume; traps if there is no such volume.
    public internal(set) subscript(position: Int) -> VolumeEncryption {
        get {
            precondition(position < endIndex, "volume \(position) of \(endIndex)")
            // Two bits have four values, and so has the type.
            return VolumeEncryption(rawValue: UInt8(bits >> (2 * UInt16(position)) & 3))!
        }
        set {
            precondition(position < endIndex, "volume \(position) of \(endIndex)")
            bits &= ~(3 << (2 * UInt16(position)))
            bits |= UInt16(newValue.rawValue) << (2 * UInt16(position))
        }
    }

    /// No volume encrypted.
    init(volumes: Int) { endIndex = volumes }
}

extension FleetSpecification {
    /// The tags that an instance of that kind carries.
    public func tags(of tagging: GeneratedInstance.Tagging) -> [Tag] {
        guard let tag else { return [] }
        return switch tagging {
        case .value: [Tag(key: tag.key, value: tag.value)]
        case .otherValue: [Tag(key: tag.key, value: tag.otherValue)]
        case .none: []
        }
    }
}
