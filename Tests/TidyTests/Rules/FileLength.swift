/// Finds files that have grown too long to be read in one go.
enum FileLength {
    static let linesMax = 400

    static func tooLong(_ files: [SourceFile]) -> [String] {
        files.filter { $0.lines.count > linesMax }
            .map { "\($0.path): \($0.lines.count) lines, at most \(linesMax)" }
    }
}
