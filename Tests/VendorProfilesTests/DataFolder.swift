#if canImport(FoundationEssentials)
    import FoundationEssentials
#else
    import Foundation
#endif

/// The data files of VendorProfiles in the working copy, found from this file.
enum DataFolder {
    static let url = URL(fileURLWithPath: #filePath)
        .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
        .appendingPathComponent("Sources/VendorProfiles")

    /// Bytes of a file.
    static func bytes(_ path: String) throws -> Data {
        try Data(contentsOf: url.appendingPathComponent(path))
    }

    /// Lines of a file without comments and header, each cut at its commas: no other parser is involved.
    static func cells(_ path: String) throws -> [[String]] {
        String(decoding: try bytes(path), as: UTF8.self).split(separator: "\n")
            .filter { !$0.hasPrefix("#") }.dropFirst()
            .map { $0.split(separator: ",", omittingEmptySubsequences: false).map(String.init) }
    }

    /// Paths of the data files, sorted.
    static func dataFiles() throws -> [String] {
        try ["Compatibility", "Connectors", "ParameterFiles", "Prices", "Profiles", "Quotas", "Regions"].flatMap {
            folder in
            try FileManager.default.contentsOfDirectory(atPath: url.appendingPathComponent(folder).path)
                .filter { $0.hasSuffix(".csv") || $0.hasSuffix(".json") }.map { "\(folder)/\($0)" }
        }.sorted()
    }
}
