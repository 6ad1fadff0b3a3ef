internal import ScenarioInput

extension RelativePath {
    /// The way to something that exists from a folder that exists, both as the user names them.
    ///
    /// Where the path begins with the folder, links below the folder stay part of the way; otherwise the way goes
    /// between the places that the names lead to.
    static func between(_ folder: String, and path: String) -> RelativePath {
        let isPlain = ![folder, path].contains { $0.split(separator: "/").contains("..") }
        if isPlain {
            let way = RelativePath(FileAccess.absolute(path), from: FileAccess.absolute(folder))
            if !way.isOutside { return way }
        }
        return RelativePath(
            FileAccess.resolved(path) ?? FileAccess.absolute(path),
            from: FileAccess.resolved(folder) ?? FileAccess.absolute(folder))
    }
}
