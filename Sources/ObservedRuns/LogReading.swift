public import DocumentReading
public import ScanModel

/// What logs of runs that have happened tell of the stages of a profile.
public struct LoggedRuns: Hashable, Sendable {
    /// Sorted by stage, start and what follows, so that the order of the files does not matter.
    public var observations: [StageObservation]
    /// Minutes in which requests were refused, or should have been.
    public var throttles: [ThrottledMinute]
    /// What was left out and what the times hold, in sentences.
    public var notes: [String]
    /// Everything that is wrong with the files; if there is any, the rest is not to be used.
    public var issues: [InputIssue]
}

/// Reads logs of several kinds, one file after the other.
///
/// - `{"Records": [...]}`, a record of CloudTrail, or a list or a sequence of them: CloudTrail; events of EventBridge, which
///   tell what CloudTrail does not, when something was done, may stand in files of their own or among them.
/// - `{"events": [...]}`: the history of an execution of Step Functions.
/// - text: metrics of the EBS CSI driver.
public struct LogReading {
    private let stages: LoggedStages
    private let stateNames: [String: String]
    private var trail = TrailReader()
    private var history: HistoryReader
    private var metrics: DriverMetricsReader
    private var issues: [InputIssue] = []
    private var trails = 0
    private var metricFiles = 0

    /// - Parameters:
    ///   - stages: those of the profile that the observations are for.
    ///   - stateNames: the stage of a state of Step Functions, or of a request of the driver, by its name. Without an entry
    ///     a state is the stage of the same name, and a request the stage whose whole work it is.
    public init(stages: LoggedStages, stateNames: [String: String] = [:]) {
        self.stages = stages
        self.stateNames = stateNames
        let names = Set(stages.names)
        history = HistoryReader { stateNames[$0] ?? (names.contains($0) ? $0 : nil) }
        metrics = DriverMetricsReader { stateNames[$0] ?? LogReading.stage(ofRequest: $0, stages) }
    }

    /// Requests that are answered when their work is done; the others only begin something.
    private static let wholeRequests: Set<String> = ["ModifySnapshotAttribute", "DeleteSnapshot", "DeleteVolume"]

    private static func stage(ofRequest action: String, _ stages: LoggedStages) -> String? {
        guard wholeRequests.contains(action) else { return nil }
        return stages.stage(beginningWith: action).map { stages.stages[$0].name }
    }

    /// Reads a file of JSON; what it is is told by its first key.
    ///
    /// - Throws: if the system refuses to read. Faults of the text join the issues.
    public mutating func readDocuments(_ input: consuming ByteInput) throws(ReadFault) {
        do throws(ReadFault) {
            var elements = JSONElements(input, entering: [])
            let first = elements.firstKey
            let name = elements.name
            switch first {
            case "Records", nil:
                trails += 1
                try readTrail(elements.reading(entering: [["Records"]], roots: .entered), isWhole: first == nil)
            case "events", "nextToken":
                issues += try history.read(elements.reading(entering: [["events"]], roots: .entered))
            case "Events":
                issues.append(
                    InputIssue(
                        file: name, line: 0, column: 0, path: "Events",
                        problem: "this is the output of aws cloudtrail lookup-events, whose records are texts",
                        expected: "the files of a trail",
                        suggestion: "jq -c '.Events[].CloudTrailEvent | fromjson' \(name)"))
            default:
                trails += 1
                try readTrail(elements.reading(entering: [], roots: .delivered), isWhole: true)
            }
        } catch {
            guard case .invalid(let issue) = error else { throw error }
            issues += trail.takeIssues(of: issue.file)
            issues.append(issue)
        }
    }

    /// - Parameter isWhole: whether documents, or elements of a list, are records themselves.
    private mutating func readTrail(_ elements: consuming JSONElements, isWhole: Bool) throws(ReadFault) {
        var elements = elements
        let name = elements.name
        while try elements.next() {
            // Beside `Records` a file has nothing else that counts.
            if elements.container == 0 || isWhole { trail.read(&elements, file: name) }
        }
        issues += trail.takeIssues(of: name)
    }

    /// Reads a file of metrics.
    public mutating func readMetrics(_ bytes: [UInt8], file: String) {
        metricFiles += 1
        issues += metrics.read(bytes, file: file)
    }

