import ScanModel
import Testing
import VendorProfiles

@testable import ScenarioInput

@Suite("Deployments of qualys-aws@1.19")
struct NewerProfileTests {
    private static let at = "deployments[0].parameters"

    private static func text(_ parameters: String...) -> String {
        """
        schemaVersion: 1
        deployments:
          - name: production
            profile: qualys-aws@1.19
            parameters: {\(parameters.joined(separator: ", "))}
            serviceAccount: "111122223333"
            targetAccounts:
              - account: "222233334444"
                targetStack: {ServiceAccount: "111122223333"}
            fleet:
              instances:
                - {account: "222233334444", region: us-east-1, tags: {Scan: daily}, volumes: [8GiB]}

        """
    }

    private static func deployment(_ parameters: String...) throws -> Deployment {
        try ScenarioSample.deployment(text(parameters.joined(separator: ", ")))
    }

    @Test("Whatever is left out is the template's own value")
    func defaults() throws {
        let deployment = try Self.deployment()
        #expect(deployment.gate == RegionGate(reading: .literal, window: 2, discipline: .sliding))
        #expect(deployment.otherGates.map(\.reading) == [.parallelGroups, .rounds])
        #expect(deployment.regions.map(\.region) == ["us-east-1"])
        #expect(deployment.regions[0].scannersRequested == 10)
        #expect(deployment.regions[0].subnet?.prefix == 24)
        #expect(deployment.interval == Seconds(86_400))
        #expect(deployment.eligibility.requiredTags == [] && deployment.eligibility.volumes == .root)
        #expect(!deployment.vendorParameters.contains { !$0.isDefault })
        #expect(deployment.vendorParameters.first { $0.name == "PollRetryInterval" }?.text == "240")
        #expect(!deployment.unstatedQuotas.contains { $0.name == "subnetAddresses" })
        #expect(deployment.workflow.stages.map(\.name) == ["snapshot", "share", "start", "scan", "deleteSnapshot"])
    }

    @Test("Counts are literal")
    func counts() throws {
        let deployment = try Self.deployment("Concurrency: 5", "SingleRegionConcurrency: 37", "IntervalHours: 168")
        #expect(deployment.gate.window == 5)
        #expect(deployment.regions[0].scannersRequested == 37)
        #expect(deployment.interval == Seconds(604_800))
    }

