import CapacityPlanning
import ScanModel
import ScanSimulation
import TestSupport
import Testing

/// Persistent scanners with items of several volumes, seen from outside: every item has an account of its own, so that
/// its completion can be read off the run.
@Suite("Persistent scanners")
struct PersistentScannerTests {
    struct Item {
        var platform: Platform
        var volumes: Int
        var size: Int
        var failures: Int
    }

    struct Made {
        var scenario: Scenario
        var items: [Item]
        var places: Int
        /// Seconds of an item on the scanner.
        func length(_ item: Item) -> Int { 3 + item.size }
    }

    /// Prepare (nothing or 1 s for each GiB), then scan for 3 s and 1 s for each GiB, the only stage on the scanner.
    private func make(_ dice: inout Dice, failures: Bool, gradualStart: Bool, scanners: Int? = nil) -> Made {
        let places = dice.roll(1...6)
        let items = (0..<dice.roll(1...30)).map { _ in
            Item(
                platform: dice.chance(40) ? .windows : .linux, volumes: dice.roll(1...4), size: dice.roll(4...9),
                failures: failures ? dice.pick([0, 0, 1, 3]) : 0)
        }
        var fleet = Fleet()
        let region = fleet.internRegion("region")
        for (number, item) in items.enumerated() {
            // One volume takes what the others leave of the size.
            var volumes = [Int32](repeating: 1, count: item.volumes)
            volumes[0] = Int32(item.size - item.volumes + 1)
            fleet.append(
                account: fleet.internAccount("account-\(number)"), region: region, platform: item.platform,
                failures: UInt8(item.failures), volumes: volumes)
        }
        let second = Seconds(1)
        let workflow = ScanWorkflow(
            stages: [
                ScanStage(
                    name: "prepare",
                    duration: StageDuration(base: .zero, perGiB: gradualStart ? second : .zero, size: .total)),
                ScanStage(
                    name: "scan", duration: StageDuration(base: Seconds(3), perGiB: second, size: .total),
                    scanner: .takesAndGivesBack),
            ], resources: [], buckets: [])
        let scanner = ScannerModel(
            lifecycle: .persistent, termination: dice.pick([.regionEnd, .idle]),
            boot: Seconds(Rational(dice.roll(0...9))), drain: second, places: places, minimumBilled: .zero,
            instanceType: nil, vcpus: 2, rootVolume: GiB(8), launchBuckets: [], terminateBuckets: [])
        let limits = RegionLimits(
            region: "region", scannersRequested: scanners ?? dice.roll(1...4), setup: .zero, teardown: .zero,
            subnet: nil, vcpu: nil, capacities: [], buckets: [])
        let scenario = Scenario.testing(
            name: "persistent", workflow: workflow, scanner: scanner,
            dispatch: dice.pick(DispatchOrder.allCases), regions: [limits], fleet: fleet)
        return Made(scenario: scenario, items: items, places: places)
    }

    private func run(_ made: Made) throws -> (RegionRun, RegionPlan) {
        guard case .planned(let plan) = try CapacityPlanner.plan(made.scenario) else { throw Infeasible() }
        #expect(plan.deployments[0].scale.ticksPerSecond == 1)
        let run = ScanSimulator.run(made.scenario, plan: plan, seed: 1)
        return (run.deployments[0].regions[0], plan.deployments[0].regions[0])
    }

    private struct Infeasible: Error {}

    /// Begin and end of each item's time on a scanner, without failures.
    private func stays(_ made: Made, _ region: RegionRun) -> [(begin: Int64, end: Int64)] {
        zip(made.items, region.accountCompleted).map { (begin: $1 - Int64(made.length($0)), end: $1) }
    }

