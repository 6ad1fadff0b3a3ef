import Rollout
import ScanModel
import VendorProfiles

/// Section 2.3: machines, network, organisations and stack sets.
enum Section23 {
    private static let guide = "https://github.com/awsdocs/amazon-ec2-user-guide @e3707c43"
    private static let cloudFormation = "https://github.com/awsdocs/aws-cloudformation-user-guide @19dc52cd"

    private static func told(_ value: String, _ source: String, _ confidence: String = "documented") -> Constraint.Told
    {
        Constraint.Told(value: value, source: source, confidence: confidence)
    }

    /// Whether a scenario is refused, or preflight warns, because a machine does not take so many volumes beside its own.
    private static func isTooMany(_ volumes: Int, on type: String) throws -> Bool {
        let scenario = ProofScenario.classic([:], [ProofScenario.instance(count: 24)])
            .with(
                // The vCPU of a type that has a price are known.
                "scanner: {instanceType: \(type)\(type == "c5.large" ? "" : ", vcpus: 4")}",
                "policies: {volumesPerScanner: \(volumes)}")
        let issues = scenario.issues()
        try expect(issues.allSatisfy { $0.path.hasSuffix("volumesPerScanner") }, "refused: \(issues.map(\.problem))")
        return try !issues.isEmpty || !scenario.findings(.attachedVolumes).isEmpty
    }

    private static func attach(_ row: String, _ changed: String) -> Datum {
        Datum(file: "Quotas/aws-attach-limits.csv", path: "\(row)/volumes", changed: changed)
    }

    /// A limit of `limit` volumes, the machine's own among them.
    private static func attachLimit(
        _ id: String, _ statement: String, _ type: String, _ datum: Datum, limit: Int
    ) -> Constraint {
        .proved(id, statement, [datum], by: "volumesBesideTheMachinesOwn") {
            try expect(isTooMany(limit - 1, on: type), is: false, "whether \(limit - 1) are too many")
            try expect(isTooMany(limit, on: type), is: true, "whether \(limit) are too many")
        }
    }

    static let constraints: [Constraint] =
        machines + stackSets + [
            .proved(
                "2.3 Subnet", "AWS keeps 5 addresses of a subnet: 59 are left of a /26, 11 of a /28.",
                Datum.both("constants/subnetReservedAddresses/value", "\"4\""), by: "fiveAddressesAreKept"
            ) {
                let many = [ProofScenario.instance(count: 600)]
                for (prefix, most) in [(26, 59), (28, 11)] {
                    for scenario in [
                        ProofScenario.classic(
                            ["SingleRegionConcurrency": "7", "SubnetCIDR": "10.10.1.0/\(prefix)"], many),
                        .newer(["SingleRegionConcurrency": "50", "SubnetCidr": "10.10.1.0/\(prefix)"], many),
                    ] {
                        let requested = scenario.profile == "qualys-aws@1.8" ? 70 : 50
                        try expect(
                            scenario.plan().regions.first?.scanners, is: min(most, requested),
                            "scanners in a /\(prefix)")
                    }
                }
            },
            .proved(
                "2.3 Subnet that is not stated (1.8)",
                "Its addresses do not limit the scanners, and the answer says so.",
                [.classic("quotas/subnetAddresses/freshAccountValue", "251")], by: "addressesAreUnknown"
            ) {
                try expect(
                    Section22.tells("unknown", of: "addresses of the scanner subnet", .classic()),
                    "the answer does not tell that the addresses are unknown")
            },
            .notModelled(
                "2.3 Subnet that is not stated (1.19)", "There is none.",
                [.newer("quotas/subnetAddresses/freshAccountValue")],
                because: "the template has a subnet of its own, so its addresses always limit the scanners"),
            .proved(
                "2.3 Addresses of a scanner", "Not published: an input; 1 unless stated.",
                Datum.both("constants/addressesPerScanner/value", "\"2\""), by: "oneAddressAScanner"
            ) {
                let many = [ProofScenario.instance(count: 600)]
                for scenario in [
                    ProofScenario.classic(["SubnetCIDR": "10.10.1.0/28"], many),
                    .newer(["SubnetCidr": "10.10.1.0/28"], many),
                ] { try expect(scenario.plan().regions.first?.scanners, is: 10, "scanners in 11 addresses") }
            },
            .proved(
                "2.3 Lambda concurrency", "1000 executions at once in a region of a new account.",
                [.quota("lambdaConcurrency/value", "10000")], by: "tooFewExecutions"
            ) {
                let found = try ProofScenario.classic().findings(.vendorQuota).first {
                    $0.problem.hasPrefix("Concurrent executions")
                }
                try expect(found?.severity, is: .warns, "how grave it is")
                let request = try ProofScenario.classic().requests().first { $0.title == "Concurrent executions" }
                try expect(request?.current, is: 1000, "what the request starts from")
            },
            .rule(
                "2.3 Regions", "Regions that are known; GovCloud and China are partitions of their own.",
                told(
                    "34 of the commercial partition",
                    "https://github.com/boto/botocore botocore/data/partitions.json @c870f2c1"), by: "onlyKnownRegions"
            ) {
                try ProofScenario.classic().expect(
                    "Regions", takes: ["mx-central-1", "ap-southeast-5"],
                    refuses: ["us-gov-west-1", "us-gov-east-1", "cn-north-1", "cn-northwest-1", "us-central-1"])
            },
            .notModelled(
                "2.3 SSM Automation", "100 at once, more wait in a queue.", [],
                told(
                    "100", "https://docs.aws.amazon.com/systems-manager/latest/userguide/adaptive-concurrency.html"),
                because: "nobody published how many automations a scan runs; preflight tells what the vendor asks for"),
            .notModelled(
                "2.3 AssumeRole", "600 requests a second in an account and region.", [],
                told("600/s", "https://docs.aws.amazon.com/STS/latest/APIReference/API_AssumeRole.html", "assumed"),
                because:
                    "each task of discovery takes its role once; `weeks.discovery.callRate` limits all calls together, and "
                    + "nothing else spends of this rate"),
            .notModelled(
                "2.3 Network interfaces", "A small machine takes 3, with 6 to 10 addresses each; 5,000 in a region.",
                [],
                told("3; 5,000", "https://github.com/aws/karpenter-provider-aws @1d927085", "assumed"),
                because: "a scanner has one interface, and 70 scanners are the most in a region"),
            .notModelled(
                "2.3 Accounts of an organisation", "10, raised on request.", [],
                told(
                    "10", "https://docs.aws.amazon.com/organizations/latest/userguide/orgs_reference_limits.html",
                    "assumed"),
                because: "a scenario names accounts that exist"),
            .proved(
                "2.3 Spot, price", "60 to 70 percent less than on demand.",
                [Datum(file: "Prices/aws-bill.csv", path: "spotPriceFactor/value", changed: "0.37")],
                by: "spotCostsAThird"
            ) {
                let scenario = ProofScenario.newer().with("bill: {include: [spot]}")
                let line = try scenario.answer(.plan).estimate.lines.first { $0.kind == .scanners }
                // 0.36 of 0.085 USD.
                try expect(line.map { ($0.unitPrice * 1e6).rounded() }, is: 30_600, "millionths of a USD an hour")
            },
        ]

