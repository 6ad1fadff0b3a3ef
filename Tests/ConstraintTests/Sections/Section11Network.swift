import Rollout
import ScanModel

/// Section 1.1: network, regions, endpoint, token, the target stack and what the stacks ask for.
enum Section11Network {
    /// The regions that the template of 1.19 takes, written down apart from the data.
    static let accepted = [
        "us-east-1", "us-east-2", "us-west-1", "us-west-2", "af-south-1", "ap-east-1", "ap-south-1", "ap-south-2",
        "ap-southeast-1", "ap-southeast-2", "ap-southeast-3", "ap-southeast-4", "ap-northeast-1", "ap-northeast-2",
        "ap-northeast-3", "ca-central-1", "ca-west-1", "eu-central-1", "eu-central-2", "eu-west-1", "eu-west-2",
        "eu-west-3", "eu-south-1", "eu-south-2", "eu-north-1", "il-central-1", "me-south-1", "me-central-1",
        "sa-east-1",
    ]
    private static let refused = ["mx-central-1", "us-gov-west-1", "cn-north-1", "us-east-9"]

    /// Regions without the last one, as a data file writes them.
    private static let shorter = "[" + accepted.dropLast().map { "\"\($0)\"" }.joined(separator: ", ") + "]"

    static let constraints: [Constraint] = [
        .proved(
            "1.1 SubnetCIDR and VpcCidr (1.8)", "Address blocks; the subnet lies in the network and may fill it.",
            [
                .classic("parameters/SubnetCIDR/role", "null"), .classic("parameters/VpcCidr/role", "null"),
                .classic("parameters/SubnetCIDR/required", "true"), .classic("parameters/VpcCidr/required", "true"),
            ], by: "theSubnetLimitsTheScanners"
        ) {
            let same = ProofScenario.classic(["SubnetCIDR": "10.82.64.0/22", "VpcCidr": "10.82.64.0/22"])
            try expect(same.issues().isEmpty, "a subnet cannot fill its network")
            let outside = ProofScenario.classic(["SubnetCIDR": "10.82.64.0/22", "VpcCidr": "10.90.0.0/16"])
            try expect(!outside.issues().isEmpty, "a subnet may lie outside its network")
            let scenario = ProofScenario.classic(["SingleRegionConcurrency": "7", "SubnetCIDR": "10.0.0.0/26"])
            try expect(Section11.scannersAtOnce(scenario), is: 59, "scanners in 59 addresses")
            try expect(ProofScenario.classic().issues().isEmpty, "both can be left out")
        },
        .proved(
            "1.1 SubnetCidr and VpcCidr (1.19)", "10.10.1.0/24 in 10.10.0.0/16 unless stated.",
            [
                .newer("parameters/SubnetCidr/defaultValue", "\"10.10.1.0/25\""),
                .newer("parameters/VpcCidr/defaultValue", "\"10.0.0.0/8\""),
                .newer("parameters/SubnetCidr/role", "null"), .newer("parameters/VpcCidr/role", "null"),
            ], by: "theSubnetOf251Addresses"
        ) {
            // Fifty scanners and 202 other addresses do not fit into 251.
            let scenario = ProofScenario.newer(
                ["SingleRegionConcurrency": "50"], [ProofScenario.instance(count: 600)])
            let full = scenario.with("rollout: {otherAddresses: 202}")
            try expect(full.findings(.subnetAddresses).map(\.severity), is: [.blocks], "findings on 252 addresses")
            let fitting = scenario.with("rollout: {otherAddresses: 201}")
            try expect(fitting.findings(.subnetAddresses), is: [], "findings on 251 addresses")
            let outside = ProofScenario.newer(["SubnetCidr": "10.11.0.0/24"])
            try expect(!outside.issues().isEmpty, "a subnet may lie outside the standing network")
            try expect(
                ProofScenario.newer(["SubnetCidr": "10.10.9.0/24"]).issues().isEmpty, "another subnet is refused")
        },
        .proved(
            "1.1 Regions (1.8)", "A list of regions, as one text with commas or as a list.",
            [.classic("parameters/Regions/allowedValues", "[\"us-east-1\", \"eu-west-1\"]")],
            by: "regionsAreListed"
        ) {
            try ProofScenario.classic().expect(
                "Regions", takes: ["\"ap-south-1, us-east-1\"", "[us-east-1]", "mx-central-1"],
                refuses: ["us-east-9", "\"us-east-1, us-east-1\"", "[]", "\"us-east-1,\""])
            try expect(!ProofScenario.classic().without("Regions").issues().isEmpty, "Regions can be left out")
            let demand = try ProofScenario.classic(
                ["Regions": "eu-west-1"], [ProofScenario.instance(), ProofScenario.instance(region: "eu-west-1")]
            ).plan().demand
            try expect(demand.excluded, is: [.regionNotSelected: 1], "instances left out")
        },
        .proved(
            "1.1 Regions (1.19)", "29 regions are taken; us-east-1 unless stated.",
            [
                .newer("parameters/Regions/allowedValues", shorter),
                .newer("parameters/Regions/defaultValue", "\"us-east-2\""),
            ], by: "twentyNineRegions"
        ) {
            try expect(accepted.count, is: 29, "regions written down")
            try ProofScenario.newer().expect("Regions", takes: accepted, refuses: refused)
            try expect(ProofScenario.newer().deployment().regions.map(\.region), is: ["us-east-1"], "regions")
        },
        .proved(
            "1.1 QEndPoint (1.8)", "The gateway of the subscription's platform.",
            [.classic("parameters/QEndPoint/kind", "\"tagText\"")], by: "theGatewayIsCalled"
        ) {
            try ProofScenario.classic().expect(
                "QEndPoint", takes: ["\"https://gateway.example.com\""],
                refuses: ["\"http://gateway.example.com\"", "gateway"])
            let book = try ProofScenario.classic(["QEndPoint": "\"https://gateway.example.com\""]).runbook()
            try expect(book.contains("https://gateway.example.com/auth"), "the runbook calls the gateway")
        },
        .proved(
            "1.1 QEndpoint (1.19)", "An https address; the gateway of the platform US 1 unless stated.",
            [
                .newer("parameters/QEndpoint/kind", "\"tagText\""),
                .newer("parameters/QEndpoint/defaultValue", "\"https://gateway.qg2.apps.qualys.com\""),
            ], by: "theStandingGatewayIsCalled"
        ) {
            try ProofScenario.newer().expect(
                "QEndpoint", takes: ["\"https://gateway.qg3.apps.qualys.com\""],
                refuses: ["\"http://a.example.com\"", "a"]
            )
            let book = try ProofScenario.newer().runbook()
            try expect(book.contains("https://gateway.qg1.apps.qualys.com/auth"), "the runbook calls the gateway")
        },
        .proved(
            "1.1 QToken", "The subscription token, a secret.",
            Datum.both("parameters/QToken/kind", "\"tagText\"")
                + [.newer("targetParameters/QToken/kind", "\"tagText\"")], by: "theTokenIsAReference"
        ) {
            let references = ["\"env:TOKEN\"", "\"file:token.txt\""]
            try ProofScenario.classic().expect("QToken", takes: references, refuses: ["aaa.bbb.ccc"])
            try ProofScenario.newer().expect("QToken", takes: references, refuses: ["aaa.bbb.ccc"])
            var scenario = ProofScenario.newer()
            scenario.stack = "{ServiceAccount: \"\(ProofScenario.service)\", QToken: aaa.bbb.ccc}"
            try expect(!scenario.issues().isEmpty, "a target stack is told a token")
        },
        .notModelled(
            "1.2b Pattern of QToken", "Three parts between dots: up to 64, up to 1024 and 20 to 100 characters.", [],
            .init(
                value: "a JWT",
                source:
                    "https://github.com/nelssec/qualys-snapshot-gcp @93e016f3 CloudFormationTemplate_ServiceAccount.json "
                    + "(template 1.19.0-11)", confidence: "documented"),
            because: "the token itself never stands in a scenario, only where it is kept"),
        .proved(
            "1.1 Target stack (1.8)", "AWSSourceAccount is the service account.",
            [
                .classic("targetParameters/AWSSourceAccount/required", "false"),
                .classic("targetParameters/AWSSourceAccount/kind", "\"tagText\""),
            ], by: "theTargetStackNamesTheServiceAccount"
        ) {
            var scenario = ProofScenario.classic()
            scenario.stack = "{AWSSourceAccount: \"\(ProofScenario.other)\"}"
            try expect(!scenario.issues().isEmpty, "another account is taken")
            scenario.stack = "{}"
            try expect(!scenario.issues().isEmpty, "the account can be left out")
        },
        .proved(
            "1.1 Target stack, ServiceAccount (1.19)", "The service account.",
            [
                .newer("targetParameters/ServiceAccount/required", "false"),
                .newer("targetParameters/ServiceAccount/kind", "\"tagText\""),
            ], by: "theNewerTargetStackNamesTheServiceAccount"
        ) {
            var scenario = ProofScenario.newer()
            scenario.stack = "{ServiceAccount: \"\(ProofScenario.other)\"}"
            try expect(!scenario.issues().isEmpty, "another account is taken")
            scenario.stack = "{}"
            try expect(!scenario.issues().isEmpty, "the account can be left out")
        },
        .proved(
            "1.1 Target stack, TargetRegions (1.19)", "29 regions are taken; us-east-1 unless stated.",
            [
                .newer("targetParameters/TargetRegions/allowedValues", shorter),
                .newer("targetParameters/TargetRegions/defaultValue", "\"us-east-1,eu-west-1\""),
                .newer("targetParameters/TargetRegions/kind", "\"tagText\""),
            ], by: "targetRegionsAreCompared"
        ) {
            var scenario = ProofScenario.newer(["Regions": "\"us-east-1, eu-west-1\""])
            let found = try scenario.findings(.targetRegions)
            try expect(found.map(\.regions), is: [["eu-west-1"]], "regions that the target stacks leave out")
            for region in accepted + refused {
                scenario.stack = "{ServiceAccount: \"\(ProofScenario.service)\", TargetRegions: \(region)}"
                try expect(scenario.issues().isEmpty, is: accepted.contains(region), "whether \(region) is taken")
            }
        },
        .proved(
            "1.1 Target stack, EventBasedScan (1.19)", "Enabled or Disabled; Enabled unless stated.",
            [
                .newer("targetParameters/EventBasedScan/allowedValues", "[\"Enabled\"]"),
                .newer("targetParameters/EventBasedScan/defaultValue", "\"Disabled\""),
            ], by: "eventsAreWrittenOut"
        ) {
            var scenario = ProofScenario.newer()
            try expect(scenario.exportedToTargets("EventBasedScan"), is: "Enabled", "in the target stacks' file")
            for (word, isTaken) in [("Enabled", true), ("Disabled", true), ("Off", false)] {
                scenario.stack = "{ServiceAccount: \"\(ProofScenario.service)\", EventBasedScan: \(word)}"
                try expect(scenario.issues().isEmpty, is: isTaken, "whether \(word) is taken")
            }
        },
        .proved(
            "1.1 Target stack, APIDestinationEndpoint (1.19)", "Where events are sent to, an https address.",
            [.newer("targetParameters/APIDestinationEndpoint/kind", "\"tagText\"")], by: "eventsGoToAWebAddress"
        ) {
            var scenario = ProofScenario.newer()
            for (address, isTaken) in [("\"https://a.example.com/v1\"", true), ("\"http://a.example.com\"", false)] {
                scenario.stack =
                    "{ServiceAccount: \"\(ProofScenario.service)\", APIDestinationEndpoint: \(address)}"
                try expect(scenario.issues().isEmpty, is: isTaken, "whether \(address) is taken")
            }
        },
        .proved(
            "1.1 Capabilities and time of the stacks",
            "The stacks ask for three acknowledgements and are given 30 minutes.",
            Datum.both("constants/stackCapabilities/value", "\"CAPABILITY_IAM\"")
                + Datum.both("constants/stackTimeout/value", "\"3600s\""), by: "whatTheStacksAskFor"
        ) {
            for scenario in [ProofScenario.classic(), .newer()] {
                let book = try scenario.runbook()
                try expect(
                    book.contains("--capabilities CAPABILITY_IAM CAPABILITY_NAMED_IAM CAPABILITY_AUTO_EXPAND"),
                    "the runbook acknowledges three capabilities")
                try expect(book.contains("--timeout-in-minutes 30"), "the runbook gives 30 minutes")
            }
        },
    ]
}
