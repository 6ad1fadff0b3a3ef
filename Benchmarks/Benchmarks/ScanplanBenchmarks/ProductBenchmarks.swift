import AllocProbe
import Benchmark
import CapacityPlanning
import FleetInventory
import Reporting
import ScanModel
import ScenarioInput
import Studies

/// The product's own work: reading, importing, planning, simulating, reporting. Each carries a digest of its result, so
/// that a fast wrong answer is seen.
enum ProductBenchmarks {
    static func register(countingAllocations: Bool) {
        workflow(instances: 10_000, name: "Gate-Workflow-10000", countingAllocations)
        for instances in [10_000, 100_000, 1_000_000] {
            workflow(instances: instances, name: "Workflow-\(instances)", nil)
        }
        // 1.6 volumes an instance.
        for volumes in [100_000, 1_000_000, 10_000_000] { planner(volumes: volumes) }
        decoding()
        importing()
        opening()
        reporting()
    }

    /// - Parameter countingAllocations: nil for a benchmark that measures time and gates nothing.
    private static func workflow(instances: Int, name: String, _ countingAllocations: Bool?) {
        let counts: [BenchmarkMetric] = [.events, .makespanMilliseconds, .completionsDigest]
        let others: [BenchmarkMetric] =
            countingAllocations.map { $0 ? [.allocations] : [] } ?? [.cpuTotal, .wallClock, .peakMemoryResident]
        Benchmark(
            name,
            configuration: .init(
                metrics: counts + others, warmupIterations: countingAllocations == nil ? 0 : 1,
                maxDuration: .seconds(30), maxIterations: countingAllocations == nil ? 5 : 3)
        ) { benchmark in
            let scenario = try ScalingScenario.scenario(instances: instances)
            let before = AllocProbe.read().allocations
            benchmark.startMeasurement()
            let outcome = try ScanStudy.answer(scenario, depth: .simulate)
            benchmark.stopMeasurement()
            let after = AllocProbe.read().allocations
            guard case .answered(let answer) = outcome else { fatalError("\(name) has no answer") }
            let summary = AnswerSummary(answer)
            benchmark.measurement(.events, summary.events)
            benchmark.measurement(.makespanMilliseconds, summary.makespanMilliseconds)
            benchmark.measurement(.completionsDigest, summary.completionsDigest)
            if countingAllocations == true { benchmark.measurement(.allocations, Int(after - before)) }
        }
    }

    private static func planner(volumes: Int) {
        timed("Planner-\(volumes)", iterations: volumes > 1_000_000 ? 2 : 5) { benchmark in
            let scenario = try ScalingScenario.scenario(instances: volumes * 10 / 16)
            benchmark.startMeasurement()
            let outcome = try CapacityPlanner.plan(scenario)
            benchmark.stopMeasurement()
            guard case .planned(let plan) = outcome else { fatalError("no plan") }
            return plan.deployments.flatMap(\.regions).map { $0.items.count * 31 + $0.batches.count }
        }
    }

    private static func decoding() {
        timed("Decode-Scenario", iterations: 20) { benchmark in
            let bytes = try ScalingScenario.bytes()
            benchmark.startMeasurement()
            for _ in 0..<100 {
                blackHole(try ScenarioReader.read(bytes: bytes, file: "instances-1k.yaml", standardName: "scaling"))
            }
            benchmark.stopMeasurement()
            return [bytes.count]
        }
    }

    private static func importing() {
        timed("Import-FleetCSV-100000", iterations: 5) { benchmark in
            guard let specification = try ScalingScenario.draft(instances: 100_000).deployments[0].generated else {
                fatalError("the scaling scenario generates its fleet")
            }
            var bytes: [UInt8] = []
            FleetCSV.write(FleetGenerator.fleet(specification)) { bytes += $0 }
            benchmark.startMeasurement()
            let fleet = try FleetCSV.decode([(name: "fleet.csv", bytes: bytes)])
            benchmark.stopMeasurement()
            return [bytes.count, fleet.instanceCount, fleet.volumeCount]
        }
    }

    /// Opens a fleet file with every check; 1.6 volumes an instance.
    private static func opening() {
        for volumes in [1_000_000, 10_000_000] {
            timed("Open-FleetFile-\(volumes)", iterations: 5) { benchmark in
                guard
                    let specification = try ScalingScenario.draft(instances: volumes * 10 / 16).deployments[0].generated
                else { fatalError("the scaling scenario generates its fleet") }
                var bytes: [UInt8] = []
                FleetFile.write(FleetGenerator.fleet(specification)) { bytes += $0 }
                benchmark.startMeasurement()
                let fleet = try FleetFile.decode(bytes, name: "fleet.scanfleet")
                benchmark.stopMeasurement()
                return [bytes.count, fleet.instanceCount, fleet.volumeCount]
            }
        }
    }

    private static func reporting() {
        timed("Report-10000", iterations: 20) { benchmark in
            let scenario = try ScalingScenario.scenario(instances: 10_000)
            guard case .answered(let answer) = try ScanStudy.answer(scenario, depth: .simulate) else {
                fatalError("no answer")
            }
            benchmark.startMeasurement()
            let document = AnswerJSON.document(answer, version: "benchmark").document
            benchmark.stopMeasurement()
            return document.utf8.map { Int($0) }
        }
    }

    private static func timed(
        _ name: String, iterations: Int, _ run: @escaping @Sendable (Benchmark) throws -> [Int]
    ) {
        Benchmark(
            name,
            configuration: .init(
                metrics: [.cpuTotal, .wallClock, .peakMemoryResident, .resultDigest], warmupIterations: 0,
                maxDuration: .seconds(60), maxIterations: iterations)
        ) { benchmark in
            var digest = FowlerNollVo()
            for number in try run(benchmark) { digest.combine(Int64(number)) }
            benchmark.measurement(.resultDigest, Int(digest.value % 1_000_000_007))
        }
    }
}
