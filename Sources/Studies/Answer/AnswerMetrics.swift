internal import Estimation
internal import ScanModel

/// Computes the metrics of an answer.
enum AnswerMetrics {
    static func metrics(_ answer: DeploymentAnswer, plannedMakespan: Double) -> [MetricValue] {
        let plan = answer.plan
        let bound = plan.scale.seconds(plan.bound.ticks).doubleValue
        let usage = answer.run?.usage ?? plan.usage
        func hours(_ kind: UsageKind) -> Double { usage.total(kind).doubleValue / 3600 }
        var values: [Metric: Double?] = [
            .makespan: answer.run == nil ? nil : answer.makespan,
            .makespanBound: bound,
            .makespanGap: answer.run == nil || bound == 0 ? nil : answer.makespan / bound - 1,
            .makespanPlanned: plannedMakespan,
            .items: Double(plan.demand.eligibleInstances),
            .volumes: Double(plan.demand.eligibleVolumes),
            .scannerHours: hours(.scannerSeconds),
            .volumeHours: hours(.volumeGiBSeconds),
            .snapshotHours: hours(.snapshotGiBSeconds),
            .requests: requests(usage),
            .costPerCycle: answer.estimate.perCycle,
            .costPerMonth: answer.estimate.perMonth,
        ]
        if let run = answer.run { add(run, plan: plan, to: &values) }
        return Metric.all.map { MetricValue($0, values[$0] ?? nil) }
    }

    private static func add(_ run: DeploymentRun, plan: DeploymentPlan, to values: inout [Metric: Double?]) {
        func hours(_ ticks: Int128) -> Double { Double(ticks) / Double(run.scale.ticksPerSecond) / 3600 }
        let busy = run.regions.reduce(Int128(0)) { $0 + $1.busyPlaces }
        let available = run.regions.reduce(Int128(0)) { $0 + $1.availablePlaces }
        let stages = run.regions.flatMap(\.stages)
        let eligible = plan.demand.eligibleInstances
        values[.coverage] = eligible == 0 ? nil : Double(run.itemsWithinInterval) / Double(eligible)
        values[.scannersPeak] = Double(run.peakScanners)
        values[.scannersLaunched] = Double(run.regions.reduce(0) { $0 + $1.scanners.count })
        values[.utilisation] = available == 0 ? nil : Double(busy) / Double(available)
        values[.waitingForScanner] = hours(run.regions.reduce(Int128(0)) { $0 + $1.waitingForScanner })
        values[.waitingForTokens] = hours(stages.reduce(Int128(0)) { $0 + $1.waitingForTokens })
        values[.waitingForResources] = hours(stages.reduce(Int128(0)) { $0 + $1.waitingForResources })
        values[.events] = Double(run.regions.reduce(0) { $0 + $1.events })
        values[.stageCompletions] = Double(stages.reduce(0) { $0 + $1.completions })
    }

    private static func requests(_ usage: UsageLedger) -> Double {
        usage.entries.reduce(0) {
            if case .requests = $1.key.kind { return $0 + $1.amount.doubleValue }
            return $0
        }
    }

    /// Over all deployments: the longest times, the sums of everything else, shares weighted by what they share.
    static func combined(_ answers: [DeploymentAnswer]) -> [MetricValue] {
        guard answers.count > 1 else { return answers.first?.metrics ?? [] }
        func values(_ metric: Metric) -> [Double?] {
            answers.map { answer in answer.metrics.first { $0.metric == metric }?.value }
        }
        func sum(_ metric: Metric) -> Double? {
            values(metric).reduce(0.0) { total, value in total.flatMap { total in value.map { total + $0 } } }
        }
        func longest(_ metric: Metric) -> Double? { values(metric).compactMap(\.self).max() }
        func weighted(_ metric: Metric, by weight: Metric) -> Double? {
            let pairs = zip(values(metric), values(weight)).compactMap { value, weight in
                value.flatMap { value in weight.map { (value, $0) } }
            }
            let total = pairs.reduce(0) { $0 + $1.1 }
            return total > 0 ? pairs.reduce(0) { $0 + $1.0 * $1.1 } / total : nil
        }
        return Metric.all.map { metric in
            switch metric {
            case .makespan, .makespanBound, .makespanPlanned: MetricValue(metric, longest(metric))
            case .makespanGap:
                MetricValue(
                    metric,
                    longest(.makespan).flatMap { makespan in
                        longest(.makespanBound).flatMap { $0 > 0 ? makespan / $0 - 1 : nil }
                    })
            // Peaks of different deployments need not fall together, so there is no common peak.
            case .scannersPeak: MetricValue(metric, nil)
            case .coverage: MetricValue(metric, weighted(metric, by: .items))
            case .utilisation: MetricValue(metric, weighted(metric, by: .scannerHours))
            default: MetricValue(metric, sum(metric))
            }
        }
    }
}
