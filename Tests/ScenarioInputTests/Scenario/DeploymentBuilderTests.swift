import ScanModel
import Testing
import VendorProfiles

@testable import ScenarioInput

@Suite("A scenario file becomes deployments")
struct DeploymentBuilderTests {
    private let profile = VendorProfiles.profile("qualys-aws@1.8")

    @Test("What is left out comes from the profile and the defaults")
    func defaults() throws {
        let scenario = try ScenarioSample.scenario(ScenarioSample.least)
        #expect(scenario.name == "s")
        #expect(scenario.seed == 1)
        #expect(scenario.objective == Objective())
        let deployment = try #require(scenario.deployments.first)
        #expect(deployment.profile == "qualys-aws@1.8")
        #expect(deployment.interval == Seconds(86_400))
        #expect(deployment.dispatch == .fifo)
        #expect(deployment.itemOrder == .listed)
        #expect(deployment.regionOrder == .listed)
        let scanner = deployment.scanner
        #expect(scanner.lifecycle == .perBatch)
        #expect(scanner.instanceType == profile?.constant("scannerInstanceType")?.value)
        #expect(scanner.vcpus == scanner.instanceType.flatMap { AWSCatalog.vcpus(ofInstanceType: $0) })
        #expect("\(scanner.places)" == profile?.constant("volumesPerScanner")?.value)
        #expect("\(scanner.boot.value)s" == profile?.constant("scannerBoot")?.value)
        #expect("\(scanner.rootVolume.value)GiB" == profile?.constant("scannerRootVolume")?.value)
        #expect(deployment.regions.allSatisfy { $0.subnet == nil && $0.vcpu == nil && $0.scannersRequested == 10 })
        #expect(deployment.workflow.stages.allSatisfy { $0.onEmpty == .wait })
    }

