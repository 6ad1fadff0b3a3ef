internal import DocumentReading
internal import FoundationEssentials
internal import ObservedRuns
internal import ScanModel

/// Reads logs that the command line names.
enum LogLoading {
    /// What a file seems to hold, by its beginning.
    enum Kind {
        /// JSON, or packed, which only JSON logs are.
        case documents
        /// Text of Prometheus.
        case metrics
        /// A table of observed durations.
        case table
    }

    /// Enough to tell one kind from another.
    private static let startBytes = 1 << 12
    /// Largest file of metrics.
    private static let metricBytesMax = 1 << 26
    /// Largest log that comes through standard input, packed or not.
    private static let inputBytesMax = 1 << 30
    /// Folders inside one another: a trail's are eight deep.
    private static let depthMax = 16
    private static let endings = [".json", ".json.gz", ".json.zst", ".ndjson", ".ndjson.gz", ".ndjson.zst"]
    /// Folders of a trail that hold no records.
    private static let otherFolders: Set<String> = ["CloudTrail-Digest", "CloudTrail-Insight"]

    /// The files behind some paths, folders replaced by the logs in them and below, in the order of their names.
    ///
    /// - Throws: after it was said which path is not there or a folder without logs.
    static func files(_ paths: [String]) throws(ExitStatus) -> [String] {
        var files: [String] = []
        var issues: [InputIssue] = []
        for path in paths {
            guard path != "-", FileAccess.kind(of: path) == .folder else {
                files.append(path)
                continue
            }
            let found = logs(in: path, depth: 0)
            if found.isEmpty {
                issues.append(
                    InputIssue(
                        file: path, line: 0, column: 0, path: "", problem: "the folder holds no log",
                        expected: "files named *.json, *.json.gz or *.ndjson in it or below"))
            }
            files += found
        }
        guard issues.isEmpty else { throw ScenarioLoading.report(InvalidInput(issues)) }
        return files
    }

    private static func logs(in folder: String, depth: Int) -> [String] {
        let names = (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
        return names.filter { !$0.hasPrefix(".") }.sorted().flatMap { name -> [String] in
            let path = FileAccess.join(folder, name)
            switch FileAccess.kind(of: path) {
            case .file: return endings.contains { name.hasSuffix($0) } ? [path] : []
            case .folder:
                // A link may lead back to where it lies.
                let isWanted = depth < depthMax && !otherFolders.contains(name) && !FileAccess.isLink(path)
                return isWanted ? logs(in: path, depth: depth + 1) : []
            case .other: return []
            }
        }
    }

    /// What a file seems to hold.
    static func kind(ofStart bytes: [UInt8]) -> Kind {
        if bytes.starts(with: [0x1F, 0x8B]) || bytes.starts(with: [0x28, 0xB5, 0x2F, 0xFD]) { return .documents }
        if bytes.starts(with: [0xFF, 0xFE]) || bytes.starts(with: [0xFE, 0xFF]) { return .documents }
        let text = bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? bytes.dropFirst(3) : bytes[...]
        guard let first = text.first(where: { $0 > 0x20 }) else { return .documents }
        if first == UInt8(ascii: "{") || first == UInt8(ascii: "[") { return .documents }
        let line = String(decoding: text.prefix { $0 != UInt8(ascii: "\n") }, as: UTF8.self)
        return line.contains("durationSeconds") ? .table : .metrics
    }

    /// Reads files into one reading.
    ///
    /// - Throws: after it was said which file cannot be read, or what is wrong with all of them.
    static func read(
        _ paths: [String], stages: LoggedStages, stateNames: [String: String]
    ) throws(ExitStatus) -> LoggedRuns {
        var reading = LogReading(stages: stages, stateNames: stateNames)
        for path in try files(paths) { try read(path, into: &reading) }
        let runs = reading.finish()
        guard runs.issues.isEmpty else { throw ScenarioLoading.report(InvalidInput(runs.issues)) }
        return runs
    }

    private static func read(_ path: String, into reading: inout LogReading) throws(ExitStatus) {
        let line = ProgressLine(title: "reading logs")
        do throws(ReadFault) {
            defer { line.end() }
            switch path == "-" ? nil : kind(ofStart: try start(of: path)) {
            case .documents: try reading.readDocuments(try ByteInput.file(path, name: path))
            case .metrics, .table: reading.readMetrics(try bytes(of: path, limit: metricBytesMax), file: path)
            case nil:
                let bytes = try bytes(of: path, limit: inputBytesMax)
                if case .documents = kind(ofStart: Array(bytes.prefix(startBytes))) {
                    try reading.readDocuments(try ByteInput.memory(bytes, name: path))
                } else {
                    reading.readMetrics(bytes, file: path)
                }
            }
        } catch {
            switch error {
            case .unreadable(let reason): throw ScenarioLoading.report(UnreadableFile(path: path, reason: reason))
            case .invalid(let issue): throw ScenarioLoading.report(InvalidInput([issue]))
            }
        }
    }

    private static func start(of path: String) throws(ReadFault) -> [UInt8] {
        do throws(UnreadableFile) {
            return Array(try FileAccess.read(path, limit: startBytes).prefix(startBytes))
        } catch {
            throw .unreadable(reason: error.reason)
        }
    }

    private static func bytes(of path: String, limit: Int) throws(ReadFault) -> [UInt8] {
        let bytes: [UInt8]
        do throws(UnreadableFile) {
            bytes = try FileAccess.read(path, limit: limit)
        } catch {
            throw .unreadable(reason: error.reason)
        }
        guard bytes.count <= limit else {
            throw .invalid(
                InputIssue(
                    file: path, line: 0, column: 0, path: "", problem: "there are more than \(limit) bytes",
                    expected: "at most \(limit) bytes"))
        }
        return bytes
    }
}
