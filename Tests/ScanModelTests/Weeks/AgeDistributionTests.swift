import ScanModel
import Testing

@Suite struct AgeDistributionTests {
    /// Adds a stretch the way the simulation does.
    private func add(_ first: Int64, _ last: Int64, to distribution: inout AgeDistribution) {
        let classes = distribution.classes
        var weights = [AgeDistribution.Weight](repeating: .init(), count: classes.count + 1)
        for (seconds, sign) in [(first, Int64(1)), (last, -1)] {
            let index = classes.index(Int(seconds / 60))
            weights[index].partial += sign * (Int64(classes.start(index + 1)) * 60 - seconds)
            weights[index + 1].step += sign
        }
        distribution.add(AgeDistribution(classes, weights: weights, greatest: last))
    }

    @Test func classesCoverEveryMinuteOnceAndStayNarrow() {
        for bits in [2, 5, 8] {
            let classes = AgeDistribution.Classes(bits: bits, minutes: 100_000)
            var index = 0
            for minutes in 0...100_000 {
                if minutes == classes.start(index + 1) { index += 1 }
                #expect(classes.index(minutes) == index)
                if classes.index(minutes) != index { return }
            }
            #expect(index + 2 == classes.count)
            let width = classes.start(index + 1) - classes.start(index)
            #expect(Double(width) <= Double(classes.start(index)) / Double(1 << (bits - 1)))
        }
    }

    /// The exact weights of single seconds, added up class by class.
    @Test func totalsAreThoseOfSingleSeconds() {
        let classes = AgeDistribution.Classes(bits: 3, minutes: 3_000)
        var distribution = AgeDistribution(classes)
        var naive = [Int64](repeating: 0, count: classes.count)
        var state: UInt64 = 7
        for _ in 0..<200 {
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            let first = Int64(state >> 40) % 20_000
            let last = first + Int64(state >> 20) % 30_000
            add(first, last, to: &distribution)
            for second in first..<last { naive[classes.index(Int(second / 60))] += 1 }
        }
        #expect(distribution.totals == naive)
    }

    @Test func quantilesOfASteadyAge() throws {
        var distribution = AgeDistribution(AgeDistribution.Classes(bits: 8, minutes: 10_000))
        #expect(distribution.quantile(0.5) == nil)
        add(0, 86_400, to: &distribution)
        for share in [0.1, 0.5, 0.95, 1] {
            let age = try #require(distribution.quantile(share))
            #expect(abs(age - share * 86_400) < 1e-6)
        }
        // A second instance that is always older.
        add(86_400, 2 * 86_400, to: &distribution)
        #expect(abs(try #require(distribution.quantile(0.5)) - 86_400) < 1e-6)
        #expect(distribution.greatest == 172_800)
    }
}
