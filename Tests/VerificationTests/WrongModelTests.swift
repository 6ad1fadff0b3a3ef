import EventSimulation
import RandomStreams
import Testing

@testable import Verification

/// Rows of the self-test fail where a model or a draw is wrong, at the sizes of a quick run or less.
@Suite("Wrong models")
struct WrongModelTests {
    /// A model with something wrong in it, and the closed form that it should miss.
    struct Mutation: CustomTestStringConvertible, Sendable {
        var id: String
        var metric: String
        var what: String
        var measure: @Sendable (Variates) -> Measured?

        var testDescription: String { "\(id) \(metric): \(what)" }
    }

    private static func single(_ services: Distribution, stated: Distribution? = nil, testsSquares: Bool = true)
        -> SingleServer.Settings
    {
        SingleServer.Settings(
            gaps: .exponential(mean: 1.25), services: services, batchSize: 240, batches: 124,
            testsSquares: testsSquares, statedServices: stated)
    }

    private static func tandem(last rate: Double) -> StationNetwork.Settings {
        .init(
            stations: [
                .init(servers: 1, rate: 5, next: 1), .init(servers: 6, rate: 1, next: 2),
                .init(servers: 3, rate: rate, next: nil),
            ], arrivalRate: 4, batchSize: 360, batches: 126)
    }

    private static func looks(_ count: Int, serviceRate: Double, _ variates: Variates) -> Measured {
        let runs = (0..<count).map { run in
            var variates = variates
            variates.run = UInt32(run)
            var model = TransientQueue(
                arrivalRate: 0.8, serviceRate: serviceRate, servers: 1, question: .number(at: 50), variates)
            _ = Simulation.run(&model)
            return model
        }
        let controls = runs[0].controls.indices.map { column in runs.map { $0.controls[column] } }
        return .sampled(
            ControlledRatio.estimate(runs.map(\.answer), controls: controls, tested: TransientQueue.plainSums))
    }

    static let mutations: [Mutation] = [
        Mutation(id: "Q13", metric: "Wq", what: "services 3 % longer") {
            BatchedRun(SingleServer(single(.erlang(shape: 4, mean: 1.03)), $0), warmUp: 4)(.wait, over: .served)
        },
        Mutation(id: "Q13", metric: "Lq", what: "shape 3 instead of 4") {
            BatchedRun(SingleServer(single(.erlang(shape: 3, mean: 1)), $0), warmUp: 4)(.queueArea, over: .duration)
        },
        Mutation(id: "Q18", metric: "Wq low", what: "3 % more of the high class") {
            let settings = PriorityServer.Settings(arrivalRates: [0.309, 0.5], batchSize: 240, batches: 126)
            return BatchedRun(PriorityServer(settings, $0), warmUp: 6)(.lowWait, over: .lowServed)
        },
        Mutation(id: "Q19", metric: "mean sojourn", what: "services at the last station 3 % longer") {
            BatchedRun(StationNetwork(tandem(last: 2 / 1.03), $0), warmUp: 6)(.sojourn, over: .left)
        },
        Mutation(id: "Q26", metric: "mean response", what: "3 % more arrivals") {
            let settings = ForkJoin.Settings(arrivalRate: 0.824, batchSize: 300, batches: 126)
            return BatchedRun(ForkJoin(settings, $0), warmUp: 6)(.response, over: .left)
        },
        Mutation(id: "T02", metric: "mean delay s", what: "3 % more requests") {
            let settings = ThrottledRequests.Settings(
                arrivalRate: 0.824, burst: 5, batchSize: 300, batches: 124, knots: [1, 2, 3, 4, 5, 6.5])
            return BatchedRun(ThrottledRequests(settings, $0), warmUp: 4)(.delay, over: .granted)
        },
        Mutation(id: "T02", metric: "P(no delay)", what: "a burst of 6 instead of 5") {
            let settings = ThrottledRequests.Settings(
                arrivalRate: 0.8, burst: 6, batchSize: 300, batches: 124, knots: [1, 2, 3, 4, 5, 6.5])
            return BatchedRun(ThrottledRequests(settings, $0), warmUp: 4)(.undelayed, over: .granted)
        },
        Mutation(id: "Q25", metric: "E[N(50)]", what: "services 3 % longer") {
            looks(1_000, serviceRate: 1 / 1.03, $0)
        },
        Mutation(id: "M02", metric: "E[makespan]", what: "jobs 3 % longer") {
            Experiment.makespans(jobs: 200, slots: 20, runs: 600, .exponential(mean: 1.03), $0)["E[makespan]"]
        },
        Mutation(id: "M02", metric: "p95[makespan]", what: "jobs 10 % longer") {
            Experiment.makespans(jobs: 200, slots: 20, runs: 600, .exponential(mean: 1.1), $0)["p95[makespan]"]
        },
    ]

    private func verdict(_ id: String, _ metric: String, _ measured: Measured) throws -> SelfTestRow.Verdict {
        let form = try #require(ClosedForm.all.first { $0.id == id && $0.metric == metric })
        return SelfTest.row(form, measured, method: "", effort: .quick).verdict
    }

    @Test("A model that is not the one of the closed form differs from it", arguments: mutations)
    func differs(mutation: Mutation) throws {
        let measured = try #require(mutation.measure(Variates(seed: 11, experiment: 620)))
        #expect(try verdict(mutation.id, mutation.metric, measured) == .differs)
    }

    @Test("Services of the right mean and a wrong variance show in the draws")
    func wrongVariance() throws {
        let variates = Variates(seed: 12, experiment: 621)
        let erlang = Distribution.erlang(shape: 4, mean: 1)
        func wait(_ settings: SingleServer.Settings) -> ControlledEstimate {
            BatchedRun(SingleServer(settings, variates), warmUp: 4).ratio(.wait, over: .served)
        }
        let settings = Self.single(.exponential(mean: 1), stated: erlang)
        #expect(try verdict("Q13", "Wq", .sampled(wait(settings))) == .draws)
        // Without that test the controls hide it, and the plain value tells.
        let hidden = wait(Self.single(.exponential(mean: 1), stated: erlang, testsSquares: false))
        #expect((hidden.value - 2.5).magnitude < 4 * hidden.standardError)
        #expect(try verdict("Q13", "Wq", .sampled(hidden)) == .plainDiffers)
        #expect(try verdict("Q13", "Wq", .sampled(wait(Self.single(erlang)))) == .passed)
    }

    @Test("What controls explain wholly is held against the plain value", arguments: ["M01", "M02"])
    func plainValues(id: String) throws {
        let variates = Variates(seed: 13, experiment: 622)
        // Half the variance of the exponential times that the controls take for granted.
        let found = Experiment.makespans(
            jobs: id == "M01" ? 20 : 200, slots: 20, runs: 600, .erlang(shape: 2, mean: 1), variates)
        let variance = try #require(found["Var[makespan]"])
        guard case .sampled(let estimate) = variance else { throw Surprise() }
        let form = try #require(ClosedForm.all.first { $0.id == id && $0.metric == "Var[makespan]" })
        #expect(estimate.standardError < 1e-6 * form.value, "\(estimate)")
        #expect(try verdict(id, "Var[makespan]", variance) != .passed)
    }

    private struct Surprise: Error {}
}
