import ScanModel

/// Section 6.4: the rules by which settings are refused.
enum Section64 {
    /// The smallest and the largest value that a parameter takes, each proved by its neighbours.
    private static func bounds(_ profile: String, _ name: String, _ least: Int, _ most: Int?) -> Constraint {
        let isClassic = profile == "1.8"
        let path = "parameters/\(name)"
        func datum(_ end: String, _ value: Int) -> Datum {
            isClassic ? .classic("\(path)/\(end)", "\(value)") : .newer("\(path)/\(end)", "\(value)")
        }
        var data = [datum("minimum", least + 1)]
        if let most { data.append(datum("maximum", most + 1)) }
        return .proved(
            "6.4 \(name) (\(profile))", most.map { "\(least) to \($0)." } ?? "From \(least).", data,
            by: "valuesBeyondTheEndsAreRefused"
        ) {
            let scenario = isClassic ? ProofScenario.classic() : .newer(["SwCA": "Enabled", "Secret": "Enabled"])
            try scenario.expect(
                name, takes: [least, most ?? least + 1].map(String.init),
                refuses: ["\(least - 1)"] + (most.map { ["\($0 + 1)"] } ?? []))
        }
    }

    private static func told(_ value: String) -> Constraint.Told {
        Constraint.Told(
            value: value, source: "https://docs.qualys.com/en/conn/1.8.0/scans/snapshot-based_scan.htm",
            confidence: "documented")
    }

    static let constraints: [Constraint] = [
        bounds("1.8", "Concurrency", 1, 4),
        bounds("1.8", "SingleRegionConcurrency", 1, 7),
        bounds("1.8", "IntervalHours", 24, nil),
        bounds("1.19", "Concurrency", 1, 5),
        bounds("1.19", "SingleRegionConcurrency", 1, 50),
        bounds("1.19", "IntervalHours", 24, 168),
        bounds("1.19", "EventsBatchWindow", 5, 720),
        bounds("1.19", "PollRetryInterval", 15, 720),
        bounds("1.19", "SwCAScanTimeout", 10, 1200),
        bounds("1.19", "SecretScanTimeout", 10, 1200),
        bounds("1.19", "SamplingGroupScanPercentage", 1, 50),
        .rule(
            "6.4 Regions", "Known identifiers, each of them once.", told("in the list, unique"),
            by: "regionsAreKnownAndUnique"
        ) {
            try ProofScenario.classic().expect(
                "Regions", takes: ["[us-east-1, us-west-2]"],
                refuses: ["[us-east-1, us-east-1]", "us-east-3", "\"us-east-1,us-east-1\"", "US-EAST-1"])
        },
        .rule(
            "6.4 Address blocks",
            "/16 to /28, no bits behind the prefix, the subnet inside its network or equal to it.",
            told("/16 to /28"), by: "addressBlocksAreChecked"
        ) {
            try ProofScenario.classic().expect(
                "SubnetCIDR", takes: ["10.82.64.0/22", "10.0.0.0/16", "10.0.0.0/28"],
                refuses: ["10.82.65.0/22", "10.0.0.0/15", "10.0.0.0/29", "10.0.0.0", "10.0.0.256/24", "\"::/64\""])
            for (subnet, isTaken) in [("10.1.0.0/24", false), ("10.0.4.0/24", true), ("10.0.0.0/16", true)] {
                let scenario = ProofScenario.classic(["SubnetCIDR": subnet, "VpcCidr": "10.0.0.0/16"])
                try expect(scenario.issues().isEmpty, is: isTaken, "whether \(subnet) lies in 10.0.0.0/16")
            }
        },
        .rule(
            "6.4 Tags of 1.8", "Neither empty nor with whitespace.", told("no whitespace"), by: "classicTagsAreTexts"
        ) {
            for name in ["TagKey", "TagValue", "AdditionalTagKey", "AdditionalTagValue"] {
                var scenario = ProofScenario.classic()
                if name.hasPrefix("Additional") {
                    scenario.parameters["AdditionalTagKey"] = "Team"
                    scenario.parameters["AdditionalTagValue"] = "a"
                }
                try scenario.expect(name, takes: ["Unit"], refuses: ["\"\"", "\"a b\"", "\"a\\tb\"", "\" a\""])
            }
        },
        .rule("6.4 Gateway", "An https address.", told("https"), by: "theGatewayIsSecure") {
            let refused = ["\"http://gateway.qg1.apps.qualys.com\"", "gateway.qg1.apps.qualys.com", "\"ftp://a.b\""]
            try ProofScenario.classic().expect(
                "QEndPoint", takes: ["\"https://gateway.qg1.apps.qualys.com\""], refuses: refused)
            try ProofScenario.newer().expect(
                "QEndpoint", takes: ["\"https://gateway.qg1.apps.qualys.com\""], refuses: refused)
        },
        .notModelled(
            "6.4 Azure", "Concurrency 1 to 25, scanners 1 to 30, disks 4, 8 or 16, interval 24 to 720 h.", [],
            Constraint.Told(
                value: "see the statement", source: "https://github.com/nelssec/qualys-azure-snapshot @29910660",
                confidence: "documented"),
            because: "another product: no profile describes it"),
    ]
}
