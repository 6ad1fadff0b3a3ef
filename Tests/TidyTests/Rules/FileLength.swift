/// Finds files that have grown too long to be read in one go.
enum FileLength {
    static let linesMax = 400

    /// Generated files are as long as their data.
    static func isGenerated(_ path: String) -> Bool {
        ["VendorProfiles", "Verification", "Reporting/Schemas"].contains { path.hasPrefix("Sources/\($0)/Embedded/") }
    }

    static func tooLong(_ files: [SourceFile]) -> [String] {
        files.filter { !isGenerated($0.path) && $0.lines.count > linesMax }
            .map { "\($0.path): \($0.lines.count) lines, at most \(linesMax)" }
    }
}
