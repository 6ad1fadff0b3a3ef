import ScanModel
import Testing

@testable import ScenarioInput

@Suite("Reference documents become scenarios")
struct ReferenceDocumentTests {
    private func scenario(_ json: String) throws -> Scenario {
        try ReferenceDocument.read(bytes: Array(json.utf8), file: "r.json")
    }

    private func deployment(_ replacements: [String: String?] = [:]) throws -> Deployment {
        try #require(try scenario(ReferenceSample.json(replacements)).deployments.first)
    }

    @Test("Name, gate, orders")
    func frame() throws {
        let scenario = try scenario(ReferenceSample.json())
        #expect(scenario.name == "sample")
        #expect(scenario.objective == Objective())
        #expect(scenario.deployments.count == 1)
        let deployment = try deployment()
        #expect(deployment.profile == "reference")
        #expect(deployment.gate == RegionGate(reading: .window, window: 2, discipline: .barrier))
        #expect(deployment.otherGates.isEmpty)
        #expect(deployment.dispatch == .lpt)
        #expect(deployment.itemOrder == .listed)
        #expect(deployment.regionOrder == .listed)
        #expect(deployment.interval == nil)
        #expect(deployment.serviceAccount == nil)
        #expect(
            deployment.eligibility
                == EligibilityRule(
                    targetAccounts: nil, accountsWithoutStack: [], requiredTags: [], volumesMax: .max))
        let sliding = ReferenceSample.part("policy", "batch", by: "sliding")
        #expect(try self.deployment(sliding).gate.discipline == .sliding)
    }

    @Test("The workflow is that of the small model")
    func workflow() throws {
        let workflow = try deployment().workflow
        func duration(_ base: Rational, _ perGiB: Rational) -> StageDuration {
            StageDuration(base: Seconds(base), perGiB: Seconds(perGiB), size: .total)
        }
        #expect(
            workflow.stages == [
                ScanStage(
                    name: "snapshot", acquires: [0], spends: [0], duration: duration(20, Rational(1, over: 4)),
                    releases: [0], opens: [.snapshot]),
                ScanStage(
                    name: "restore", spends: [2], duration: duration(5, 0), opens: [.volume], scanner: .takesPlace),
                ScanStage(name: "scan", duration: duration(30, Rational(1, over: 2))),
                ScanStage(
                    name: "cleanup", duration: duration(2, 0), closes: [.volume], scanner: .givesPlaceBack),
            ])
        #expect(
            workflow.resources == [
                ResourceKind(name: "snapshotConcurrency", scope: .targetAccountRegion, per: .item)
            ])
        #expect(
            workflow.buckets == [
                BucketKind(action: "snapshot", scope: .targetAccountRegion, per: .item),
                BucketKind(action: "launch", scope: .serviceAccountRegion, per: .item),
                BucketKind(action: "attach", scope: .serviceAccountRegion, per: .item),
            ])
    }

    @Test("The scanner")
    func scanner() throws {
        #expect(
            try deployment().scanner
                == ScannerModel(
                    lifecycle: .persistent, termination: .regionEnd, boot: Seconds(40),
                    drain: Seconds(Rational(3, over: 2)), places: 2, minimumBilled: Seconds(60), instanceType: nil,
                    vcpus: 0, rootVolume: GiB(.zero), launchBuckets: [1], terminateBuckets: []))
    }

    @Test("Regions come in the order of regionOrder, with their limits")
    func regions() throws {
        let regions = try deployment().regions
        #expect(regions.map(\.region) == ["south", "north"])
        let bucket = { (rate: Rational, burst: Rational) in
            TokenBucketLimit(rate: TokenRate(perSecond: rate), burst: burst)
        }
        #expect(
            regions.last
                == RegionLimits(
                    region: "north", scannersRequested: 3, setup: Seconds(6), teardown: Seconds(4),
                    subnet: SubnetLimit(prefix: 28, reserved: 5, perScanner: 2),
                    vcpu: VCPULimit(quota: 7, perScanner: 2), capacities: [4],
                    buckets: [bucket(Rational(1, over: 4), 3), bucket(Rational(1, over: 2), Rational(3, over: 2)), nil])
        )
        #expect(regions.first?.capacities == [nil])
        #expect(regions.first?.buckets == [nil, nil, nil])
        #expect(regions.first?.subnet == nil)
        #expect(regions.first?.vcpu == nil)
    }

    @Test("The fleet keeps the document's order, and sizes are whole in the smallest power of ten")
    func fleet() throws {
        let fleet = try deployment().fleet
        #expect(fleet.sizeUnitsPerGiB == 100)
        #expect(fleet.volumeSize == [2000, 750, 1225])
        #expect(fleet.regions.texts == ["north", "south"])
        #expect(fleet.accounts.texts == ["a0", "a1"])
        #expect(fleet.instanceRegion == [0, 0, 1])
        #expect(fleet.instanceAccount == [0, 1, 0])
        #expect(fleet.instanceFailures == [0, 2, 0])
        #expect(fleet.firstVolume == [0, 1, 2, 3])
        let whole = ReferenceSample.part("regions", "7.5", by: "7").merging(
            ["regions": "[\(ReferenceSample.north)]".replacing("7.5", with: "7")]) { $1 }
        let alone = whole.merging(ReferenceSample.part("policy", "\"south\", ", by: "")) { $1 }
        #expect(try deployment(alone).fleet.sizeUnitsPerGiB == 1)
    }

    @Test("Prices hold everywhere")
    func pricing() throws {
        let pricing = try deployment().pricing
        #expect(pricing.book.count == 3)
        func amount(_ item: PriceItem) -> Rational? { pricing.book.price(of: item, region: "any")?.amount.value }
        #expect(pricing.scanner.sku == "reference:scanner-hour")
        #expect(pricing.volume.sku == "reference:volume:GiB-month")
        #expect(pricing.snapshot.sku == "reference:snapshot:GiB-month")
        #expect(amount(pricing.scanner) == Rational(85, over: 1000))
        #expect(amount(pricing.volume) == Rational(8, over: 100))
        #expect(amount(pricing.snapshot) == Rational(5, over: 100))
        #expect(pricing.scannerRoot == nil)
        #expect(pricing.hoursPerMonth == 730)
        #expect(pricing.standIn == nil)
        #expect(pricing.snapshotStoredFraction.value == 1)
        #expect(pricing.snapshotStoredFraction.provenance.confidence == .stated)
    }

    @Test("A document may stand under the key scenario, with a description and expected values beside it")
    func wrapped() throws {
        let bare = try scenario(ReferenceSample.json())
        let text = """
            {"description": "x", "scenario": \(ReferenceSample.json()), "expected": {"makespan": {"value": 1.5}}}
            """
        var wrapped = try scenario(text)
        wrapped.deployments[0].pricing = bare.deployments[0].pricing
        #expect(wrapped == bare)
    }

    @Test("Keys in any order give the same scenario")
    func anyOrder() throws {
        let expected = try scenario(ReferenceSample.json())
        var choices = Choices(seed: 3)
        for _ in 0..<20 {
            let parts = ReferenceSample().parts.shuffled(using: &choices).map { "\"\($0.key)\": \($0.json)" }
            #expect(try scenario("{" + parts.joined(separator: ", ") + "}") == expected)
        }
    }

    @Test("Optional limits may be left out")
    func leftOut() throws {
        let south = """
            {"name": "south", "setup": 0, "teardown": 0, "scanners": 0, "buckets": {}, "jobs": []}
            """
        let replacements: [String: String?] = [
            "regions": "[\(south)]", "random": nil,
            "policy": #"{"mode": "sliding", "window": 1, "regionOrder": ["south"], "dispatch": "fifo"}"#,
        ]
        let region = try #require(try deployment(replacements).regions.first)
        #expect(region.scannersRequested == 0)
        #expect(region.buckets == [nil, nil, nil])
        #expect(region.capacities == [nil])
    }
}
