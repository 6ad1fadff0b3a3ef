internal import ScanModel
public import Studies

/// An answer as a tidy table: one row a value.
///
/// A row without a deployment is about all of them, one without a region about the whole deployment. The statistic
/// `value` is that of the cycle itself (of trial 0 where trials differ); others are of all trials and have the ends of
/// their interval where one is known.
public enum AnswerCSV {
    static let header = [
        "scenario", "seed", "deployment", "region", "metric", "unit", "statistic", "value", "low", "high",
    ]

    private static let statistics: [TrialStatistic] = [.mean, .sd, .min, .p50, .p90, .p95, .p99, .max]

    /// - Parameter trials: what further trials tell, if there were any.
    public static func document(_ answer: StudyAnswer, trials: TrialReport? = nil) -> String {
        var rows: [[String]] = []
        func add(
            _ deployment: String, _ region: String, _ metric: String, _ unit: String, _ value: Double?,
            statistic: String = "value", low: Double? = nil, high: Double? = nil
        ) {
            rows.append([
                answer.scenario, String(answer.seed), deployment, region, metric, unit, statistic,
                CSVText.number(value), CSVText.number(low), CSVText.number(high),
            ])
        }
        for value in answer.metrics { add("", "", value.metric.name.text, value.metric.unit, value.value) }
        if let trials {
            for metric in Metric.all {
                for statistic in statistics {
                    guard let found = trials.estimate(metric, statistic) else { continue }
                    add(
                        "", "", metric.name.text, metric.unit, found.value, statistic: statistic.rawValue,
                        low: found.low, high: found.high)
                }
            }
            if let share = trials.inTime {
                add("", "", "inTime", "1", share.value, statistic: "probability", low: share.low, high: share.high)
            }
        }
        for deployment in answer.deployments {
            let name = deployment.deployment.name
            for value in deployment.metrics { add(name, "", value.metric.name.text, value.metric.unit, value.value) }
            for index in deployment.plan.regions.indices {
                for figure in figures(deployment, index) {
                    add(name, deployment.plan.regions[index].region, figure.name, figure.unit, figure.value)
                }
            }
        }
        return CSVText.table(header, rows)
    }

    /// The table without a row, for a scenario that has no answer.
    public static var empty: String { CSVText.table(header, []) }

    private static func figures(
        _ answer: DeploymentAnswer, _ index: Int
    ) -> [(name: String, unit: String, value: Double)] {
        let plan = answer.plan
        let region = plan.regions[index]
        func seconds(_ ticks: Int64) -> Double { plan.scale.seconds(ticks).doubleValue }
        var figures: [(name: String, unit: String, value: Double)] = [
            ("region.items", "instances", Double(region.items.count)),
            ("region.volumes", "volumes", Double(region.items.volumes.reduce(0) { $0 + Int($1) })),
            ("region.accounts", "accounts", Double(region.items.accounts.count)),
            ("region.scanners", "scanners", Double(region.scanners)),
            ("region.planned", "s", seconds(region.plannedTicks)),
            ("region.bound", "s", seconds(region.boundTicks)),
        ]
        if let run = answer.run {
            figures += [
                ("region.activated", "s", seconds(run.windows[index].activated)),
                ("region.ended", "s", seconds(run.windows[index].ended)),
                ("region.scannersLaunched", "scanners", Double(run.regions[index].scanners.count)),
            ]
        }
        return figures
    }
}
