import ApplianceScanning
import RandomStreams
import Testing

@Suite("Scan rehearsal")
struct ScanRehearsalTests {
    private func plan(hosts: Int, seconds: Int, windowSeconds: Int) throws -> AppliancePlan {
        var terms = ApplianceTerms.sample
        terms.windowSeconds = windowSeconds
        let estate = ScanEstate(networks: [.sample(0)], segments: [.sample(0, hosts: hosts, seconds: seconds)])
        return try AppliancePlanner.plan(estate, terms)
    }

    @Test("hosts that take equally long end after ceil(hosts / parallel) times their time", arguments: 1...30)
    func closedForm(hosts: Int) throws {
        let plan = try plan(hosts: hosts, seconds: 700, windowSeconds: 4000)
        let rehearsal = ScanRehearsal(plan, windowSeconds: 4000)
        for (planned, done) in zip(plan.appliances, rehearsal.appliances) {
            let rounds = (planned.hosts + planned.hostsInParallel - 1) / planned.hostsInParallel
            #expect(done.endSeconds == rounds * 700)
            #expect(done.endSeconds <= planned.makespanSeconds)
        }
        #expect(rehearsal.lateHosts == 0)
    }

    /// The same rule without events: each host goes to the slot that is free first.
    private func listEnd(_ appliance: PlannedAppliance) -> Int {
        var free = Array(repeating: 0, count: appliance.hostsInParallel)
        for share in appliance.order {
            for _ in 0..<share.hosts {
                let slot = free.indices.min { (free[$0], $0) < (free[$1], $1) }!
                free[slot] += share.secondsPerHost
            }
        }
        return free.max()!
    }

    @Test("a mixed load ends when the list rule says", arguments: 0..<20)
    func list(number: Int) throws {
        var dice = Dice(seed: 8000 + number)
        let estate = ScanEstate.random(&dice)
        let plan = try AppliancePlanner.plan(estate, .sample)
        let rehearsal = ScanRehearsal(plan, windowSeconds: ApplianceTerms.sample.windowSeconds)
        #expect(rehearsal.appliances.map(\.endSeconds) == plan.appliances.map(listEnd))
        #expect(rehearsal.lateHosts == 0)
    }

    @Test("in the planned order no host is late, whatever the mix; by length alone some are")
    func plannedOrder() throws {
        let window = ApplianceTerms.sample.windowSeconds
        var lateByLength = 0
        for number in 0..<60 {
            var dice = Dice(seed: 9000 + number)
            var estate = ScanEstate.random(&dice)
            for index in estate.segments.indices {
                estate.segments[index].secondsPerHost = 200 + dice.roll(5000)
                estate.segments[index].hosts *= 9
            }
            let plan = try AppliancePlanner.plan(estate, .sample, effort: PlanningEffort(wholeNodes: 10))
            let rehearsal = ScanRehearsal(plan, windowSeconds: window)
            for (planned, done) in zip(plan.appliances, rehearsal.appliances) {
                #expect(done.endSeconds <= planned.makespanSeconds && planned.makespanSeconds <= window)
            }
            for planned in plan.appliances {
                let listed = planned.order.reduce(into: [:]) { $0[$1.segment, default: 0] += $1.hosts }
                let loaded = planned.load.reduce(into: [:]) { $0[$1.segment, default: 0] += $1.hosts }
                #expect(listed == loaded)
            }
            lateByLength += ScanRehearsal(plan, windowSeconds: window, order: .longestFirst).lateHosts
        }
        #expect(lateByLength > 0)
    }

    @Test("hosts are late when the window is shorter than planned")
    func late() throws {
        let plan = try plan(hosts: 8, seconds: 1000, windowSeconds: 4000)
        #expect(plan.appliances.count == 1)
        // Two slots: two hosts end in each of the four thousand seconds.
        #expect((1...4).map { ScanRehearsal(plan, windowSeconds: 1000 * $0).lateHosts } == [6, 4, 2, 0])
        #expect(ScanRehearsal(plan, windowSeconds: 4000).appliances[0].utilisation == 1)
    }

    @Test("scattered times are the same for a seed and others for another, around the listed mean")
    func scatter() throws {
        let plan = try plan(hosts: 4000, seconds: 600, windowSeconds: 28_800)
        func end(_ seed: UInt64) -> ScanRehearsal {
            ScanRehearsal(plan, windowSeconds: 28_800, timeFactor: .lognormal(mean: 1, cv: 0.5), seed: seed)
        }
        #expect(end(1) == end(1))
        #expect(end(1) != end(2))
        let busy = zip(end(1).appliances, plan.appliances).reduce(0.0) {
            $0 + $1.0.utilisation * Double($1.0.endSeconds * $1.1.hostsInParallel)
        }
        // The mean of 4,000 draws with standard deviation 0.5 is within 0.04 of 1 in all but one of a million cases.
        #expect(abs(busy / (4000 * 600) - 1) < 0.05)
        // A full appliance with scatter ends late about every other time, so some of many do.
        #expect(end(1).lateHosts > 0)
    }
}
