internal import ScanModel
internal import ScenarioInput

/// Follows `base` from file to file and finds the profile files on the way, and refuses paths that play tricks.
///
/// A scenario may come from a stranger: without permission it reads nothing but files of its own folder, and nothing
/// through symbolic links.
struct BaseChain {
    private let folder: String
    private let allowsOutside: Bool
    /// Where the file read last lies below the folder; with permission unused.
    private var below: [String] = []
    /// The file read last.
    private var current: String
    private var seen: Set<FileIdentity> = []
    private var count = 1

    /// - Parameter allowsOutside: leaves only cycles and overlong chains to refuse.
    init(first: String, allowsOutside: Bool) {
        folder = FileAccess.folder(of: first)
        current = first
        self.allowsOutside = allowsOutside
        if let identity = FileAccess.identity(of: first) { seen.insert(identity) }
    }

    /// The path of the next file.
    ///
    /// - Throws: why it may not be read, at the place that names it.
    mutating func next(_ base: ScenarioBase) throws(InvalidInput) -> String {
        guard count < ScenarioReader.layersMax else {
            throw InvalidInput([
                base.issue("the chain of bases is too long", expected: "at most \(ScenarioReader.layersMax) files")
            ])
        }
        count += 1
        var path = allowsOutside ? FileAccess.join(FileAccess.folder(of: current), base.path) : try open(base)
        // A lone dash would mean standard input.
        if path == "-" { path = "./-" }
        if let identity = FileAccess.identity(of: path), !seen.insert(identity).inserted {
            throw InvalidInput([base.issue("leads back to a file of the same chain", expected: "a chain that ends")])
        }
        current = path
        return path
    }

    /// The paths of profile, price book or calibration files that the file read last names.
    ///
    /// - Throws: which of them may not be read and why, each at the place that names it.
    func paths<Named: NamedPath>(of paths: [Named]) throws(InvalidInput) -> [(named: Named, file: String)] {
        var found: [(named: Named, file: String)] = []
        var issues: [InputIssue] = []
        for named in paths {
            do throws(InvalidInput) {
                let path =
                    allowsOutside
                    ? FileAccess.join(FileAccess.folder(of: current), named.path) : try inside(named).path
                found.append((named, path == "-" ? "./-" : path))
            } catch {
                issues += error.issues
            }
        }
        guard issues.isEmpty else { throw InvalidInput(issues) }
        return found
    }

    private mutating func open(_ base: ScenarioBase) throws(InvalidInput) -> String {
        let (path, parts) = try inside(base)
        below = parts
        return path
    }

    /// The path, and the folders below that of the scenario which it leads through.
    private func inside(_ named: some NamedPath) throws(InvalidInput) -> (path: String, folders: [String]) {
        func refuse(_ problem: String) -> InvalidInput {
            InvalidInput([
                named.issue(problem, expected: "a file in the folder of the scenario, or the option --allow-outside")
            ])
        }
        if named.path.hasPrefix("/") { throw refuse("is an absolute path") }
        var parts = below
        for part in named.path.split(separator: "/") where part != "." {
            guard part == ".." else {
                parts.append(String(part))
                continue
            }
            guard parts.popLast() != nil else { throw refuse("leaves the folder of the scenario") }
        }
        // Each part is looked at, so that what was resolved as text is what the system opens.
        var path = folder
        for part in parts {
            path = FileAccess.join(path, part)
            if FileAccess.isLink(path) { throw refuse("leads through a symbolic link") }
        }
        return (path, Array(parts.dropLast()))
    }
}
