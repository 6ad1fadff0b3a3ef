internal import ParallelWork
public import ScanModel

/// A point of a sweep, or one scenario of a comparison, before it is answered.
public struct SweepCandidate: Sendable {
    /// The values of the axes.
    public var values: [String]
    /// The scenario, or what is wrong with it.
    public var scenario: Result<Scenario, InvalidInput>
    /// The values of its resolved document; empty if it is wrong.
    public var resolved: [SettingValue]

    public init(values: [String], scenario: Result<Scenario, InvalidInput>, resolved: [SettingValue]) {
        (self.values, self.scenario, self.resolved) = (values, scenario, resolved)
    }
}

/// A point of a sweep with its answer.
public struct SweepPoint: Hashable, Sendable {
    /// What came of a point.
    public enum Outcome: Hashable, Sendable {
        case answered(PointAnswer)
        /// No plan exists; never empty.
        case infeasible([Bottleneck])
        /// The values are wrong, such as one that the vendor does not offer.
        case invalid([InputIssue])
        /// Its times cannot be put on one clock.
        case unanswerable(String)
    }

    /// From 1, in the order of the sweep.
    public var number: Int
    /// The values of the axes.
    public var values: [String]
    /// nil for a point that is no scenario.
    public var address: ContentAddress?
    public var outcome: Outcome
    /// The first point that is the same plan; nil if this one is the first.
    public var sameAs: Int?

    /// The answer, if there is one.
    public var answer: PointAnswer? { if case .answered(let answer) = outcome { answer } else { nil } }

    /// Why there is no answer, in one sentence; nil if there is one.
    public var reason: String? {
        switch outcome {
        case .answered: return nil
        case .infeasible(let bottlenecks):
            return bottlenecks.first.map { bottleneck in
                let place = bottleneck.region.map { " in \($0)" } ?? ""
                return "infeasible: \(bottleneck.limit)\(place): there is \(bottleneck.available), needed is "
                    + bottleneck.needed
            }
        case .invalid(let issues):
            return issues.first.map { issue in
                let expected = issue.expected.isEmpty ? "" : "; expected \(issue.expected)"
                return "invalid: \(issue.path): \(issue.problem)\(expected)"
            }
        case .unanswerable(let reason): return reason
        }
    }
}

/// Answers points one after the other, each against the baseline, which has the same trials.
///
/// Points that are the same plan are simulated once. The answers are the same for any width and for any way in which the
/// points are handed over, because a point depends on nothing but itself and the baseline.
public struct SweepStudy: Sendable {
    /// A candidate with its plan, if it has one.
    private struct Attempt: Sendable {
        var candidate: SweepCandidate
        var plan: Result<PlanningAttempt, UnanswerableScenario>?
        var address: ContentAddress?
        var key: SamePlan?
    }

    private let version: String
    private let trials: Int
    private let width: Int
    /// nil where the baseline has no answer, and there are no differences.
    private let baseline: Baseline?
    private var answers: [SamePlan: PointAnswer] = [:]
    private var numbers: [SamePlan: Int] = [:]
    private var digests = FleetDigests()
    private var count = 0

    /// - Parameters:
    ///   - baseline: what every point is compared with.
    ///   - trials: of each point, those of the same number with the same draws; at least 1.
    ///   - version: of the program; part of the address of every point.
    ///   - width: child tasks that may work side by side.
    public init(baseline candidate: SweepCandidate, trials: Int, version: String, width: Int) async {
        (self.version, self.trials, self.width) = (version, trials, width)
        var digests = FleetDigests()
        let attempt = Self.attempt(candidate, trials: trials, version: version, fleets: digests.all(candidate))
        self.digests = digests
        guard case .success(.planned(let planned)) = attempt.plan, let key = attempt.key else {
            baseline = nil
            return
        }
        let found = await Self.outcomes([planned], trials: trials, width: width)[0]
        let known = Baseline(outcomes: found.outcomes, isRandom: planned.scenario.isRandom)
        baseline = known
        answers[key] = PointAnswer(
            found.outcomes, of: planned.scenario, baseline: known, isWithoutPrice: found.isWithoutPrice)
    }

