import Foundation
import TestSupport
import Testing

@testable import SensorMix

@Suite struct RolloutCurveTests {
    private func curve(
        _ rollout: SensorRollout?, life: Int? = 10 * Estates.day, image: Bool = true, waves: Bool = true
    ) -> RolloutCurve {
        var assets = Estates.open()
        assets.meanLife = life
        assets.controlsImage = image
        assets.allowsExtension = waves
        var sensor = Estates.sensor("agent", .agent)
        sensor.rollout = rollout
        return RolloutCurve(sensor, on: assets)
    }

    @Test func wavesComeDayByDay() {
        let waves = curve(SensorRollout(startDay: 2, waveShare: 0.3, waveEvery: 7))
        #expect(waves.share(onDay: 1.9) == 0)
        #expect(abs(waves.share(onDay: 2) - 0.3) < 1e-12)
        #expect(abs(waves.share(onDay: 8.9) - 0.3) < 1e-12)
        #expect(abs(waves.share(onDay: 9) - 0.6) < 1e-12)
        #expect(waves.share(onDay: 23) == 1)
        #expect(curve(nil).share(onDay: 0) == 1)
    }

    @Test func noWayIsNoWay() {
        let images = SensorRollout(imagesPerDay: 0.1)
        #expect(curve(images).hasPath)
        #expect(!curve(images, life: nil).hasPath)
        #expect(!curve(images, image: false).hasPath)
        #expect(!curve(SensorRollout(waveShare: 0.5), waves: false).hasPath)
        #expect(curve(nil, image: false, waves: false).hasPath)
        #expect(curve(images, life: nil).share(onDay: 3650) == 0)
    }

    /// Assets are followed one by one: their image is renewed at some time, and they die at another one behind it.
    @Test(arguments: [(0.1, 2), (0.05, 40), (1.0, 10), (0.01, 300)])
    func imagesAgreeWithASimulation(rate: Double, life: Int) {
        var dice = Dice(seed: 5)
        let curve = curve(SensorRollout(imagesPerDay: rate), life: life * Estates.day, waves: false)
        let covered = (0..<20_000).map { _ in dice.unit() / rate - Double(life) * log(dice.unit()) }
        for day in [0.0, 1, 3, 10, 25, 60, 120, 400] {
            let share = Double(covered.filter { $0 <= day }.count) / 20_000
            #expect(abs(share - curve.share(onDay: day)) < 0.012, "\(day)")
        }
    }

    @Test func bothWaysMissWhatEachMisses() {
        let rollout = SensorRollout(imagesPerDay: 0.1, waveShare: 0.2, waveEvery: 10)
        for day in stride(from: 0.0, to: 60, by: 2.5) {
            let images = curve(rollout, waves: false).share(onDay: day)
            let waves = curve(rollout, image: false).share(onDay: day)
            #expect(abs(curve(rollout).share(onDay: day) - (1 - (1 - images) * (1 - waves))) < 1e-12)
        }
    }

    /// The first day by looking at all of them.
    @Test func theFirstDayIsTheFirst() {
        var dice = Dice(seed: 8)
        var found = 0
        for _ in 0..<60 {
            let rollout = SensorRollout(
                startDay: dice.roll(0...9), imagesPerDay: dice.pick([nil, 0.02, 0.3]),
                waveShare: dice.pick([nil, 0.07, 0.5]), waveEvery: dice.roll(1...9))
            let life = dice.pick([nil, Estates.day, 30 * Estates.day])
            var assets = Estates.open()
            assets.meanLife = life
            let sensor = Estates.sensor("agent", .agent, interval: 4 * 3600, first: 7200, delay: 300)
            let objective = FreshnessObjective(within: 86_400, share: dice.pick([0.3, 0.8, 0.95, 1]))
            let freshness = Freshness(sensor, on: assets)
            let curve = curve(rollout, life: life)
            let day = curve.firstDay(meeting: objective, freshness)
            let first = (0...RolloutCurve.horizon).first {
                curve.share(onDay: Double($0) - 7200.0 / 86_400) * freshness.share(within: 86_400)
                    >= objective.share - 1e-9
            }
            #expect(day == first)
            if day ?? 0 > 0 { found += 1 }
        }
        #expect(found > 10)
    }

    @Test func sharesNeverFall() {
        var dice = Dice(seed: 9)
        for _ in 0..<40 {
            let curve = curve(
                SensorRollout(
                    imagesPerDay: dice.pick([nil, 0.001, 0.2, 1]), waveShare: dice.pick([nil, 0.01, 1]),
                    waveEvery: dice.roll(1...30)), life: dice.pick([60, Estates.day, 1000 * Estates.day]))
            var last = 0.0
            for day in 0...500 {
                let share = curve.share(onDay: Double(day) / 2)
                #expect(share >= last - 1e-12 && share <= 1)
                last = share
            }
        }
    }
}
