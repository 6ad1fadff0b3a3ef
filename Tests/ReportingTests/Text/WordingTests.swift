import ScanModel
import Testing

@testable import Reporting

@Suite("Wording")
struct WordingTests {
    @Test(
        "says durations in at most two units",
        arguments: [
            (0, "0 s"), (0.04, "0 s"), (0.05, "0.1 s"), (1, "1 s"), (12.5, "12.5 s"), (59.94, "59.9 s"),
            (60, "1 min"), (60.4, "1 min"), (61, "1 min 1 s"), (2_890, "48 min 10 s"), (3_599, "59 min 59 s"),
            (3_600, "1 h"), (3_629, "1 h"), (3_630, "1 h 1 min"), (69_120, "19 h 12 min"), (86_400, "24 h"),
            (172_800, "48 h"), (90_000, "25 h"), (360_000, "4 d 4 h"), (432_000, "5 d"), (86_400_000, "1000 d"),
        ] as [(Double, String)])
    func durations(seconds: Double, words: String) {
        #expect(Wording.duration(seconds) == words)
    }

    /// Rounding to the second unit may fill up the first: 119 min 59 s is nearer to 2 h than to 1 h 59 min.
    @Test(
        "carries what rounding fills up",
        arguments: [
            (59.96, "1 min"), (59.99, "1 min"), (3_599.6, "1 h"), (7_169, "1 h 59 min"), (7_170, "2 h"), (7_199, "2 h"),
            (86_369, "23 h 59 min"), (86_370, "24 h"), (86_399, "24 h"), (172_799, "48 h"), (430_199, "4 d 23 h"),
            (430_200, "5 d"), (431_999, "5 d"),
        ] as [(Double, String)])
    func carries(seconds: Double, words: String) {
        #expect(Wording.duration(seconds) == words)
    }

    @Test("is never further from a duration than half of its second unit")
    func durationError() throws {
        var inputs = TestInputs(4)
        let sizes = ["d": 86_400.0, "h": 3_600, "min": 60, "s": 1]
        for _ in 0..<5_000 {
            let seconds = Double(inputs.number(60...(inputs.chance(percent: 30) ? 4_000 : 1_000_000)))
            let words = Wording.duration(seconds).split(separator: " ")
            var said = 0.0
            for index in stride(from: 0, to: words.count, by: 2) {
                let number = try #require(Double(words[index]))
                said += number * (try #require(sizes[String(words[index + 1])]))
            }
            let halfUnit: Double = seconds < 3_600 ? 0.5 : seconds < 360_000 ? 30 : 1_800
            #expect(abs(said - seconds) <= halfUnit, "\(seconds)")
            #expect(words.count == 2 || words.count == 4)
        }
    }

    @Test(
        "shows a clock of hours, minutes and seconds",
        arguments: [
            (0, "0:00:00"), (0.5, "0:00:01"), (59.4, "0:00:59"), (59.6, "0:01:00"), (346, "0:05:46"),
            (3_599.5, "1:00:00"), (90_372, "25:06:12"), (360_000, "100:00:00"),
        ] as [(Double, String)])
    func clock(seconds: Double, words: String) {
        #expect(Wording.clock(seconds) == words)
    }

    @Test(
        "says money with two places, small amounts with three digits",
        arguments: [
            (0, "0.00 USD"), (1, "1.00 USD"), (1_234.56, "1,234.56 USD"), (-5, "-5.00 USD"), (0.5, "0.500 USD"),
            (0.0123, "0.0123 USD"), (0.000_456, "0.000456 USD"), (-0.25, "-0.250 USD"),
            (999_999.999, "1,000,000.00 USD"), (0.000_000_001, "0.00000000 USD"), (12_345_678, "12,345,678.00 USD"),
        ] as [(Double, String)])
    func money(amount: Double, words: String) {
        #expect(Wording.money(amount) == words)
    }

    @Test(
        "groups thousands at fixed places",
        arguments: [
            (0, 0, "0"), (999, 0, "999"), (1_000, 0, "1,000"), (-1_234_567, 0, "-1,234,567"), (1.5, 0, "2"),
            (0.05, 1, "0.1"), (1_234.5, 3, "1,234.500"), (-0.04, 1, "0.0"), (0.999, 2, "1.00"), (12.034, 2, "12.03"),
            (100_000, 2, "100,000.00"), (1e16, 2, "1e+16"), (.infinity, 2, "inf"),
        ] as [(Double, Int, String)])
    func grouped(value: Double, places: Int, words: String) {
        #expect(Wording.grouped(value, places: places) == words)
    }

    /// Costs are shown with four places and smaller ones with more.
    @Test("groups large values at many places without stopping the program")
    func largeValues() async {
        await #expect(processExitsWith: .success) {
            #expect(Wording.grouped(999_999_999_999, places: 4) == "999,999,999,999.0000")
        }
        await #expect(processExitsWith: .success) { _ = Wording.grouped(930_000_000_000_000, places: 4) }
        await #expect(processExitsWith: .success) { _ = Wording.trimmed(999_999_999_999_999, places: 4) }
    }

