internal import EventSimulation
internal import ScanModel

/// How far the fleet can grow: by the closed form, and by trials of larger and smaller fleets.
struct NoReturnSearch {
    /// Scans that all trials together may simulate.
    private static let scansMost = 1_500_000.0
    /// Periods behind the warm-up that a trial lasts.
    private static let periods: Int64 = 3

    private let input: WeeksInput
    /// Regions that a trial needs: the one that binds, or all if the window or the schedule joins them.
    private let regions: [Int]
    private let binding: String?
    private let multiple: Double
    private let items: Int
    private let perRun: Double
    private let growth: Double
    private let trialsMost: Int

    /// nil if there is no work.
    init?(_ input: WeeksInput, period: Int64, loads: [RegionLoad], windowLoad: Double?, trials: Int) {
        guard let worst = loads.indices.max(by: { loads[$0].factor < loads[$1].factor }), loads[worst].factor > 0 else {
            return nil
        }
        let isWindow = (windowLoad ?? 0) > loads[worst].factor
        binding = isWindow ? nil : loads[worst].region
        multiple = 1 / max(windowLoad ?? 0, loads[worst].factor)
        let isJoined = input.gate != nil || input.ticks.anchor == .schedule
        regions = isJoined ? Array(loads.indices) : [worst]
        items = regions.reduce(0) { $0 + input.plan.regions[$1].items.count }
        let most = loads.map(\.demand).max() ?? 1
        perRun = Double(items) * multiple * most * Double(NoReturnSearch.periods + 1)
        var deployment = input.deployment
        deployment.weeks.growth = nil
        var ticks = input.ticks
        ticks.warmUp = ticks.interval
        ticks.horizon = ticks.interval + NoReturnSearch.periods * period
        self.input = WeeksInput(
            deployment: deployment, plan: input.plan, scale: input.scale, ticks: ticks, discovery: input.discovery,
            weeks: Int((ticks.horizon + ticks.week - 1) / ticks.week), seed: input.seed,
            firstNumber: input.firstNumber)
        growth = input.deployment.weeks.growth?.doubleValue ?? 0
        trialsMost = trials
    }

    var result: PointOfNoReturn {
        PointOfNoReturn(region: binding, multiple: multiple, week: week, confirmation: confirmation)
    }

    /// The first week at whose end the fleet is no smaller than the multiple; none beyond a hundred years.
    private var week: Int? {
        guard growth > 0 else { return nil }
        var fleet = 1.0
        for week in 0...5_200 {
            if fleet >= multiple { return week }
            fleet *= 1 + growth
        }
        return nil
    }

    private var confirmation: PointOfNoReturn.Confirmation {
        let affordable = Int(min(Double(trialsMost), NoReturnSearch.scansMost / perRun))
        guard trialsMost >= 2 else { return .none("no trials were asked for") }
        guard affordable >= 2 else {
            return .none("a fleet of that size is too large for trials")
        }
        var runs = 0
        func keepsUp(_ count: Int) -> Bool {
            runs += 1
            return self.keepsUp(Double(count) / Double(items))
        }
        let aim = Double(items) * multiple
        var good = max(1, Int(aim * 0.97))
        var bad = max(good + 1, Int((aim * 1.03).rounded(.up)))
        // The closed form knows no waiting, so the fleet that keeps up may be smaller than it says.
        while !keepsUp(good) {
            bad = good
            guard runs < affordable, good > 1 else {
                return .none("after \(runs) trials none kept up, the last with \(good) instances for \(items)")
            }
            good = max(1, Int(Double(good) * 0.9))
        }
        var isBracketed = Double(bad) < aim
        while !isBracketed, runs < affordable {
            if keepsUp(bad) {
                good = bad
                bad = Int((Double(bad) * 1.1).rounded(.up))
            } else {
                isBracketed = true
            }
        }
        guard isBracketed else {
            return .none("after \(runs) trials all kept up, the last with \(good) instances for \(items)")
        }
        // One in a hundred is closer than the closed form is.
        while runs < affordable, bad - good > max(1, good / 100) {
            let middle = (good + bad) / 2
            if keepsUp(middle) { good = middle } else { bad = middle }
        }
        return .between(Double(good) / Double(items), Double(bad) / Double(items), runs: runs)
    }

    /// Whether nothing is forgotten and no start skipped; where neither can be, whether scanners ever rest.
    private func keepsUp(_ multiple: Double) -> Bool {
        let starts = WeeksTrial.starts(input.deployment, input.ticks)
        let runs = WeeksTrial(input: input, regions: regions, starts: starts, multiple: multiple).run(
            progress: ProgressCounter(total: 0, report: nil))
        if input.ticks.anchor != .completion { return runs.allSatisfy { $0.forgottenAfterWarmUp == 0 } }
        return runs.allSatisfy { Double($0.scannerTicks) < 0.9999 * Double($0.scanners) * Double($0.measured) }
    }
}
