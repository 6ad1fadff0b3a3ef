/// Instances on their way into a ``Fleet``, as columns; one entry of each column for an instance unless said otherwise.
public struct InstanceBlock: Sendable {
    /// Accounts, as the fleet interned them.
    public var account: [Int32] = []
    /// Regions, as the fleet interned them.
    public var region: [UInt16] = []
    public var platform: [Platform] = []
    /// Tag sets, as the fleet interned them.
    public var tagSet: [Int32] = []
    /// Where the volumes of each instance end in `volumeSize`; rising.
    public var volumeEnd: [Int32] = []
    /// Size of each volume in size units, instance by instance.
    public var volumeSize: [Int32] = []
    /// Encryption of each volume, or nothing if none of them is encrypted.
    public var encryption: [VolumeEncryption] = []
    /// What else is known of each instance, or nothing if nothing is.
    public var traits: [InstanceTraits] = []

    public init() {}

    /// Forgets all instances and keeps the memory.
    public mutating func removeAll() {
        account.removeAll(keepingCapacity: true)
        region.removeAll(keepingCapacity: true)
        platform.removeAll(keepingCapacity: true)
        tagSet.removeAll(keepingCapacity: true)
        volumeEnd.removeAll(keepingCapacity: true)
        volumeSize.removeAll(keepingCapacity: true)
        encryption.removeAll(keepingCapacity: true)
        traits.removeAll(keepingCapacity: true)
    }
}
