/// A file or folder as seen from a folder.
public struct RelativePath: Hashable, Sendable {
    /// The way from the folder.
    public let text: String
    /// Whether the way leads out of the folder.
    public let isOutside: Bool

    /// Both paths are absolute and may hold `.` and double slashes, but no `..` and, unless one begins with the other, no
    /// symbolic links.
    public init(_ path: String, from folder: String) {
        let target = RelativePath.parts(path)
        let start = RelativePath.parts(folder)
        // File names differ where their bytes do.
        let shared = zip(target, start).prefix { $0.utf8.elementsEqual($1.utf8) }.count
        isOutside = shared < start.count
        let way = Array(repeating: "..", count: start.count - shared) + target[shared...].map(String.init)
        text = way.isEmpty ? "." : way.joined(separator: "/")
    }

    private static func parts(_ path: String) -> [Substring] { path.split(separator: "/").filter { $0 != "." } }
}