    @Test("Lists of tags, as a list or as one text")
    func tags() throws {
        let rule = try Self.deployment(
            "MustHaveTagList: [Scan=daily, \"Cost center=7\"]", "AtLeastOneInList: \"Stage=live,Stage=test\"",
            "NoneInTheList: Owner=me", "NoneOnVolume: [scratch=yes]"
        ).eligibility
        #expect(
            rule.requiredTags == [
                ScanModel.Tag(key: "Scan", value: "daily"), ScanModel.Tag(key: "Cost center", value: "7"),
            ])
        #expect(
            rule.tagsAnyOf == [ScanModel.Tag(key: "Stage", value: "live"), ScanModel.Tag(key: "Stage", value: "test")])
        #expect(rule.tagsNoneOf == [ScanModel.Tag(key: "Owner", value: "me")])
        #expect(rule.volumeTagsNoneOf == [ScanModel.Tag(key: "scratch", value: "yes")])
    }

    @Test("The vendor's scanners, images of the marketplace and samples")
    func skipped() throws {
        let rule = try Self.deployment().eligibility
        #expect(rule.scannerTag == ScanModel.Tag(key: "App", value: "qualys-snapshot-scanner"))
        #expect(rule.marketplaceTraits == [.arm64, .withoutENA] && !rule.skipsCloudAgent && !rule.skipsApiScanned)
        #expect(rule.samplePercent == nil)
        let sampled = try ScenarioSample.scenario(
            "seed: 9\n" + Self.text("ScanSampling: Enabled", "SamplingGroupScanPercentage: 25")
        ).deployments[0].eligibility
        #expect(sampled.samplePercent == 25 && sampled.sampleSeed == 9)
        let skips = try ScenarioSample.deployment(
            Self.text() + "    policies: {skipCloudAgent: true, skipApiScanned: true}\n"
        ).eligibility
        #expect(skips.skipsCloudAgent && skips.skipsApiScanned)
        let older = try ScenarioSample.deployment(ScenarioSample.least).eligibility
        #expect(older.scannerTag == nil && older.marketplaceTraits == [])
    }

    @Test("Each search through all volumes makes the scan read all volumes", arguments: ["SwCA", "Secret"])
    func allVolumes(choice: String) throws {
        #expect(try Self.deployment("\(choice): Enabled").eligibility.volumes == .all)
        #expect(try Self.deployment("\(choice): Disabled").eligibility.volumes == .root)
    }

    @Test("Each search adds its own time to the scan, up to its timeout")
    func scanTypes() throws {
        #expect(try Self.deployment().workflow.stages.allSatisfy(\.scanTypes.isEmpty))
        let both = try Self.deployment("SwCA: Enabled", "Secret: Enabled", "SecretScanTimeout: 600")
            .workflow.stages.first { $0.name == "scan" }?.scanTypes
        #expect(both?.map(\.name) == ["swca", "secret"])
        #expect(both?.map(\.timeout) == [Seconds(120), Seconds(600)])
        #expect(both?.map(\.skipsWindows) == [false, true])
        #expect(both?.map(\.perGiB) == [Seconds(Rational(5, over: 2)), Seconds(100)])
    }

    @Test("Batches wait for the vendor's search unless the scenario says otherwise")
    func batchWindow() throws {
        #expect(try Self.deployment().workflow.batchWindow == Seconds(600))
        #expect(try Self.deployment("EventsBatchWindow: 45").workflow.batchWindow == Seconds(2700))
        func stated(_ policies: String) throws -> Deployment {
            try ScenarioSample.deployment(Self.text() + "    policies: {\(policies)}\n")
        }
        #expect(try stated("batchWindow: timer").workflow.batchWindow == Seconds(600))
        #expect(try stated("batchWindow: none").workflow.batchWindow == nil)
        let fed = try stated("batchWindow: timer, scannerLifecycle: persistent").notices
        #expect(fed.contains { $0.hasPrefix("policies.batchWindow changes nothing with persistent scanners") })
        // Version 1.8 knows no timer.
        #expect(try ScenarioSample.deployment(ScenarioSample.least).workflow.batchWindow == nil)
        let problems = ScenarioSample.problems(ScenarioSample.least + "    policies: {batchWindow: timer}\n")
        #expect(problems.count == 1 && problems.first?.contains("policies.batchWindow: unknown key") == true)
    }

    @Test("The target stack keeps the template's values")
    func targetStack() throws {
        let stack = try #require(try Self.deployment().targets.first?.stackParameters)
        #expect(
            stack == [
                VendorParameterValue(name: "ServiceAccount", text: "111122223333", role: .serviceAccount),
                VendorParameterValue(name: "TargetRegions", text: "us-east-1", isDefault: true),
                VendorParameterValue(name: "EventBasedScan", text: "Enabled", isDefault: true),
            ])
    }

    @Test("A setting that changes nothing, or is not simulated, is told")
    func notices() throws {
        func notices(_ parameters: String...) throws -> [String] {
            let notices = try Self.deployment(parameters.joined(separator: ", ")).notices
            #expect(notices.last == "Only the root volume of each instance is read, as SwCA and Secret are Disabled.")
            return Array(notices.dropFirst().dropLast())
        }
        #expect(try notices() == [])
        #expect(try notices("SwCAScanTimeout: 60") == ["SwCAScanTimeout changes nothing while SwCA is Disabled."])
        #expect(try notices("AMI: Enabled") == ["AMI is Enabled. Scans of machine images are not simulated."])
        #expect(try notices("AMI: Disabled") == [])
        let all = try Self.deployment("SwCA: Enabled").notices
        #expect(all.count == 2 && !all[1].contains("root"))
    }

    @Test(
        "What the template would refuse, or could never match, is refused",
        arguments: [
            ("Concurrency: 6", "Concurrency: is `6`; expected a whole number from 1 to 5 (in units of regions, \(tf))"),
            (
                "SingleRegionConcurrency: 51",
                "SingleRegionConcurrency: is `51`; expected a whole number from 1 to 50 (in units of scanners, \(tf))"
            ),
            (
                "IntervalHours: 169",
                "IntervalHours: is `169`; expected a whole number from 24 to 168 (in units of hours, \(tf))"
            ),
            (
                "EventsBatchWindow: 4",
                "EventsBatchWindow: is `4`; expected a whole number from 5 to 720 (in units of minutes, \(tf))"
            ),
            ("SwCA: enabled", "SwCA: is `enabled`; expected one of Disabled, Enabled; did you mean Enabled?"),
            (
                "Regions: [eu-west-1, ap-southeast-5]",
                "Regions[1]: `ap-southeast-5` is not among the regions that this version takes; "
                    + "expected one of its 29 regions; did you mean ap-southeast-1?"
            ),
            ("MustHaveTagList: Scan", "MustHaveTagList: `Scan` is no tag; \(pair)"),
            ("MustHaveTagList: [Scan=a=b]", "MustHaveTagList[0]: `Scan=a=b` is no tag; \(pair)"),
            ("MustHaveTagList: \"a=b, c=d\"", "MustHaveTagList: ` c=d` is no tag; \(pair)"),
            ("MustHaveTagList: [a=b, a=b]", "MustHaveTagList[1]: the tag `a=b` is listed more than once"),
            (
                "MustHaveTagList: [a=b, a=c]",
                "MustHaveTagList: asks for two values of the key `a`; expected one; an instance carries each key once"
            ),
            (
                "MustHaveTagList: [a=b], NoneInTheList: [a=b, c=d]",
                "NoneInTheList: keeps out what MustHaveTagList asks for, `a=b`; "
                    + "expected other tags, as nothing would be scanned"
            ),
            (
                "AtLeastOneInList: [a=b], NoneInTheList: [a=b]",
                "NoneInTheList: keeps out what AtLeastOneInList asks for, `a=b`; "
                    + "expected other tags, as nothing would be scanned"
            ),
            (
                "VpcCidr: 10.20.0.0/16",
                "VpcCidr: 10.20.0.0/16 does not hold 10.10.1.0/24, the vendor's SubnetCidr; "
                    + "expected a block around it, or a SubnetCidr inside this one"
            ),
        ])
    func refused(parameters: String, problem: String) {
        let issues = ScenarioSample.unplaced(Self.text(parameters))
        #expect(issues == ["\(Self.at).\(problem)"])
    }

    private static let tf = "https://github.com/Qualys/TotalCloud @6dd8170d tc-unified-deployment/variables.tf"
    private static let pair =
        "expected key=value without commas, further equals signs, invisible characters, or blanks at an end"

    @Test("Of a list of which one tag is enough some may be kept out")
    func someKeptOut() throws {
        let rule = try Self.deployment("AtLeastOneInList: [a=b, a=c]", "NoneInTheList: [a=b]").eligibility
        #expect(rule.tagsAnyOf.count == 2 && rule.tagsNoneOf.count == 1)
    }

    @Test("A parameter of the other version is unknown, and the nearest one is offered")
    func otherVersion() {
        let issues = ScenarioSample.unplaced(Self.text("SubnetCIDR: 10.10.1.0/24"))
        #expect(issues.count == 1 && issues[0].hasPrefix("\(Self.at).SubnetCIDR: unknown key; "))
        #expect(issues[0].hasSuffix("did you mean SubnetCidr?"))
    }
}
