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
public struct PointBound: Hashable, Sendable, Codable {
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
public struct SweepPoint: Hashable, Sendable, Codable {
    /// What came of a point.
    public enum Outcome: Hashable, Sendable, Codable {
        case answered(PointAnswer)
        /// No plan exists; never empty.
        case infeasible([Bottleneck])
        /// The values are wrong, such as one that the vendor does not offer.
        case invalid([InputIssue])
        /// Its times cannot be put on one clock.
        case unanswerable(String)
    }

    /// How plans are named. Points whose plans have names of different forms cannot be told to be the same plan.
    public static let planForm = "scanplan-plan/2"

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
    /// Names the plan in every run of one version of the program, in 32 hexadecimal digits; nil without a plan, and where
    /// nothing is kept.
    public var plan: String?

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
/// points are handed over, because a point depends on nothing but itself and the baseline. So they may be answered by
/// several programs, and those that were answered before are taken as they are.
public struct SweepStudy: Sendable {
    /// A candidate with its plan, if it has one.
    private struct Attempt: Sendable {
        var number: Int
        var candidate: SweepCandidate
        var plan: Result<PlanningAttempt, UnanswerableScenario>?
        var address: ContentAddress?
        var key: PlanKey?
        /// What was walked to name the plan.
        var parts: [PartDigests.Part: ContentDigest] = [:]
    }

    private let version: String
    private let trials: Int
    private let width: Int
    private let depth: StudyDepth
    private let progress: (@Sendable () -> Void)?
    private let memory: (any TrialMemory)?
    /// nil where the baseline has no answer, and there are no differences.
    private let baseline: Baseline?
    /// Every plan so far; one is let go of once it is answered.
    private var catalog = PlanCatalog()
    /// By number of the plan.
    private var answers: [PointAnswer] = []
    /// The first point of a plan, by number of the plan.
    private var firstPoints: [Int: Int] = [:]
    private var digests = FleetDigests()
    private var parts = PartDigests()
    private var count = 0

    /// - Parameters:
    ///   - candidate: what every point is compared with.
    ///   - trials: of each point, those of the same number with the same draws; at least 1.
    ///   - version: of the program; part of the address of every point.
    ///   - width: child tasks that may work side by side.
    ///   - depth: how far each point goes; by the planner's arithmetic there is one trial of each.
    ///   - memory: asked for trials before they are simulated, and told of them after; nil: nothing is kept.
    ///   - progress: called after each simulated cycle, from any worker.
    public init(
        baseline candidate: SweepCandidate, trials: Int, version: String, width: Int, depth: StudyDepth = .simulate,
        memory: (any TrialMemory)? = nil, progress: (@Sendable () -> Void)? = nil
    ) async {
        (self.version, self.trials, self.width) = (version, trials, width)
        (self.depth, self.progress, self.memory) = (depth, progress, memory)
        var digests = FleetDigests()
        let attempt = Self.attempt(
            candidate, number: 0, trials: trials, version: version, fleets: Self.fleets(of: candidate, &digests),
            parts: memory == nil ? nil : PartDigests())
        self.digests = digests
        parts.take([attempt.parts])
        guard case .success(.planned(let planned)) = attempt.plan, let key = attempt.key else {
            baseline = nil
            return
        }
        let found = await Self.trials(
            of: [(planned, key)], trials: trials, width: width, depth: depth, memory, progress)[0]
        let known = Baseline(outcomes: found.map(\.outcome), isRandom: planned.scenario.isRandom)
        baseline = known
        catalog.drop(catalog.number(of: planned, key: key).number)
        answers.append(PointAnswer(found, of: planned.scenario, baseline: known))
    }

    /// The address of a point, by which an answer of it may be found; nil for one that is no scenario.
    public mutating func address(of candidate: SweepCandidate) -> ContentAddress? {
        Self.address(of: candidate, trials: trials, version: version, &digests)
    }

    /// The address that a point has in a sweep of so many trials.
    public static func address(of candidate: SweepCandidate, trials: Int, version: String) -> ContentAddress? {
        var digests = FleetDigests()
        return address(of: candidate, trials: trials, version: version, &digests)
    }

    private static func address(
        of candidate: SweepCandidate, trials: Int, version: String, _ digests: inout FleetDigests
    ) -> ContentAddress? {
        guard case .success(let scenario) = candidate.scenario else { return nil }
        return ContentAddress(
            version: version, trials: trials, scenario: scenario, values: candidate.resolved,
            fleets: fleets(of: candidate, &digests))
    }

    /// Answers the next points of the sweep, planning and simulating them side by side.
    public mutating func answer(_ candidates: [SweepCandidate]) async -> [SweepPoint] {
        await answer(
            candidates.enumerated().map { SweepEntry(number: count + $0 + 1, content: .candidate($1)) })
    }

