import ScanModel
import ScanSimulation
import Testing

/// Instances that come and go.
@Suite("Weeks with churn")
struct WeeksChurnTests {
    private func made(_ count: Int = 2_000, lifetime: InstanceLifetime?, perWeek: Rational = 5) -> WeeksCase {
        var made = WeeksCase(count: count)
        made.scanners = 10_000
        made.weeks.churn = FleetChurn(perWeek: perWeek, lifetime: lifetime)
        return made
    }

    /// `P(seen) = min(1, (L + r) / P)` for instances that live L, a discovery every P, and r for which an ended one
    /// stays visible; `P(found alive) = min(1, L / P)`.
    @Test(
        "a discovery sees the share of short-lived instances that the closed form says",
        arguments: [(20, 60), (60, 60), (120, 60), (120, 0), (170, 60), (179, 60), (240, 0), (400, 0)])
    func seen(minutes: Int, visible: Int) throws {
        var made = made(lifetime: .fixed(Seconds(Rational(minutes * 60))))
        made.weeks.terminatedVisible = Seconds(Rational(visible * 60))
        let total = try made.run(weeks: 4).total
        #expect(total.started > 35_000)
        let seen = 1 - Double(total.neverSeen) / Double(total.ended)
        let alive = 1 - Double(total.neverSeen + total.seenTooLate) / Double(total.ended)
        let wanted = min(1, Double(minutes + visible) / 240)
        let wantedAlive = min(1, Double(minutes) / 240)
        // Four standard errors of a share of 35,000, and nothing where the form says that all are seen.
        #expect(abs(seen - wanted) <= (wanted == 1 ? 0 : 0.011), "\(seen) instead of \(wanted)")
        #expect(abs(alive - wantedAlive) <= (wantedAlive == 1 ? 0 : 0.011), "\(alive) instead of \(wantedAlive)")
    }

    @Test("reported starts are found within the window, so only those that end within it are missed")
    func reported() throws {
        var made = made(lifetime: .fixed(Seconds(1200)))
        made.weeks.events = EventReports(reach: .everywhere, batch: 50, window: Seconds(180))
        let total = try made.run(weeks: 1).total
        #expect(total.started > 9_000)
        #expect(total.neverSeen == 0 && total.seenTooLate == 0)
        made.weeks.churn?.lifetime = .fixed(Seconds(100))
        let short = try made.run(weeks: 1).total
        // One start in 60 s on average: some reports go with the fiftieth, the window of others ends in time.
        #expect(short.neverSeen + short.seenTooLate > short.ended / 4)
    }

    @Test("without a stated lifetime the fleet keeps its size and renews itself")
    func renewal() throws {
        let made = made(lifetime: nil, perWeek: Rational(1, over: 10))
        let run = try made.run(weeks: 4)
        let total = run.total
        // 200 a week start and end; standard error of four weeks about 28.
        #expect(abs(total.started - 800) < 120)
        #expect(abs(total.ended - 800) < 120)
        let last = run.regions[0].weeks[3]
        let alive = Double(last.alive) / Double(WeeksSettings.week * run.scale.ticksPerSecond)
        #expect(abs(alive - 2_000) < 150)
    }

    @Test("growth adds its share of the fleet, compounded")
    func growth() throws {
        var made = WeeksCase(count: 1_000)
        made.scanners = 10_000
        made.weeks.growth = Rational(1, over: 10)
        let run = try made.run(weeks: 4)
        // 1,000 * 1.1^n - 1,000 by the end of week n.
        #expect(run.regions[0].weeks.map(\.started) == [100, 110, 121, 133])
        #expect(run.pointOfNoReturn?.week != nil)
    }

    @Test("a seed names one run, and another seed another")
    func seeds() throws {
        let made = made(200, lifetime: .exponential(mean: Seconds(36_000)))
        #expect(try made.run(seed: 3) == made.run(seed: 3))
        #expect(try made.run(seed: 3).total != made.run(seed: 4).total)
    }

    @Test("any number of tasks gives the same run")
    func width() async throws {
        var made = made(60, lifetime: .exponential(mean: Seconds(36_000)))
        made.regions = Array(repeating: made.regions[0], count: 5)
        let plan = try made.plan()
        let alone = try made.run(weeks: 2)
        for width in [1, 2, 4] {
            let other = try await WeeksSimulator.run(
                made.scenario.deployments[0], plan: plan, weeks: 2, seed: 1, width: width, trials: 0)
            #expect(other == alone)
        }
    }
}
