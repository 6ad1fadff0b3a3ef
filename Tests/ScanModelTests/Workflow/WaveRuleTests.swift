import ScanModel
import Testing

@Suite struct WaveRuleTests {
    private let scale = TickScale(ticksPerSecond: 1, ratesAreWhole: true)

    @Test(arguments: [(10, 0, 60, 600), (7, 3, 31, 100), (50, 0, 20, 20), (1, 1, 1, 5)])
    func noRoundOfTheSamePaceBeginsEarlier(shortest: Int64, pause: Int64, runLimit: Int64, every: Int64) {
        let rule = SnapshotRounds(
            size: 1, pause: Seconds(Rational(Int128(pause))), runLimit: Seconds(Rational(Int128(runLimit))),
            every: Seconds(Rational(Int128(every))))
        let rounds = RoundTicks(rule, scale: scale)
        // The rule as it is told, round by round.
        var began: Int64 = 0
        var now: Int64 = 0
        for round in 0..<100 {
            let earliest = rounds.earliest(round: round, shortest: shortest)
            #expect(earliest <= now, "round \(round)")
            // Where a run's last round ends before the next run, the bound is the instant itself.
            if shortest + pause <= every - runLimit { #expect(earliest == now, "round \(round)") }
            let after = now + shortest + pause
            if after - began < runLimit {
                now = after
            } else {
                now = (now + shortest + every - 1) / every * every
                began = now
            }
        }
    }

    @Test func looksComeWithGrowingPauses() {
        let poll = PollTicks(PollSchedule(first: Seconds(10), step: Seconds(10), longest: Seconds(60)), scale: scale)
        // Looks at 10, 30, 60, 100, 150, 210, 270 ...
        let looks: [Int64] = [10, 30, 60, 100, 150, 210, 270, 330]
        for duration in Int64(0)...330 {
            let expected = looks.first { $0 >= duration }
            #expect(poll.noticed(duration) == expected)
        }
        let steady = PollTicks(PollSchedule(first: Seconds(45), step: Seconds(0), longest: Seconds(45)), scale: scale)
        for duration in Int64(1)...300 { #expect(steady.noticed(duration) == (duration + 44) / 45 * 45) }
        #expect(PollTicks().noticed(17) == 17)
    }
}
