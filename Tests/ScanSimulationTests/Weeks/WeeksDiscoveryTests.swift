import ScanModel
import ScanSimulation
import Testing

/// How long a discovery takes and whom it never reaches.
@Suite("Discovery of many accounts")
struct WeeksDiscoveryTests {
    /// 5,000 accounts and 30 regions, of which all but the last account in the last region are empty.
    private func run(perTaskBatch: Rational, rate: TokenRate? = nil, instances: Int = 1) throws -> WeeksRun {
        var made = WeeksCase(count: instances)
        made.intervalHours = 24
        made.weeks.callRate = rate
        made.weeks.fanOut = DiscoveryFanOut(
            taskBatch: 100, perTaskBatch: Seconds(perTaskBatch), creationTimeout: Seconds(180), workers: 1000,
            taskTimeout: Seconds(275), instancesPerPage: 50, volumesPerPage: 500,
            perCall: Seconds(Rational(1, over: 2)))
        var deployment = made.scenario.deployments[0]
        deployment.targets = (2...5_000).map { DeploymentTarget(account: "empty-\($0)", stackParameters: []) }
        deployment.targets.append(DeploymentTarget(account: "account-1", stackParameters: []))
        let home = deployment.regions[0]
        deployment.regions = (1...29).map { number in
            var limits = home
            limits.region = "empty-\(number)"
            return limits
        }
        deployment.regions.append(home)
        return try WeeksSimulator.run(deployment, plan: made.plan(), weeks: 1, seed: 1, trials: 0)
    }

    /// A thousand workers at 1.5 s a pair: 225 s, of which 150 s pass while tasks are handed out.
    @Test("150,000 pairs are discovered in under four minutes if their tasks are handed out in time")
    func fast() throws {
        let run = try run(perTaskBatch: Rational(1, over: 10))
        #expect(run.discovery.pairs == 150_000 && run.discovery.calls == 450_000)
        #expect(run.discovery.pairsMissed == 0)
        let seconds = run.scale.seconds(run.discovery.length).doubleValue
        #expect(seconds >= 225 && seconds < 227)
        #expect(run.scale.seconds(run.discovery.period) == Rational(14_400))
        #expect(run.total.scans == 7)
    }

    /// 180 s / 0.13 s are 1,384 batches of a hundred, so the last 116 never begin: always those of the last accounts.
    @Test("the tail of accounts is never found if handing out takes longer than its function may")
    func tail() throws {
        let run = try run(perTaskBatch: Rational(13, over: 100))
        #expect(run.discovery.pairsMissed == 11_600 && run.discovery.instancesMissed == 1)
        #expect(run.total.due == 0 && run.total.coverage == 0)
    }

    /// 450,000 calls / 25 a second = 18,000 s: five hours, so every second poll of four is skipped.
    @Test("25 calls a second make it five hours, longer than the time between two polls")
    func throttled() throws {
        let run = try run(perTaskBatch: Rational(1, over: 10), rate: TokenRate(perSecond: 25))
        let seconds = run.scale.seconds(run.discovery.length).doubleValue
        #expect(seconds >= 18_000 && seconds < 18_001)
        #expect(run.scale.seconds(run.discovery.period) == Rational(28_800))
        // Seen last of all, five hours after the start.
        #expect(run.scale.seconds(try #require(run.regions[0].firstCycle)).doubleValue > 18_000)
    }

    /// One page of 50 takes two calls of half a second, and 275 s hold 550 calls: 20,000 instances are 1 + 800.
    @Test("a large pair goes on where it was, and takes its role anew")
    func resumed() throws {
        let run = try run(perTaskBatch: Rational(1, over: 10), instances: 20_000)
        #expect(run.discovery.resumed == 1)
        #expect(run.discovery.calls == 450_000 - 3 + 801 + 1)
    }
}

/// Regions that wait for one another, week after week.
@Suite("Weeks behind the window of regions")
struct WeeksGateTests {
    @Test("every region has its turn while others are never without work", arguments: GateDiscipline.allCases)
    func turns(discipline: GateDiscipline) throws {
        var made = WeeksCase(count: 0)
        made.regions = (0..<4).map { region in (0..<60).map { _ in (account: region, volumes: [8]) } }
        made.scanners = 1
        made.gate = RegionGate(reading: .window, window: 2, discipline: discipline)
        let run = try made.run(weeks: 2)
        // 60 * 390 s are 6.5 h: two rounds of two regions fit into a day.
        for region in run.regions {
            #expect(region.weeks[1].scans == 7 * 60)
            #expect(region.forgottenAfterWarmUp == 0)
        }
        let load = try #require(run.windowLoad)
        #expect(abs(load - 4 * 60 * 390 / (2 * 86_400.0)) < 1e-9)
        #expect(run.pointOfNoReturn?.region == nil)
        #expect(abs(try #require(run.pointOfNoReturn).multiple - 1 / load) < 1e-9)
    }

    /// The scanner of the first region needs 43 h for a pass, so there is always something due again: at the end of what
    /// was found before it was let in, it still gives way.
    @Test("no region starves behind one that is never done")
    func fair() throws {
        var made = WeeksCase(count: 0)
        made.regions = [400, 10].enumerated().map { region, count in
            (0..<count).map { _ in (account: region, volumes: [8]) }
        }
        made.scanners = 1
        made.gate = RegionGate(reading: .window, window: 1, discipline: .sliding)
        made.weeks.anchor = .completion
        let run = try made.run(weeks: 4)
        #expect(try #require(run.windowLoad) > 1)
        #expect(run.regions[0].weeks.allSatisfy { $0.scans > 1_400 })
        #expect(run.regions[1].weeks.dropFirst().allSatisfy { $0.scans >= 30 })
        #expect(run.regions[1].ages.greatest < 72 * 3600)
    }
}
