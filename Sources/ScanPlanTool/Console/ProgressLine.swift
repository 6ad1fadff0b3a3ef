internal import Synchronization

/// One line on standard error that is written over as work proceeds, with rate and time left.
///
/// Silent where standard error is no terminal, and for work that ends before there is something to say.
final class ProgressLine: Sendable {
    private struct State {
        var next: ContinuousClock.Instant
        var done = 0
        var isShown = false
        /// The first report: what came before it, such as planning, says nothing about the rate.
        var first: (instant: ContinuousClock.Instant, done: Int)?
    }

    private static let interval = Duration.milliseconds(200)

    private let title: String
    private let unit: String
    private let state: Mutex<State>

    /// - Parameter unit: what is counted, in the plural.
    init(title: String, unit: String = "instances") {
        self.title = title
        self.unit = unit
        state = Mutex(State(next: ContinuousClock.now + ProgressLine.interval))
    }

    /// Tells how far the work is; may be called from any thread, with numbers in any order.
    func report(_ done: Int, _ total: Int) {
        guard Console.errorIsTerminal else { return }
        let now = ContinuousClock.now
        state.withLock { state in
            guard done > state.done else { return }
            state.done = done
            let first = state.first ?? (now, done)
            state.first = first
            if done == total {
                if state.isShown { Console.overwrite("\r\u{1B}[K") }
                state.isShown = false
            } else if now >= state.next {
                state.next = now + ProgressLine.interval
                state.isShown = true
                Console.overwrite("\r\(line(done, total, since: first.done, for: now - first.instant))\u{1B}[K")
            }
        }
    }

    private func line(_ done: Int, _ total: Int, since first: Int, for elapsed: Duration) -> String {
        let seconds = Double(elapsed.components.seconds) + Double(elapsed.components.attoseconds) / 1e18
        guard seconds > 0, done > first else { return "\(title): \(done) of \(total) \(unit)" }
        let rate = Double(done - first) / seconds
        let left = Int((Double(total - done) / rate).rounded(.up))
        return "\(title): \(done) of \(total) \(unit), \(Int(rate)) a second, \(left) s left"
    }
}
