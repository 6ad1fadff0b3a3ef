import SensorMix
import TestSupport

/// Estates and problems for tests.
enum Estates {
    static let day = 86_400
    static let everywhere = Set(AssetCloud.allCases)
    static let both = [Reach(platforms: [.linux, .windows], clouds: everywhere)]

    /// A class of Linux machines on AWS that every kind of sensor gets to.
    static func open(_ name: String = "web", count: Int = 100, wants: [Assessment: FreshnessObjective] = [:])
        -> AssetClass
    {
        var assets = AssetClass(name: name, count: count, cloud: .aws, region: "us-east-1", platform: .linux)
        assets.hasPublicAddress = true
        assets.isReachable = true
        assets.controlsImage = true
        assets.allowsExtension = true
        assets.containersPerAsset = 4
        assets.webApplicationsPerAsset = 2
        assets.wants = wants
        return assets
    }

    static func sensor(
        _ name: String, _ kind: SensorKind, _ gives: [Assessment] = [.vulnerabilities], interval: Int = day,
        anchor: ScanAnchor = .discovery, discovery: Int = 0, first: Int = 3600, delay: Int = 3600
    ) -> Sensor {
        Sensor(
            name: name, kind: kind, gives: Dictionary(uniqueKeysWithValues: gives.map { ($0, both) }),
            interval: interval, anchor: anchor, discovery: discovery, firstResult: first,
            resultDelay: delay)
    }

    /// Small enough to try every choice, with ties, free items and licences in common.
    static func problem(_ dice: inout Dice) -> MixProblem {
        let sensors = dice.roll(1...4)
        let itemCosts = (0..<dice.roll(0...5)).map { _ in dice.roll(1...60) }
        let licences = dice.roll(0...2)
        func some(_ count: Int, _ percent: Int) -> [Int] { (0..<count).filter { _ in dice.chance(percent) } }
        let classes = (0..<dice.roll(0...4)).map { _ in
            let needs = dice.roll(1...3)
            return MixProblem.Class(
                meets: (0..<needs).map { _ in
                    let able = some(sensors, 60)
                    return able.isEmpty ? [dice.roll(0...(sensors - 1))] : able
                },
                base: (0..<sensors).map { _ in dice.roll(0...30) },
                onTop: (0..<needs).map { _ in (0..<sensors).map { _ in dice.roll(0...10) } },
                licences: (0..<sensors).map { _ in some(licences, 50) },
                licenceCost: (0..<licences).map { _ in dice.roll(0...20) },
                items: (0..<sensors).map { _ in some(itemCosts.count, 40) })
        }
        return MixProblem(classes: classes, itemCosts: itemCosts)
    }

    /// A whole estate with every trait, filters, roll-outs and objectives.
    static func estate(_ dice: inout Dice) -> SensorEstate {
        let classes = (0..<dice.roll(1...4)).map { index in
            var assets = AssetClass(
                name: "class\(index)", count: dice.roll(0...500), cloud: dice.pick([.aws, .azure, .none]),
                region: dice.pick(["east", "west"]), platform: dice.pick([.linux, .linux, .windows, .other]))
            assets.isRunning = dice.chance(85)
            assets.meanLife = dice.pick([nil, 2 * 3600, 12 * 3600, 5 * day, 400 * day])
            assets.hasPublicAddress = dice.chance(50)
            assets.isReachable = dice.chance(60)
            assets.controlsImage = dice.chance(50)
            assets.allowsExtension = dice.chance(60)
            assets.containersPerAsset = dice.pick([0, 5])
            assets.webApplicationsPerAsset = dice.pick([0, 2])
            assets.disks = dice.pick([.open, .open, .open, .lockedKey, .ephemeral])
            assets.tags = dice.chance(50) ? ["env": "prod"] : [:]
            for assessment in Assessment.allCases where dice.chance(30) {
                assets.wants[assessment] = FreshnessObjective(
                    within: dice.pick([6, 24, 26, 48, 24 * 8, 24 * 8]) * 3600, share: dice.pick([0.5, 0.9, 0.95]))
            }
            return assets
        }
        let sensors = (0..<dice.roll(2...6)).map { sensor($0, &dice) }
        let tags = [DynamicTag(name: "prod", rule: .matches(.tag("env"), pattern: "prod"))]
        return SensorEstate(
            classes: classes, sensors: sensors,
            licences: [SharedLicence(name: "hosts", perAsset: dice.roll(0...3_000_000), owned: 300)], tags: tags,
            metBy: dice.pick([nil, nil, 12]))
    }

    private static func sensor(_ index: Int, _ dice: inout Dice) -> Sensor {
        let kind = dice.pick(SensorKind.allCases)
        let delay = dice.pick([600, 3600])
        var sensor = sensor(
            "sensor\(index)", kind, Assessment.allCases.filter { _ in dice.chance(75) },
            interval: dice.pick([4 * 3600, day, 7 * day]), anchor: dice.pick(ScanAnchor.allCases),
            discovery: dice.pick([0, 4 * 3600]), first: delay + dice.pick([0, 3600]), delay: delay)
        sensor.leastInterval = dice.pick([3600, sensor.interval])
        sensor.perAsset = dice.roll(0...4_000_000)
        sensor.perScan = dice.roll(0...5_000)
        for assessment in Assessment.allCases where dice.chance(30) {
            sensor.perAssessment[assessment] = dice.roll(0...1_000_000)
        }
        sensor.fixed = dice.pick([0, 0, 300_000_000])
        sensor.fixedPerRegion = dice.pick([0, 70_000_000])
        sensor.licences = dice.chance(40) ? ["hosts"] : []
        if dice.chance(30) { sensor.pointedAt = dice.pick([.tagged("prod"), .not(.tagged("prod"))]) }
        if dice.chance(40) {
            sensor.rollout = SensorRollout(
                startDay: dice.roll(0...5), imagesPerDay: kind == .agent && dice.chance(60) ? 0.1 : nil,
                waveShare: dice.chance(70) ? 0.25 : nil, waveEvery: dice.roll(1...14))
        }
        return sensor
    }
}

/// Numbers from 0 to 1 for simulations.
extension Dice {
    mutating func unit() -> Double { (Double(roll(0...999_999_999)) + 0.5) / 1e9 }
}
