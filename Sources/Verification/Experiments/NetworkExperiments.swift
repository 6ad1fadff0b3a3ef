internal import EventSimulation
internal import RandomStreams

/// Classes, networks, and requests that are throttled.
extension Experiment {
    private static let method = "long run of the kernel in batches, with controls"

    static let networks: [Experiment] = [
        Experiment(id: "Q18", method: method, weight: 960) { effort, variates in
            let settings = PriorityServer.Settings(
                arrivalRates: [0.3, 0.5], batchSize: effort.size(960), batches: 126)
            let run = BatchedRun(PriorityServer(settings, variates), warmUp: 6)
            return ["Wq high": run(.highWait, over: .highServed), "Wq low": run(.lowWait, over: .lowServed)]
        },
        Experiment(id: "Q19", method: method, weight: 2_000) { effort, variates in
            let run = network(
                .init(stations: tandem(again: 0), arrivalRate: 4, batchSize: effort.size(720), batches: 126), variates)
            return ["mean sojourn": run(.sojourn, over: .left)]
        },
        Experiment(id: "Q20", method: method, weight: 5_000) { effort, variates in
            let run = network(
                .init(stations: tandem(again: 0.2), arrivalRate: 4, batchSize: effort.size(1_440), batches: 126),
                variates)
            return ["mean sojourn": run(.sojourn, over: .left)]
        },
        Experiment(id: "Q21", method: method, weight: 1_200) { effort, variates in
            // Broken machines stand before three repairers; the others run until they break.
            let run = network(
                .init(
                    stations: [.init(servers: 3, rate: 1, next: 1), .init(servers: 20, rate: 0.1, next: 0)],
                    population: 20, batchSize: effort.size(600), batches: 126),
                variates)
            var utilisation = run.ratio(.firstBusy, over: .duration)
            utilisation.divide(by: 3)
            return ["mean down": run(.firstArea, over: .duration), "repair util": .sampled(utilisation)]
        },
        Experiment(id: "Q22", method: method, weight: 1_200) { effort, variates in
            let rates = [1, 1 / 0.6, 1 / 0.3]
            let run = network(
                .init(
                    stations: (0..<3).map { .init(servers: 1, rate: rates[$0], next: ($0 + 1) % 3) }, population: 8,
                    batchSize: effort.size(320), batches: 126),
                variates)
            return ["throughput": run(.throughput, over: .duration)]
        },
        Experiment(id: "Q26", method: method, weight: 2_000) { effort, variates in
            let settings = ForkJoin.Settings(arrivalRate: 0.8, batchSize: effort.size(1_200), batches: 126)
            let run = BatchedRun(ForkJoin(settings, variates), warmUp: 6)
            return ["mean response": run(.response, over: .left)]
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
    ) -> BatchedRun<StationNetwork> {
        BatchedRun(StationNetwork(settings, variates), warmUp: 6)
    }

    static let throttles: [Experiment] = [
        throttle("T01", burst: 1, knots: [1, 2, 4, 7], size: 960),
        throttle("T02", burst: 5, knots: [1, 2, 3, 4, 5, 6.5], size: 1_200),
        throttle("T03", burst: 10, knots: [2, 4, 6, 7.5, 9, 10.5], size: 3_600),
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
            // With a burst, long delays are rare.
            let run = BatchedRun(
                ThrottledRequests(settings, variates), warmUp: 4, isPlainJudged: burst == 1)
            var found = ["mean delay s": run(.delay, over: .granted)]
            if burst > 1 { found["P(no delay)"] = run(.undelayed, over: .granted) }
            return found
        }
    }
}
