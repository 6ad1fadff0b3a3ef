import ScanModel
import Studies
import Synchronization
import TestSupport
import Testing

/// Plans of deployments in which something is random, and what is said of them.
@Suite("Optimised plans where chance plays a part")
struct OptimisationChanceTests {
    /// Deployments of the same regions, each with an account and a fleet of its own and with these lines.
    ///
    /// - Parameter regions: six instances in each, named twice twelve.
    private func scenario(
        _ parts: [[String]], regions: [String] = ["us-east-1", "us-east-1", "eu-west-1"], gate: String = "barrier",
        seed: UInt64 = 5
    ) throws -> Scenario {
        var dice = Dice(seed: seed)
        var lines = ["schemaVersion: 1", "name: study", "objective: {deadline: 20h}", "deployments:"]
        for (number, part) in parts.enumerated() {
            lines += [
                "  - name: part-\(number)", "    profile: qualys-aws@1.8",
                "    parameters: {Concurrency: 1, SingleRegionConcurrency: 1, IntervalHours: 24, "
                    + "Regions: \"us-east-1, eu-west-1\", TagKey: Scan, TagValue: daily}",
                "    serviceAccount: \"11112222333\(number)\"",
                "    targetAccounts: [{account: \"22223333444\(number)\", "
                    + "targetStack: {AWSSourceAccount: \"11112222333\(number)\"}}]",
                "    policies: {volumesPerScanner: 3, regionGate: \(gate)}",
            ]
            lines += part.map { "    " + $0 } + ["    fleet:", "      instances:"]
            for region in regions {
                for _ in 0..<6 {
                    lines.append(
                        "        - {account: \"22223333444\(number)\", region: \(region), tags: {Scan: daily}, "
                            + "volumes: [\(dice.roll(8...400))GiB], count: \(dice.roll(1...3))}")
                }
            }
        }
        var scenario = try read(lines)
        for number in scenario.deployments.indices {
            for region in scenario.deployments[number].regions.indices {
                scenario.deployments[number].regions[region].scannersRequested = 3
            }
        }
        return scenario
    }

    private let varied = ["variation: {scan: {lognormal: {cv: 0.8}}, region: {lognormal: {cv: 0.3}}}"]
    private let failing = ["faults: {scanFailure: 30%, attempts: 2}"]

    private func planned(_ scenario: Scenario) throws -> PlannedScenario {
        guard case .planned(let planned) = try PlanningAttempt(scenario) else { throw NoPlan() }
        return planned
    }

    private struct NoPlan: Error {}

    private func optimised(
        _ scenario: Scenario, trials: Int = 3, isQuick: Bool = false
    ) async throws -> [OptimisedDeployment] {
        let settings = OptimisationSettings(
            steps: 500_000, tellsSingleMeasures: !isQuick, sizesScanners: !isQuick, trials: trials)
        return await OptimisationStudy.answer(try planned(scenario), settings: settings, width: 2).deployments
    }

    /// The makespans of a deployment in the first trials of a simulation of the whole scenario.
    private func makespans(_ planned: PlannedScenario, deployment: Int, trials: Int) -> [Double] {
        (0..<UInt32(trials)).map { planned.answer(trial: $0).deployments[deployment].makespan }
    }

    private func isNear(_ left: Double, _ right: Double) -> Bool { abs(left - right) <= 1e-6 * right }

    @Test("begin with the product's as it is simulated, whichever deployment it is")
    func theProductsPlan() async throws {
        for lines in [varied, failing, varied + failing] {
            let scenario = try scenario([lines, lines])
            let planned = try planned(scenario)
            let (once, often) = (
                try await optimised(scenario, trials: 1, isQuick: true), try await optimised(scenario, isQuick: true)
            )
            for number in 0..<2 {
                let simulated = makespans(planned, deployment: number, trials: 3)
                #expect(Set(simulated).count > 1)
                #expect(once[number].product.makespanSeconds == simulated[0] && once[number].trials == 1)
                let product = often[number].product
                #expect(isNear(product.makespanSeconds, simulated.reduce(0, +) / 3) && often[number].trials == 3)
                #expect(product.longestSeconds == simulated.max())
            }
        }
    }

