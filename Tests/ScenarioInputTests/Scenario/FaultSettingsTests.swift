import ScanModel
import Testing

@testable import ScenarioInput

/// What goes wrong, what others take, the vendor's gateway and batches, as a scenario states them.
@Suite("Faults and shared limits of a scenario")
struct FaultSettingsTests {
    private func deployment(_ lines: String..., profile: String = "qualys-aws@1.8") throws -> Deployment {
        let text =
            ScenarioSample.least.replacing("qualys-aws@1.8", with: profile) + lines.map { "    \($0)\n" }.joined()
        let draft = try ScenarioReader.read(bytes: Array(text.utf8), file: "f.yaml", standardName: "f")
        return try ScenarioAssembler.assemble(draft, inventories: [nil]).deployments[0]
    }

    private func problems(_ lines: String...) -> [String] {
        let text = ScenarioSample.least + lines.map { "    \($0)\n" }.joined()
        return issues { () throws(InvalidInput) in
            _ = try ScenarioReader.read(bytes: Array(text.utf8), file: "f.yaml", standardName: "f")
        }
    }

    @Test("nothing goes wrong unless it is stated")
    func nothing() throws {
        let plain = try deployment()
        #expect(plain.faults == nil && plain.workflow.attempts == nil && plain.workflow.sweep == nil)
        #expect(plain.vendorApi == nil && plain.batching == .nextFit && !plain.launchesEmptyBatches)
        #expect(plain.workflow.sharedBuckets.isEmpty)
        let zeros = try deployment("faults: {scanFailure: 0%, launchFailure: 0%, spotInterruption: {perHour: 0}}")
        #expect(zeros.faults == nil && zeros.workflow == plain.workflow && zeros.notices == plain.notices)
    }

