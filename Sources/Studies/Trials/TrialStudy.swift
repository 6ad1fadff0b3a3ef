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
        await map(trials.count, width: width) { index in
            (planned: planned, trial: trials.lowerBound + UInt32(index))
        } keep: { index, answer in
            progress?()
            return TrialOutcome(answer, trial: trials.lowerBound + UInt32(index))
        }
    }

    /// What is kept of many cycles, in their order, by at most `width` child tasks.
    ///
    /// The cycles are simulated side by side, each on one thread; where there are fewer of them than `width`, one after the
    /// other, each by the child tasks of its regions.
    /// - Parameters:
    ///   - cycle: the plan and the number of the trial.
    ///   - keep: what to keep of an answer; called once for each cycle, from any worker.
    static func map<Kept: Sendable>(
        _ count: Int, width: Int, cycle: @escaping @Sendable (Int) -> (planned: PlannedScenario, trial: UInt32),
        keep: @escaping @Sendable (Int, StudyAnswer) -> Kept
    ) async -> [Kept] {
        guard count < width else {
            return await ParallelWork.map(count, width: width) { index in
                let (planned, trial) = cycle(index)
                return keep(index, planned.answer(trial: trial))
            }
        }
        var all: [Kept] = []
        for index in 0..<count {
            let (planned, trial) = cycle(index)
            all.append(keep(index, await planned.answer(trial: trial, width: width)))
        }
        return all
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
