import ScanModel
import Studies
import Testing

@Suite("How much a report does")
struct ReportScopeTests {
    private let axes = [
        RecommenderTests.axis("Concurrency", Array(1...4)),
        RecommenderTests.axis("SingleRegionConcurrency", Array(1...7)),
    ]

    @Test("a small fleet has all trials, a large one has one, and nothing random has one")
    func trials() {
        let small = ReportScope(instances: 500, isRandom: true)
        #expect(small.trials == 20 && small.knobTrials(200, points: 28) == 20 && small.knobTrials(5, points: 28) == 5)
        #expect(small.searchTrials(points: 28) == 30 && small.tornadoTrials(200, inputs: 20) == 10)
        let large = ReportScope(instances: 50_001, isRandom: true)
        #expect(large.trials == 1 && large.knobTrials(200, points: 28) == 1)
        let certain = ReportScope(instances: 500, isRandom: false)
        #expect(certain.trials == 1 && certain.knobTrials(1, points: 28) == 1)
        #expect(certain.searchTrials(points: 28) == 1 && certain.tornadoTrials(1, inputs: 20) == 1)
    }

    @Test("work stays within its bound, or the part is left out", arguments: [1, 700, 20_000, 300_000, 5_000_000])
    func bounds(instances: Int) {
        for isRandom in [false, true] {
            let scope = ReportScope(instances: instances, isRandom: isRandom)
            for points in [1, 28, 400] {
                if let trials = scope.searchTrials(points: points) {
                    #expect(points * trials * instances <= ReportScope.workMost)
                }
                if let trials = scope.tornadoTrials(50, inputs: points) {
                    #expect((1 + 2 * points) * trials * instances <= ReportScope.workMost)
                }
                let trials = scope.knobTrials(50, points: points)
                #expect(trials == 1 || points * trials * instances <= ReportScope.workMost)
            }
        }
        #expect(ReportScope(instances: 5_000_000, isRandom: false).searchTrials(points: 28) == nil)
        #expect(ReportScope(instances: 5_000_000, isRandom: false).tornadoTrials(1, inputs: 3) == nil)
    }

    @Test("axes are thinned to what can be afforded, with their ends and the present value")
    func thinning() {
        let scope = ReportScope(instances: 1_000_000, isRandom: false)
        let thin = scope.thinned(axes, keeping: ["2", "5"], depth: .simulate)
        #expect(thin.reduce(1) { $0 * $1.values.count } <= 20)
        #expect(thin[0].values.contains("2") && thin[1].values.contains("5"))
        for (axis, before) in zip(thin, axes) {
            #expect(axis.values.first == before.values.first && axis.values.last == before.values.last)
            #expect(axis.values == before.values.filter(axis.values.contains))
        }
        // Arithmetic is cheap, and a small fleet keeps everything.
        #expect(scope.thinned(axes, keeping: [nil, nil], depth: .plan) == axes)
        #expect(
            ReportScope(instances: 100, isRandom: true).thinned(axes, keeping: [nil, nil], depth: .simulate) == axes)
        // Where nothing is affordable the ends and the present value are left.
        let least = ReportScope(instances: 100_000_000, isRandom: false)
            .thinned(axes, keeping: ["2", nil], depth: .simulate)
        #expect(least.map(\.values) == [["1", "2", "4"], ["1", "7"]])
        // What stands beside counts.
        let beside = ReportScope(instances: 10, isRandom: false).thinned(
            axes, beside: 100, keeping: [nil, nil], depth: .simulate)
        #expect(beside.map(\.values.count) == [2, 2])
    }
}
