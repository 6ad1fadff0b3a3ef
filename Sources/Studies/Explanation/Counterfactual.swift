internal import Estimation
internal import ParallelWork
public import ScanModel
public import Statistics

/// A knob that was turned, in a scenario to be simulated.
public struct TurnedKnob: Sendable {
    public var knob: Knob
    /// The changed scenario, or why there is none.
    public var scenario: Result<Scenario, NoSuchScenario>
    /// The way that was taken.
    public var changes: [String]

    /// Why a knob cannot be turned.
    public struct NoSuchScenario: Error, Hashable, Sendable {
        public var reason: String
    }

    /// Turns a knob by the first of its ways that makes the deployment say so.
    ///
    /// - Parameters:
    ///   - planned: the scenario as it is; in its regions with work a limit must have its new value.
    ///   - variant: the scenario with some settings.
    public init(
        _ knob: Knob, deployment: Int, of planned: PlannedScenario,
        variant: ([String]) throws(InvalidInput) -> Scenario
    ) {
        self.knob = knob
        changes = knob.ways.first ?? []
        scenario = .failure(NoSuchScenario(reason: "there is no such value"))
        let before = planned.scenario.deployments[deployment]
        let regions = planned.plan.deployments[deployment].regions.map(\.region)
        for (number, way) in knob.ways.enumerated() {
            do throws(InvalidInput) {
                let changed = try variant(way)
                guard knob.check?.holds(changed.deployments[deployment], before: before, regions: regions) ?? true
                else { continue }
                scenario = .success(changed)
                changes = way
                if knob.afters.indices.contains(number) { self.knob.after = knob.afters[number] }
                return
            } catch {
                let issue = error.issues.first
                let reason = issue.map { $0.expected.isEmpty ? $0.problem : "\($0.problem); expected \($0.expected)" }
                // What the knob is called after is the first way.
                guard number == 0 else { continue }
                scenario = .failure(NoSuchScenario(reason: reason ?? "the scenario is not valid"))
            }
        }
    }
}

extension TurnedKnob {
    /// The plan of the changed scenario, or why there is none.
    fileprivate func planned(width: Int) async -> Result<PlannedScenario, NoSuchScenario> {
        switch scenario {
        case .failure(let failure): return .failure(failure)
        case .success(let scenario):
            let attempt: PlanningAttempt
            do throws(UnanswerableScenario) {
                attempt = try await PlanningAttempt(scenario, width: width)
            } catch {
                return .failure(NoSuchScenario(reason: error.reason))
            }
            return TurnedKnob.plan { attempt }
        }
    }

    /// The plan of an attempt, or why it did not come to one.
    fileprivate static func plan(
        _ attempt: () throws(UnanswerableScenario) -> PlanningAttempt
    ) -> Result<PlannedScenario, NoSuchScenario> {
        do throws(UnanswerableScenario) {
            switch try attempt() {
            case .planned(let planned): return .success(planned)
            case .infeasible(let bottlenecks):
                let reason = VariantOutcome.infeasible(bottlenecks).failure
                return .failure(NoSuchScenario(reason: reason ?? "no plan exists then"))
            }
        } catch {
            return .failure(NoSuchScenario(reason: error.reason))
        }
    }
}

/// What a knob would have done, simulated with the draws of the scenario as it is.
public struct Counterfactual: Hashable, Sendable {
    public var knob: Knob
    public var changes: [String]
    public var outcome: Outcome

    public enum Outcome: Hashable, Sendable {
        case simulated(Effect)
        /// The scenario cannot say so, or cannot be planned then; why, in a sentence.
        case notPossible(String)
    }

    /// What changes, all of it after - before.
    public struct Effect: Hashable, Sendable {
        /// Smaller changes of one trial are those of rounding, and count as none: seconds, and USD in a month.
        public static let leastSeconds = 0.001
        public static let leastDollars = 0.005

        /// Makespan of the deployment in seconds, over the trials.
        public var makespan: PairedDifference
        /// Cost in a month in USD; nil where a price is missing.
        public var perMonth: PairedDifference?
        /// What the lower bound of the changed deployment rests on, and its share of the makespan of trial 0.
        public var bound: CycleBoundKind
        public var boundShare: Double
        /// What instances of the region that ends last wait for most in trial 0, such as "a scanner"; nil: for nothing.
        public var mostWaited: String?
        /// The region that ends last in trial 0.
        public var lastRegion: String

        /// Mean change of the makespan in seconds; negative is a gain.
        public var seconds: Double { makespan.difference.mean ?? 0 }
    }

    /// Mean change of the makespan in seconds; nil if it is not possible.
    public var seconds: Double? {
        if case .simulated(let effect) = outcome { effect.seconds } else { nil }
    }

