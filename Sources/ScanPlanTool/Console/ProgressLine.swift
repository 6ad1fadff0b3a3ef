internal import Dispatch
internal import Synchronization

/// One line on standard error that is written over as work proceeds, with rate and time left.
///
/// Silent where standard error is no terminal that can do so, and for work that ends before there is something to say.
/// Whoever makes one ends it before anything else is written.
final class ProgressLine: Sendable {
    private struct State {
        var done = 0
        /// nil before the first report: what comes before it, such as planning, says nothing about the rate.
        var total: Int?
        var rate = SmoothRate()
        /// When the rate was last looked at, and how far the work was.
        var looked: (instant: ContinuousClock.Instant, done: Int)?
        var isShown = false
        var hasEnded = false
    }

    /// Between two lines.
    private static let interval = 200
    /// Before the first one, so that short work does not flicker.
    private static let delay = 400

    private let title: String
    private let unit: String
    private let start = ContinuousClock.now
    private let state = Mutex(State())
    /// Of its own, so that a machine full of work does not keep it waiting.
    private let queue: DispatchQueue?

    /// - Parameter unit: what is counted, in the plural.
    init(title: String, unit: String = "instances") {
        self.title = title
        self.unit = unit
        queue = Console.showsProgress ? DispatchQueue(label: "progress") : nil
        look(after: ProgressLine.delay)
    }

    /// Tells how far the work is; may be called from any thread, with numbers in any order.
    func report(_ done: Int, _ total: Int) {
        guard queue != nil else { return }
        state.withLock { state in
            if state.looked == nil { state.looked = (.now, done) }
            state.total = total
            state.done = max(state.done, done)
        }
    }

    /// Clears the line for good.
    func end() {
        guard queue != nil else { return }
        state.withLock { state in
            clear(&state)
            state.hasEnded = true
        }
    }

    /// Shows for how long something goes on of which nobody knows how long it takes.
    static func during<Value, Failure>(
        _ title: String, _ work: () throws(Failure) -> Value
    ) throws(Failure) -> Value {
        let line = ProgressLine(title: title)
        defer { line.end() }
        return try work()
    }

    private func look(after milliseconds: Int) {
        queue?.asyncAfter(deadline: .now() + .milliseconds(milliseconds)) { [weak self] in self?.show() }
    }

    private func show() {
        let goesOn = state.withLock { state in
            if state.hasEnded { return false }
            let now = ContinuousClock.now
            if let looked = state.looked {
                state.rate.add(state.done - looked.done, over: (now - looked.instant).inSeconds)
                state.looked = (now, state.done)
            }
            if let total = state.total, state.done >= total {
                clear(&state)
            } else {
                let text = ProgressText(
                    title: title, unit: unit, done: state.done, total: state.total, rate: state.rate.perSecond,
                    elapsed: (now - start).inSeconds)
                // The last column stays free: some terminals go to the next line when it is written.
                Console.overwrite("\r\(text.line(width: Console.errorWidth - 1))\u{1B}[K")
                state.isShown = true
            }
            return true
        }
        if goesOn { look(after: ProgressLine.interval) }
    }

    private func clear(_ state: inout State) {
        if state.isShown { Console.overwrite("\r\u{1B}[K") }
        state.isShown = false
    }
}

extension Duration {
    fileprivate var inSeconds: Double { Double(components.seconds) + Double(components.attoseconds) / 1e18 }
}