    private static let machines: [Constraint] = [
        .proved(
            "2.3 vCPU on demand", "5 in a region of a new account, raised with use.",
            [.quota("onDemandVcpu/value", "6")], by: "fiveProcessors"
        ) {
            // Two scanners of 2 vCPU fit, three do not.
            var scenario = ProofScenario.classic()
            scenario.instances = [ProofScenario.instance(count: 16)]
            try expect(scenario.findings(.scannerVcpu), is: [], "findings on 4 vCPU")
            scenario.instances = [ProofScenario.instance(count: 24)]
            try expect(scenario.findings(.scannerVcpu).map(\.severity), is: [.warns], "findings on 6 vCPU")
        },
        .notModelled(
            "2.3 vCPU on spot", "5 in a region of a new account.", [], told("5", guide),
            because: "spot scanners are held to the quota of machines on demand, the same 5 in a new account"),
        .proved(
            "2.3 vCPU on demand, told", "5, told where nobody states the quota.",
            Datum.both("quotas/onDemandVcpu/freshAccountValue", "6"), by: "processorsAreTold"
        ) {
            for var scenario in [ProofScenario.classic(), .newer()] {
                scenario.instances = [ProofScenario.instance(count: 24)]
                try expect(
                    Section22.tells("5, too few", of: "on-demand standard vCPU", scenario),
                    "the answer does not tell that 5 vCPU are too few")
            }
        },
        .rule(
            "2.3 vCPU of a machine", "2 of a c5.large, 4 of a c5.xlarge.",
            told("2; 4", "https://github.com/aws/karpenter-provider-aws @1d927085"), by: "processorsOfAMachine"
        ) {
            let larger = ProofScenario.classic().with("scanner: {instanceType: c5.xlarge}")
            try expect(larger.plan().regions.first?.needs.vcpus, is: 4, "vCPU of a c5.xlarge")
            try expect(ProofScenario.classic().plan().regions.first?.needs.vcpus, is: 2, "vCPU of a c5.large")
        },
        .proved(
            "2.3 Volumes of a machine",
            "28 places, one of them for the network interface; from the seventh generation on 32 and more; 40 on Xen.",
            [
                attach("*+*", "24"),
                attach(
                    "m7a m7i m7i-flex m8a m8g m8gb m8gd m8gn m8i m8i-flex+medium large xlarge 2xlarge 4xlarge 8xlarge "
                        + "12xlarge", "24"),
                attach("c1 c3 c4 d2 f1 h1 i2 i3 m1 m2 m3 m4 p3 r3 r4 t1 t2 x1 x1e+*", "24"),
            ], by: "twentyFourVolumesAreNeverTooMany"
        ) {
            for type in ["c5.large", "m7i.large", "t2.large"] {
                try expect(
                    isTooMany(24, on: type), is: false, "whether 24 and the machine's own are too many")
            }
        },
        attachLimit(
            "2.3 Volumes of a machine (local disks)", "Local disks share the places: 24 on a d3.xlarge.", "d3.xlarge",
            attach("d3+xlarge", "25"), limit: 24),
        attachLimit(
            "2.3 Volumes of a machine (small places)", "15 on a d3.4xlarge.", "d3.4xlarge",
            attach("d3+4xlarge", "16"), limit: 15),
    ]

