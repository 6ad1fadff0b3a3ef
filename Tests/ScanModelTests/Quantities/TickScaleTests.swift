import ScanModel
import Testing

@Suite("Tick scale")
struct TickScaleTests {
    private func interval(_ rate: String) throws -> Rational { .one / (try #require(Rational(decimal: rate))) }

    @Test("is one tick a second when everything is whole seconds")
    func wholeSeconds() throws {
        let scale = try #require(TickScale.choose(durations: [1, 60, 3_600], rateFractions: [2, 10]))
        #expect(scale == TickScale(ticksPerSecond: 1, ratesAreWhole: true))
        #expect(TickScale.choose(durations: [], rateFractions: [])?.ticksPerSecond == 1)
    }

    @Test("makes every duration whole and is no finer than that takes")
    func wholeDurations() throws {
        let durations = [Rational(1, over: 4), Rational(5, over: 6), Rational(3, over: 10)]
        let scale = try #require(TickScale.choose(durations: durations, rateFractions: []))
        #expect(scale.ticksPerSecond == 60)
        #expect(durations.map { scale.ticks($0) } == [15, 50, 18])
    }

    @Test(
        "makes the token intervals of usual rates whole",
        arguments: [("3", 3), ("6", 6), ("7", 7), ("0.3", 3), ("0.7", 7), ("5", 5), ("2.5", 5), ("0.2", 1)])
    func wholeRates(rate: String, ticksPerSecond: Int64) throws {
        let interval = try interval(rate)
        let scale = try #require(TickScale.choose(durations: [10], rateFractions: [interval]))
        #expect(scale == TickScale(ticksPerSecond: ticksPerSecond, ratesAreWhole: true))
        #expect(scale.seconds(scale.ticks(interval)) == interval)
    }

    @Test("makes durations and all rates whole together")
    func together() throws {
        let intervals = try ["3", "6", "7", "0.3", "0.7"].map(interval)
        let scale = try #require(TickScale.choose(durations: [Rational(1, over: 8)], rateFractions: intervals))
        #expect(scale == TickScale(ticksPerSecond: 8 * 3 * 7, ratesAreWhole: true))
    }

    @Test("leaves the rates out where they would pass the limit, and is then as fine as the limit allows")
    func fallsBack() throws {
        let scale = try #require(
            TickScale.choose(
                durations: [Rational(1, over: 4)], rateFractions: [Rational(1, over: 7), Rational(1, over: 11)],
                limit: 300))
        #expect(scale == TickScale(ticksPerSecond: 40, ratesAreWhole: false))

        let justEnough = try #require(
            TickScale.choose(
                durations: [Rational(1, over: 4)], rateFractions: [Rational(1, over: 7), Rational(1, over: 11)],
                limit: 308))
        #expect(justEnough == TickScale(ticksPerSecond: 308, ratesAreWhole: true))
    }

    @Test("does not exist where the durations alone pass the limit")
    func tooFine() {
        #expect(TickScale.choose(durations: [Rational(1, over: 101)], rateFractions: [], limit: 100) == nil)
        #expect(TickScale.choose(durations: [Rational(1, over: 100)], rateFractions: [], limit: 100) != nil)
        #expect(
            TickScale.choose(
                durations: [Rational(1, over: 1_000_003), Rational(1, over: 1_000_033)], rateFractions: []) == nil)
        #expect(
            TickScale.choose(durations: [Rational(1, over: .max), Rational(1, over: 2)], rateFractions: []) == nil)
    }

    @Test("takes rates whose common multiple leaves 128 bits as too fine")
    func hugeRates() throws {
        let rates = [Rational(1, over: .max), Rational(1, over: .max - 1)]
        let scale = try #require(TickScale.choose(durations: [1], rateFractions: rates))
        #expect(scale == TickScale(ticksPerSecond: 1_000_000_000_000, ratesAreWhole: false))
    }

    @Test("turns seconds into ticks and back", arguments: [1, 7, 60, 1_000] as [Int64])
    func roundTrip(ticksPerSecond: Int64) {
        let scale = TickScale(ticksPerSecond: ticksPerSecond)
        for ticks in [0, 1, 59, 123_456, Int64.max / 2] { #expect(scale.ticks(scale.seconds(ticks)) == ticks) }
        #expect(scale.seconds(ticksPerSecond * 90) == 90)
    }

    @Test("stops the program at a length that is no whole number of ticks, and below one tick a second")
    func preconditions() async {
        await #expect(processExitsWith: .failure) {
            _ = TickScale(ticksPerSecond: 10).ticks(Rational(1, over: 4))
        }
        await #expect(processExitsWith: .failure) { _ = TickScale(ticksPerSecond: 0) }
    }
}
