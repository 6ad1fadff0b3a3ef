internal import EventSimulation
internal import RandomStreams

/// Queues in the long run.
extension Experiment {
    private static let method = "long run of the kernel in batches, with controls"

    static let singleServers: [Experiment] =
        [
            poissonExponential("Q01", load: 0.5, knots: [1, 2, 3, 4, 5], size: 160),
            poissonExponential("Q02", load: 0.8, knots: [1, 2, 3.5, 5, 6.5, 9, 13], size: 240),
            poissonExponential("Q03", load: 0.95, knots: [1, 2, 3.5, 5, 6.5, 10, 20, 35], size: 480),
            poissonGeneral("Q12", .constant(1), knots: [1.5, 2.5, 3.5, 5, 6.5, 8]),
            poissonGeneral("Q13", .erlang(shape: 4, mean: 1)),
            poissonGeneral("Q14", .lognormal(mean: 1, cv: 1)),
            poissonGeneral("Q15", .lognormal(mean: 1, cv: 2)),
            poissonGeneral("Q16", .uniform(low: 0, high: 2)),
            regularArrivals,
        ]

    private static func single(
        _ settings: SingleServer.Settings, _ variates: Variates, warmUp: Int
    ) -> (SingleServer.Top, SingleServer.Top) -> Measured {
        var model = SingleServer(settings, variates)
        _ = Simulation.run(&model)
        let controls = model.controlColumns(from: warmUp)
        let tops = model.tops
        return { top, bottom in
            .sampled(
                ControlledRatio.estimate(
                    tops.column(top.rawValue, from: warmUp), over: tops.column(bottom.rawValue, from: warmUp),
                    controls: controls, tested: SingleServer.plainSums))
        }
    }

    private static func poissonExponential(_ id: String, load: Double, knots: [Double], size: Int) -> Experiment {
        Experiment(id: id, method: method, weight: size) { effort, variates in
            let settings = SingleServer.Settings(
                gaps: .exponential(mean: 1 / load), services: .exponential(mean: 1), batchSize: effort.size(size),
                batches: 124, sojournLimit: 5, serviceRate: 1,
                hinges: (.exponential(arrivals: load, services: 1), knots))
            let ratio = single(settings, variates, warmUp: 4)
            return [
                "L": ratio(.area, .duration), "Wq": ratio(.wait, .served),
                "P(W>5)": ratio(.sojournAboveLimit, .served),
            ]
        }
    }

    private static func poissonGeneral(_ id: String, _ services: Distribution, knots: [Double] = []) -> Experiment {
        Experiment(id: id, method: method, weight: 500) { effort, variates in
            let settings = SingleServer.Settings(
                gaps: .exponential(mean: 1.25), services: services, batchSize: effort.size(240), batches: 124,
                waitLimits: (2.5, 8), hinges: knots.isEmpty ? nil : (.constantServices(arrivals: 0.8), knots))
            let ratio = single(settings, variates, warmUp: 4)
            var found = ["Wq": ratio(.wait, .served), "Lq": ratio(.queueArea, .duration)]
            if !knots.isEmpty {
                found["P(Wq<=2.5)"] = ratio(.waitUpToFirst, .served)
                found["P(Wq<=8)"] = ratio(.waitUpToSecond, .served)
            }
            return found
        }
    }

    private static let regularArrivals = Experiment(id: "Q28", method: method, weight: 400) { effort, variates in
        let settings = SingleServer.Settings(
            gaps: .constant(1.25), services: .exponential(mean: 1), batchSize: effort.size(160), batches: 124,
            hinges: (.constantGaps(1.25), [0.5, 1, 2, 3, 5]))
        let ratio = single(settings, variates, warmUp: 4)
        // An arrival waits with the probability sigma.
        return ["sigma": ratio(.waited, .served), "Wq": ratio(.wait, .served)]
    }