    @Test("busy places are the work, attempts included, and never more than there are")
    func conservation() throws {
        var dice = Dice(seed: 61)
        for _ in 0..<300 {
            let made = make(&dice, failures: true, gradualStart: dice.chance(50))
            let (region, _) = try run(made)
            let work = made.items.map {
                min(made.places, $0.volumes) * made.length($0) * ($0.failures + 1)
            }
            #expect(region.busyPlaces == Int128(work.reduce(0, +)))
            #expect(region.busyPlaces <= region.availablePlaces)
            #expect(region.attempts == made.items.reduce(0) { $0 + $1.failures + 1 })
            #expect(region.stages[1].completions == region.attempts)
        }
    }

    @Test("all scanners together hold what is aboard, platforms apart")
    func placesHold() throws {
        var dice = Dice(seed: 62)
        for _ in 0..<300 {
            let made = make(&dice, failures: false, gradualStart: dice.chance(50))
            let (region, plan) = try run(made)
            let stays = stays(made, region)
            // What is aboard can grow only when an item comes aboard.
            for instant in Set(stays.map(\.begin)) {
                var fullScanners = 0
                for platform in Platform.allCases {
                    let aboard = zip(made.items, stays).filter {
                        $0.platform == platform && $1.begin <= instant && instant < $1.end
                    }
                    let weight = aboard.reduce(0) { $0 + min(made.places, $1.0.volumes) }
                    fullScanners += (weight + made.places - 1) / made.places
                }
                #expect(fullScanners <= plan.scanners, "at \(instant)")
            }
        }
    }

    @Test("one scanner carries one platform at a time, and is not empty while an item waits")
    func oneScanner() throws {
        var dice = Dice(seed: 63)
        var both = 0
        for _ in 0..<300 {
            let made = make(&dice, failures: false, gradualStart: false, scanners: 1)
            let (region, _) = try run(made)
            let stays = stays(made, region)
            if Set(made.items.map(\.platform)).count == 2 { both += 1 }
            for (one, other) in made.items.indices.flatMap({ one in made.items.indices.map { (one, $0) } })
            where made.items[one].platform != made.items[other].platform {
                #expect(stays[one].end <= stays[other].begin || stays[other].end <= stays[one].begin)
            }
            // Everything is ready at once: from readiness to the last completion somebody is always aboard.
            var covered = stays.map(\.begin).min() ?? 0
            for stay in stays.sorted(by: { $0.begin < $1.begin }) {
                #expect(stay.begin <= covered)
                covered = max(covered, stay.end)
            }
        }
        #expect(both > 100)
    }

    @Test("nobody passes the head of the line")
    func orderIsKept() throws {
        var dice = Dice(seed: 64)
        for _ in 0..<300 {
            let made = make(&dice, failures: false, gradualStart: false)
            let (region, _) = try run(made)
            let begins = stays(made, region).map(\.begin)
            let sizes = made.items.map(\.size)
            let line = begins.indices.sorted { left, right in
                switch made.scenario.deployments[0].dispatch {
                case .fifo, .listed: left < right
                case .lpt: (-sizes[left], left) < (-sizes[right], right)
                case .spt: (sizes[left], left) < (sizes[right], right)
                }
            }
            #expect(zip(line, line.dropFirst()).allSatisfy { begins[$0] <= begins[$1] })
            #expect(region.waitingForScanner == begins.reduce(0) { $0 + Int128($1) })
        }
    }

    @Test("scanners are billed from launch to drain, by either rule of termination")
    func billing() throws {
        var dice = Dice(seed: 65)
        for _ in 0..<300 {
            let made = make(&dice, failures: false, gradualStart: dice.chance(50))
            let (region, plan) = try run(made)
            let boot = made.scenario.deployments[0].scanner.boot.value.numerator
            #expect(region.scanners.count == plan.scanners)
            #expect(region.scanners.allSatisfy { $0.launched == 0 })
            #expect(region.billed == region.scanners.reduce(0) { $0 + Int128($1.terminated) })
            let latest = Int128(region.scanners.map(\.terminated).max() ?? 0)
            #expect(latest == max(Int128(region.completed), boot) + 1)
            if made.scenario.deployments[0].scanner.termination == .regionEnd {
                #expect(region.scanners.allSatisfy { Int128($0.terminated) == latest })
            }
        }
    }
}
