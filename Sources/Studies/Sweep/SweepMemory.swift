/// Keeps simulated trials beyond the run of the program that simulated them.
///
/// It never fails: what cannot be read is simulated again, and who made the memory knows of what could not be kept.
public protocol TrialMemory: Sendable {
    /// The trials that are kept of a plan, each once, in any order.
    ///
    /// - Parameter plan: ``SweepPoint/plan``.
    func outcomes(of plan: String) -> [PricedOutcome]

    /// Keeps trials of a plan, in rising order and without a gap.
    func keep(_ outcomes: [PricedOutcome], of plan: String)
}

/// A point of a sweep as it is handed over to be answered.
public struct SweepEntry: Sendable {
    /// What is known of a point.
    public enum Content: Sendable {
        case candidate(SweepCandidate)
        /// It was answered before, or elsewhere, with the same trials against the same baseline.
        case answered(SweepPoint)
    }

    /// From 1, in the order of the sweep; rising from one entry to the next.
    public var number: Int
    public var content: Content

    public init(number: Int, content: Content) { (self.number, self.content) = (number, content) }
}

extension SweepReport {
    /// The points of a sweep that were answered apart, such as by several programs, as if they had been answered together.
    ///
    /// - Parameter points: each number once, in any order; those with an answer know their ``SweepPoint/plan``.
    public static func joined(_ points: [SweepPoint]) -> [SweepPoint] {
        var firstPoints: [String: Int] = [:]
        return points.sorted { $0.number < $1.number }.map { point in
            // Points of one program that kept nothing know already which of them are the same plan.
            guard let plan = point.plan, point.answer != nil else { return point }
            var point = point
            point.sameAs = nil
            if let first = firstPoints[plan] { point.sameAs = first } else { firstPoints[plan] = point.number }
            return point
        }
    }
}
