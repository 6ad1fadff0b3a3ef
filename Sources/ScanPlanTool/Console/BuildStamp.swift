internal import AllocProbe
internal import CBuildStamp
internal import Reporting

/// What this program was built from.
enum BuildStamp {
    /// The commit and its day, where `scripts/dist` made the program; nil in any other build.
    static var commit: BuildCommit? { commit(String(cString: build_stamp())) }

    static func commit(_ stamp: String) -> BuildCommit? {
        let words = stamp.split(separator: " ")
        guard words.count == 2 else { return nil }
        return BuildCommit(id: String(words[0]), day: String(words[1]))
    }

    /// The version of the program, with the commit where it is known.
    static var version: String { commit.map { "\(Version.text) (\($0.id))" } ?? Version.text }

    static var allocator: String { AllocProbe.isJemalloc ? "jemalloc" : "system" }
}
