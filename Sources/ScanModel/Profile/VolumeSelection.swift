/// Which volumes of an instance a scan reads.
public enum VolumeSelection: String, Hashable, Sendable, CaseIterable, Codable {
    case all
    /// The volume that the instance starts from alone, which fleets list first.
    case root
}
