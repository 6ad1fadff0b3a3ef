internal import Synchronization

/// Counts finished work items over all workers.
final class ProgressCounter: Sendable {
    /// Items between two reports of a region: rare enough to cost nothing.
    static let stride = 8192

    private let done = Atomic<Int>(0)
    private let total: Int
    private let report: (@Sendable (Int, Int) -> Void)?

    init(total: Int, report: (@Sendable (Int, Int) -> Void)?) {
        self.total = total
        self.report = report
    }

    func advance(by items: Int) {
        guard let report, items > 0 else { return }
        report(done.wrappingAdd(items, ordering: .relaxed).newValue, total)
    }
}
