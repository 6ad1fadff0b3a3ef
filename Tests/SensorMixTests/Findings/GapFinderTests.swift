import TestSupport
import Testing

@testable import SensorMix

@Suite struct GapFinderTests {
    private let objective = FreshnessObjective(within: 86_400, share: 0.95)

    private func gap(
        _ sensor: Sensor, _ change: (inout AssetClass) -> Void = { _ in }, metBy: Int? = nil
    ) -> CoverageGap? {
        var assets = Estates.open(wants: [.vulnerabilities: objective])
        change(&assets)
        return SensorPlanner.plan(SensorEstate(classes: [assets], sensors: [sensor], metBy: metBy)).gaps.first
    }

    @Test func obstaclesAreTakenAway() {
        var snapshot = Estates.sensor("s", .snapshot, delay: 1800)
        snapshot.perAsset = 10
        #expect(
            gap(snapshot) { $0.disks = .lockedKey }?.remedies
                == [GapRemedy(sensorIndex: 0, change: .remove(.lockedKey), cost: 1000)])
        // Nothing is known to help against ephemeral disks, and two obstacles are not one change.
        #expect(gap(snapshot) { $0.disks = .ephemeral }?.remedies == [])
        snapshot.pointedAt = .tagged("x")
        #expect(gap(snapshot)?.remedies.map(\.change) == [.remove(.filteredOut)])
        #expect(gap(snapshot) { $0.disks = .lockedKey }?.remedies == [])
    }

    @Test func slowSensorsAreQuickened() {
        var weekly = Estates.sensor("w", .appliance, interval: 7 * Estates.day, anchor: .schedule)
        weekly.leastInterval = 3600
        weekly.perScan = 1000
        // One hour of delay, so 0.95 of the interval may be 23 h: 24.21 h, in whole minutes 1452.
        let remedy = gap(weekly)?.remedies.first
        #expect(remedy?.change == .interval(1452 * 60))
        #expect(remedy.map { $0.cost } == (100 * 1000 * 2_628_000 + 43_560) / 87_120)
        weekly.leastInterval = 2 * Estates.day
        #expect(gap(weekly)?.remedies.map(\.change) == [.within((60 + 9576) * 60)])
    }

    @Test func lateDiscoveryIsAMatterOfEvents() {
        let sensor = Estates.sensor("a", .agent, interval: 4 * 3600, discovery: 6 * 3600, first: 600, delay: 300)
        #expect(gap(sensor) { $0.meanLife = 6 * 3600 }?.remedies.map(\.change) == [.events])
        // Lives of ten minutes end before half an hour; then only fewer assets can be asked for.
        let short = gap(Estates.sensor("a", .agent, first: 1800, delay: 300)) { $0.meanLife = 1800 }
        guard case .share(let share)? = short?.remedies.first?.change else {
            Issue.record("\(String(describing: short))")
            return
        }
        #expect(share > 0.3 && share < 0.37)
    }

    @Test func aLateRolloutHasToEndSooner() {
        var sensor = Estates.sensor("a", .agent, interval: 4 * 3600, first: 600, delay: 300)
        sensor.rollout = SensorRollout(waveShare: 0.1, waveEvery: 30)
        #expect(gap(sensor, metBy: 90)?.remedies.map(\.change) == [.inPlaceBy(89)])
    }

    /// Every remedy that is told closes its gap when it is carried out, for what is told at most.
    @Test func everyRemedyHelps() {
        var dice = Dice(seed: 41)
        var kinds: Set<String> = []
        for _ in 0..<400 {
            let estate = Estates.estate(&dice)
            let plan = SensorPlanner.plan(estate)
            for gap in plan.gaps {
                for remedy in gap.remedies {
                    let changed = carriedOut(remedy, gap, estate)
                    let matrix = CoverageMatrix(changed)
                    let cell = matrix.cells.first {
                        $0.classIndex == gap.classIndex && $0.assessment == gap.assessment
                            && $0.sensorIndex == remedy.sensorIndex
                    }
                    #expect(cell?.meets == true, "\(remedy) \(gap)")
                    kinds.insert("\(remedy.change)".prefix { $0 != "(" }.description)
                }
                let costs = gap.remedies.filter { !$0.isLooser }.map(\.cost)
                #expect(costs == costs.sorted())
                #expect(gap.remedies.map(\.loss) == gap.remedies.map(\.loss).sorted())
            }
        }
        #expect(kinds == ["remove", "interval", "events", "inPlaceBy", "within", "share"])
    }

    private func carriedOut(_ remedy: GapRemedy, _ gap: CoverageGap, _ estate: SensorEstate) -> SensorEstate {
        var changed = estate
        func assets(_ change: (inout AssetClass) -> Void) { change(&changed.classes[gap.classIndex]) }
        func sensor(_ change: (inout Sensor) -> Void) { change(&changed.sensors[remedy.sensorIndex]) }
        switch remedy.change {
        case .remove(.filteredOut): sensor { $0.pointedAt = nil }
        case .remove(.lockedKey): assets { $0.disks = .open }
        case .remove(.notReachable): assets { $0.isReachable = true }
        case .remove(.noAgent): assets { $0.allowsExtension = true }
        case .remove(.noWayOfRollout):
            assets { $0.allowsExtension = true }
            sensor { $0.rollout = SensorRollout(waveShare: 1) }
        case .remove(let other): Issue.record("\(other)")
        case .interval(let seconds): sensor { $0.interval = seconds }
        case .events: sensor { $0.discovery = 0 }
        case .inPlaceBy(let day): sensor { $0.rollout = SensorRollout(startDay: day, waveShare: 1) }
        case .within(let seconds): assets { $0.wants[gap.assessment]?.within = seconds }
        case .share(let share): assets { $0.wants[gap.assessment]?.share = share }
        }
        if case .inPlaceBy = remedy.change { assets { $0.allowsExtension = true } }
        return changed
    }
}
