internal import DocumentReading
internal import FoundationEssentials
internal import PriceLists
internal import ScanModel

/// Reads price files of the clouds that the command line names.
enum PriceListLoading {
    /// Endings of files that a folder stands for.
    private static let endings = [".json", ".json.gz", ".json.zst"]

    static func load(_ paths: [String], fetched: CalendarDay?) throws(ExitStatus) -> PriceListContent {
        var reading = PriceListReading(fetched: fetched)
        var issues: [InputIssue] = []
        for path in try files(of: paths) {
            do throws(ReadFault) {
                // Pieces and not a map: what a map has been read of counts as memory of the process.
                try reading.read(path) { () throws(ReadFault) in
                    path == "-" ? try .standardInput() : try .file(path, name: path, maps: false)
                }
            } catch {
                switch error {
                case .unreadable(let reason):
                    throw ScenarioLoading.report(UnreadableFile(path: path, reason: reason))
                case .invalid(let issue): issues.append(issue)
                }
            }
        }
        do throws(InvalidInput) {
            let content = try reading.finish()
            guard issues.isEmpty else { throw InvalidInput(issues) }
            return content
        } catch {
            // Where a file could not be read, that the others hold nothing is no news.
            let others = error.issues.filter { !issues.contains($0) && (issues.isEmpty || $0.line > 0) }
            throw ScenarioLoading.report(InvalidInput(issues + others))
        }
    }

    /// The files behind paths, folders replaced by the price files in them in the order of their names.
    private static func files(of paths: [String]) throws(ExitStatus) -> [String] {
        var files: [String] = []
        for path in paths {
            guard path != "-", FileAccess.kind(of: path) == .folder else {
                files.append(path)
                continue
            }
            guard let names = try? FileManager.default.contentsOfDirectory(atPath: path) else {
                throw ScenarioLoading.report(UnreadableFile(path: path, reason: "the folder cannot be listed"))
            }
            let found = names.filter { name in !name.hasPrefix(".") && endings.contains(where: name.hasSuffix) }
                .sorted()
            guard !found.isEmpty else {
                throw ScenarioLoading.report(
                    InvalidInput([
                        InputIssue(
                            file: path, line: 0, column: 0, path: "", problem: "the folder holds no price file",
                            expected: "files named *.json, *.json.gz or *.json.zst")
                    ]))
            }
            files += found.map { FileAccess.join(path, $0) }
        }
        return files
    }
}
