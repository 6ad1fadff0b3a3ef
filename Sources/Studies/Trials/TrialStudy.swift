internal import ParallelWork
internal import ScanModel
public import Statistics

/// Simulates a plan again and again.
public enum TrialStudy {
    /// Most trials whose outcomes are kept before they become part of the statistics.
    static let chunk = 1024

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
    ///
    /// - Parameters:
    ///   - first: the outcome of trial 0 if it is known already.
    ///   - progress: called after each trial, from any worker.
    ///   - record: takes the outcomes in their order, some at a time; nothing else keeps them.
    public static func statistics(
        of planned: PlannedScenario, trials: Int, width: Int, first: TrialOutcome? = nil,
        progress: (@Sendable () -> Void)? = nil, record: (@Sendable ([TrialOutcome]) -> Void)? = nil
    ) async -> TrialStatistics {
        var statistics = begin(first, record)
        await add(trials - statistics.count, of: planned, to: &statistics, width: width, progress, record)
        return statistics
    }

    /// As many trials as the rule asks for, looking at the mean makespan.
    ///
    /// - Parameters:
    ///   - first: the outcome of trial 0 if it is known already.
    ///   - progress: called after each trial, from any worker.
    ///   - record: takes the outcomes in their order, some at a time; nothing else keeps them.
    public static func statistics(
        of planned: PlannedScenario, until rule: PrecisionRule, width: Int, first: TrialOutcome? = nil,
        progress: (@Sendable () -> Void)? = nil, record: (@Sendable ([TrialOutcome]) -> Void)? = nil
    ) async -> TrialStatistics {
        var statistics = begin(first, record)
        while case .more(let trials) = rule.decision(after: statistics.moments(.makespan)) {
            await add(trials, of: planned, to: &statistics, width: width, progress, record)
        }
        return statistics
    }

    private static func begin(
        _ first: TrialOutcome?, _ record: (@Sendable ([TrialOutcome]) -> Void)?
    ) -> TrialStatistics {
        guard let first else { return TrialStatistics() }
        precondition(first.trial == 0, "trial \(first.trial) comes first")
        record?([first])
        return TrialStatistics(CollectionOfOne(first))
    }

    private static func add(
        _ trials: Int, of planned: PlannedScenario, to statistics: inout TrialStatistics, width: Int,
        _ progress: (@Sendable () -> Void)?, _ record: (@Sendable ([TrialOutcome]) -> Void)?
    ) async {
        var rest = trials
        while rest > 0 {
            let next = UInt32(statistics.count)
            let count = min(rest, chunk)
            let outcomes = await outcomes(
                of: planned, trials: next..<(next + UInt32(count)), width: width, progress: progress)
            record?(outcomes)
            statistics.merge(TrialStatistics(outcomes))
            rest -= count
        }
    }
}
