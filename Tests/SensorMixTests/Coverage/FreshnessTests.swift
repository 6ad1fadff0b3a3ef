import Foundation
import TestSupport
import Testing

@testable import SensorMix

@Suite struct FreshnessTests {
    private struct Case: CustomTestStringConvertible {
        var life: Int?
        var sensor: Sensor
        var testDescription: String { "\(String(describing: life)) \(sensor.anchor) \(sensor.interval)" }

        var assets: AssetClass {
            var assets = Estates.open()
            assets.meanLife = life
            return assets
        }
        var freshness: Freshness { Freshness(sensor, on: assets) }
    }

    private static let cases: [Case] = [nil, 1800, 6 * 3600, 2 * Estates.day, 60 * Estates.day].flatMap { life in
        [
            Estates.sensor("api", .api, interval: 4 * 3600, discovery: 4 * 3600, first: 8 * 3600, delay: 8 * 3600),
            Estates.sensor("daily", .snapshot, discovery: 4 * 3600, first: 2 * 3600),
            Estates.sensor("weekly", .appliance, interval: 7 * Estates.day, anchor: .schedule, discovery: 4 * 3600),
            Estates.sensor("agent", .agent, interval: 4 * 3600, first: 7200, delay: 300),
        ].map { Case(life: life, sensor: $0) }
    }

    @Test func assetsThatStayHaveAUniformAge() {
        let freshness = Case(
            life: nil, sensor: Estates.sensor("daily", .snapshot, discovery: 4 * 3600, first: 2 * 3600)
        ).freshness
        #expect(freshness.seen == 1 && freshness.gone == 0)
        #expect(freshness.meanAge == 13 * 3600)
        #expect(freshness.age(ofShare: 0.95) == 3600 + 0.95 * 86_400)
        #expect(freshness.share(within: 3599) == 0)
        #expect(freshness.share(within: 3600) == 0)
        #expect(freshness.share(within: 3600 + 43_200) == 0.5)
        #expect(freshness.share(within: 25 * 3600) == 1)
        #expect(freshness.meets(FreshnessObjective(within: 3600 + 82_080, share: 0.95)))
        #expect(!freshness.meets(FreshnessObjective(within: 3600 + 82_079, share: 0.95)))
        #expect(freshness.longestFirst == 6 * 3600)
    }

    /// With a life of one interval and nothing else the remainder has the density of an exponential cut at 1.
    @Test func knownNumbers() {
        var sensor = Estates.sensor("x", .agent, first: 0, delay: 0)
        let one = Case(life: Estates.day, sensor: sensor).freshness
        #expect(one.seen == 1)
        #expect(abs(one.meanAge - 86_400 * (1 - 1 / (M_E - 1))) < 1e-6)
        #expect(abs(one.share(within: 43_200) - (1 - exp(-0.5)) / (1 - exp(-1))) < 1e-12)
        sensor.firstResult = Estates.day
        #expect(abs(Case(life: Estates.day, sensor: sensor).freshness.gone - (1 - exp(-1))) < 1e-12)
        sensor.firstResult = 0
        sensor.discovery = Estates.day
        #expect(abs(Case(life: Estates.day, sensor: sensor).freshness.seen - (1 - exp(-1))) < 1e-12)
        sensor.anchor = .schedule
        #expect(abs(Case(life: Estates.day, sensor: sensor).freshness.seen - pow(1 - exp(-1), 2)) < 1e-12)
    }

    /// An asset is followed from birth to death; a clock that is independent of it looks at a random moment of its life.
    @Test(arguments: cases)
    private func simulationAgrees(_ one: Case) {
        var dice = Dice(seed: 17)
        let freshness = one.freshness
        let sensor = one.sensor
        let (interval, delay) = (Double(sensor.interval), Double(sensor.resultDelay))
        let runs = 40_000
        let within = [delay + 0.3 * interval, delay + 0.8 * interval, delay + 2 * interval]
        var (seen, ages, inTime, gone) = (0, 0.0, [0, 0, 0], 0)
        for _ in 0..<runs {
            // What has been lived at a random moment, and what a new asset will live, are alike.
            let lived = one.life.map { -Double($0) * log(dice.unit()) } ?? 1000 * interval * dice.unit() + 50 * interval
            var first = Double(sensor.discovery) * dice.unit()
            if sensor.anchor == .schedule {
                // The times of the schedule are k x interval; the asset was born anywhere between two.
                let born = interval * dice.unit()
                let known = born + first
                first = (known / interval).rounded(.up) * interval - born
            }
            first += Double(sensor.firstResult)
            if let life = one.life, -Double(life) * log(dice.unit()) < first { gone += 1 }
            guard lived >= first else { continue }
            seen += 1
            // The newest of the results at first, first + interval, ..., each `delay` old when it came.
            let newest = first + ((lived - first) / interval).rounded(.down) * interval
            let age = lived - newest + delay
            ages += age
            for (index, limit) in within.enumerated() where age <= limit { inTime[index] += 1 }
        }
        func near(_ count: Int, _ share: Double) -> Bool { abs(Double(count) / Double(runs) - share) < 0.012 }
        #expect(near(seen, freshness.seen), "\(seen) \(freshness.seen)")
        if one.life != nil { #expect(near(gone, freshness.gone), "\(gone) \(freshness.gone)") }
        for (count, limit) in zip(inTime, within) {
            #expect(near(count, freshness.share(within: limit)), "\(count) \(limit)")
        }
        if seen > 2000 {
            #expect(abs(ages / Double(seen) / freshness.meanAge - 1) < 0.04, "\(ages / Double(seen))")
        }
    }

    @Test(arguments: cases)
    private func shareAndAgeAreInverse(_ one: Case) {
        let freshness = one.freshness
        for part in [0.01, 0.3, 0.5, 0.95, 0.999] {
            let share = part * freshness.seen
            guard let age = freshness.age(ofShare: share) else {
                Issue.record("no age of \(share)")
                continue
            }
            #expect(abs(freshness.share(within: age) - share) < 1e-9)
        }
        #expect(freshness.seen > 0.999_999 || freshness.age(ofShare: freshness.seen + 1e-6) == nil)
        var last = 0.0
        for step in 0...200 {
            let share = freshness.share(within: Double(step) * 1800)
            #expect(share >= last && share <= freshness.seen)
            last = share
        }
    }

    /// A very long life is like none that ends.
    @Test func longLivesApproachForEver() {
        let sensor = Estates.sensor("x", .appliance, anchor: .schedule, discovery: 14_400)
        let (ever, long) = (
            Case(life: nil, sensor: sensor).freshness, Case(life: 1_000_000 * Estates.day, sensor: sensor).freshness
        )
        #expect(abs(ever.meanAge / long.meanAge - 1) < 1e-6)
        #expect(abs(ever.seen - long.seen) < 1e-5)
        #expect(abs(ever.share(within: 50_000) - long.share(within: 50_000)) < 1e-5)
        // On both sides of where the formula of the mean changes.
        let near = [8640 * 99_999, 8640 * 100_001].map { life in
            Case(life: life * 10, sensor: sensor).freshness.meanAge
        }
        #expect(abs(near[0] / near[1] - 1) < 1e-9)
    }
}
