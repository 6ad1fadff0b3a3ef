internal import EventSimulation
internal import MachineScheduling
internal import RandomStreams
internal import Statistics

/// Runs that end, and schedules.
extension Experiment {
    static let terminating: [Experiment] = [
        transient("Q23", arrivalRate: 10, serviceRate: 0.5, servers: .max, ["E[N(t)]": (3, 600)]),
        transient(
            "Q25", arrivalRate: 0.8, serviceRate: 1, servers: 1, ["E[N(10)]": (10, 2_400), "E[N(50)]": (50, 2_000)]),
        Experiment(id: "Q24", method: "repeated runs of the kernel, with controls", weight: 1_500) { effort, variates in
            let runs = repeated(effort.size(24_000), variates) {
                TransientQueue(arrivalRate: 0.8, serviceRate: 1, servers: 1, question: .busyPeriod, $0)
            }
            let lengths = runs.map(\.answer)
            let controls = columns(runs.map(\.controls))
            let mean = ControlledRatio.estimate(lengths, controls: controls, tested: TransientQueue.plainSums)
            return [
                "mean": .sampled(mean),
                "variance": .sampled(variance(of: lengths, about: mean.value, controls: controls)),
            ]
        },
        listScheduling("M01", jobs: 20, slots: 20, runs: 12_000),
        listScheduling("M02", jobs: 200, slots: 20, runs: 4_800),
        listScheduling("M03", jobs: 1_000, slots: 70, runs: 800),
        Experiment(id: "M04", method: "repeated runs of the kernel", weight: 1_000) { effort, variates in
            let runs = (0..<effort.size(1_600)).map { run in
                var variates = variates
                variates.run = UInt32(run)
                var model = JobSlots(
                    jobs: 200, slots: 20, durations: .exponential(mean: 1), sharing: .equalShares(10), variates)
                let makespan = ModelClock.units(Simulation.run(&model).end.ticks)
                return (makespan: makespan, work: model.work - 200)
            }
            return [
                "E[makespan]": .sampled(
                    ControlledRatio.estimate(runs.map(\.makespan), controls: [runs.map(\.work)], tested: [0]))
            ]
        },
    ]

    private static func columns(_ rows: [[Double]]) -> [[Double]] {
        rows[0].indices.map { column in rows.map { $0[column] } }
    }

    private static func repeated(
        _ count: Int, _ variates: Variates, firstRun: Int = 0, _ make: (Variates) -> TransientQueue
    ) -> [TransientQueue] {
        (0..<count).map { run in
            var variates = variates
            variates.run = UInt32(firstRun + run)
            var model = make(variates)
            _ = Simulation.run(&model)
            return model
        }
    }

    private static func transient(
        _ id: String, arrivalRate: Double, serviceRate: Double, servers: Int,
        _ looks: [String: (instant: Double, runs: Int)]
    ) -> Experiment {
        Experiment(id: id, method: "repeated runs of the kernel, with controls", weight: 900) { effort, variates in
            looks.mapValues { look in
                let runs = repeated(effort.size(look.runs), variates, firstRun: Int(look.instant) << 24) {
                    TransientQueue(
                        arrivalRate: arrivalRate, serviceRate: serviceRate, servers: servers,
                        question: .number(at: look.instant), $0)
                }
                return .sampled(
                    ControlledRatio.estimate(
                        runs.map(\.answer), controls: columns(runs.map(\.controls)), tested: TransientQueue.plainSums))
            }
        }
    }

    private static func listScheduling(_ id: String, jobs: Int, slots: Int, runs: Int) -> Experiment {
        Experiment(id: id, method: "repeated runs of the kernel, with controls", weight: jobs * runs / 300) {
            effort, variates in
            makespans(jobs: jobs, slots: slots, runs: effort.size(runs), .exponential(mean: 1), variates)
        }
    }

    /// The mean, variance and 95th percentile of makespans of jobs that should last exponential times of mean 1.
    static func makespans(
        jobs: Int, slots: Int, runs: Int, _ durations: Distribution, _ variates: Variates
    ) -> [String: Measured] {
        let runs = (0..<runs).map { run in
            var variates = variates
            variates.run = UInt32(run)
            var model = JobSlots(jobs: jobs, slots: slots, durations: durations, variates)
            let makespan = ModelClock.units(Simulation.run(&model).end.ticks)
            return (makespan: makespan, model: model)
        }
        let makespans = runs.map(\.makespan)
        let first = runs.map(\.model.deviation)
        // A makespan is the sum of the deviations and a constant: with them as a control its mean could not be wrong.
        // Its variance would be far from known without them, and is also held against what it is without.
        let constant = ControlledRatio.estimate(makespans, controls: [first]).value
        let variance = variance(
            of: makespans, about: constant, controls: [first, runs.map(\.model.weighted), runs.map(\.model.squares)])
        return [
            "E[makespan]": .sampled(ControlledRatio.estimate(makespans)), "Var[makespan]": .sampled(variance),
            "p95[makespan]": .sampled(quantile(0.95, of: makespans)),
        ]
    }

