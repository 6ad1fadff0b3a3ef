import TestSupport
import Testing

@testable import Studies

@Suite("Counters in the course of time")
struct CounterSeriesTests {
    private static func series(_ dice: inout Dice) -> (series: CounterSeries, parts: [(by: Int, from: Int, to: Int)]) {
        var series = CounterSeries()
        let parts = (0..<200).map { _ in
            let from = dice.roll(0...500)
            return (by: dice.roll(1...4), from: from, to: from + dice.roll(0...60))
        }
        for part in parts { series.add(Int64(part.by), from: Int64(part.from), to: Int64(part.to)) }
        return (series, parts)
    }

    @Test("are what counting at every instant gives", arguments: 1...10 as ClosedRange<UInt64>)
    func values(seed: UInt64) {
        var dice = Dice(seed: seed)
        let (series, parts) = Self.series(&dice)
        let points = series.points(most: nil)
        #expect(zip(points, points.dropFirst()).allSatisfy { $0.at < $1.at && $0.value != $1.value })
        for now in 0...560 {
            let value = points.last { $0.at <= now }?.value ?? 0
            #expect(
                value == Int64(parts.filter { $0.from <= now && now < $0.to }.reduce(0) { $0 + $1.by }), "at \(now)")
        }
    }

    @Test("keep their greatest and last number when they are thinned out", arguments: 1...10 as ClosedRange<UInt64>)
    func thinned(seed: UInt64) {
        var dice = Dice(seed: seed &+ 50)
        let points = Self.series(&dice).series.points(most: nil)
        for most in [2, 10, 50, 100] {
            let thinned = Self.thin(points, most)
            #expect(thinned.count <= most)
            #expect(thinned.map(\.value).max() == points.map(\.value).max())
            #expect(thinned.last.map { $0.at == points.last?.at && $0.value == 0 } == true)
            #expect(thinned.allSatisfy { one in points.contains { $0.at == one.at && $0.value == one.value } })
        }
    }

    /// The same number again, by its changes.
    private static func thin(_ points: [(at: Int64, value: Int64)], _ most: Int) -> [(at: Int64, value: Int64)] {
        var series = CounterSeries()
        var before: Int64 = 0
        for point in points {
            series.add(point.value - before, at: point.at)
            before = point.value
        }
        return series.points(most: most)
    }
}
