public import ScanModel
public import Statistics

/// Whether a fleet of some size meets the deadline.
public enum GrowthVerdict: String, Hashable, Sendable {
    /// It does; with random scenarios: with the wanted probability, by the whole of its interval.
    case fits
    /// With random scenarios: the interval of the probability holds the wanted one.
    case undecided
    /// It does not; with random scenarios: the whole interval is below the wanted probability.
    case misses
    /// It does not, and no schedule under these settings could: the bound of a deployment that assumes nothing says so.
    /// Such a fleet is not simulated.
    case provedTooLate
    /// There is no plan for it.
    case infeasible
}

/// What became of a fleet of some size.
public struct GrowthPoint: Hashable, Sendable {
    /// Size as a multiple of the fleet, or of the region that grows.
    public var factor: Double
    /// Instances listed, in all.
    public var instances: Int
    public var verdict: GrowthVerdict
    /// Longest lower bound of the makespan among the deployments, in seconds; nil without a plan. It is proved where
    /// ``HeadroomAnswer/boundAssumptions`` are none, and where the verdict is ``GrowthVerdict/provedTooLate``.
    public var bound: Double?
    /// Mean makespan of the trials in seconds, the longest deployment; nil if it was not simulated.
    public var makespan: Double?
    /// Makespan of trial 0, else the bound, over the deadline: the deployment where it is largest.
    public var share: Double
    /// Mean cost of a month in USD, simulated, else planned; nil if a price is missing or there is no plan.
    public var costPerMonth: Double?
    /// Trials, and those of them in time.
    public var trials: Int
    public var inTime: Int
    /// Interval of the probability to be in time, with the confidence of a look, so that the verdict follows from it; nil
    /// for deterministic scenarios, and if it was not simulated.
    public var probability: Interval?
    /// By deployment: what holds it back, in trial 0 if it was simulated.
    public var bindings: [Binding?]
    /// By deployment: the limits by the plan, the one that is used up most first.
    public var limits: [[LimitUse]]
    /// Why there is no plan; empty if there is one.
    public var bottlenecks: [Bottleneck]

    /// Whether the deadline is met surely enough.
    public var fits: Bool { verdict == .fits }
    /// Whether it is surely enough not met.
    public var isLate: Bool { verdict != .fits && verdict != .undecided }
}

/// Simulates fleets of several sizes, each size once.
struct GrowthTester: Sendable {
    let growth: ScenarioGrowth
    let part: ScenarioGrowth.Part
    /// nil: the scenario draws nothing, so one trial tells all.
    let trials: Int?
    let confidence: Double
    let width: Int
    let progress: (@Sendable () -> Void)?
    private(set) var points: [Double: GrowthPoint] = [:]

    init(
        _ growth: ScenarioGrowth, part: ScenarioGrowth.Part, trials: Int?, confidence: Double, width: Int,
        progress: (@Sendable () -> Void)?
    ) {
        self.growth = growth
        self.part = part
        self.trials = trials
        self.confidence = confidence
        self.width = width
        self.progress = progress
    }

    /// The tested sizes, smallest first.
    var tested: [GrowthPoint] { points.values.sorted { $0.factor < $1.factor } }

    /// Takes over the fleet as it is, which is the same whatever grows.
    mutating func know(_ point: GrowthPoint) { points[point.factor] = point }

    mutating func point(_ factor: Double) async throws(UnanswerableScenario) -> GrowthPoint {
        if let known = points[factor] { return known }
        let point = try await test(factor)
        points[factor] = point
        progress?()
        return point
    }

    private func test(_ factor: Double) async throws(UnanswerableScenario) -> GrowthPoint {
        let scenario = growth.scenario(part, factor: factor)
        var point = GrowthPoint(
            factor: factor, instances: growth.count(part, factor: factor), verdict: .infeasible, bound: nil,
            makespan: nil, share: .infinity, costPerMonth: nil, trials: 0, inTime: 0, probability: nil, bindings: [],
            limits: [], bottlenecks: [])
        switch try await PlanningAttempt(scenario, width: width) {
        case .infeasible(let bottlenecks): point.bottlenecks = bottlenecks
        case .planned(let planned): await fill(&point, planned)
        }
        return point
    }

