import Foundation
import ObservedRuns
import ScanModel
import TestSupport
import Testing

struct HistoryTests {
    /// By hand: snapshot 45.25 s; the scan was cut once after 60 s, refused once, and took 40.25 s at last; what failed at the
    /// end tells nothing.
    @Test func measuresTheFixture() throws {
        let runs = try read([fixture("history.json")], stateNames: ["Scan disk": "scan"])
        #expect(runs.issues.isEmpty)
        #expect(
            runs.observations.map(brief) == [
                "scan 60 censored", "scan 0 throttled", "scan 40.25", "snapshot 45.25",
            ])
        #expect(
            runs.notes == [
                "executions: 1", "tries that failed: 1", "tries that were cut by their timeout: 1",
                "tries that a throttle refused: 1", "states that came to nothing: 1",
                "states without a stage: \"Both\" 1, \"Breathe\" 1; --map gives them a stage",
            ])
    }

    @Test func withoutAMapOnlyEqualNamesCount() throws {
        let runs = try read([fixture("history.json")])
        #expect(runs.observations.map(brief) == ["snapshot 45.25"])
    }

    /// An execution that is still running has shown how long its open states take at least.
    @Test func openStatesAreCensored() throws {
        let events = [
            event(1, 0, "ExecutionStarted", "10.0"), event(2, 1, "TaskStateEntered", "11.0", "snapshot"),
            event(3, 2, "TaskScheduled", "11.5"), event(4, 3, "TaskStarted", "20.25"),
        ]
        #expect(try read([document(events)]).observations.map(brief) == ["snapshot 9.25 censored"])
        let stopped = events + [event(5, 4, "ExecutionAborted", "31.0")]
        #expect(try read([document(stopped)]).observations.map(brief) == ["snapshot 20 censored"])
        let failed = events + [event(5, 4, "ExecutionFailed", "31.0")]
        #expect(try read([document(failed)]).observations.isEmpty)
    }

    /// Times of the first version of the client are numbers, and pages may come in reverse order.
    @Test func takesNumbersAndReverseOrder() throws {
        let events = [
            event(3, 2, "TaskStateExited", "1740801612.75", "share", isNumber: true),
            event(2, 1, "TaskStateEntered", "1740801612", "share", isNumber: true),
            event(1, 0, "ExecutionStarted", "1740801611.5", isNumber: true),
        ]
        #expect(try read([document(events)]).observations.map(brief) == ["share 0.75"])
    }

    /// Several executions in one file each have their own numbers.
    @Test func takesSeveralExecutions() throws {
        let one = document([
            event(1, 0, "TaskStateEntered", "10.500", "scan"), event(2, 1, "TaskStateExited", "12.500", "scan"),
        ])
        let runs = try read([one + "\n" + one])
        #expect(runs.observations.map(brief) == ["scan 2", "scan 2"])
        #expect(runs.notes == ["executions: 2"])
    }

    @Test(arguments: [
        ([(1, 0, "TaskStateExited", "scan")], "event 1 leaves the state \"scan\""),
        ([(1, 0, "TaskStateEntered", "scan"), (1, 0, "TaskStateEntered", "scan")], "two events have the id 1"),
        ([(3, 2, "TaskStateEntered", "scan")], "event 3 follows event 2"),
        ([(3, 3, "TaskStateEntered", "scan")], "event 3 follows event 3"),
        ([(3, 5, "TaskStateEntered", "scan"), (5, 0, "TaskStateEntered", "scan")], "event 3 follows event 5"),
    ])
    func refusesBrokenChains(events: [(Int, Int, String, String)], words: String) throws {
        let text = document(events.map { event($0.0, $0.1, $0.2, "10.5", $0.3) })
        let issues = try read([text]).issues
        #expect(issues.count == 1)
        #expect(issues.first?.problem.contains(words) == true)
    }

    /// Random trees of states, run side by side, with known times: each is measured to the millisecond.
    @Test(arguments: 1...30) func measuresRandomTrees(seed: Int) throws {
        var tree = RandomExecution(seed: UInt64(seed))
        tree.run()
        let runs = try read([document(Dice.shuffle(tree.events, seed: UInt64(seed)))], stages: tree.stages)
        #expect(runs.issues.isEmpty)
        let found = runs.observations.map { "\($0.stage) \($0.duration.value)" }.sorted()
        #expect(found == tree.truth.map { "\($0.state) \(Rational(Int128($0.milliseconds), over: 1000))" }.sorted())
    }
}