    @Test(
        "drops trailing zeros of a fraction, never of a whole number",
        arguments: [(1.5, 3, "1.5"), (2, 2, "2"), (100, 0, "100"), (1_000, 1, "1,000"), (0.10, 4, "0.1"), (0, 1, "0")]
            as [(Double, Int, String)])
    func trimmed(value: Double, places: Int, words: String) {
        #expect(Wording.trimmed(value, places: places) == words)
    }

    @Test("says shares and counts")
    func sharesAndCounts() {
        #expect(Wording.percent(0.1234) == "12.3 %")
        #expect(Wording.percent(1) == "100 %")
        #expect(Wording.percent(0.123_456, places: 3) == "12.346 %")
        #expect(Wording.count(1_234_567) == "1,234,567")
        #expect(Wording.count(-1) == "-1")
    }

    @Test("names bounds, usage and gates")
    func nouns() {
        #expect(Wording.cycleBound(.regionWindow) == "the window of regions")
        #expect(
            Wording.cycleBound(.region(name: "us-east-1", bound: .scannerWork)) == "scanner capacity in us-east-1")
        #expect(Wording.usage(.scannerSeconds) == "scannerSeconds")
        #expect(Wording.usage(.requests(action: "CreateSnapshot")) == "requests:CreateSnapshot")
        let one = RegionGate(reading: .literal, window: 1, discipline: .sliding)
        #expect(Wording.gate(one) == "literal, 1 region, sliding")
        let ten = RegionGate(reading: .rounds, window: 10, discipline: .barrier)
        #expect(Wording.gate(ten) == "rounds, 10 regions, barrier")
    }

    @Test("has short words of its own for each clamp and bound")
    func shortWords() {
        let bounds: [BoundKind] = [
            .longestItem, .scannerWork, .scannerLaunch, .tokens(action: "CreateSnapshot"),
            .resource(name: "pendingSnapshots"),
        ]
        for words in [ScannerClamp.allCases.map(Wording.short), bounds.map(Wording.short)] {
            #expect(Set(words).count == words.count)
            #expect(words.allSatisfy { !$0.isEmpty && $0.count <= 20 })
        }
    }

    @Test("names one source, and how many there are")
    func sources() {
        func from(_ source: String) -> Provenance {
            Provenance(source: source, date: "2024", confidence: .documented)
        }
        #expect(Wording.sources([]) == "")
        #expect(Wording.sources([from("list"), from("list")]) == "list")
        #expect(Wording.sources([from("b"), from("a"), from("b")]) == "2 sources, such as a")
        #expect(Wording.sources([from("https://github.com/owner/prices")]) == "owner/prices")
        #expect(Wording.sources([from("https://example.org/x")]) == "https://example.org/x")
    }
}
