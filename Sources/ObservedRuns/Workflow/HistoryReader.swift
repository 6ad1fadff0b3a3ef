internal import DocumentReading
import ScanModel

/// Reads what `aws stepfunctions get-execution-history` prints, one document or more.
///
/// Fields: the shape GetExecutionHistoryOutput of the AWS API model (states, 2016-11-23).
struct HistoryReader {
    /// Events of one execution; AWS keeps at most 25,000, and an execution that is begun anew has more.
    static let eventsMax = 1_000_000

    private(set) var observations: [StageObservation] = []
    private(set) var counts = HistoryCounts()
    private(set) var executions = 0
    private var issues = FileIssues()
    private var events: [HistoryEvent] = []
    private var stage: (String) -> String?

    init(stage: @escaping (String) -> String?) { self.stage = stage }

    /// Reads all executions of one file.
    mutating func read(_ elements: consuming JSONElements) throws(ReadFault) -> [InputIssue] {
        var document = 0
        var elements = elements
        let name = elements.name
        issues = FileIssues()
        events = []
        while try elements.next() {
            if elements.document != document {
                finish(document, name)
                document = elements.document
            }
            let root = elements.element.root
            if elements.container == 0 {
                read(root, &elements)
            } else if elements.key == "nextToken", elements.element.text(root)?.isEmpty == false {
                issues.add(
                    &elements, at: root, "the history is incomplete: more pages follow",
                    "the whole history; run the client without --max-items and --no-paginate")
            }
        }
        finish(document, name)
        return issues.all(of: name)
    }

    private mutating func read(_ node: JSONNode, _ elements: inout JSONElements) {
        guard elements.element.kind(node) == .object else {
            return issues.add(&elements, at: node, "found \(elements.element.description(of: node))", "an event")
        }
        let id = number("id", of: node, &elements, isRequired: true)
        let previous = number("previousEventId", of: node, &elements, isRequired: false)
        let time = ElementFields.requiredInstant("timestamp", of: node, &elements, &issues)
        let type = ElementFields.requiredText("type", of: node, &elements, &issues, "a type of event")
        guard let id, let previous, let time, let type else { return }
        var state: String?
        if type.hasSuffix("StateEntered") || type.hasSuffix("StateExited") {
            let isEntry = type.hasSuffix("StateEntered")
            let key: StaticString = isEntry ? "stateEnteredEventDetails" : "stateExitedEventDetails"
            guard let details = ElementFields.present(key, of: node, elements.element) else {
                return issues.add(&elements, at: node, "\(key) is missing", "an object with the name of the state")
            }
            state = ElementFields.requiredText("name", of: details, &elements, &issues, "the name of the state")
            guard state != nil else { return }
        }
        guard events.count < Self.eventsMax else {
            if events.count == Self.eventsMax {
                issues.add(&elements, at: node, "this is one event too many", "at most \(Self.eventsMax) events")
            }
            return
        }
        let isThrottle = Self.isThrottle(node, elements.element)
        events.append(
            HistoryEvent(
                id: id, previous: previous, time: time,
                kind: HistoryEvent.Kind(type: type, state: state, isThrottle: isThrottle)))
    }

    private mutating func number(
        _ name: StaticString, of node: JSONNode, _ elements: inout JSONElements, isRequired: Bool
    ) -> Int? {
        guard let value = ElementFields.present(name, of: node, elements.element) else {
            if !isRequired { return 0 }
            issues.add(&elements, at: node, "\(name) is missing", "the number of the event")
            return nil
        }
        guard let number = elements.element.integer(value), number >= 0, number <= 1 << 40, !isRequired || number > 0
        else {
            issues.add(
                &elements, at: value, "found \(elements.element.description(of: value))", "the number of an event")
            return nil
        }
        return Int(number)
    }

    private static let failures: [StaticString] = [
        "taskFailedEventDetails", "lambdaFunctionFailedEventDetails", "activityFailedEventDetails",
    ]
    private static let throttles = ["RequestLimitExceeded", "Throttl", "TooManyRequests"]

    /// Whether a failed try failed by a throttle, such as `Ec2.Ec2Exception` with a cause that says so, or
    /// `Lambda.TooManyRequestsException`.
    private static func isThrottle(_ node: JSONNode, _ tape: borrowing JSONTape) -> Bool {
        for key in failures {
            guard let details = ElementFields.present(key, of: node, tape) else { continue }
            for name: StaticString in ["error", "cause"] {
                guard let text = tape.member(name, of: details).flatMap({ tape.text($0) }) else { continue }
                if throttles.contains(where: { text.contains($0) }) { return true }
            }
        }
        return false
    }

    /// The execution of one document is complete.
    private mutating func finish(_ document: Int, _ name: String) {
        defer { events = [] }
        guard !events.isEmpty else { return }
        executions += 1
        do throws(HistoryStates.Fault) {
            let states = try HistoryStates(events, stage: stage)
            observations += states.observations
            counts.add(states.counts)
        } catch {
            let words =
                switch error {
                case .repeated(let id): "two events have the id \(id)"
                case .noPrevious(let id, let previous): "event \(id) follows event \(previous), which is not there"
                case .notEntered(let id, let state):
                    "event \(id) leaves the state \(Wording.quoted(state)), which its path did not enter"
                }
            issues.add(
                InputIssue(
                    file: name, line: 0, column: 0, path: document == 0 ? "events" : "document \(document + 1): events",
                    problem: words, expected: "the whole history of one execution in each document"))
        }
    }
}

extension HistoryCounts {
    mutating func add(_ other: HistoryCounts) {
        unmapped.merge(other.unmapped, uniquingKeysWith: +)
        triesFailed += other.triesFailed
        timeouts += other.timeouts
        throttled += other.throttled
        failed += other.failed
        cut += other.cut
        backwards += other.backwards
    }
}
