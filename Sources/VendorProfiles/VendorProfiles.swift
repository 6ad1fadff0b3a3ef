public import ScanModel

#if canImport(FoundationEssentials)
    import FoundationEssentials
#else
    import Foundation
#endif

/// The vendor products that scanplan knows, one profile for each product and version.
///
/// A profile is a data file under `Profiles/`, carried in the binary. A new product is a new file there; after
/// `scripts/embed-data` it appears here.
public enum VendorProfiles {
    /// Every profile, sorted by identifier.
    public static let all: [VendorProfile] = EmbeddedData.files
        .filter { $0.path.hasPrefix("Profiles/") }
        .map { decode($0.text, path: $0.path) }
        .sorted { $0.id < $1.id }

    /// Every identifier, sorted, such as `qualys-aws@1.8`.
    public static let identifiers: [String] = all.map(\.id)

    /// The profile of an identifier with its version, or nil.
    public static func profile(_ id: String) -> VendorProfile? { all.first { $0.id == id } }

    /// Decodes a profile that ships with scanplan; a broken one is a bug.
    static func decode(_ text: String, path: String) -> VendorProfile {
        do {
            return try JSONDecoder().decode(VendorProfile.self, from: Data(text.utf8))
        } catch {
            preconditionFailure("\(path): \(error)")
        }
    }
}
