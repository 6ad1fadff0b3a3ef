internal import EventSimulation
internal import RandomStreams

/// Classes, networks, and requests that are throttled.
extension Experiment {
    private static let method = "long run of the kernel in batches, with controls"

    static let networks: [Experiment] = [
        Experiment(id: "Q18", method: method, weight: 500) { effort, variates in
            let settings = PriorityServer.Settings(
                arrivalRates: [0.3, 0.5], batchSize: effort.size(160), batches: 126)
            var model = PriorityServer(settings, variates)
            _ = Simulation.run(&model)
            let controls = model.controlColumns(from: 6)
            func wait(_ top: PriorityServer.Top, _ bottom: PriorityServer.Top) -> Measured {
                .sampled(
                    ControlledRatio.estimate(
                        model.tops.column(top.rawValue, from: 6), over: model.tops.column(bottom.rawValue, from: 6),
                        controls: controls, tested: PriorityServer.plainSums))
            }
            return ["Wq high": wait(.highWait, .highServed), "Wq low": wait(.lowWait, .lowServed)]
        },
        Experiment(id: "Q19", method: method, weight: 600) { effort, variates in
            let ratio = network(
                .init(stations: tandem(again: 0), arrivalRate: 4, batchSize: effort.size(120), batches: 126), variates)
            return ["mean sojourn": ratio(.sojourn, .left)]
        },
        Experiment(id: "Q20", method: method, weight: 800) { effort, variates in
            let ratio = network(
                .init(stations: tandem(again: 0.2), arrivalRate: 4, batchSize: effort.size(120), batches: 126),
                variates)
            return ["mean sojourn": ratio(.sojourn, .left)]
        },
        Experiment(id: "Q21", method: method, weight: 500) { effort, variates in
            // Broken machines stand before three repairers; the others run until they break.
            let ratio = network(
                .init(
                    stations: [.init(servers: 3, rate: 1, next: 1), .init(servers: 20, rate: 0.1, next: 0)],
                    population: 20, batchSize: effort.size(200), batches: 126),
                variates)
            var utilisation = ratio(.firstBusy, .duration)
            if case .sampled(var estimate) = utilisation {
                estimate.value /= 3
                estimate.standardError /= 3
                estimate.plainStandardError /= 3
                utilisation = .sampled(estimate)
            }
            return ["mean down": ratio(.firstArea, .duration), "repair util": utilisation]
        },
        Experiment(id: "Q22", method: method, weight: 300) { effort, variates in
            let rates = [1, 1 / 0.6, 1 / 0.3]
            let ratio = network(
                .init(
                    stations: (0..<3).map { .init(servers: 1, rate: rates[$0], next: ($0 + 1) % 3) }, population: 8,
                    batchSize: effort.size(80), batches: 126),
                variates)
            return ["throughput": ratio(.throughput, .duration)]
        },
        Experiment(id: "Q26", method: method, weight: 600) { effort, variates in
            let settings = ForkJoin.Settings(arrivalRate: 0.8, batchSize: effort.size(200), batches: 126)
            var model = ForkJoin(settings, variates)
            _ = Simulation.run(&model)
            let estimate = ControlledRatio.estimate(
                model.tops.column(0, from: 6), over: model.tops.column(1, from: 6),
                controls: model.controlColumns(from: 6), tested: ForkJoin.plainSums)
            return ["mean response": .sampled(estimate)]
        },
    ]

    private static func tandem(again: Double) -> [StationNetwork.Station] {
        [
            .init(servers: 1, rate: 5, next: 1), .init(servers: 6, rate: 1, next: 2),
            // Who fails at the end begins the second station anew.
            .init(servers: 3, rate: 2, next: nil, again: again > 0 ? (again, 1) : nil),
        ]
    }

    private static func network(
        _ settings: StationNetwork.Settings, _ variates: Variates
    ) -> (StationNetwork.Top, StationNetwork.Top) -> Measured {
        var model = StationNetwork(settings, variates)
        _ = Simulation.run(&model)
        let controls = model.controlColumns(from: 6)
        let tops = model.tops
        let sums = model.plainSums
        return { top, bottom in
            .sampled(
                ControlledRatio.estimate(
                    tops.column(top.rawValue, from: 6), over: tops.column(bottom.rawValue, from: 6),
                    controls: controls, tested: sums))
        }
    }

    static let throttles: [Experiment] = [
        throttle("T01", burst: 1, knots: [1, 2, 4, 7], size: 300),
        throttle("T02", burst: 5, knots: [1, 2, 3, 4, 5, 6.5], size: 400),
        throttle("T03", burst: 10, knots: [2, 4, 6, 7.5, 9, 10.5], size: 900),
        Experiment(id: "T04", method: "the token bucket") { _, _ in
            var bucket = TokenBucket(interval: 200, tolerance: 99 * 200)
            let grants = (0..<35_000).map { _ in bucket.grant(1, at: 0) }
            return [
                "last grant s": .exact(Double(grants[grants.count - 1]) / 1_000),
                "sum of waits s": .exact(Double(grants.reduce(0, +)) / 1_000),
            ]
        },
        Experiment(id: "T05", method: "the token bucket") { _, _ in
            var bucket = TokenBucket(interval: 200, tolerance: 99 * 200)
            let grants = (0..<1_000).map { bucket.grant(1, at: $0 * 100) }
            return ["last grant s": .exact(Double(grants[grants.count - 1]) / 1_000)]
        },
        Experiment(id: "T06", method: "jobs on slots on the kernel", weight: 100) { _, variates in
            var model = JobSlots(jobs: 35_000, slots: 100, durations: .constant(240), variates)
            let history = Simulation.run(&model)
            return ["last end s": .exact(ModelClock.units(history.end.ticks))]
        },
    ]

    private static func throttle(_ id: String, burst: Int64, knots: [Double], size: Int) -> Experiment {
        let method = "the token bucket on the kernel, a long run in batches, with controls"
        return Experiment(id: id, method: method, weight: size) { effort, variates in
            let settings = ThrottledRequests.Settings(
                arrivalRate: 0.8, burst: burst, batchSize: effort.size(size), batches: 124, knots: knots)
            var model = ThrottledRequests(settings, variates)
            _ = Simulation.run(&model)
            let controls = model.controlColumns(from: 4)
            func ratio(_ top: ThrottledRequests.Top) -> Measured {
                .sampled(
                    ControlledRatio.estimate(
                        model.tops.column(top.rawValue, from: 4),
                        over: model.tops.column(ThrottledRequests.Top.granted.rawValue, from: 4), controls: controls,
                        tested: ThrottledRequests.plainSums))
            }
            var found = ["mean delay s": ratio(.delay)]
            if burst > 1 { found["P(no delay)"] = ratio(.undelayed) }
            return found
        }
    }
}
