import Rollout
import ScanModel
import ScenarioInput

/// Section 1.2: rules, prerequisites and workflow.
enum Section12 {
    private static let documentation = "https://docs.qualys.com/en/conn/1.8.0/scans/snapshot-based_scan.htm"

    private static func documented(_ value: String, _ source: String = documentation) -> Constraint.Told {
        Constraint.Told(value: value, source: source, confidence: "documented")
    }

    static let constraints: [Constraint] = [
        .rule(
            "1.2 Service accounts of a subscription", "Exactly one; it may be a target as well.", documented("1"),
            by: "oneServiceAccount"
        ) {
            let first = ProofScenario.classic()
            let second = first.source.split(separator: "\n").dropFirst(2).joined(separator: "\n")
                .replacing("name: main", with: "name: other").replacing(ProofScenario.target, with: ProofScenario.other)
            let text = first.source + second + "\n"
            let issues: [InputIssue]
            do throws(InvalidInput) {
                _ = try ScenarioReader.read(bytes: Array(text.utf8), file: "proof.yaml", standardName: "proof")
                issues = []
            } catch {
                issues = error.issues
            }
            try expect(
                issues.contains { $0.expected.contains("exactly one") }, "two deployments share a service account")
            var itself = ProofScenario.classic([:], [ProofScenario.instance(account: ProofScenario.service)])
            itself.targets = [ProofScenario.service]
            try expect(itself.plan().demand.eligibleInstances, is: 1, "instances of the service account scanned")
        },
        .rule(
            "1.2 Target accounts", "Any number; the target stack must be deployed in every one of them.",
            documented("unlimited"), by: "noTargetStackNoScan"
        ) {
            let scenario = ProofScenario.classic(
                [:], [ProofScenario.instance(), ProofScenario.instance(account: ProofScenario.other)])
            try expect(scenario.plan().demand.excluded, is: [.notATargetAccount: 1], "instances left out")
            let text = scenario.source.replacing(
                "\"\(ProofScenario.service)\"}}]",
                with: "\"\(ProofScenario.service)\"}}, {account: \"\(ProofScenario.other)\"}]")
            let draft = try ScenarioReader.read(bytes: Array(text.utf8), file: "proof.yaml", standardName: "proof")
            let deployment = try ScenarioAssembler.assemble(draft, inventories: [nil]).deployments[0]
            try expect(
                deployment.eligibility.accountsWithoutStack, is: [ProofScenario.other], "accounts without a stack")
        },
        .proved(
            "1.2 Least interval", "24 hours; it cannot be 1 hour.", Datum.both("parameters/IntervalHours/minimum", "1"),
            by: "anHourIsRefused"
        ) {
            for scenario in [ProofScenario.classic(), .newer()] {
                try scenario.expect("IntervalHours", takes: ["24"], refuses: ["1", "23"])
            }
        },
        .proved(
            "1.2 Rate of snapshot requests", "The vendor asks for 25 transactions a second; AWS grants 5.",
            [.quota("snapshotRequests/wanted", "24")], by: "theVendorWantsMoreSnapshotRequests"
        ) {
            let numbers = try wish("Rate of CreateSnapshot requests")
            try expect(numbers, is: [25, 5], "wanted and there")
            let request = try ProofScenario.classic().requests().first { $0.title == "Rate of CreateSnapshot requests" }
            try expect(request.map { "\($0.wanted)" } ?? "", is: "25", "requested")
        },
        .proved(
            "1.2 Queue of SSM Automation", "The vendor asks for 5000.", [.quota("automationQueue/wanted", "4999")],
            by: "theVendorWantsALongQueue"
        ) {
            try expect(wish("Automation executions that wait in the queue"), is: [5000], "wanted")
        },
        .proved(
            "1.2 Lambda executions", "The vendor asks for 10000.", [.quota("lambdaConcurrency/wanted", "1000")],
            by: "theVendorWantsManyExecutions"
        ) {
            try expect(wish("Concurrent executions"), is: [10_000, 1000], "wanted and there")
        },
        .proved(
            "1.2 EBS 100", "The vendor asks for 100 without a unit: pending snapshots are the likely meaning.",
            [.quota("pendingSnapshots/wanted", "101")], by: "theVendorIsContentWithPendingSnapshots"
        ) {
            try expect(wish("Pending snapshots per account"), is: [100, 100], "wanted and there")
            let finding = try ProofScenario.classic().findings(.vendorQuota).first {
                $0.problem.contains("Pending snapshots")
            }
            try expect(finding?.severity, is: .informs, "how grave it is")
        },
        .proved(
            "1.2 Registration", "A call that names the account, a schedule of seven fields and tags.",
            Datum.both("constants/registrationPath/value", "\"/conn/snapshot/v2.0/register\"")
                + Datum.both("constants/registrationSchedule/value", "\"0 0 3 ? * * *\""),
            by: "theServiceAccountIsRegistered"
        ) {
            for scenario in [ProofScenario.classic(), .newer()] {
                let book = try scenario.runbook()
                try expect(
                    book.contains("/conn/snapshot/v1.0/register-service-account"), "the runbook makes the call")
                try expect(
                    book.contains(
                        "{\"accountId\": \"111122223333\", \"schedule\": \"0 0 2 ? * * *\", \"tags\": []}"),
                    "the runbook sends account, schedule and tags")
                let own = try scenario.with("rollout: {schedule: \"0 30 4 ? * MON\"}").runbook()
                try expect(own.contains("\"schedule\": \"0 30 4 ? * MON *\""), "seven fields of a stated schedule")
            }
        },
        .proved(
            "1.2 Expiry of the token", "500000, without a unit: 347 days if minutes.",
            Datum.both("constants/tokenExpiryUnit/value", "\"seconds\""), by: "theTokenLives347Days"
        ) {
            for scenario in [ProofScenario.classic(), .newer()] {
                let asked = scenario.with("rollout: {subscription: {expiry: 500000, issued: 2026-11-21}}")
                let found = try asked.findings(.tokenLife)
                try expect(found.first?.problem.contains("2027-11-03") == true, "347 days after 2026-11-21")
                try expect(asked.findings(.tokenUnit).map(\.severity), is: [.warns], "whether the unit is warned of")
            }
        },
        .rule(
            "1.2 ip-limit-exceeded", "Activation of assets stops where the licensed addresses are used up.",
            documented("licensed addresses"), by: "theLicenceEndsBeforeTheFleet"
        ) {
            let fleet = ProofScenario.classic([:], [ProofScenario.instance(count: 7)])
            let found = try fleet.with("rollout: {licensedAddresses: 5}").findings(.licence)
            try expect(found.map(\.severity), is: [.blocks], "findings on 7 instances and 5 addresses")
            try expect(found.first?.numbers.first { $0.name == "not activated" }?.value, is: 2, "instances that lose")
            try expect(fleet.with("rollout: {licensedAddresses: 7}").findings(.licence), is: [], "findings on 7")
        },
        .proved(
            "1.2 API-based scan", "Every 4 hours; 4 to 8 hours for a whole account.",
            Datum.both("constants/apiScanInterval/value", "\"5h\"")
                + Datum.both("constants/apiScanShortest/value", "\"3h\"")
                + Datum.both("constants/apiScanLongest/value", "\"9h\""), by: "whatTheOtherScanTakes"
        ) {
            for scenario in [ProofScenario.classic(), .newer()] {
                var scenario = scenario.with("policies: {skipApiScanned: true}")
                scenario.instances.append(ProofScenario.instance(count: 3, "apiScanned: true, tags: {Scan: daily}"))
                let answer = try scenario.answer(.plan)
                try expect(answer.plan.demand.excluded[.apiScanned], is: 3, "instances left to the other scan")
                try expect(
                    answer.notices.contains { $0.contains("every 4 h") && $0.contains("4 to 8 h") },
                    "the answer tells how often and how long: \(answer.notices)")
            }
        },
        .proved(
            "1.2 Network of every region",
            "A stack set lays a network in each region, so scanners run in the region "
                + "of the instances and nothing is copied across regions.",
            Datum.both("constants/networkStackSet/value", "\"other-network\""), by: "scannersStandInTheRegion"
        ) {
            let two = [ProofScenario.instance(count: 4), ProofScenario.instance(count: 4, region: "eu-west-1")]
            let regions = ["Regions": "\"us-east-1, eu-west-1\""]
            for (scenario, name) in [
                (ProofScenario.classic(regions, two), "snapshot-scanner-2-cross-region-vpc"),
                (.newer(regions, two), "qualys-cross-region-vpc"),
            ] {
                guard let run = try scenario.answer().run else { throw Unmet(description: "nothing was simulated") }
                try expect(run.regions.map(\.scanners.count), is: [1, 1], "scanners by region")
                try expect(scenario.runbook().contains("--stack-set-name \(name)"), "the runbook takes \(name) down")
            }
        },
        .proved(
            "1.2 Tag of what the scan makes", "App=qualys-snapshot-scanner on instances, volumes and snapshots.",
            Datum.both("constants/resourceTag/value", "\"App=other-scanner\""), by: "leftoversAreFoundByTheirTag"
        ) {
            for scenario in [ProofScenario.classic(), .newer()] {
                let book = try scenario.runbook()
                for verb in ["describe-snapshots", "describe-volumes", "describe-instances"] {
                    try expect(book.contains("aws ec2 \(verb)"), "the runbook looks with \(verb)")
                }
                try expect(book.contains("Name=tag:App,Values=qualys-snapshot-scanner"), "the runbook names the tag")
            }
        },
        .proved(
            "1.2 Machine of a scanner", "Not published: an input; a small machine of 2 vCPU unless stated.",
            Datum.both("constants/scannerInstanceType/value", "\"c5.xlarge\""), by: "aScannerOfTwoProcessors"
        ) {
            // Ten scanners of 2 vCPU at 0.085 USD an hour.
            for scenario in [ProofScenario.classic(), .newer()] {
                var scenario = scenario
                scenario.instances = [ProofScenario.instance(count: 600)]
                let answer = try scenario.answer()
                try expect(answer.plan.regions.first?.needs.vcpus, is: 20, "vCPU")
                let line = answer.estimate.lines.first { $0.kind == .scanners }
                try expect(line?.unitPrice, is: 0.085, "USD an hour")
            }
        },
        .proved(
            "1.2 Volumes per scanner", "Not published: an input of 1 to 24; 8 unless stated.",
            Datum.both("constants/volumesPerScanner/value", "\"7\""), by: "eightVolumesABatch"
        ) {
            for scenario in [ProofScenario.classic(), .newer()] {
                var scenario = scenario
                scenario.instances = [ProofScenario.instance(count: 80)]
                try expect(scenario.run().region.scanners.count, is: 10, "scanners for 80 volumes")
            }
        },
        .proved(
            "1.2 Machine types that a connector does not activate", "m1.small, t1.micro, t2.nano and t3.nano.",
            ["m1.small", "t1.micro", "t2.nano", "t3.nano"].map {
                Datum(
                    file: "Compatibility/qualys-aws-machine-types.csv", path: "\($0)/activated", changed: "yes")
            }, by: "smallTypesAreLeftOutOnRequest"
        ) {
            let types = ["m1.small", "t1.micro", "t2.nano", "t3.nano", "t3.micro", "m5.large"]
            let fleet = types.map { ProofScenario.instance("machineType: \($0)") }
            let demand = try ProofScenario.newer([:], fleet).with("policies: {skipTypesNotActivated: true}").plan()
                .demand
            try expect(demand.excluded, is: [.typeNotActivated: 4], "instances left out")
            try expect(ProofScenario.newer([:], fleet).plan().demand.eligibleInstances, is: 6, "instances scanned")
        },
        .proved(
            "1.2 Operating systems", "Linux and Windows; the vendor's list of versions could not be read.",
            [
                Datum(file: "Compatibility/qualys-aws-systems.csv", path: "linux/supported", changed: "no"),
                Datum(file: "Compatibility/qualys-aws-systems.csv", path: "windows/supported", changed: "no"),
                Datum(file: "Compatibility/qualys-aws-systems.csv", path: "macos/supported", changed: "yes"),
                Datum(file: "Compatibility/qualys-aws-systems.csv", path: "freebsd/supported", changed: "yes"),
                Datum(file: "Compatibility/qualys-aws-systems.csv", path: "openbsd/supported", changed: "yes"),
                Datum(file: "Compatibility/qualys-aws-systems.csv", path: "netbsd/supported", changed: "yes"),
            ], by: "otherFamiliesAreNotScanned"
        ) {
            let systems = ["Linux 6.1", "Windows Server 2022", "macOS 14", "FreeBSD 14", "OpenBSD 7", "NetBSD 10"]
            let demand = try ProofScenario.newer([:], systems.map { ProofScenario.instance("os: \($0)") }).plan().demand
            try expect(demand.eligibleInstances, is: 2, "instances scanned")
            try expect(demand.excluded, is: [.osNotSupported: 4], "instances left out")
        },
        .notModelled(
            "1.2 Queues with three deliveries", "Discovery, chunks, snapshots, copies, scan and upload as queues.", [],
            Constraint.Told(
                value: "3 deliveries", source: "https://github.com/nelssec/qualys-oci-snapshot @910d3122",
                confidence: "assumed"),
            because: "an unofficial rebuild for another cloud; it served as an analogue only"),
    ]

    /// What the vendor wants and what an account has, as far as it is known, by preflight.
    private static func wish(_ title: String) throws -> [Double] {
        let finding = try ProofScenario.classic().findings(.vendorQuota).first { $0.problem.hasPrefix(title) }
        return finding?.numbers.map(\.value) ?? []
    }
}