    /// Measures what was read.
    ///
    /// - Complexity: O(n log n) for n records, events and samples.
    public consuming func finish() -> LoggedRuns {
        let ways = TrailWays.measure(trail.events, notices: trail.notices, stages: stages)
        let observations = ways.observations + history.observations + metrics.observations
        return LoggedRuns(
            observations: observations.sorted(by: LogReading.precedes),
            throttles: ThrottleTable.minutes(trail.events, stages: stages),
            notes: notes(ways.counts), issues: issues)
    }

    private static func precedes(_ left: StageObservation, _ right: StageObservation) -> Bool {
        if left.stage != right.stage { return left.stage < right.stage }
        let starts = (left.start ?? .zero, right.start ?? .zero)
        if starts.0 != starts.1 { return starts.0 < starts.1 }
        if left.duration != right.duration { return left.duration < right.duration }
        let texts = [left, right].map {
            "\($0.outcome.rawValue) \($0.account ?? "") \($0.region ?? "") \($0.size?.value.description ?? "") \($0.count) "
                + ($0.resolution?.value.description ?? "")
        }
        return texts[0] < texts[1]
    }
}

extension LogReading {
    private func notes(_ counts: TrailCounts) -> [String] {
        var notes: [String] = []
        func note(_ count: Int, _ one: String, _ many: String) {
            if count > 0 { notes.append(count == 1 ? "1 \(one)" : "\(count) \(many)") }
        }
        note(
            counts.untilNext,
            "time lasts until the next request of its way: it holds the wait until the product noticed",
            "times last until the next request of their way: they hold the wait until the product noticed")
        note(counts.noticed, "time is that of a notice of EventBridge", "times are those of notices of EventBridge")
        note(counts.boots, "boot of a scanner", "boots of scanners")
        note(counts.bootsUnclear, "scanner has no boot time", "scanners have no boot time")
        note(counts.noticesUnclear, "notice has no beginning", "notices have no beginning")
        note(counts.throttled, "request was refused by a throttle", "requests were refused by a throttle")
        note(counts.failed, "request failed", "requests failed")
        note(counts.unfinished, "way is not finished in the log", "ways are not finished in the log")
        note(
            counts.unknown, "request is about something whose making is not in the log",
            "requests are about something whose making is not in the log")
        note(counts.again, "request was made again", "requests were made again")
        note(counts.repeated, "record was there twice", "records were there twice")
        note(trail.others, "record is of something else", "records are of something else")
        return notes + historyNotes() + metricNotes()
    }

    private func historyNotes() -> [String] {
        guard history.executions > 0 else { return [] }
        let counts = history.counts
        var notes = ["executions: \(history.executions)"]
        if counts.triesFailed > 0 { notes.append("tries that failed: \(counts.triesFailed)") }
        if counts.timeouts > 0 { notes.append("tries that were cut by their timeout: \(counts.timeouts)") }
        if counts.throttled > 0 { notes.append("tries that a throttle refused: \(counts.throttled)") }
        if counts.failed > 0 { notes.append("states that came to nothing: \(counts.failed)") }
        if counts.cut > 0 { notes.append("states that were open at the end: \(counts.cut)") }
        if counts.backwards > 0 { notes.append("times that run backwards: \(counts.backwards)") }
        return notes + LogReading.leftOut(counts.unmapped, "states without a stage")
    }

    private func metricNotes() -> [String] {
        guard metricFiles > 0 else { return [] }
        let counts = metrics.counts
        var notes = ["requests in metrics: \(counts.requests)"]
        if counts.throttled > 0 { notes.append("requests in metrics that were refused: \(counts.throttled)") }
        if counts.errors > 0 { notes.append("requests in metrics that failed: \(counts.errors)") }
        return notes + LogReading.leftOut(counts.unmapped, "requests in metrics that are no stage")
    }

    private static func leftOut(_ counts: [String: Int], _ what: String) -> [String] {
        if counts.isEmpty { return [] }
        let shown = counts.keys.sorted().prefix(8).map { "\(Wording.quoted($0)) \(counts[$0]!)" }
        let more = counts.count > 8 ? " and \(counts.count - 8) more names" : ""
        return ["\(what): \(shown.joined(separator: ", "))\(more); --map gives them a stage"]
    }
}
