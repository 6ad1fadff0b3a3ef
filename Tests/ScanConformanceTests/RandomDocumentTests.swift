import CapacityPlanning
import ScanModel
import ScenarioInput
import Studies
import Testing

/// The engine against the naive implementation beside these tests, on documents nobody chose.
@Suite struct RandomDocumentTests {
    /// Twelve seeds of 200 documents: 2,400 comparisons of every metric and region.
    @Test(arguments: 1...12 as ClosedRange<UInt64>)
    func agreesWithTheNaiveImplementation(seed: UInt64) throws {
        var generator = NaiveDocumentGenerator(seed: seed)
        for _ in 0..<200 {
            let document = generator.next()
            let expected = try naiveEvaluate(document)
            let metrics = try referenceMetrics(bytes: Array(document.json.utf8), file: document.id)
            let found = differences(metrics, expected)
            #expect(found.isEmpty, "\(document.id): \(found.joined(separator: "; "))")
            if !found.isEmpty { return }
        }
    }

    /// The plan's lower bound holds on every document, for every region and for the cycle.
    @Test(arguments: 101...104 as ClosedRange<UInt64>)
    func boundsHold(seed: UInt64) throws {
        var generator = NaiveDocumentGenerator(seed: seed)
        for _ in 0..<200 {
            let document = generator.next()
            let scenario = try ReferenceDocument.read(bytes: Array(document.json.utf8), file: document.id)
            guard case .answered(let answer) = try ScanStudy.answer(scenario, depth: .simulate) else {
                Issue.record("\(document.id) is infeasible")
                return
            }
            let deployment = try #require(answer.deployments.first)
            let run = try #require(deployment.run)
            #expect(deployment.plan.bound.ticks <= run.makespan, "\(document.id)")
            for (plan, region) in zip(deployment.plan.regions, run.regions) {
                for bound in plan.bounds {
                    #expect(bound.ticks <= region.completed, "\(document.id) \(plan.region) \(bound.kind.title)")
                }
            }
        }
    }

    private func differences(_ metrics: ReferenceMetrics, _ expected: NaiveOutcome) -> [String] {
        var found: [String] = []
        let quantities = Dictionary(uniqueKeysWithValues: expected.quantities.map { ($0.name, $0.value.doubleValue) })
        let counts = Dictionary(uniqueKeysWithValues: expected.counts.map { ($0.name, $0.value) })
        if metrics.quantities.count != quantities.count { found.append("number of quantities") }
        if metrics.counts.count != counts.count { found.append("number of counts") }
        if metrics.regions.count != expected.regions.count { found.append("number of regions") }
        for (name, value) in metrics.quantities where !closeEnough(value, quantities[name] ?? .nan) {
            found.append("\(name) \(value) instead of \(quantities[name] ?? .nan)")
        }
        for (name, value) in metrics.counts where value != counts[name] {
            found.append("\(name) \(value) instead of \(counts[name] ?? -1)")
        }
        for region in metrics.regions {
            guard let wanted = expected.regions[region.name] else {
                found.append("region \(region.name)")
                continue
            }
            if !closeEnough(region.activated, wanted.activated.doubleValue)
                || !closeEnough(region.opened, wanted.opened.doubleValue)
                || !closeEnough(region.completed, wanted.completed.doubleValue)
                || !closeEnough(region.ended, wanted.ended.doubleValue) || region.scanners != wanted.scanners
            {
                found.append("region \(region.name) \(region) instead of \(wanted)")
            }
        }
        return found
    }
}