    /// The mean square about the mean that the controls give; the plain value is about the plain mean.
    private static func variance(
        of values: [Double], about mean: Double, controls: [[Double]]
    ) -> ControlledEstimate {
        func squares(about mean: Double) -> [Double] { values.map { ($0 - mean) * ($0 - mean) } }
        var estimate = ControlledRatio.estimate(squares(about: mean), controls: controls)
        let plain = ControlledRatio.estimate(squares(about: values.reduce(0, +) / Double(values.count)))
        estimate.plainValue = plain.plainValue
        estimate.plainStandardError = plain.plainStandardError
        return estimate
    }

    /// The quantile with the standard error that its 95 % interval between order statistics amounts to.
    private static func quantile(_ p: Double, of values: [Double]) -> ControlledEstimate {
        let sample = OrderedSample(values)
        let interval = sample.interval(p, confidence: 0.95)
        let (low, high) = (
            interval.low ?? sample.sortedValues[0], interval.high ?? sample.sortedValues[values.count - 1]
        )
        let error = (high - low) / 2 / standardNormalQuantile(0.975)
        return ControlledEstimate(
            value: sample.quantile(p) ?? 0, standardError: error, plainValue: sample.quantile(p) ?? 0,
            plainStandardError: error, observations: values.count, controls: 0, centring: 1)
    }

    static let schedules: [Experiment] = [
        largestOf("M05", count: 10, cv: 0.5), largestOf("M06", count: 10, cv: 1), largestOf("M07", count: 20, cv: 1),
        largestOf("M08", count: 40, cv: 2),
        longestFirst("G01", machines: 2), longestFirst("G02", machines: 10), longestFirst("G03", machines: 70),
        unitJobsThenLong("G04", machines: 4), unitJobsThenLong("G05", machines: 70),
        Experiment(id: "Q27", method: "formula on the distributions' variances") { _, _ in
            let (gap, service) = (Distribution.exponential(mean: 1.25), Distribution.lognormal(mean: 1, cv: 2))
            let load = service.mean / gap.mean
            let variability = gap.variance / (gap.mean * gap.mean) + service.variance / (service.mean * service.mean)
            return ["Wq bound": .exact(variability / 2 * load / (1 - load) * service.mean)]
        },
    ]

    private static func largestOf(_ id: String, count: Int, cv: Double) -> Experiment {
        Experiment(id: id, method: "order statistics by quadrature over the quantiles", weight: 20) { _, _ in
            ["E[max]": .exact(OrderStatistics.expectedLargest(of: count, .lognormal(mean: 1, cv: cv)))]
        }
    }

    private static func longestFirst(_ id: String, machines m: Int) -> Experiment {
        Experiment(id: id, method: "the machine scheduler", weight: 20) { _, _ in
            // Two of each length from 2m - 1 down to m + 1, and three of m.
            let durations = (m + 1..<2 * m).reversed().flatMap { [$0, $0] } + [m, m, m]
            guard let problem = try? MachineProblem(durations: durations, machines: m) else { return [:] }
            return [
                "LPT makespan": .exact(Double(MachineAssignment.longestFirst(problem).makespan)),
                "optimum": .exact(Double(provedOptimum(problem))),
            ]
        }
    }

    /// The makespan of the near-optimal schedule, or -1 if it is not proved to be the optimum.
    private static func provedOptimum(_ problem: MachineProblem) -> Int {
        let schedule = MachineSchedule.near(problem, budget: 20_000_000)
        return schedule.outcome == .optimal ? schedule.makespan : -1
    }

    private static func unitJobsThenLong(_ id: String, machines m: Int) -> Experiment {
        Experiment(id: id, method: "the machine scheduler") { _, _ in
            let durations = Array(repeating: 1, count: m * (m - 1)) + [m]
            guard let problem = try? MachineProblem(durations: durations, machines: m) else { return [:] }
            return ["LS makespan": .exact(Double(MachineAssignment.listScheduling(problem).makespan))]
        }
    }
}
