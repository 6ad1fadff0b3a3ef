internal import ParallelWork
internal import ScanModel
public import Statistics

/// Simulates a plan again and again.
public enum TrialStudy {
    /// The outcomes of some trials, in their order, by at most `width` child tasks.
    ///
    /// - Parameter progress: called after each trial, from any worker.
    public static func outcomes(
        of planned: PlannedScenario, trials: Range<UInt32>, width: Int, progress: (@Sendable () -> Void)? = nil
    ) async -> [TrialOutcome] {
        if trials.count < width {
            var outcomes: [TrialOutcome] = []
            for trial in trials {
                outcomes.append(TrialOutcome(await planned.answer(trial: trial, width: width), trial: trial))
                progress?()
            }
            return outcomes
        }
        return await ParallelWork.map(trials.count, width: width) { index in
            let trial = trials.lowerBound + UInt32(index)
            let outcome = TrialOutcome(planned.answer(trial: trial), trial: trial)
            progress?()
            return outcome
        }
    }

    /// A fixed number of trials.
    public static func statistics(
        of planned: PlannedScenario, trials: Int, width: Int, progress: (@Sendable () -> Void)? = nil
    ) async -> TrialStatistics {
        TrialStatistics(await outcomes(of: planned, trials: 0..<UInt32(trials), width: width, progress: progress))
    }

    /// As many trials as the rule asks for, looking at the mean makespan.
    public static func statistics(
        of planned: PlannedScenario, until rule: PrecisionRule, width: Int, progress: (@Sendable () -> Void)? = nil
    ) async -> TrialStatistics {
        var statistics = TrialStatistics()
        while case .more(let trials) = rule.decision(after: statistics.moments(.makespan)) {
            let next = UInt32(statistics.count)
            statistics.merge(
                TrialStatistics(
                    await outcomes(
                        of: planned, trials: next..<(next + UInt32(trials)), width: width, progress: progress)))
        }
        return statistics
    }
}
