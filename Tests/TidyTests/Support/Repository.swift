#if canImport(FoundationEssentials)
    import FoundationEssentials
#else
    import Foundation
#endif

/// A text file of the repository.
struct SourceFile: Hashable {
    /// Path from the root of the repository.
    var path: String
    var text: String

    /// The text line by line; the end of the last line makes no further line.
    var lines: [Substring] {
        let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
        return lines.last == "" ? lines.dropLast() : lines
    }
}

/// The working copy these tests were compiled from.
enum Repository {
    private static let root = URL(fileURLWithPath: #filePath)
        .deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent().deletingLastPathComponent()

    /// Folders that tools fill, at any depth.
    private static let generated: Set<String> = [
        ".git", ".build", ".swiftpm", ".benchmarkBaselines", "__pycache__", "node_modules",
    ]

    /// One file by its path.
    static func file(_ path: String) throws -> SourceFile {
        let data = try Data(contentsOf: root.appendingPathComponent(path))
        return SourceFile(path: path, text: String(decoding: data, as: UTF8.self))
    }

    /// Whether there is a file or folder of that path.
    static func exists(_ path: String) -> Bool {
        FileManager.default.fileExists(atPath: root.appendingPathComponent(path).path)
    }

    /// Writes a file that is generated from the others.
    static func write(_ text: String, to path: String) throws {
        try Data(text.utf8).write(to: root.appendingPathComponent(path))
    }

    /// Every Swift file below some folders, sorted by path, but for embedded data: literals alone, compared with the data
    /// files by tests of their rooms.
    static func swiftFiles(below folders: [String]) throws -> [SourceFile] {
        try folders.flatMap { try paths(below: $0) }
            .filter { $0.hasSuffix(".swift") && !($0.hasPrefix("Sources/") && $0.contains("/Embedded/")) }
            .sorted().map(file)
    }

    /// Every text file of the working copy that belongs to the project, sorted by path.
    static func textFiles() throws -> [SourceFile] {
        try paths(below: "").filter { $0 != "Package.resolved" && !$0.hasSuffix("/Package.resolved") }.sorted()
            .compactMap { path in
                let data = try Data(contentsOf: root.appendingPathComponent(path))
                guard !data.prefix(1024).contains(0), let text = String(validating: data, as: UTF8.self) else {
                    return nil
                }
                return SourceFile(path: path, text: text)
            }
    }

    /// Names of the folders directly below one, sorted.
    static func folders(in folder: String) throws -> [String] {
        try entries(of: folder).filter { isFolder("\(folder)/\($0)") }
    }

    private static func paths(below folder: String) throws -> [String] {
        try entries(of: folder).flatMap { name -> [String] in
            let path = folder.isEmpty ? name : "\(folder)/\(name)"
            return isFolder(path) ? try paths(below: path) : [path]
        }
    }

    private static func entries(of folder: String) throws -> [String] {
        try FileManager.default.contentsOfDirectory(atPath: root.appendingPathComponent(folder).path)
            .filter { !generated.contains($0) }.sorted()
    }

    private static func isFolder(_ path: String) -> Bool {
        var isFolder = false
        return FileManager.default.fileExists(
            atPath: root.appendingPathComponent(path).path, isDirectory: &isFolder) && isFolder
    }
}
