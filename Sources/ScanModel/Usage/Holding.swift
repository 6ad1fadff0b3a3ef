/// What of a deployment one party holds in one region.
public struct Holding: Hashable, Sendable {
    /// Instances to scan.
    public var items = 0
    /// Volumes to scan.
    public var volumes = 0
    /// Those of them that are encrypted.
    public var encryptedVolumes = 0
    /// Their size in size units.
    public var sizeUnits: Int64 = 0

    public init() {}

    public static func + (left: Holding, right: Holding) -> Holding {
        var sum = left
        sum.items += right.items
        sum.volumes += right.volumes
        sum.encryptedVolumes += right.encryptedVolumes
        sum.sizeUnits += right.sizeUnits
        return sum
    }
}