    /// Answers the next points of the sweep, planning and simulating them side by side.
    public mutating func answer(_ candidates: [SweepCandidate]) async -> [SweepPoint] {
        var fleets: [[FleetDigest]] = []
        for candidate in candidates { fleets.append(digests.all(candidate)) }
        let (version, trials) = (version, trials)
        let known = fleets
        let attempts = await ParallelWork.map(candidates.count, width: width) { index in
            Self.attempt(candidates[index], trials: trials, version: version, fleets: known[index])
        }
        var fresh: [(key: SamePlan, planned: PlannedScenario)] = []
        for attempt in attempts {
            guard case .success(.planned(let planned)) = attempt.plan, let key = attempt.key, answers[key] == nil,
                !fresh.contains(where: { $0.key == key })
            else { continue }
            fresh.append((key, planned))
        }
        let found = await Self.outcomes(fresh.map { $0.planned }, trials: trials, width: width)
        for (point, found) in zip(fresh, found) {
            answers[point.key] = PointAnswer(
                found.outcomes, of: point.planned.scenario, baseline: baseline, isWithoutPrice: found.isWithoutPrice)
        }
        return attempts.map { point($0) }
    }

    private mutating func point(_ attempt: Attempt) -> SweepPoint {
        count += 1
        var sameAs: Int?
        let outcome: SweepPoint.Outcome
        switch (attempt.candidate.scenario, attempt.plan) {
        case (.failure(let invalid), _): outcome = .invalid(invalid.issues)
        case (_, .success(.infeasible(let bottlenecks))): outcome = .infeasible(bottlenecks)
        case (_, .failure(let unanswerable)): outcome = .unanswerable(unanswerable.reason)
        default:
            guard let key = attempt.key, let answer = answers[key] else {
                preconditionFailure("a plan without an answer at point \(count)")
            }
            outcome = .answered(answer)
            sameAs = numbers[key]
            if sameAs == nil { numbers[key] = count }
        }
        return SweepPoint(
            number: count, values: attempt.candidate.values, address: attempt.address, outcome: outcome,
            sameAs: sameAs)
    }

    private static func attempt(
        _ candidate: SweepCandidate, trials: Int, version: String, fleets: [FleetDigest]
    ) -> Attempt {
        guard case .success(let scenario) = candidate.scenario else {
            return Attempt(candidate: candidate, plan: nil, address: nil, key: nil)
        }
        let address = ContentAddress(
            version: version, trials: trials, scenario: scenario, values: candidate.resolved, fleets: fleets)
        let plan = Result { () throws(UnanswerableScenario) in try PlanningAttempt(scenario) }
        var key: SamePlan?
        if case .success(.planned(let planned)) = plan { key = SamePlan(planned, fleets: fleets) }
        return Attempt(candidate: candidate, plan: plan, address: address, key: key)
    }

    /// Many points side by side, or the trials of few points.
    private static func outcomes(
        _ plans: [PlannedScenario], trials: Int, width: Int
    ) async -> [(outcomes: [TrialOutcome], isWithoutPrice: Bool)] {
        if plans.count >= width {
            return await ParallelWork.map(plans.count, width: width) { index in
                PointAnswer.outcomes(of: plans[index], trials: trials)
            }
        }
        var all: [(outcomes: [TrialOutcome], isWithoutPrice: Bool)] = []
        for planned in plans {
            let first = await planned.answer(trial: 0, width: width)
            var outcomes = [TrialOutcome(first, trial: 0)]
            if planned.scenario.isRandom, trials > 1 {
                outcomes += await TrialStudy.outcomes(of: planned, trials: 1..<UInt32(trials), width: width)
            }
            all.append((outcomes, !first.missingPrices.isEmpty))
        }
        return all
    }
}

/// The digests of the last fleets, because most points have the fleets of the point before.
private struct FleetDigests: Sendable {
    private var known: [(fleet: Fleet, digest: FleetDigest)] = []

    mutating func all(_ candidate: SweepCandidate) -> [FleetDigest] {
        guard case .success(let scenario) = candidate.scenario else { return [] }
        let old = known
        known = scenario.deployments.map { deployment in
            if let same = old.first(where: { $0.fleet == deployment.fleet }) { return same }
            return (deployment.fleet, FleetDigest(deployment.fleet))
        }
        return known.map { $0.digest }
    }
}

/// All points of a sweep, or all scenarios of a comparison.
public struct SweepReport: Hashable, Sendable {
    /// The scenario that is swept, or the first one of a comparison.
    public var scenario: String
    public var axes: [StudyAxis]
    /// Trials of each point in which something is random.
    public var trials: Int
    /// Of every interval.
    public var confidence: Double
    /// The number of the point that the others are compared with.
    public var baseline: Int
    public var points: [SweepPoint]

    public init(
        scenario: String, axes: [StudyAxis], trials: Int, confidence: Double, baseline: Int, points: [SweepPoint]
    ) {
        (self.scenario, self.axes, self.trials) = (scenario, axes, trials)
        (self.confidence, self.baseline, self.points) = (confidence, baseline, points)
    }

    /// Whether a point violates one of its thresholds.
    public func isViolated(strictly: Bool) -> Bool {
        points.contains { $0.answer?.thresholds.isViolated(strictly: strictly) == true }
    }
}
