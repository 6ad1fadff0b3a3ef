public import ScanModel

/// Where counts of instances by account and region lie, and what is assumed of those instances.
public struct ResourceCounts: Hashable, Sendable {
    /// Files, as written.
    public let files: [InventoryPath]
    /// Size of every volume, in whole GiB.
    public let volumeGiB: Int
    /// Volumes of an instance where a file does not count them.
    public let volumesPerInstance: Int
    /// Tags that every instance carries.
    public let tags: [Tag]
    /// Shares of all volumes that are encrypted, without faults.
    public let encryption: EncryptionShares

    /// Reads the mapping `resourceCounts`; nil if something in it is wrong.
    init?(_ field: Field) {
        let counts = field.mapping { reader -> ResourceCounts? in
            let files =
                reader.required("files", "Files of counts.").map { FleetSettings.paths($0, format: .resourceCounts) }
                ?? []
            let size = reader.required("volumeSize", "Size that every volume is taken to have.").flatMap { $0.volume() }
            let perInstance =
                reader.optional(
                    "volumesPerInstance", "Volumes of an instance where a file does not count them; 1 if left out."
                ).map { $0.integer(1...1000) } ?? 1
            let tags =
                reader.optional("tags", "Tags that every instance is taken to carry.").map { FleetSettings.tags($0) }
                ?? []
            let encryption =
                reader.optional("encryption", "Shares of volumes by whose key encrypts them; none if left out.").map {
                    ResourceCounts.encryption($0)
                } ?? EncryptionShares()
            guard !files.isEmpty, let size, let perInstance, let tags, let encryption else { return nil }
            return ResourceCounts(
                files: files, volumeGiB: size, volumesPerInstance: perInstance, tags: tags, encryption: encryption)
        }
        guard let counts else { return nil }
        self = counts
    }

    private static func encryption(_ field: Field) -> EncryptionShares? {
        guard let shares = field.encryptionShares() else { return nil }
        for fault in shares.faults { field.report("\(fault.field) \(fault.problem)", expected: fault.expected) }
        return shares.faults.isEmpty ? shares : nil
    }

    private init(
        files: [InventoryPath], volumeGiB: Int, volumesPerInstance: Int, tags: [Tag], encryption: EncryptionShares
    ) {
        self.files = files
        self.volumeGiB = volumeGiB
        self.volumesPerInstance = volumesPerInstance
        self.tags = tags
        self.encryption = encryption
    }
}
