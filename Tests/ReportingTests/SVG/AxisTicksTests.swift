import Testing

@testable import Reporting

@Suite("Marks of axes")
struct AxisTicksTests {
    /// Ranges of any size and place, narrow ones and those without a width among them.
    private static let ranges: [ClosedRange<Double>] = {
        var inputs = TestInputs(11)
        var ranges: [ClosedRange<Double>] = [0...0, 0...1, 5...5, 1e-7...3e-7, 86_399.5...86_400.25, 0...31_536_000]
        for _ in 0..<400 {
            var low = Double(inputs.number(0...1_000_000)) / 1_000
            var width = Double(inputs.number(1...1_000_000)) / 1_000
            for _ in 0..<inputs.number(0...6) { width /= 10 }
            for _ in 0..<inputs.number(0...3) { (low, width) = (low * 10, width * 10) }
            ranges.append(low...(low + width))
        }
        return ranges
    }()

    private func check(_ ticks: AxisTicks, _ data: ClosedRange<Double>, about: Int) {
        #expect(ticks.values.count == ticks.labels.count)
        #expect(ticks.values.count >= 2 && ticks.values.count <= about + 3, "\(data): \(ticks.values)")
        #expect(ticks.low <= data.lowerBound && ticks.high >= data.upperBound, "\(data): \(ticks.values)")
        #expect(zip(ticks.values, ticks.values.dropFirst()).allSatisfy { $0 < $1 }, "\(ticks.values)")
    }

    @Test func coverTheDataWithFewSteps() {
        for data in AxisTicksTests.ranges {
            check(.number(data, about: 6), data, about: 6)
            check(.time(data, about: 8), data, about: 8)
        }
    }

    @Test func areWrittenSoThatTheyDiffer() {
        for data in AxisTicksTests.ranges where data.upperBound > data.lowerBound && data.upperBound < 1e6 {
            let ticks = AxisTicks.number(data)
            let step = ticks.values[1] - ticks.values[0]
            if step > 1e-7 { #expect(Set(ticks.labels).count == ticks.labels.count, "\(data): \(ticks.labels)") }
        }
    }

    @Test func timesAreInWholeUnits() {
        #expect(AxisTicks.time(0...100).labels == ["0 s", "15 s", "30 s", "45 s", "60 s", "75 s", "90 s", "105 s"])
        #expect(AxisTicks.time(0...86_400).labels == (0...8).map { "\(3 * $0) h" })
        #expect(AxisTicks.time(0...3_600, about: 6).labels == (0...6).map { "\(10 * $0) min" })
        #expect(
            AxisTicks.time(75_600...79_200, about: 4).labels == ["21:00 h", "21:15 h", "21:30 h", "21:45 h", "22:00 h"])
        #expect(AxisTicks.time(0...864_000, about: 5).labels == (0...5).map { "\(2 * $0) d" })
        #expect(AxisTicks.number(0...0.4, about: 4).labels == ["0.0", "0.1", "0.2", "0.3", "0.4"])
        #expect(
            AxisTicks.number(-20...2_100, about: 5).labels == ["-500", "0", "500", "1,000", "1,500", "2,000", "2,500"])
    }

    @Test func aScaleGoesFromEndToEndAndNoFarther() {
        let scale = LinearScale(low: 10, high: 20, from: 100, to: 50)
        #expect(scale(10) == 100 && scale(20) == 50 && scale(15) == 75)
        #expect(scale(0) == 100 && scale(1e300) == 50)
    }
}