extension Dice {
    fileprivate static func shuffle(_ elements: [String], seed: UInt64) -> [String] {
        var dice = Dice(seed: seed)
        return dice.shuffled(elements)
    }
}

private func document(_ events: [String]) -> String { #"{"events": [\#(events.joined(separator: ",\n"))]}"# }

/// - Parameter time: seconds of a minute, or since 1970.
private func event(
    _ id: Int, _ previous: Int, _ type: String, _ time: String, _ state: String? = nil, isNumber: Bool = false
) -> String {
    let details = type.hasSuffix("Entered") ? "stateEnteredEventDetails" : "stateExitedEventDetails"
    let named = state.map { #", "\#(details)": {"name": "\#($0)"}"# } ?? ""
    let written = isNumber ? time : #""2025-03-01T04:00:\#(time)+00:00""#
    return #"{"timestamp": \#(written), "type": "\#(type)", "id": \#(id), "previousEventId": \#(previous)\#(named)}"#
}

/// An execution of states inside parallel states, whose events are numbered in the order of their times.
private struct RandomExecution {
    private struct Raw {
        var time: Int
        var previous: Int?
        var type: String
        var state: String?
    }

    private(set) var truth: [(state: String, milliseconds: Int)] = []
    private var raw: [Raw] = []
    private var dice: Dice
    private var states = 0

    init(seed: UInt64) { dice = Dice(seed: seed) }

    var stages: LoggedStages {
        LoggedStages(stages: (0...states).map { .init(name: "s\($0)", requests: [], waits: false) })
    }

    mutating func run() {
        raw.append(Raw(time: 0, previous: nil, type: "ExecutionStarted"))
        var (last, time) = (0, 0)
        for _ in 0..<dice.roll(1...4) { (last, time) = state(after: last, at: time, depth: 0) }
        raw.append(Raw(time: time, previous: last, type: "ExecutionSucceeded"))
    }

    private mutating func add(_ time: Int, _ previous: Int, _ type: String, _ state: String? = nil) -> Int {
        raw.append(Raw(time: time, previous: previous, type: type, state: state))
        return raw.count - 1
    }

    private mutating func state(after previous: Int, at start: Int, depth: Int) -> (last: Int, time: Int) {
        states += 1
        let name = "s\(states)"
        let entered = start + dice.roll(0...50)
        guard depth < 3, dice.chance(40) else {
            var last = add(entered, previous, "TaskStateEntered", name)
            let end = entered + dice.roll(1...90_000)
            last = add(entered + 1, last, "TaskScheduled")
            last = add(end, last, "TaskSucceeded")
            truth.append((name, end - entered))
            return (add(end, last, "TaskStateExited", name), end)
        }
        var last = add(entered, previous, "ParallelStateEntered", name)
        last = add(entered, last, "ParallelStateStarted")
        let branches = (0..<dice.roll(1...3)).map { _ in state(after: last, at: entered, depth: depth + 1) }
        let latest = branches.max { $0.time < $1.time }!
        last = add(latest.time, latest.last, "ParallelStateSucceeded")
        truth.append((name, latest.time - entered))
        return (add(latest.time, last, "ParallelStateExited", name), latest.time)
    }

    var events: [String] {
        let order = raw.indices.sorted { (raw[$0].time, $0) < (raw[$1].time, $1) }
        var number = [Int](repeating: 0, count: raw.count)
        for (place, index) in order.enumerated() { number[index] = place + 1 }
        return raw.indices.map { index in
            let event = raw[index]
            let seconds = "\(1_740_801_600 + event.time / 1000).\(String(1000 + event.time % 1000).dropFirst())"
            return ObservedRunsTests.event(
                number[index], event.previous.map { number[$0] } ?? 0, event.type, seconds, event.state, isNumber: true)
        }
    }
}
