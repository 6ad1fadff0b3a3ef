import ScanModel
import Testing

@Suite("Metric registry")
struct MetricRegistryTests {
    @Test("names every metric once")
    func uniqueNames() {
        #expect(Set(Metric.all.map(\.name)).count == Metric.all.count)
        #expect(Set(Metric.all).count == Metric.all.count)
    }

    @Test("gives every metric a name, a unit and one sentence of meaning", arguments: Metric.all)
    func complete(metric: Metric) {
        #expect(!metric.name.text.isEmpty)
        #expect(metric.name.text.allSatisfy { $0.isASCII && ($0.isLetter || $0 == ".") }, "\(metric.name)")
        #expect(!metric.unit.isEmpty)
        #expect(metric.meaning.hasSuffix("."))
        #expect(metric.meaning.first?.isUppercase == true)
    }

    @Test("begins with the makespan and knows what thresholds ask for")
    func known() {
        #expect(Metric.all.first == .makespan)
        for metric in [Metric.makespanBound, .coverage, .costPerCycle, .costPerMonth, .scannersPeak, .requests] {
            #expect(Metric.all.contains(metric))
        }
        #expect(Metric.makespan.unit == "s")
        #expect(Metric.costPerMonth.unit == "USD")
        #expect(Metric.coverage.unit == "1")
    }

    @Test("orders names as texts")
    func order() {
        #expect(Metric.costPerCycle.name < Metric.makespan.name)
        #expect(Metric.makespan.name.description == "makespan")
    }
}