    private func fill(_ point: inout GrowthPoint, _ planned: PlannedScenario) async {
        let extras = StudyExtras(limits: true)
        let arithmetic = planned.plannedAnswer(extras: extras)
        point.bound = arithmetic.value(.makespanBound)
        // Only bounds that assume nothing come to this verdict, so it holds of every trial.
        if arithmetic.verdict == .provedTooLate {
            point.verdict = .provedTooLate
            // Another deployment may have a longer bound that proves less.
            point.bound =
                arithmetic.deployments.filter { $0.verdict == .provedTooLate }
                .compactMap { answer in answer.metrics.first { $0.metric == .makespanBound }?.value }.max()
            point.costPerMonth = arithmetic.value(.costPerMonth)
            point.take(arithmetic) { answer in
                answer.metrics.first { $0.metric == .makespanBound }?.value ?? 0
            }
            return
        }
        let first = await planned.answer(trial: 0, width: width, extras: extras)
        point.take(first) { $0.makespan }
        var outcomes = [TrialOutcome(first, trial: 0)]
        if let trials {
            let wanted = planned.scenario.objective.probability
            // The looks share the error, so that looking early makes no verdict less sure.
            let looks = [trials / 4, trials / 2, trials].filter { $0 > 0 }
            for look in looks {
                outcomes += await TrialStudy.outcomes(
                    of: planned, trials: UInt32(outcomes.count)..<UInt32(look), width: width)
                point.inTime = outcomes.count { $0.isInTime == true }
                let verdict = chanceVerdict(
                    successes: point.inTime, trials: outcomes.count, wanted: wanted,
                    confidence: GrowthTester.confidenceOfALook(confidence))
                point.verdict = verdict == .met ? .fits : verdict == .missed ? .misses : .undecided
                if verdict != .undecided { break }
            }
            point.probability = wilsonInterval(
                successes: point.inTime, trials: outcomes.count,
                confidence: GrowthTester.confidenceOfALook(confidence))
        } else {
            point.inTime = outcomes[0].isInTime == true ? 1 : 0
            point.verdict = point.inTime == 1 ? .fits : .misses
        }
        point.trials = outcomes.count
        let statistics = TrialStatistics(outcomes)
        point.makespan = statistics.moments(.makespan).mean
        let costs = statistics.moments(.costPerMonth)
        point.costPerMonth = costs.count == outcomes.count ? costs.mean : nil
    }
}

extension GrowthTester {
    /// Each of three looks has its part of the error.
    static func confidenceOfALook(_ confidence: Double) -> Double { 1 - (1 - confidence) / 3 }

    /// Trials with which a size fits if none of them fails; fewer never make sure.
    static func fewestTrials(probability: Double, confidence: Double) -> Int {
        func suffice(_ trials: Int) -> Bool {
            chanceVerdict(
                successes: trials, trials: trials, wanted: probability, confidence: confidenceOfALook(confidence))
                == .met
        }
        var most = 1
        while !suffice(most), most < 1 << 40 { most *= 2 }
        var least = 0
        while most - least > 1 {
            let middle = (least + most) / 2
            if suffice(middle) { most = middle } else { least = middle }
        }
        return most
    }
}

extension GrowthPoint {
    fileprivate mutating func take(_ answer: StudyAnswer, time: (DeploymentAnswer) -> Double) {
        bindings = answer.deployments.map(\.binding)
        limits = answer.deployments.map { $0.limits ?? [] }
        share = answer.deployments.reduce(0) { share, answer in
            let deadline = answer.deadline?.value.doubleValue ?? 0
            return max(share, deadline > 0 ? time(answer) / deadline : 0)
        }
    }
}