    @Test("are never worse in the mean, and are what an ordinary simulation of them comes to")
    func neverWorse() async throws {
        var faster = 0
        let interrupted = ["faults: {spotInterruption: {perHour: 60%}}"]
        for (number, lines) in [varied, failing, varied + failing, interrupted].enumerated() {
            let scenario = try scenario([lines], seed: UInt64(number))
            let found = try await optimised(scenario)[0]
            let (product, best, sized) = (found.product, found.optimised, found.sized)
            #expect(best.makespan <= product.makespan && best.givenUp <= product.givenUp)
            #expect(sized.makespan <= best.makespan && sized.givenUp <= best.givenUp)
            #expect(sized.peakScanners <= best.peakScanners && sized.scanners <= best.scanners)
            if best.makespan < product.makespan { faster += 1 }
            let alone = Scenario(
                name: "again", seed: scenario.seed, objective: Objective(), deployments: [found.deployment])
            let again = PlannedScenario(scenario: alone, plan: ScanPlan(deployments: [found.plan]))
            let mean = makespans(again, deployment: 0, trials: 3).reduce(0, +) / 3
            #expect(isNear(sized.makespanSeconds, mean))
            let late = try #require(found.forDeadline)
            #expect(late.longestSeconds <= 20 * 3600 && late.makespanSeconds <= late.longestSeconds)
        }
        #expect(faster >= 3, "\(faster)")
    }

    @Test("are chosen by the mean of their trials, not by the luck of one")
    func chosenByTheMean() async throws {
        // The first trial alone would arrange some region otherwise.
        var different = 0
        for seed in 1...6 as ClosedRange<UInt64> {
            let scenario = try scenario([["variation: {scan: {lognormal: {cv: 2}}}"]], seed: seed)
            let often = try await optimised(scenario, trials: 5)[0]
            #expect(often.single.dropLast().allSatisfy { often.optimised.makespan <= $0.makespan })
            let once = try await optimised(scenario, trials: 1)[0]
            func arrangements(_ found: OptimisedDeployment) -> [String: RegionArrangement] {
                Dictionary(uniqueKeysWithValues: found.regions.map { ($0.region, $0.arrangement) })
            }
            if arrangements(once) != arrangements(often) { different += 1 }
        }
        #expect(different > 0)
    }

    @Test("say what their bounds assume")
    func assumptions() async throws {
        let certain = try await optimised(try scenario([[]]), isQuick: true)[0]
        #expect(certain.assumptions.isNone && certain.trials == 1 && certain.product.givenUp == 0)
        #expect(certain.product.longestSeconds == certain.product.makespanSeconds && certain.notices.isEmpty)

        let random = try await optimised(try scenario([varied]), isQuick: true)[0]
        #expect(random.assumptions.names == ["nominalDurations"])
        try #require(random.notices.count == 2)
        #expect(random.notices[0].hasPrefix("Durations are random: scan"))
        #expect(random.notices[1].contains("the same 3 trials"))

        let losing = try await optimised(try scenario([failing]), isQuick: true)[0]
        #expect(losing.assumptions.names == ["nothingGivenUp"] && losing.product.givenUp > 0)
        try #require(losing.notices.count == 2)
        #expect(losing.notices[0].contains("the same 3 trials"))
        let count = Int((3 * losing.product.givenUp).rounded())
        #expect(losing.notices[1].contains("gave up \(count) in 3 cycles"))

        // Nothing is drawn here, though there are rules for faults.
        let never = try await optimised(try scenario([["faults: {scanFailure: 0%, attempts: 3}"]]), isQuick: true)[0]
        #expect(never.assumptions.isNone && never.trials == 1 && never.notices.isEmpty)
        let outage = "faults: {zoneOutages: [{region: eu-west-1, from: 0s, to: 60s}]}"
        let dark = try await optimised(try scenario([[outage]]), isQuick: true)[0]
        try #require(dark.assumptions.isNone && dark.trials == 1 && dark.notices.count == 1)
        #expect(dark.notices[0].contains("how long eu-west-1 takes depends on when it opens"))
    }

