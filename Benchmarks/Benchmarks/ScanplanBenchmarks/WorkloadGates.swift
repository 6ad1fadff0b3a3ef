import AllocProbe
import Benchmark
import Workloads

extension BenchmarkMetric {
    /// The hash on which all programs of `make bench-peers` agree, in a number that has no better or worse.
    static var resultDigest: Self { .custom("resultDigest", polarity: .prefersSmaller, useScalingFactor: false) }
}

/// A workload of the peers, small enough for a gate.
struct WorkloadGate: Sendable {
    var name: String
    /// What every other program computes: Peers/WORKLOADS.md, or `.build/peers/standard` with the same arguments.
    var hash: String
    /// Makes ready, and returns what is to be measured.
    var prepare: @Sendable () -> () -> WorkloadResult

    static let all = [
        WorkloadGate(name: "SingleServer-10000", hash: "cd3704d01d70378d") {
            { SingleServer.simulate(customers: 10_000) }
        },
        hold(pending: 100, times: 20_000, hash: "3d4df6682df1fad6"),
        hold(pending: 10_000, times: 200_000, hash: "94995a2d202cd73b"),
        hold(pending: 1_000_000, times: 400_000, hash: "4e3cf6ab65ed8eca"),
        WorkloadGate(name: "ScanFleet-30000", hash: "1ca13b696ca0c0b9") {
            let fleet = ScanFleet(items: 30_000)
            return { fleet.simulate() }
        },
    ]

    private static func hold(pending: Int, times: Int, hash: String) -> WorkloadGate {
        WorkloadGate(name: "Hold-\(pending)", hash: hash) {
            {
                var model = HoldModel(pending: pending)
                model.hold(times)
                return model.result(events: times)
            }
        }
    }

    /// Models of the benchmark that waste something in every event, for which the gate must turn red, and one that wastes
    /// nothing, for which it must not.
    static let proofs = SlowedHoldModel.Waste.allCases.map { waste in
        WorkloadGate(name: "Hold-10000-\(waste.rawValue)", hash: "94995a2d202cd73b") {
            {
                var model = SlowedHoldModel(pending: 10_000, waste: waste)
                model.hold(200_000)
                return model.result(events: 200_000)
            }
        }
    }

    /// - Parameter prefix: `Gate` for what is compared with the thresholds, `Prove` for what must differ from them.
    func register(as prefix: String, countingAllocations: Bool) {
        let metrics: [BenchmarkMetric] = [.events, .resultDigest]
        Benchmark(
            "\(prefix)-\(name)",
            configuration: .init(
                metrics: countingAllocations ? metrics + [.allocations] : metrics,
                warmupIterations: 1, maxDuration: .seconds(10), maxIterations: 3)
        ) { benchmark in
            let run = prepare()
            let before = AllocProbe.read().allocations
            let result = run()
            let after = AllocProbe.read().allocations
            guard result.hash.text == hash else { fatalError("\(name): \(result.hash.text), not \(hash)") }
            benchmark.measurement(.events, result.events)
            benchmark.measurement(.resultDigest, Int(result.hash.value % 1_000_000_007))
            if countingAllocations { benchmark.measurement(.allocations, Int(after - before)) }
        }
    }
}
