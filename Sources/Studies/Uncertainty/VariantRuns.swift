internal import ParallelWork
public import ScanModel

/// What became of one variant of a scenario.
public enum VariantOutcome: Sendable {
    /// Its trials, in their order.
    case simulated([TrialOutcome])
    /// There is no plan; never empty.
    case infeasible([Bottleneck])
    /// It is no valid scenario.
    case invalid(InvalidInput)
    /// It cannot be answered; why, in a sentence.
    case unanswerable(String)

    /// Why there is no trial, in a sentence; nil if there are some.
    public var failure: String? {
        switch self {
        case .simulated: return nil
        case .infeasible(let bottlenecks):
            guard let first = bottlenecks.first else { return "no plan exists" }
            let place = first.region.map { " in \($0)" } ?? ""
            return "no plan: \(first.limit)\(place) is \(first.available), and \(first.needed) is needed"
        case .invalid(let input): return input.issues.first.map { "\($0.path): \($0.problem)" } ?? "invalid"
        case .unanswerable(let reason): return reason
        }
    }

    /// The mean of a metric over the trials that have it; nil if none has.
    public func mean(of metric: Metric) -> Double? {
        guard case .simulated(let trials) = self else { return nil }
        let values = trials.compactMap { $0.value(metric) }
        // Of alike numbers the mean is that number, without rounding.
        guard let first = values.first, values.contains(where: { $0 != first }) else { return values.first }
        return values.reduce(0, +) / Double(values.count)
    }
}

/// A scenario with some settings, or what is wrong with it; may be called from any task.
public typealias VariantMaker = @Sendable ([String]) -> Result<Scenario, InvalidInput>

/// Simulates many variants of one scenario.
public enum VariantRuns {
    /// The outcome of every variant, in order; at most `width` of them are in memory at a time.
    ///
    /// - Parameters:
    ///   - variants: the settings of each.
    ///   - trials: which trials a variant gets. Trials of one number share their draws between variants.
    ///   - progress: called from any worker with how many trials more are done.
    public static func outcomes(
        of variants: [[String]], trials: @escaping @Sendable (_ variant: Int) -> Range<UInt32>, width: Int,
        maker: @escaping VariantMaker, progress: (@Sendable (_ more: Int) -> Void)? = nil
    ) async -> [VariantOutcome] {
        await ParallelWork.map(variants.count, width: width) { index in
            let range = trials(index)
            let outcome = outcome(maker(variants[index]), trials: range) { progress?(1) }
            if outcome.failure != nil { progress?(range.count) }
            return outcome
        }
    }

    private static func outcome(
        _ scenario: Result<Scenario, InvalidInput>, trials: Range<UInt32>, afterEach: () -> Void
    ) -> VariantOutcome {
        do throws(InvalidInput) {
            let scenario = try scenario.get()
            let attempt: PlanningAttempt
            do throws(UnanswerableScenario) { attempt = try PlanningAttempt(scenario) } catch {
                return .unanswerable(error.reason)
            }
            switch attempt {
            case .infeasible(let bottlenecks): return .infeasible(bottlenecks)
            case .planned(let planned):
                return .simulated(
                    trials.map { trial in
                        defer { afterEach() }
                        return TrialOutcome(planned.answer(trial: trial), trial: trial)
                    })
            }
        } catch {
            return .invalid(error)
        }
    }

    /// How many trials a variant gets if nobody says: one where a cycle draws nothing, else 10.
    public static func usualTrials(of scenario: Scenario) -> Int {
        scenario.deployments.contains(where: \.isRandom) ? 10 : 1
    }
}
