import ScanModel

/// How long the states of one execution took, by the chain of its events.
///
/// Each event names the one before it on its own path, so that the branches of a parallel state and the turns of a map are
/// kept apart: along a path the states that are open form a stack.
///
/// A state whose work went well at the first try took from its entry to its exit. Where tries failed, the try that went
/// well took from its scheduling to its success, without the waits between tries. A try that was cut by its timeout took
/// longer than that, and so did a state that was open when the execution was stopped or its history was read.
struct HistoryStates {
    /// The name of a state's stage; nil: none.
    let stage: (String) -> String?
    private(set) var observations: [StageObservation] = []
    private(set) var counts = HistoryCounts()

    private struct Frame {
        var state: String
        var entered: LogInstant
        var parent: Int
        var scheduled: LogInstant?
        var triesFailed = 0
        var succeeded: LogInstant?
        var isOpen = true
    }

    private var frames: [Frame] = []
    /// For each event, by its place, the innermost open state behind it; -1: none.
    private var open: [Int] = []

    /// A fault of the history as a whole, which makes its times worthless.
    enum Fault: Error, Hashable {
        case repeated(id: Int)
        case noPrevious(id: Int, previous: Int)
        case notEntered(id: Int, state: String)
    }

    /// - Parameters:
    ///   - events: of one execution, in any order.
    ///   - stage: the stage that a state is, by its name.
    /// - Complexity: O(n log n) for n events, times the depth of states inside one another.
    init(_ events: [HistoryEvent], stage: @escaping (String) -> String?) throws(Fault) {
        self.stage = stage
        // Clients drop a fraction that happens to be 0, so the finest time tells how fine all of them are.
        let finest = events.map(\.time.resolution).min() ?? .one
        let ordered = events.sorted { $0.id < $1.id }
        var placeOf: [Int: Int] = [:]
        for (place, event) in ordered.enumerated() {
            guard placeOf.updateValue(place, forKey: event.id) == nil else { throw .repeated(id: event.id) }
            var event = event
            event.time.resolution = finest
            var innermost = -1
            if event.previous != 0 {
                guard event.previous < event.id, let previous = placeOf[event.previous] else {
                    throw .noPrevious(id: event.id, previous: event.previous)
                }
                innermost = open[previous]
            }
            open.append(try take(event, innermost))
        }
        guard let last = ordered.last else { return }
        var end = last.time
        end.resolution = finest
        close(
            at: end, by: ordered.lazy.compactMap { if case .ended(let ending) = $0.kind { ending } else { nil } }.first)
    }

    /// The innermost open state behind an event.
    private mutating func take(_ event: HistoryEvent, _ innermost: Int) throws(Fault) -> Int {
        switch event.kind {
        case .entered(let state):
            frames.append(Frame(state: state, entered: event.time, parent: innermost))
            return frames.count - 1
        case .exited(let state):
            var frame = innermost
            // A state that failed inside of this one is left with it.
            while frame >= 0, frames[frame].state != state || !frames[frame].isOpen {
                leave(frame)
                frame = frames[frame].parent
            }
            guard frame >= 0 else { throw .notEntered(id: event.id, state: state) }
            exit(frame, at: event.time)
            return frames[frame].parent
        case .aborted:
            guard innermost >= 0 else { return -1 }
            cut(innermost, at: event.time)
            return frames[innermost].parent
        case .scheduled: change(innermost) { $0.scheduled = event.time }
        case .succeeded: change(innermost) { $0.succeeded = event.time }
        case .failed(let isThrottle):
            change(innermost) { $0.triesFailed += 1 }
            if innermost >= 0 { fail(innermost, isThrottle: isThrottle, at: event.time) }
        case .timedOut:
            change(innermost) { $0.triesFailed += 1 }
            if innermost >= 0, let stage = stage(frames[innermost].state) {
                counts.timeouts += 1
                observe(
                    stage, from: frames[innermost].scheduled ?? frames[innermost].entered, to: event.time,
                    outcome: .censored)
            }
        case .ended, .other: break
        }
        return innermost
    }

    private mutating func change(_ frame: Int, _ body: (inout Frame) -> Void) {
        if frame >= 0 { body(&frames[frame]) }
    }

    private mutating func leave(_ frame: Int) {
        if frames[frame].isOpen, stage(frames[frame].state) != nil { counts.failed += 1 }
        frames[frame].isOpen = false
    }

    private mutating func fail(_ frame: Int, isThrottle: Bool, at time: LogInstant) {
        guard let stage = stage(frames[frame].state) else { return }
        if !isThrottle {
            counts.triesFailed += 1
            return
        }
        counts.throttled += 1
        observations.append(
            StageObservation(stage: stage, start: time.seconds, duration: .zero, outcome: .throttled))
    }

    private mutating func exit(_ index: Int, at time: LogInstant) {
        frames[index].isOpen = false
        let frame = frames[index]
        guard let stage = stage(frame.state) else {
            counts.unmapped[frame.state, default: 0] += 1
            return
        }
        if frame.triesFailed == 0 {
            observe(stage, from: frame.entered, to: time, outcome: .finished)
        } else if let scheduled = frame.scheduled, let succeeded = frame.succeeded,
            scheduled.seconds <= succeeded.seconds
        {
            observe(stage, from: scheduled, to: succeeded, outcome: .finished)
        } else {
            counts.failed += 1
        }
    }

    /// The state took longer than until now.
    private mutating func cut(_ index: Int, at time: LogInstant) {
        frames[index].isOpen = false
        guard let stage = stage(frames[index].state), frames[index].entered.seconds < time.seconds else { return }
        let begun = frames[index].triesFailed > 0 ? frames[index].scheduled : nil
        counts.cut += 1
        observe(stage, from: begun ?? frames[index].entered, to: time, outcome: .censored)
    }

    /// What is open when the history ends.
    private mutating func close(at time: LogInstant, by ending: HistoryEvent.Ending?) {
        for index in frames.indices where frames[index].isOpen {
            switch ending {
            case .succeeded, .failed: leave(index)
            case .cut, nil: cut(index, at: time)
            }
        }
    }

    private mutating func observe(
        _ stage: String, from start: LogInstant, to end: LogInstant, outcome: StageObservation.Outcome
    ) {
        guard let length = LogInstant.length(from: start, to: end) else {
            counts.backwards += 1
            return
        }
        // Of a time that is a lower bound the least is sure.
        let isBound = outcome == .censored
        let duration = isBound ? Seconds(end.seconds - start.seconds) : length.duration
        observations.append(
            StageObservation(
                stage: stage, start: start.seconds, duration: duration, outcome: outcome,
                resolution: isBound ? nil : length.resolution))
    }
}

/// What became of the states of an execution.
struct HistoryCounts: Hashable {
    /// Completed states without a stage, by name.
    var unmapped: [String: Int] = [:]
    var triesFailed = 0
    var timeouts = 0
    var throttled = 0
    /// States that were left or given up without a try that went well.
    var failed = 0
    /// States that were open at the end.
    var cut = 0
    /// Times that run backwards.
    var backwards = 0
}
