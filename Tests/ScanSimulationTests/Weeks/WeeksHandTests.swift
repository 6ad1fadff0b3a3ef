import ScanModel
import ScanSimulation
import Testing

/// Small deployments whose weeks can be calculated by hand.
@Suite("Weeks by hand")
struct WeeksHandTests {
    /// Found at 0 h, snapshot until 2 min, search at 10 min, boot 1 min, scan 5 min, clean-up 10 s: done after 16 min
    /// 10 s. The record vanishes after 24 h, where a discovery comes at the same instant: again and again at 24 h.
    @Test("three instances are scanned each day, 16 min 10 s after their discovery")
    func daily() throws {
        let run = try WeeksCase(count: 3).run(weeks: 2)
        let region = run.regions[0]
        #expect(run.scale.seconds(try #require(region.firstCycle)) == 970)
        for week in region.weeks {
            #expect(week.due == 21 && week.scans == 21 && week.backlog == 0 && week.forgotten == 0)
        }
        // Each day has 3 scanners for 1 min boot, 5 min scan and 30 s drain; the first day is the warm-up.
        #expect(region.scannerTicks == 13 * 3 * 390)
        #expect(region.busy == 13 * 390)
        // The age grows from 0 to 24 h between two completions: evenly spread.
        #expect(region.ages.greatest == 86_400)
        let median = try #require(region.ages.quantile(0.5))
        #expect(abs(median - 43_200) < 60)
        let high = try #require(region.ages.quantile(0.95))
        #expect(abs(high - 0.95 * 86_400) < 60)
        #expect(run.period == 24 * 3600 * run.scale.ticksPerSecond)
        // Covered but for the first 970 s of the first week.
        #expect(region.weeks[0].covered == 3 * (604_800 - 970))
        #expect(region.weeks[1].coverage == 1)
    }

    @Test("a record that outlives its expiry by a minute misses the discovery and waits four hours more")
    func lag() throws {
        var made = WeeksCase(count: 3)
        made.weeks.expiryLag = Seconds(60)
        let run = try made.run(weeks: 4)
        #expect(run.hours(run.period) == 28)
        // At 0, 28, ... 644 h of 672.
        #expect(run.total.scans == 3 * 24)
        #expect(run.regions[0].ages.greatest == 28 * 3600)
        // Of 28 h between two scans 24 are covered.
        #expect(abs(run.regions[0].weeks[2].coverage - 24.0 / 28) < 0.02)
    }

    @Test("with the anchor of completion the time of the scan comes on top, and the next discovery")
    func completion() throws {
        var made = WeeksCase(count: 3)
        made.weeks.anchor = .completion
        let run = try made.run(weeks: 1)
        // Done at 0:16:10, due at 24:16:10, found at 28 h, and so on: 0, 28, 56, 84, 112, 140 h of 168.
        #expect(run.total.scans == 18)
        #expect(run.hours(run.period) == 28)
        #expect(run.regions[0].ages.greatest == 28 * 3600)
    }

    @Test("with a schedule all are scanned at its starts, from the first day on")
    func schedule() throws {
        var made = WeeksCase(count: 3)
        made.weeks.anchor = .schedule
        made.schedule = try QuartzSchedule("0 0 2 ? * MON,THU *")
        let run = try made.run(weeks: 2)
        #expect(run.total.scans == 3 * 4 && run.total.overruns == 0)
        // Between Thursday and Monday.
        #expect(run.regions[0].ages.greatest == 4 * 86_400)
        #expect(run.hours(run.period) == 72)
    }

    /// One scanner, six and a half minutes each, 300 instances: 32 h 30 min of work a day.
    @Test("a start that finds the run before it busy is skipped")
    func overrun() throws {
        var made = WeeksCase(count: 300)
        made.scanners = 1
        made.weeks.anchor = .schedule
        let run = try made.run(weeks: 2)
        // Runs start at 0, 48 h, ...: each takes 32.5 h, and every second of 14 starts is skipped.
        #expect(run.total.scans == 7 * 300)
        #expect(run.total.overruns == 7)
        #expect(abs(try #require(run.loads.first).factor - 300 * 390.0 / 86_400) < 1e-12)
    }

    /// The same work with records: what is not begun when its record vanishes is forgotten and found anew.
    @Test("what is not scanned within the interval is forgotten, and scanners never rest")
    func overload() throws {
        var made = WeeksCase(count: 300)
        made.scanners = 1
        let run = try made.run(weeks: 4, trials: 8)
        let week = run.regions[0].weeks[2]
        // A day begins with a search after 600 s; then a scan begins every 390 s, and the last 80 records vanish.
        #expect(week.scans == 7 * 220 && (86_400 - 600) / 390 == 220)
        #expect(week.forgottenBeforeScan == 7 * 80)
        #expect(run.regions[0].forgottenAfterWarmUp > 0)
        let share = Double(run.regions[0].scannerTicks) / Double(run.regions[0].measured)
        #expect(share > 0.99 && share <= 1)
        let point = try #require(run.pointOfNoReturn)
        #expect(abs(point.multiple - 86_400 / (300 * 390.0)) < 1e-12)
        guard case .between(let good, let bad, _) = point.confirmation else {
            Issue.record("\(point.confirmation)")
            return
        }
        #expect(good < bad && bad - good < 0.05)
        #expect(good > point.multiple * 0.93 && bad < point.multiple * 1.05)
    }

    /// Snapshots of 7 h: with one at once the second waits 7 h, longer than a record without a snapshot lives.
    @Test("a record that waits too long for its snapshot is forgotten and found again")
    func rediscovery() throws {
        var made = WeeksCase(count: 2)
        made.snapshot = 7 * 3600
        made.pending = 1
        made.weeks.discoveredExpiry = Seconds(6 * 3600)
        let run = try made.run(weeks: 1)
        let plain = try WeeksCase(count: 2).run(weeks: 1)
        #expect(plain.total.forgotten == 0)
        // Found at 0, forgotten at 6 h, found at 8 h while nothing holds the limit: its period stays 8 h apart.
        #expect(run.total.forgottenBeforeSnapshot == 1)
        #expect(run.total.forgottenBeforeScan == 0)
        #expect(run.total.scans == 14)
        #expect(run.total.due == 15)
    }
}
