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
            guard !files.isEmpty, let size, let perInstance, let tags else { return nil }
            return ResourceCounts(files: files, volumeGiB: size, volumesPerInstance: perInstance, tags: tags)
        }
        guard let counts else { return nil }
        self = counts
    }

    private init(files: [InventoryPath], volumeGiB: Int, volumesPerInstance: Int, tags: [Tag]) {
        self.files = files
        self.volumeGiB = volumeGiB
        self.volumesPerInstance = volumesPerInstance
        self.tags = tags
    }
}