    /// Change of the makespan in seconds for each unit of the limit, as a gain; nil without units.
    public var price: Double? {
        guard let units = knob.units, units > 0, let seconds else { return nil }
        return seconds == 0 ? 0 : -seconds / units
    }
}

/// Turns knobs one at a time and simulates what comes of it.
public enum CounterfactualStudy {
    /// Below so many instances whole variants are simulated side by side, above it one after another.
    private static let itemsSideBySide = 50_000

    /// The outcome of the scenario as it is: makespan in seconds and cost in a month in USD, by trial.
    public struct Baseline: Hashable, Sendable {
        public var makespans: [Double]
        public var perMonth: [Double?]

        /// - Parameter answers: of trials 0, 1, and so on.
        public init(_ answers: [StudyAnswer], deployment: Int) {
            makespans = answers.map { $0.deployments[deployment].makespan }
            perMonth = answers.map { $0.deployments[deployment].estimate.perMonth }
        }
    }

    /// The answers of trials 0 and up of a scenario as it is.
    public static func answers(of planned: PlannedScenario, trials: Int, width: Int) async -> [StudyAnswer] {
        var answers: [StudyAnswer] = []
        for trial in 0..<UInt32(trials) { answers.append(await planned.answer(trial: trial, width: width)) }
        return answers
    }

    /// What each knob would have done, in their order.
    ///
    /// - Parameters:
    ///   - baseline: of the scenario as it is, with as many trials as are simulated.
    ///   - progress: called after each knob, from any worker.
    /// - Complexity: that of planning and simulating each changed scenario, times the trials.
    public static func counterfactuals(
        _ knobs: [TurnedKnob], baseline: Baseline, deployment: Int, items: Int, width: Int,
        progress: (@Sendable () -> Void)? = nil
    ) async -> [Counterfactual] {
        let trials = baseline.makespans.count
        if items <= itemsSideBySide {
            return await ParallelWork.map(knobs.count, width: width) { index in
                let turned = knobs[index]
                defer { progress?() }
                let answers = turned.scenario.flatMap { scenario in
                    TurnedKnob.plan { () throws(UnanswerableScenario) in try PlanningAttempt(scenario) }
                }.map { planned in
                    (0..<UInt32(trials)).map { planned.answer(trial: $0) }
                }
                return effect(turned, answers, deployment: deployment, baseline: baseline)
            }
        }
        var found: [Counterfactual] = []
        for turned in knobs {
            let answers: Result<[StudyAnswer], TurnedKnob.NoSuchScenario>
            switch await turned.planned(width: width) {
            case .success(let planned):
                answers = .success(await self.answers(of: planned, trials: trials, width: width))
            case .failure(let failure): answers = .failure(failure)
            }
            found.append(effect(turned, answers, deployment: deployment, baseline: baseline))
            progress?()
        }
        return found
    }

    private static func effect(
        _ turned: TurnedKnob, _ answers: Result<[StudyAnswer], TurnedKnob.NoSuchScenario>, deployment: Int,
        baseline: Baseline
    ) -> Counterfactual {
        func without(_ reason: String) -> Counterfactual {
            Counterfactual(knob: turned.knob, changes: turned.changes, outcome: .notPossible(reason))
        }
        let known: [StudyAnswer]
        switch answers {
        case .success(let answers): known = answers
        case .failure(let failure): return without(failure.reason)
        }
        guard let binding = known.first?.deployments[deployment].binding else {
            return without("nothing is scanned then")
        }
        let after = Baseline(known, deployment: deployment)
        var makespan = PairedDifference()
        for (new, old) in zip(after.makespans, baseline.makespans) {
            makespan.add(abs(new - old) < Counterfactual.Effect.leastSeconds ? old : new, old)
        }
        var cost: PairedDifference? = PairedDifference()
        for (new, old) in zip(after.perMonth, baseline.perMonth) {
            guard let new, let old else {
                cost = nil
                break
            }
            cost?.add(abs(new - old) < Counterfactual.Effect.leastDollars ? old : new, old)
        }
        return Counterfactual(
            knob: turned.knob, changes: turned.changes,
            outcome: .simulated(
                Counterfactual.Effect(
                    makespan: makespan, perMonth: cost, bound: binding.bound, boundShare: binding.provedShare,
                    mostWaited: binding.waits.first?.what, lastRegion: binding.lastRegion)))
    }

    /// The largest gain first, then in the order in which they were made; what is not possible comes last.
    public static func sorted(_ counterfactuals: [Counterfactual]) -> [Counterfactual] {
        counterfactuals.enumerated().sorted {
            ($0.element.seconds ?? .infinity, $0.offset) < ($1.element.seconds ?? .infinity, $1.offset)
        }.map(\.element)
    }
}