    /// Four instances need one place for a second per GiB, then the only scanner for 100 s, and are given up if they find no
    /// place after 10 s. As they are listed, three find one. Largest first, the other three are lost while the largest has
    /// the place: that ends sooner, but it scans less.
    @Test("are not faster by giving up more")
    func noFewerScanned() async throws {
        var scenario = try scenario([[]])
        func second(_ count: Int) -> Seconds { Seconds(Rational(Int128(count))) }
        var deployment = scenario.deployments[0]
        deployment.workflow = ScanWorkflow(
            stages: [
                ScanStage(
                    name: "prepare", acquires: [0],
                    duration: StageDuration(base: .zero, perGiB: second(1), size: .total), releases: [0],
                    recheck: RecheckRule(every: second(5), looksMost: 3, bucket: nil)),
                ScanStage(
                    name: "scan", duration: StageDuration(base: second(100), perGiB: .zero, size: .total),
                    scanner: .takesAndGivesBack),
            ],
            resources: [ResourceKind(name: "places", scope: .serviceAccountRegion, per: .item)], buckets: [])
        deployment.scanner.lifecycle = .persistent
        deployment.scanner.places = 1
        (deployment.scanner.launchBuckets, deployment.scanner.terminateBuckets) = ([], [])
        for region in deployment.regions.indices {
            deployment.regions[region].scannersRequested = 1
            (deployment.regions[region].capacities, deployment.regions[region].buckets) = ([1], [])
        }
        let listed = deployment.fleet
        deployment.fleet = Fleet(sizeUnitsPerGiB: listed.sizeUnitsPerGiB)
        let account = deployment.fleet.internAccount(listed.accounts.texts[0])
        let region = deployment.fleet.internRegion("us-east-1")
        let tags = deployment.fleet.internTags(listed.tagSets[Int(listed.instanceTagSet[0])])
        for size in [4, 4, 4, 60] as [Int32] {
            deployment.fleet.append(
                account: account, region: region, platform: .linux, tagSet: tags,
                volumes: [size * Int32(listed.sizeUnitsPerGiB)])
        }
        scenario.deployments[0] = deployment
        let found = try await optimised(scenario)[0]
        #expect(found.trials == 1 && found.product.givenUp == 1)
        #expect(found.optimised.givenUp == 1 && found.sized.givenUp == 1)
        #expect(found.optimised.makespan == found.product.makespan)
        #expect(found.notices.contains { $0.contains("gave up 1 in one cycle") })
    }

    @Test("count their cycles to the end", arguments: ["barrier", "sliding"], [false, true])
    func progress(gate: String, isQuick: Bool) async throws {
        // A region that is alone needs its three scanners, and one look tells; others can do with fewer.
        for (parts, regions) in [
            ([[]], ["us-east-1", "eu-west-1"]), ([[]], ["us-east-1"]), ([varied, [], failing], ["us-east-1"]),
        ] as [([[String]], [String])] {
            let settings = OptimisationSettings(
                steps: 1000, tellsSingleMeasures: !isQuick, sizesScanners: !isQuick, trials: 2)
            let reports = Mutex<[(done: Int, most: Int)]>([])
            _ = await OptimisationStudy.answer(
                try planned(try scenario(parts, regions: regions, gate: gate)), settings: settings, width: 2
            ) { done, most in reports.withLock { $0.append((done, most)) } }
            let seen = reports.withLock { $0 }
            #expect(seen.map(\.done) == Array(1...seen.count))
            #expect(seen.last?.most == seen.count)
            // What was promised is never raised.
            #expect(zip(seen, seen.dropFirst()).allSatisfy { $0.most >= $1.most })
            let trials = parts.count == 1 ? 1 : 5
            if isQuick { #expect(seen[0].most == 5 * trials && seen.count == 5 * trials) }
        }
    }
}