    @Test("What is stated is used")
    func stated() throws {
        let scenario = try ScenarioSample.scenario(ScenarioSample.full)
        #expect(scenario.name == "everything")
        #expect(scenario.seed == 42)
        #expect(scenario.objective == Objective(deadline: Seconds(72_000), monthlyBudget: Dollars(500)))
        let deployment = try #require(scenario.deployments.first)
        #expect(deployment.serviceAccount == "111122223333")
        #expect(deployment.interval == Seconds(172_800))
        #expect(deployment.dispatch == .lpt)
        #expect(deployment.itemOrder == .largestFirst)
        #expect(deployment.regionOrder == .longestFirst)
        func buckets(_ actions: [String]) -> [Int] {
            actions.compactMap { action in profile?.buckets.firstIndex { $0.action == action } }
        }
        #expect(
            deployment.scanner
                == ScannerModel(
                    lifecycle: .persistent, termination: .idle, boot: Seconds(60), drain: Seconds(5), places: 12,
                    minimumBilled: Seconds(60), instanceType: "m5.xlarge", vcpus: 4, rootVolume: GiB(16),
                    launchBuckets: buckets(["RunInstances", "RunInstancesResource"]),
                    terminateBuckets: buckets(["TerminateInstances", "TerminateInstancesResource"])))
    }

    @Test("The workflow is the profile's, with the stated timings")
    func workflow() throws {
        let profile = try #require(profile)
        let workflow = try ScenarioSample.deployment(ScenarioSample.full).workflow
        // Nothing is encrypted, so nothing is copied.
        let stages = profile.stages.filter { $0.condition == nil }
        let buckets = profile.buckets.filter { $0.action != "CopySnapshot" }
        #expect(workflow.stages.map(\.name) == stages.map(\.name))
        #expect(workflow.buckets.map(\.action) == buckets.map(\.action))
        #expect(workflow.buckets.map(\.per) == buckets.map(\.per))
        #expect(workflow.resources.map(\.name) == profile.resources.map(\.name).filter { $0 != "snapshotCopies" })
        for (stage, data) in zip(workflow.stages, stages) {
            #expect(stage.acquires.map { workflow.resources[$0].name } == data.acquires)
            #expect(stage.spends.map { workflow.buckets[$0].action } == data.spends)
            #expect(stage.releases.map { workflow.resources[$0].name } == data.releases)
            #expect(stage.duration.size == data.size)
            let backoff = Backoff(first: Seconds(2), factor: 3, limit: Seconds(30), fullJitter: true)
            #expect(stage.onEmpty == .reject(backoff))
        }
        func duration(_ name: String) -> StageDuration? { workflow.stages.first { $0.name == name }?.duration }
        #expect(duration("snapshot")?.base == Seconds(30))
        #expect(duration("snapshot")?.perGiB == Seconds(2))
        #expect(duration("scan")?.perGiB == Seconds(Rational(1, over: 4)))
        let scan = try #require(profile.stages.first { $0.name == "scan" })
        #expect("\(duration("scan")?.base.value ?? 0)s" == scan.base.value)
    }

    @Test("Limits hold for all regions, and those of a region win")
    func limits() throws {
        let deployment = try ScenarioSample.deployment(ScenarioSample.full)
        #expect(deployment.regions.map(\.region) == ["us-east-1", "eu-west-1"])
        let (first, second) = (deployment.regions[0], deployment.regions[1])
        #expect(first.scannersRequested == 30)
        #expect(first.setup == Seconds(120))
        #expect(first.teardown == Seconds(60))
        #expect(first.subnet == SubnetLimit(prefix: 22, reserved: 5, perScanner: 1))
        #expect(second.subnet == first.subnet)
        #expect(first.vcpu == VCPULimit(quota: 140, perScanner: 4))
        #expect(second.vcpu == VCPULimit(quota: 64, perScanner: 4))
        func capacity(_ name: String) -> Int? {
            deployment.workflow.resources.firstIndex { $0.name == name }.flatMap { first.capacities[$0] }
        }
        #expect(capacity("pendingSnapshots") == 90)
        #expect(capacity("gp3Storage") == 51_200)
        func bucket(_ action: String, _ region: RegionLimits) -> TokenBucketLimit? {
            deployment.workflow.buckets.firstIndex { $0.action == action }.flatMap { region.buckets[$0] }
        }
        let five = TokenRate(perSecond: 5)
        #expect(bucket("CreateSnapshot", first) == TokenBucketLimit(rate: five, burst: 50))
        #expect(bucket("CreateSnapshot", second) == TokenBucketLimit(rate: five, burst: 60))
        #expect(bucket("RunInstances", first) == TokenBucketLimit(rate: TokenRate(perSecond: 1), burst: 5))
        #expect(bucket("DeleteSnapshot", first) == TokenBucketLimit(rate: five, burst: 100))
    }

    @Test("Eligibility: accounts with and without the stack, both tags")
    func eligibility() throws {
        let rule = try ScenarioSample.deployment(ScenarioSample.full).eligibility
        #expect(rule.targetAccounts == ["111122223333", "222233334444", "333344445555"])
        #expect(rule.accountsWithoutStack == ["444455556666"])
        #expect(rule.requiredTags == [Tag(key: "Scan", value: "daily"), Tag(key: "Stage", value: "live")])
        #expect(rule.volumesMax == 24)
        let least = try ScenarioSample.deployment(ScenarioSample.least).eligibility
        #expect(least.requiredTags == [Tag(key: "Scan", value: "daily")])
    }

    @Test("Prices: the list with what the scenario states")
    func pricing() throws {
        let pricing = try ScenarioSample.deployment(ScenarioSample.full).pricing
        #expect(pricing.standIn == "us-east-1")
        #expect(pricing.scanner == .machineHour("m5.xlarge"))
        #expect(pricing.scannerRoot == .gp3)
        #expect(pricing.volume == .gp3)
        #expect(pricing.snapshot == .snapshotStandard)
        #expect(pricing.hoursPerMonth == 730)
        #expect(pricing.snapshotStoredFraction.value == Rational(1, over: 2))
        #expect(
            pricing.snapshotStoredFraction.provenance
                == .stated(at: "s.yaml: deployments[0].prices.snapshotStoredFraction"))
        let price = try #require(pricing.book.price(of: .machineHour("m5.xlarge"), region: "us-east-1"))
        #expect(price.amount == Dollars(Rational(1, over: 5)))
        #expect(
            price.provenance
                == .stated(at: "s.yaml: deployments[0].prices.items[\"ec2:m5.xlarge:linux:on-demand\"].us-east-1"))
        #expect(
            pricing.book.price(of: .gp3, region: "us-east-1")
                == AWSCatalog.priceBook.price(of: .gp3, region: "us-east-1"))
        #expect(
            pricing.book.price(of: .machineHour("m5.xlarge"), region: "nowhere")?.amount
                == Dollars(Rational(1, over: 4)))
    }

    @Test("A machine type that nobody knows needs its vCPU")
    func unknownMachine() throws {
        let text = ScenarioSample.least(
            adding: "scanner: {instanceType: x9.tiny, vcpus: 3}",
            "prices: {items: {\"ec2:x9.tiny:linux:on-demand\": {\"*\": 1USD}}}", "limits: {onDemandVcpu: 10}")
        let deployment = try ScenarioSample.deployment(text)
        #expect(deployment.scanner.vcpus == 3)
        #expect(deployment.regions[0].vcpu == VCPULimit(quota: 10, perScanner: 3))
    }
}