    @Test("every key of faults is read")
    func everyKey() throws {
        let made = try deployment(
            "bill: {include: [spot]}",
            "faults: {scanFailure: 2%, attempts: 3, sweep: 30m, spotInterruption: {perHour: 5%}, launchFailure: 1%, "
                + "zoneOutages: [{region: us-east-1, from: 1h, to: 3h}]}",
            "policies: {backoff: {first: 2s, factor: 3, limit: 50s, jitter: full}}")
        #expect(made.workflow.attempts == AttemptRule(most: 3, failureProbability: 0.02))
        #expect(made.workflow.sweep == Seconds(1800))
        #expect(
            made.faults
                == FaultRules(
                    interruption: InterruptionRule(perHour: 0.05),
                    outages: [ZoneOutage(region: "us-east-1", from: Seconds(3600), to: Seconds(10_800))],
                    launchFailure: 0.01,
                    retry: Backoff(first: Seconds(2), factor: 3, limit: Seconds(50), fullJitter: true)))
        let names = Set(made.assumptions.map(\.name))
        for name in [
            "faults.scanFailure", "faults.attempts", "faults.sweep", "faults.spotInterruption.perHour",
            "faults.launchFailure", "faults.zoneOutages[0]", "policies.backoff.first",
        ] {
            #expect(names.contains(name), "\(name)")
        }
    }

    @Test("attempts and the sweep are the profile's unless stated", arguments: ["qualys-aws@1.8", "qualys-aws@1.19"])
    func defaults(profile: String) throws {
        // Template 1.19 takes tags as lists.
        var text = ScenarioSample.least.replacing("qualys-aws@1.8", with: profile)
        if profile.hasSuffix("1.19") {
            text = text.replacing("TagKey: Scan\n", with: "MustHaveTagList: Scan=daily\n")
                .replacing("      TagValue: daily\n", with: "")
                .replacing("AWSSourceAccount", with: "ServiceAccount")
        }
        text += "    faults: {scanFailure: 1%}\n"
        let draft = try ScenarioReader.read(bytes: Array(text.utf8), file: "f.yaml", standardName: "f")
        let made = try ScenarioAssembler.assemble(draft, inventories: [nil]).deployments[0]
        #expect(made.workflow.attempts == AttemptRule(most: 2, failureProbability: 0.01))
        #expect(made.workflow.sweep == Seconds(3600) && made.faults == nil)
    }

    @Test("interruptions need spot scanners; without them the answer says so")
    func spot() throws {
        let line = "faults: {spotInterruption: {perHour: 5%}}"
        let plain = try deployment(line)
        #expect(plain.faults == nil && plain.notices.contains { $0.contains("bill.include leaves out spot") })
        let spot = try deployment("bill: {include: [spot]}", line)
        #expect(spot.faults?.interruption?.perHour == 0.05 && spot.workflow.sweep == Seconds(3600))
    }

    @Test("what cannot be is told once, where it stands")
    func faults() {
        for (line, expected) in [
            ("faults: {scanFailure: 100%}", "faults.scanFailure: is `100%`; expected a chance of at most 99%"),
            ("faults: {launchFailure: 0.6}", "faults.launchFailure: is `0.6`; expected a chance of at most 50%"),
            ("faults: {spotInterruption: {}}", "faults.spotInterruption: the key `perHour` is missing"),
            ("faults: {zoneOutages: [{region: us-east-1, from: 3h, to: 1h}]}", "no later than `from`"),
            (
                "faults: {zoneOutages: [{region: us-west-2, from: 1h, to: 3h}]}",
                "`us-west-2` is not one of the deployment's Regions"
            ),
            ("faults: {zoneOutage: []}", "did you mean zoneOutages?"),
            ("faults: {attempts: 0}", "faults.attempts: is `0`"),
            ("limits: {background: {CreateSnapshots: 1/s}}", "did you mean CreateSnapshot?"),
            ("limits: {background: {CreateSnapshot: 0/s}}", "above 0/s"),
            ("limits: {vendorApi: {rate: 5/s}}", "limits.vendorApi: the key `requestsPerItem` is missing"),
            (
                "limits: {vendorApi: {requestsPerItem: 101}}",
                "a full bucket holds 100 requests, fewer than the 101 of one instance"
            ),
            ("limits: {regions: {us-east-1: {vendorApi: {requestsPerItem: 1}}}}", "unknown key"),
            ("policies: {batching: bestfit}", "did you mean bestFit?"),
        ] {
            let found = problems(line)
            #expect(found.count == 1 && found[0].contains(expected), "\(line): \(found)")
        }
        let persistent = problems("faults: {launchFailure: 1%}", "policies: {scannerLifecycle: persistent}")
        #expect(persistent.count == 1 && persistent[0].contains("is stated for persistent scanners"))
        #expect(problems("faults: {scanFailure: 1%}", "policies: {scannerLifecycle: persistent}").isEmpty)
    }

    @Test("background takes from the refill, in every region or in one, and the answer says so")
    func background() throws {
        let made = try deployment(
            "limits: {background: {CreateSnapshot: 1/s}, regions: {eu-west-1: {background: {CreateSnapshot: 2/s}}}}")
        let limits = made.regions.map { $0.buckets[0] }
        #expect(limits.map { $0?.refill.perSecond } == [4, 3] && limits.allSatisfy { $0?.rate.perSecond == 5 })
        #expect(
            made.notices.contains {
                $0.hasPrefix("Others take 1 of 5 or 2 of 5 tokens a second of CreateSnapshot in every region")
            })
        #expect(made.assumptions.contains { $0.name == "limits.background.CreateSnapshot" && $0.value == "1/s" })
        let one = try deployment("limits: {regions: {eu-west-1: {background: {DeleteVolume: 2/s}}}}")
        #expect(one.notices.contains { $0.contains("of DeleteVolume in eu-west-1:") })
    }

    @Test("the gateway's bucket is counted in instances and shared by all regions", arguments: [1, 4, 10])
    func gateway(requests: Int) throws {
        let made = try deployment("limits: {vendorApi: {requestsPerItem: \(requests)}}")
        let bucket = made.workflow.buckets.count - 1
        #expect(made.workflow.sharedBuckets == [bucket])
        #expect(made.workflow.buckets[bucket].meaning == .vendorRequests)
        #expect(made.workflow.stages.filter { $0.spends.contains(bucket) }.map(\.name) == ["detach"])
        #expect(made.vendorApi == VendorGateway(requestsPerItem: requests, perDay: 10_000))
        let limit = try #require(made.regions[0].buckets[bucket])
        let plain = TokenBucketLimit(rate: TokenRate(perSecond: 25), burst: 100)
        let scale = TickScale(ticksPerSecond: 1_000, ratesAreWhole: true)
        let (scaled, single) = try (
            #require(TokenBucketTicks(limit, scale: scale, horizon: 1 << 40)),
            #require(TokenBucketTicks(plain, scale: scale, horizon: 1 << 40))
        )
        // All requests of so many instances, one by one, are granted when as many tokens of the scaled bucket are.
        for instances in 1...200 as ClosedRange<Int64> {
            #expect(scaled.lastGrant(of: instances) == single.lastGrant(of: instances * Int64(requests)))
        }
    }

    @Test("the budget of a day needs days: all but two of them, for it may be renewed at any hour")
    func days() {
        let gateway = VendorGateway(requestsPerItem: 10, perDay: 10_000)
        #expect([0, 1, 1_000, 1_001, 3_000, 3_001].map { gateway.daysNeeded(items: $0) } == [0, 1, 1, 2, 3, 4])
        #expect([1_000, 2_000, 3_000, 10_000].map { gateway.leastSeconds(items: $0) } == [0, 0, 86_400, 691_200])
        #expect(VendorGateway(requestsPerItem: 10, perDay: nil).leastSeconds(items: 1_000_000) == 0)
    }

    @Test(
        "a machine type that attaches fewer volumes than a scanner has places is refused; one with fewer than 24 clamps"
    )
    func attachments() throws {
        let type = "scanner: {instanceType: d3.8xlarge, vcpus: 32}"
        #expect(problems(type).count == 1)
        #expect(problems(type)[0].contains("8 volumes for each scanner, and a d3.8xlarge attaches 2 beside its own"))
        let found = problems(type, "policies: {volumesPerScanner: 3}")
        #expect(found.count == 1 && found[0].contains("policies.volumesPerScanner of at most 2"))
        let made = try deployment(type, "policies: {volumesPerScanner: 2}")
        #expect(made.eligibility.volumesMax == 2)
        #expect(made.notices.contains { $0.contains("attaches 2 volumes beside its own") })
        #expect(try deployment().eligibility.volumesMax == 24)
    }

    @Test("batching and empty batches")
    func batching() throws {
        let made = try deployment("policies: {batching: bestFit, emptyBatches: launched}")
        #expect(made.batching == .bestFit && !made.launchesEmptyBatches)
        #expect(made.notices.contains { $0.contains("policies.emptyBatches changes nothing") })
        #expect(try deployment("policies: {emptyBatches: launched}").launchesEmptyBatches)
    }
}