    static let multiServers: [Experiment] = [
        erlangDelay("Q04", load: 8, servers: 10, knots: [5, 7, 9, 10, 12, 15]),
        erlangDelay("Q05", load: 18, servers: 20, knots: [14, 17, 19, 20, 23, 28]),
        erlangDelay("Q06", load: 47.5, servers: 50, knots: [42, 46, 49, 50, 55, 61]),
        erlangDelay("Q07", load: 66, servers: 70, knots: [58, 63, 67, 70, 75, 82]),
        erlangDelay("Q08", load: 9, servers: 10, knots: [5, 7, 9, 10, 13, 18, 26]),
        erlangLoss("Q09", load: 8, servers: 10, knots: [4, 6, 8, 9]),
        erlangLoss("Q10", load: 60, servers: 70, knots: [52, 57, 61, 65, 67]),
        Experiment(id: "Q11", method: method, weight: 700) { effort, variates in
            let ratio = multi(
                .init(
                    gaps: .exponential(mean: 1.0 / 9), services: .exponential(mean: 1), servers: 10, capacity: 25,
                    batchSize: effort.size(240), batches: 124, knots: [6, 9, 11, 14, 18, 22, 24]),
                variates, warmUp: 4)
            return ["blocking": ratio(.blocked, .arrivals), "Wq(admitted)": ratio(.wait, .served)]
        },
        constantServices("M/D/2", load: 1.6, servers: 2, knots: [1, 2, 3, 4, 6], size: 300),
        constantServices("M/D/10", load: 8, servers: 10, knots: [6, 8, 10, 11, 13, 16], size: 1_000),
        Experiment(id: "Q29", method: method, weight: 600) { effort, variates in
            let ratio = multi(
                .init(
                    gaps: .exponential(mean: 1.25), services: .exponential(mean: 1), servers: 1, absence: 2,
                    batchSize: effort.size(400), batches: 124, knots: [1, 2, 4, 8, 16]),
                variates, warmUp: 4)
            return ["Wq": ratio(.wait, .served)]
        },
    ]

    private static func multi(
        _ settings: MultiServer.Settings, _ variates: Variates, warmUp: Int
    ) -> (MultiServer.Top, MultiServer.Top) -> Measured {
        var model = MultiServer(settings, variates)
        _ = Simulation.run(&model)
        let controls = model.controlColumns(from: warmUp)
        let tops = model.tops
        return { top, bottom in
            .sampled(
                ControlledRatio.estimate(
                    tops.column(top.rawValue, from: warmUp), over: tops.column(bottom.rawValue, from: warmUp),
                    controls: controls, tested: MultiServer.plainSums))
        }
    }

    private static func erlangDelay(_ id: String, load: Double, servers: Int, knots: [Double]) -> Experiment {
        Experiment(id: id, method: method, weight: 1_000) { effort, variates in
            let ratio = multi(
                .init(
                    gaps: .exponential(mean: 1 / load), services: .exponential(mean: 1), servers: servers,
                    batchSize: effort.size(300), batches: 126, waitLimit: 0.1, knots: knots),
                variates, warmUp: 6)
            return [
                "ErlangC": ratio(.waited, .served), "Wq": ratio(.wait, .served), "Lq": ratio(.queueArea, .duration),
                "P(Wq>0.1)": ratio(.waitAboveLimit, .served),
            ]
        }
    }

    private static func erlangLoss(_ id: String, load: Double, servers: Int, knots: [Double]) -> Experiment {
        Experiment(id: id, method: method, weight: 600) { effort, variates in
            let ratio = multi(
                .init(
                    gaps: .exponential(mean: 1 / load), services: .exponential(mean: 1), servers: servers,
                    capacity: servers, batchSize: effort.size(240), batches: 124, knots: knots),
                variates, warmUp: 4)
            return ["ErlangB": ratio(.blocked, .arrivals)]
        }
    }

    private static func constantServices(
        _ model: String, load: Double, servers: Int, knots: [Double], size: Int
    ) -> Experiment {
        Experiment(id: "Q17", model: model, method: method, weight: size) { effort, variates in
            let ratio = multi(
                .init(
                    gaps: .exponential(mean: 1 / load), services: .constant(1), servers: servers,
                    batchSize: effort.size(size), batches: 124, knots: knots, hasServiceRate: false),
                variates, warmUp: 4)
            return ["Wq": ratio(.wait, .served)]
        }
    }
}