    private static let stackSets: [Constraint] = [
        .proved(
            "2.3 Stack instances of a set", "100,000.", [.quota("stackInstances/value", "100021")],
            by: "aHundredThousandStackInstances"
        ) {
            // 3,449 accounts in 29 regions are 100,021 instances of a flat set, 3,448 are 99,992.
            for (count, isMore) in [(3449, true), (3448, false)] {
                let regions = "[\(Section11Network.accepted.joined(separator: ", "))]"
                var scenario = ProofScenario.classic(["Regions": regions])
                    .with("rollout: {stackSets: {layout: flat}}")
                scenario.targets = (0..<count).map { "\(500_000_000_000 + $0)" }
                scenario.instances = [ProofScenario.instance(account: scenario.targets[0])]
                let problem = try scenario.findings(.stackSetLayout).first?.problem ?? ""
                try expect(
                    problem.contains("more stack instances than a stack set may have"), is: isMore,
                    "whether \(count) accounts are more than a set may have")
            }
        },
        .proved(
            "2.3 Accounts at once in a set", "100.", [.quota("accountsAtOnce/value", "99")],
            by: "aHundredAccountsAtOnce"
        ) {
            // 200 accounts at 150 at once take two rounds of 100.
            var scenario = ProofScenario.classic()
                .with("rollout: {stackSets: {concurrency: 150, failureMode: soft, timePerStack: 60s}}")
            scenario.targets = (0..<200).map { "\(500_000_000_000 + $0)" }
            scenario.instances = [ProofScenario.instance(account: scenario.targets[0])]
            let rollout = StackSetRollout(try scenario.deployment())
            try expect(rollout.rounds, is: 2, "rounds")
            try expect(rollout.seconds, is: 120, "seconds")
        },
        .rule(
            "2.3 Shares of accounts", "Rounded down: 25 percent of 10 are 2.",
            told(
                "25 % of 10 = 2",
                "https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_StackSetOperationPreferences.html"
            ),
            by: "sharesAreRoundedDown"
        ) {
            var scenario = ProofScenario.classic()
                .with("rollout: {stackSets: {concurrency: 25%, failureMode: soft}}")
            scenario.targets = (0..<10).map { "\(500_000_000_000 + $0)" }
            scenario.instances = [ProofScenario.instance(account: scenario.targets[0])]
            try expect(StackSetRollout(scenario.deployment()).accountsAtOnce, is: 2, "accounts at once")
        },
        .proved(
            "2.3 Stacks of an account", "2,000 in a region.", [.quota("stacks/value", "2001")], by: "twoThousandStacks"
        ) {
            // The target stack and the instance of its inner set come to those that are there.
            for (existing, blocks) in [(1998, false), (1999, true)] {
                let scenario = ProofScenario.classic().with("rollout: {stackSets: {existingStacks: \(existing)}}")
                try expect(
                    scenario.findings(.stacksPerAccount).map(\.severity), is: blocks ? [.blocks] : [],
                    "findings on \(existing) stacks")
            }
        },
        .rule(
            "2.3 Regions of a set", "One after the other unless told otherwise.",
            told("sequential", "\(cloudFormation) doc_source/stacksets-concepts.md"), by: "regionsFollowEachOther"
        ) {
            let scenario = ProofScenario.classic(["Regions": "\"us-east-1, eu-west-1, eu-west-2\""])
            let flat = scenario.with("rollout: {stackSets: {layout: flat}}")
            try expect(StackSetRollout(flat.deployment()).rounds, is: 3, "rounds of a flat set over three regions")
            try expect(StackSetRollout(scenario.deployment()).rounds, is: 1, "rounds of a nested set")
        },
        .notModelled(
            "2.3 Stack sets", "1,000 in an administrator account.", [],
            told("1,000", "\(cloudFormation) doc_source/cloudformation-limits.md"),
            because: "a deployment makes two"),
        .notModelled(
            "2.3 Operations of stack instances", "10,000 at once in a region of an administrator.", [],
            told("10,000", "\(cloudFormation) doc_source/cloudformation-limits.md"),
            because: "one set works on 100 accounts at once"),
    ]
}
