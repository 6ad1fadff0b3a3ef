internal import RandomStreams

/// Queues in the long run.
extension Experiment {
    private static let method = "long run of the kernel in batches, with controls"

    static let singleServers: [Experiment] =
        [
            poissonExponential("Q01", load: 0.5, knots: [1, 2, 3, 4, 5], size: 640),
            poissonExponential("Q02", load: 0.8, knots: [1, 2, 3.5, 5, 6.5, 9, 13], size: 960),
            poissonExponential("Q03", load: 0.95, knots: [1, 2, 3.5, 5, 6.5, 10, 20, 35], size: 1_920),
            poissonGeneral("Q12", .constant(1), knots: [1.5, 2.5, 3.5, 5, 6.5, 8]),
            poissonGeneral("Q13", .erlang(shape: 4, mean: 1)),
            poissonGeneral("Q14", .lognormal(mean: 1, cv: 1), testsSquares: false),
            poissonGeneral("Q15", .lognormal(mean: 1, cv: 2), testsSquares: false, size: 2_400),
            poissonGeneral("Q16", .uniform(low: 0, high: 2)),
            regularArrivals,
        ]

    private static func poissonExponential(_ id: String, load: Double, knots: [Double], size: Int) -> Experiment {
        Experiment(id: id, method: method, weight: size) { effort, variates in
            let settings = SingleServer.Settings(
                gaps: .exponential(mean: 1 / load), services: .exponential(mean: 1), batchSize: effort.size(size),
                batches: 124, sojournLimit: 5, serviceRate: 1,
                hinges: (.exponential(arrivals: load, services: 1), knots))
            let run = BatchedRun(SingleServer(settings, variates), warmUp: 4, isPlainJudged: load < 0.9)
            return [
                "L": run(.area, over: .duration), "Wq": run(.wait, over: .served),
                "P(W>5)": run(.sojournAboveLimit, over: .served),
            ]
        }
    }

    private static func poissonGeneral(
        _ id: String, _ services: Distribution, knots: [Double] = [], testsSquares: Bool = true, size: Int = 960
    ) -> Experiment {
        Experiment(id: id, method: method, weight: size) { effort, variates in
            let settings = SingleServer.Settings(
                gaps: .exponential(mean: 1.25), services: services, batchSize: effort.size(size), batches: 124,
                waitLimits: (2.5, 8), hinges: knots.isEmpty ? nil : (.constantServices(arrivals: 0.8), knots),
                testsSquares: testsSquares)
            let run = BatchedRun(SingleServer(settings, variates), warmUp: 4, isPlainJudged: services.variance < 2)
            var found = ["Wq": run(.wait, over: .served), "Lq": run(.queueArea, over: .duration)]
            if !knots.isEmpty {
                found["P(Wq<=2.5)"] = run(.waitUpToFirst, over: .served)
                found["P(Wq<=8)"] = run(.waitUpToSecond, over: .served)
            }
            return found
        }
    }

    private static let regularArrivals = Experiment(id: "Q28", method: method, weight: 640) { effort, variates in
        let settings = SingleServer.Settings(
            gaps: .constant(1.25), services: .exponential(mean: 1), batchSize: effort.size(640), batches: 124,
            hinges: (.constantGaps(1.25), [0.5, 1, 2, 3, 5]))
        let run = BatchedRun(SingleServer(settings, variates), warmUp: 4)
        // An arrival waits with the probability sigma.
        return ["sigma": run(.waited, over: .served), "Wq": run(.wait, over: .served)]
    }

    static let multiServers: [Experiment] = [
        erlangDelay("Q04", load: 8, servers: 10, knots: [5, 7, 9, 10, 12, 15]),
        erlangDelay("Q05", load: 18, servers: 20, knots: [14, 17, 19, 20, 23, 28]),
        erlangDelay("Q06", load: 47.5, servers: 50, knots: [42, 46, 49, 50, 55, 61], size: 2_400),
        erlangDelay("Q07", load: 66, servers: 70, knots: [58, 63, 67, 70, 75, 82], size: 2_400),
        erlangDelay("Q08", load: 9, servers: 10, knots: [5, 7, 9, 10, 13, 18, 26]),
        erlangLoss("Q09", load: 8, servers: 10, knots: [4, 6, 8, 9]),
        erlangLoss("Q10", load: 60, servers: 70, knots: [52, 57, 61, 65, 67]),
        Experiment(id: "Q11", method: method, weight: 960) { effort, variates in
            let settings = MultiServer.Settings(
                gaps: .exponential(mean: 1.0 / 9), services: .exponential(mean: 1), servers: 10, capacity: 25,
                batchSize: effort.size(960), batches: 124, knots: [6, 9, 11, 14, 18, 22, 24])
            let run = BatchedRun(MultiServer(settings, variates), warmUp: 4)
            return ["blocking": run(.blocked, over: .arrivals), "Wq(admitted)": run(.wait, over: .served)]
        },
        constantServices("M/D/2", load: 1.6, servers: 2, knots: [1, 2, 3, 4, 6], size: 1_200),
        constantServices("M/D/10", load: 8, servers: 10, knots: [6, 8, 10, 11, 13, 16], size: 2_400),
        Experiment(id: "Q29", method: method, weight: 1_600) { effort, variates in
            let settings = MultiServer.Settings(
                gaps: .exponential(mean: 1.25), services: .exponential(mean: 1), servers: 1, absence: 2,
                batchSize: effort.size(1_600), batches: 124, knots: [1, 2, 4, 8, 16])
            let run = BatchedRun(MultiServer(settings, variates), warmUp: 4)
            return ["Wq": run(.wait, over: .served)]
        },
    ]

    private static func erlangDelay(
        _ id: String, load: Double, servers: Int, knots: [Double], size: Int = 1_200
    ) -> Experiment {
        Experiment(id: id, method: method, weight: size) { effort, variates in
            let settings = MultiServer.Settings(
                gaps: .exponential(mean: 1 / load), services: .exponential(mean: 1), servers: servers,
                batchSize: effort.size(size), batches: 126, waitLimit: 0.1, knots: knots)
            let run = BatchedRun(MultiServer(settings, variates), warmUp: 6, isPlainJudged: false)
            return [
                "ErlangC": run(.waited, over: .served), "Wq": run(.wait, over: .served),
                "Lq": run(.queueArea, over: .duration), "P(Wq>0.1)": run(.waitAboveLimit, over: .served),
            ]
        }
    }

    private static func erlangLoss(_ id: String, load: Double, servers: Int, knots: [Double]) -> Experiment {
        Experiment(id: id, method: method, weight: 960) { effort, variates in
            let settings = MultiServer.Settings(
                gaps: .exponential(mean: 1 / load), services: .exponential(mean: 1), servers: servers,
                capacity: servers, batchSize: effort.size(960), batches: 124, knots: knots)
            let run = BatchedRun(MultiServer(settings, variates), warmUp: 4)
            return ["ErlangB": run(.blocked, over: .arrivals)]
        }
    }

    private static func constantServices(
        _ model: String, load: Double, servers: Int, knots: [Double], size: Int
    ) -> Experiment {
        Experiment(id: "Q17", model: model, method: method, weight: size) { effort, variates in
            let settings = MultiServer.Settings(
                gaps: .exponential(mean: 1 / load), services: .constant(1), servers: servers,
                batchSize: effort.size(size), batches: 124, knots: knots, hasServiceRate: false)
            let run = BatchedRun(MultiServer(settings, variates), warmUp: 4)
            return ["Wq": run(.wait, over: .served)]
        }
    }
}
