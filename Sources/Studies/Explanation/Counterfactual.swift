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

/// What a knob would have done, simulated with the draws of the scenario as it is.
public struct Counterfactual: Hashable, Sendable {
    public var knob: Knob
    public var changes: [String]
    public var outcome: Outcome

    public enum Outcome: Hashable, Sendable {
        case simulated(Effect)
        /// The scenario cannot say so, or no plan exists then.
        case notPossible(String)
    }

    /// What changes, all of it after - before.
    public struct Effect: Hashable, Sendable {
        /// Makespan of the deployment in seconds, over the trials.
        public var makespan: PairedDifference
        /// Cost in a month in USD; nil where a price is missing.
        public var perMonth: PairedDifference?
        /// What the lower bound of the changed deployment rests on, and the share of the makespan that it proves.
        public var bound: CycleBoundKind
        public var provedShare: Double
        /// What instances of the region that ends last wait for most, such as "a scanner"; nil: for nothing.
        public var mostWaited: String?
        /// The region that ends last.
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
        if items <= itemsSideBySide {
            return await ParallelWork.map(knobs.count, width: width) { index in
                let turned = knobs[index]
                defer { progress?() }
                return simulated(turned, deployment: deployment, baseline: baseline) { scenario, trials in
                    do throws(UnanswerableScenario) {
                        guard case .planned(let planned) = try PlanningAttempt(scenario) else { return nil }
                        return (0..<UInt32(trials)).map { planned.answer(trial: $0) }
                    } catch {
                        return nil
                    }
                }
            }
        }
        var found: [Counterfactual] = []
        for turned in knobs {
            var answers: [StudyAnswer]?
            if case .success(let scenario) = turned.scenario {
                do throws(UnanswerableScenario) {
                    if case .planned(let planned) = try await PlanningAttempt(scenario, width: width) {
                        answers = await self.answers(of: planned, trials: baseline.makespans.count, width: width)
                    }
                } catch {
                    answers = nil
                }
            }
            let known = answers
            found.append(simulated(turned, deployment: deployment, baseline: baseline) { _, _ in known })
            progress?()
        }
        return found
    }

    private static func simulated(
        _ turned: TurnedKnob, deployment: Int, baseline: Baseline, _ answers: (Scenario, Int) -> [StudyAnswer]?
    ) -> Counterfactual {
        let scenario: Scenario
        switch turned.scenario {
        case .success(let changed): scenario = changed
        case .failure(let failure):
            return Counterfactual(knob: turned.knob, changes: turned.changes, outcome: .notPossible(failure.reason))
        }
        guard let answers = answers(scenario, baseline.makespans.count), let first = answers.first,
            let binding = first.deployments[deployment].binding
        else {
            return Counterfactual(
                knob: turned.knob, changes: turned.changes, outcome: .notPossible("no plan exists then"))
        }
        let after = Baseline(answers, deployment: deployment)
        var makespan = PairedDifference()
        for (new, old) in zip(after.makespans, baseline.makespans) { makespan.add(new, old) }
        var cost: PairedDifference? = PairedDifference()
        for (new, old) in zip(after.perMonth, baseline.perMonth) {
            guard let new, let old else {
                cost = nil
                break
            }
            cost?.add(new, old)
        }
        return Counterfactual(
            knob: turned.knob, changes: turned.changes,
            outcome: .simulated(
                Counterfactual.Effect(
                    makespan: makespan, perMonth: cost, bound: binding.bound, provedShare: binding.provedShare,
                    mostWaited: binding.waits.first?.what, lastRegion: binding.lastRegion)))
    }

    /// The largest gain first, then in the order in which they were made; what is not possible comes last.
    public static func sorted(_ counterfactuals: [Counterfactual]) -> [Counterfactual] {
        counterfactuals.enumerated().sorted {
            ($0.element.seconds ?? .infinity, $0.offset) < ($1.element.seconds ?? .infinity, $1.offset)
        }.map(\.element)
    }
}
