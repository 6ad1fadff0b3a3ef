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

/// What a plan proves of its makespan, without any simulation.
public struct PointBound: Hashable, Sendable {
    /// The deployment with the greatest proved minimum, the first of equal ones.
    public var deployment: String
    /// Proved minimum of the makespan, in seconds, with nominal durations.
    public var seconds: Double
    public var kind: CycleBoundKind

    /// - Parameter plan: of at least one deployment.
    init(_ plan: ScanPlan) {
        let bounds = plan.deployments.map { ($0.name, $0.scale.seconds($0.bound.ticks).doubleValue, $0.bound.kind) }
        guard let first = bounds.first else { preconditionFailure("a plan without deployments") }
        (deployment, seconds, kind) = bounds.dropFirst().reduce(first) { $1.1 > $0.1 ? $1 : $0 }
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
    /// nil: there is no plan.
    public var bound: PointBound?

    /// The answer, if there is one.
    public var answer: PointAnswer? { if case .answered(let answer) = outcome { answer } else { nil } }

    /// Whether no plan exists.
    public var isInfeasible: Bool { if case .infeasible = outcome { true } else { false } }

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
        var key: PlanKey?
    }

    private let version: String
    private let trials: Int
    private let width: Int
    private let depth: StudyDepth
    private let progress: (@Sendable () -> Void)?
    /// nil where the baseline has no answer, and there are no differences.
    private let baseline: Baseline?
    /// Every plan so far; one is let go of once it is answered.
    private var catalog = PlanCatalog()
    /// By number of the plan.
    private var answers: [PointAnswer] = []
    /// The first point of a plan, by number of the plan.
    private var firstPoints: [Int: Int] = [:]
    private var digests = FleetDigests()
    private var count = 0

    /// - Parameters:
    ///   - candidate: what every point is compared with.
    ///   - trials: of each point, those of the same number with the same draws; at least 1.
    ///   - version: of the program; part of the address of every point.
    ///   - width: child tasks that may work side by side.
    ///   - depth: how far each point goes; by the planner's arithmetic there is one trial of each.
    ///   - progress: called after each simulated cycle, from any worker.
    public init(
        baseline candidate: SweepCandidate, trials: Int, version: String, width: Int, depth: StudyDepth = .simulate,
        progress: (@Sendable () -> Void)? = nil
    ) async {
        (self.version, self.trials, self.width) = (version, trials, width)
        (self.depth, self.progress) = (depth, progress)
        var digests = FleetDigests()
        let attempt = Self.attempt(
            candidate, trials: trials, version: version, fleets: Self.fleets(of: candidate, &digests))
        self.digests = digests
        guard case .success(.planned(let planned)) = attempt.plan, let key = attempt.key else {
            baseline = nil
            return
        }
        let found = await Self.trials(of: [planned], trials: trials, width: width, depth: depth, progress)[0]
        let known = Baseline(outcomes: found.map(\.outcome), isRandom: planned.scenario.isRandom)
        baseline = known
        catalog.drop(catalog.number(of: planned, key: key).number)
        answers.append(PointAnswer(found, of: planned.scenario, baseline: known))
    }

    /// Answers the next points of the sweep, planning and simulating them side by side.
    public mutating func answer(_ candidates: [SweepCandidate]) async -> [SweepPoint] {
        var fleets: [[FleetDigest]] = []
        for candidate in candidates { fleets.append(Self.fleets(of: candidate, &digests)) }
        let (version, trials) = (version, trials)
        let known = fleets
        let attempts = await ParallelWork.map(candidates.count, width: width) { index in
            Self.attempt(candidates[index], trials: trials, version: version, fleets: known[index])
        }
        var fresh: [PlannedScenario] = []
        for attempt in attempts {
            guard case .success(.planned(let planned)) = attempt.plan, let key = attempt.key else { continue }
            let (number, isNew) = catalog.number(of: planned, key: key)
            if isNew, let plan = catalog.plans[number] { fresh.append(plan) }
        }
        let found = await Self.trials(of: fresh, trials: trials, width: width, depth: depth, progress)
        for (plan, trials) in zip(fresh, found) {
            catalog.drop(answers.count)
            answers.append(PointAnswer(trials, of: plan.scenario, baseline: baseline))
        }
        return attempts.map { point($0) }
    }

    private mutating func point(_ attempt: Attempt) -> SweepPoint {
        count += 1
        var sameAs: Int?
        var bound: PointBound?
        let outcome: SweepPoint.Outcome
        switch (attempt.candidate.scenario, attempt.plan) {
        case (.failure(let invalid), _): outcome = .invalid(invalid.issues)
        case (_, .success(.infeasible(let bottlenecks))): outcome = .infeasible(bottlenecks)
        case (_, .failure(let unanswerable)): outcome = .unanswerable(unanswerable.reason)
        default:
            guard case .success(.planned(let planned)) = attempt.plan, let key = attempt.key else {
                preconditionFailure("a scenario without a plan at point \(count)")
            }
            let number = catalog.number(of: planned, key: key).number
            outcome = .answered(answers[number])
            bound = PointBound(planned.plan)
            sameAs = firstPoints[number]
            if sameAs == nil { firstPoints[number] = count }
        }
        return SweepPoint(
            number: count, values: attempt.candidate.values, address: attempt.address, outcome: outcome,
            sameAs: sameAs, bound: bound)
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
        var key: PlanKey?
        if case .success(.planned(let planned)) = plan { key = PlanKey(planned, fleets: fleets) }
        return Attempt(candidate: candidate, plan: plan, address: address, key: key)
    }

    private static func fleets(of candidate: SweepCandidate, _ digests: inout FleetDigests) -> [FleetDigest] {
        guard case .success(let scenario) = candidate.scenario else { return [] }
        return digests.all(scenario)
    }

    /// The trials of each plan: one where nothing is random.
    private static func trials(
        of plans: [PlannedScenario], trials: Int, width: Int, depth: StudyDepth,
        _ progress: (@Sendable () -> Void)?
    ) async -> [[PricedOutcome]] {
        if depth == .plan {
            return await ParallelWork.map(plans.count, width: width) {
                [PricedOutcome(plans[$0].plannedAnswer(), trial: 0)]
            }
        }
        let cycles = plans.indices.flatMap { plan in
            (0..<UInt32(plans[plan].scenario.isRandom ? trials : 1)).map { (plan: plan, trial: $0) }
        }
        let found = await TrialStudy.map(cycles.count, width: width) { index in
            (planned: plans[cycles[index].plan], trial: cycles[index].trial)
        } keep: { index, answer in
            progress?()
            return PricedOutcome(answer, trial: cycles[index].trial)
        }
        var all = [[PricedOutcome]](repeating: [], count: plans.count)
        for (cycle, outcome) in zip(cycles, found) { all[cycle.plan].append(outcome) }
        return all
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