    /// Answers the next points that have no answer yet, planning and simulating them side by side.
    public mutating func answer(_ entries: [SweepEntry]) async -> [SweepPoint] {
        var candidates: [(number: Int, candidate: SweepCandidate, fleets: [FleetDigest])] = []
        for entry in entries {
            switch entry.content {
            case .candidate(let candidate):
                candidates.append((entry.number, candidate, Self.fleets(of: candidate, &digests)))
            case .answered(let point): learn(point)
            }
        }
        let (version, trials, parts) = (version, trials, memory == nil ? nil : parts)
        let asked = candidates
        let attempts = await ParallelWork.map(asked.count, width: width) { index in
            Self.attempt(
                asked[index].candidate, number: asked[index].number, trials: trials, version: version,
                fleets: asked[index].fleets, parts: parts)
        }
        self.parts.take(attempts.map(\.parts))
        var fresh: [(planned: PlannedScenario, key: PlanKey)] = []
        for attempt in attempts {
            guard case .success(.planned(let planned)) = attempt.plan, let key = attempt.key else { continue }
            let (number, isNew) = catalog.number(of: planned, key: key)
            if isNew, let plan = catalog.plans[number] { fresh.append((plan, key)) }
        }
        let found = await Self.trials(of: fresh, trials: trials, width: width, depth: depth, memory, progress)
        for (plan, trials) in zip(fresh, found) {
            catalog.drop(answers.count)
            answers.append(PointAnswer(trials, of: plan.planned.scenario, baseline: baseline))
        }
        count = max(count, entries.last?.number ?? 0)
        var next = attempts.makeIterator()
        return entries.compactMap { entry in
            switch entry.content {
            case .candidate: return next.next().map { point($0) }
            case .answered(let point): return told(point)
            }
        }
    }

    /// Takes an answer from elsewhere, for other points that are the same plan.
    private mutating func learn(_ point: SweepPoint) {
        guard let answer = point.answer, let key = point.plan.flatMap(PlanKey.init(text:)) else { return }
        if catalog.number(ofKept: key).isNew { answers.append(answer) }
    }

    /// An answer from elsewhere as a point of this sweep.
    private mutating func told(_ point: SweepPoint) -> SweepPoint {
        var point = point
        point.sameAs = nil
        guard point.answer != nil, let key = point.plan.flatMap(PlanKey.init(text:)) else { return point }
        point.sameAs = first(of: catalog.number(ofKept: key).number, at: point.number)
        return point
    }

    /// The first point of a plan; nil if it is this one.
    private mutating func first(of plan: Int, at number: Int) -> Int? {
        if let first = firstPoints[plan] { return first }
        firstPoints[plan] = number
        return nil
    }

    private mutating func point(_ attempt: Attempt) -> SweepPoint {
        var sameAs: Int?
        var bound: PointBound?
        let outcome: SweepPoint.Outcome
        switch (attempt.candidate.scenario, attempt.plan) {
        case (.failure(let invalid), _): outcome = .invalid(invalid.issues)
        case (_, .success(.infeasible(let bottlenecks))): outcome = .infeasible(bottlenecks)
        case (_, .failure(let unanswerable)): outcome = .unanswerable(unanswerable.reason)
        default:
            guard case .success(.planned(let planned)) = attempt.plan, let key = attempt.key else {
                preconditionFailure("a scenario without a plan at point \(attempt.number)")
            }
            let number = catalog.number(of: planned, key: key).number
            outcome = .answered(answers[number])
            bound = PointBound(planned.plan)
            sameAs = first(of: number, at: attempt.number)
        }
        return SweepPoint(
            number: attempt.number, values: attempt.candidate.values, address: attempt.address, outcome: outcome,
            sameAs: sameAs, bound: bound, plan: memory == nil ? nil : attempt.key?.text)
    }

    /// - Parameter parts: nil if nothing is kept.
    private static func attempt(
        _ candidate: SweepCandidate, number: Int, trials: Int, version: String, fleets: [FleetDigest],
        parts: PartDigests?
    ) -> Attempt {
        guard case .success(let scenario) = candidate.scenario else {
            return Attempt(number: number, candidate: candidate, plan: nil, address: nil, key: nil)
        }
        let address = ContentAddress(
            version: version, trials: trials, scenario: scenario, values: candidate.resolved, fleets: fleets)
        let plan = Result { () throws(UnanswerableScenario) in try PlanningAttempt(scenario) }
        var attempt = Attempt(number: number, candidate: candidate, plan: plan, address: address, key: nil)
        guard case .success(.planned(let planned)) = plan else { return attempt }
        if var parts {
            attempt.key = PlanKey(keeping: planned, fleets: fleets, version: version, parts: &parts)
            attempt.parts = parts.fresh
        } else {
            attempt.key = PlanKey(planned, fleets: fleets)
        }
        return attempt
    }

    private static func fleets(of candidate: SweepCandidate, _ digests: inout FleetDigests) -> [FleetDigest] {
        guard case .success(let scenario) = candidate.scenario else { return [] }
        return digests.all(scenario)
    }
}
