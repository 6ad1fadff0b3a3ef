import AllocProbe
import Benchmark
import ScanModel
import Studies

// Benchmarks named `Gate-...` are checked against the numbers in Thresholds. They measure counts, which are the same on
// every machine, and never time. A name holds no space, because the tool loses the thresholds of one that does.

extension BenchmarkMetric {
    /// Events the simulation went through.
    static var events: Self { .custom("events", polarity: .prefersSmaller, useScalingFactor: false) }
    /// Calls that asked the allocator for a new block.
    static var allocations: Self { .custom("allocations", polarity: .prefersSmaller, useScalingFactor: false) }
    /// The answer, so that a fast wrong one is noticed.
    static var makespanMilliseconds: Self {
        .custom("makespanMilliseconds", polarity: .prefersSmaller, useScalingFactor: false)
    }
    /// A digest of when each item was done: more of the answer, in a number that has no better or worse.
    static var completionsDigest: Self {
        .custom("completionsDigest", polarity: .prefersSmaller, useScalingFactor: false)
    }
}

let benchmarks: @Sendable () -> Void = {
    // Another allocator cannot be counted. The other metrics still hold, and scripts/bench-check says what is missing.
    let countsAllocations = AllocProbe.install()
    let metrics: [BenchmarkMetric] = [.events, .makespanMilliseconds, .completionsDigest]
    Benchmark(
        "Gate-QuickstartSimulation",
        configuration: .init(
            metrics: countsAllocations ? metrics + [.allocations] : metrics,
            warmupIterations: 1, maxDuration: .seconds(10), maxIterations: 5)
    ) { benchmark in
        let scenario = try Quickstart.scenario()
        let before = AllocProbe.read().allocations
        let outcome = try ScanStudy.answer(scenario, depth: .simulate)
        let after = AllocProbe.read().allocations
        guard case .answered(let answer) = outcome else { fatalError("the quickstart scenario has no answer") }
        let summary = AnswerSummary(answer)
        benchmark.measurement(.events, summary.events)
        benchmark.measurement(.makespanMilliseconds, summary.makespanMilliseconds)
        benchmark.measurement(.completionsDigest, summary.completionsDigest)
        if countsAllocations { benchmark.measurement(.allocations, Int(after - before)) }
    }
    ProductBenchmarks.register(countingAllocations: countsAllocations)
    for gate in WorkloadGate.all { gate.register(as: "Gate", countingAllocations: countsAllocations) }
    for proof in WorkloadGate.proofs { proof.register(as: "Prove", countingAllocations: countsAllocations) }
}
