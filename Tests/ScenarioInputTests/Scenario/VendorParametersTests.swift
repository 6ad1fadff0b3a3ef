import ScanModel
import Testing

@testable import ScenarioInput

@Suite("The vendor's parameters")
struct VendorParametersTests {
    private static let at = "deployments[0].parameters"
    private static let source = "https://docs.qualys.com/en/conn/1.8.0/scans/snapshot-based_scan.htm"
    private static let tag = "expected a text without spaces, tabs, invisible characters or the wildcards * and ?"
    private static let aws = "expected a text without the prefix `aws:`, which AWS keeps for itself"
    private static let block = "expected an IPv4 block such as 10.82.64.0/22, /16 to /28"
    private static let gateway = "https://gateway.qg1.apps.qualys.com"

    static let slips: [Slip] = [
        Slip(
            "Concurrency: 2\n", "Concurrency: 5\n",
            "\(at).Concurrency: is `5`; expected a whole number from 1 to 4 (in units of 10 regions, \(source))"),
        Slip(
            "Concurrency: 2\n", "Concurrency: 2s\n",
            "\(at).Concurrency: is `2s`; expected a whole number from 1 to 4 (in units of 10 regions, \(source))"),
        Slip(
            "SingleRegionConcurrency: 3", "SingleRegionConcurrency: \"3\"",
            "\(at).SingleRegionConcurrency: is \"3\"; expected a whole number from 1 to 7 (in units of 10 scanners, "
                + "\(source)); did you mean 3 without quotes?"),
        Slip(
            "IntervalHours: 48", "IntervalHours: 1",
            "\(at).IntervalHours: is `1`; expected a whole number from 24; more than a year (8784) is refused (in units of hours, \(source))"
        ),
        Slip("      TagValue: daily\n", "", "\(at): the key `TagValue` is missing"),
        Slip(
            "[us-east-1, eu-west-1]", "[us-east-1, eu-west-1, us-east-1]",
            "\(at).Regions[2]: the region `us-east-1` is listed more than once"),
        Slip(
            "[us-east-1, eu-west-1]", "us-east-1, eu-west-1,",
            "\(at).Regions: a region is empty; expected a region such as us-east-1"),
        Slip(
            "[us-east-1, eu-west-1]", "us-east-1, eu-west-1, eu-wset-2",
            "\(at).Regions: `eu-wset-2` is not a known region; expected a region such as us-east-1; "
                + "did you mean eu-west-2?"),
        Slip("TagKey: Scan", "TagKey: \"Sc\\tan\"", "\(at).TagKey: is \"Sc\u{FFFD}an\"; \(tag)"),
        Slip("TagKey: Scan", "TagKey: Sc*", "\(at).TagKey: is `Sc*`; \(tag)"),
        Slip("TagKey: Scan", "TagKey: Sc?n", "\(at).TagKey: is `Sc?n`; \(tag)"),
        Slip("TagKey: Scan", "TagKey: \" Scan\"", "\(at).TagKey: is \" Scan\"; \(tag)"),
        Slip("TagKey: Scan", "TagKey: \"\"", "\(at).TagKey: is empty; \(tag)"),
        Slip("TagKey: Scan", "TagKey: aws:name", "\(at).TagKey: is `aws:name`; \(aws)"),
        Slip(
            "TagKey: Scan", "TagKey: Stage",
            "\(at).AdditionalTagKey: is the same key as TagKey; "
                + "expected another key; an instance carries each key once"),
        Slip(
            "      AdditionalTagKey: Stage\n", "",
            "\(at).AdditionalTagValue: stands without AdditionalTagKey; expected both or neither"),
        Slip(
            "      AdditionalTagValue: live\n", "",
            "\(at).AdditionalTagKey: stands without AdditionalTagValue; expected both or neither"),
        Slip("SubnetCIDR: 10.82.64.0/22", "SubnetCIDR: 10.82.64.0", "\(at).SubnetCIDR: is `10.82.64.0`; \(block)"),
        Slip(
            "SubnetCIDR: 10.82.64.0/22", "SubnetCIDR: 10.82.64.0/29", "\(at).SubnetCIDR: is `10.82.64.0/29`; \(block)"),
        Slip("SubnetCIDR: 10.82.64.0/22", "SubnetCIDR: 10.0.0.0/15", "\(at).SubnetCIDR: is `10.0.0.0/15`; \(block)"),
        Slip(
            "SubnetCIDR: 10.82.64.0/22", "SubnetCIDR: 10.82.256.0/22", "\(at).SubnetCIDR: is `10.82.256.0/22`; \(block)"
        ),
        Slip(
            "SubnetCIDR: 10.82.64.0/22", "SubnetCIDR: 10.82.65.0/22",
            "\(at).SubnetCIDR: is `10.82.65.0/22`, with bits set behind the prefix; "
                + "expected the first address of the block; did you mean 10.82.64.0/22?"),
        Slip(
            "SubnetCIDR: 10.82.64.0/22", "SubnetCIDR: 10.83.64.0/22",
            "\(at).SubnetCIDR: 10.83.64.0/22 does not lie in VpcCidr 10.82.64.0/20; "
                + "expected a block inside it or equal to it"),
        Slip(
            gateway, "http://gateway.qg1.apps.qualys.com",
            "\(at).QEndPoint: is `http://gateway.qg1.apps.qualys.com`; expected an address that starts with https://; "
                + "did you mean https://gateway.qg1.apps.qualys.com?"),
        Slip(gateway, "https://", "\(at).QEndPoint: is `https://`; expected an address that starts with https://"),
        Slip(
            "QToken: env:QUALYS_TOKEN", "AWSSourceAccount: \"111122223333\"",
            "\(at).AWSSourceAccount: unknown key; expected one of AdditionalTagKey, AdditionalTagValue, Concurrency, "
                + "IntervalHours, QEndPoint, QToken, Regions, SingleRegionConcurrency, SubnetCIDR, TagKey, TagValue, "
                + "VpcCidr"),
    ]

    @Test("One slip, one issue", arguments: slips)
    func slip(_ slip: Slip) { #expect(ScenarioSample.unplaced(slip.scenario) == [slip.issue]) }

    @Test("A subnet may fill its network, and needs none")
    func subnet() {
        for network in ["VpcCidr: 10.82.64.0/22", ""] {
            let text = ScenarioSample.full.replacing("VpcCidr: 10.82.64.0/20", with: network)
            #expect(ScenarioSample.problems(text).isEmpty)
        }
    }

    @Test(
        "References to a secret",
        arguments: [
            "env:QUALYS_TOKEN", "env:_a1", "file:/run/secrets/token", "arn:aws:secretsmanager:us-east-1:1:secret:x",
            "arn:aws:ssm:us-east-1:111122223333:parameter/x",
        ])
    func references(text: String) {
        #expect(ScenarioSample.problems(ScenarioSample.full.replacing("env:QUALYS_TOKEN", with: text)).isEmpty)
    }

    @Test(
        "A token in a scenario is refused and never repeated, wherever it stands",
        arguments: [
            "QToken: TOKEN", "QToken: \"TOKEN\"", "QToken: env:TOKEN-x", "QToken: [TOKEN]", "QToken: {TOKEN: TOKEN}",
            "QToken: |\n        TOKEN", "QToken: {a: [TOKEN]}", "QTokn: TOKEN", "qtoken: [[TOKEN]]",
            "QToken: TOKEN\n      QToken: TOKEN", "QToken: !!str TOKEN", "QToken: \"TOKEN", "QToken: a: TOKEN",
            "QToken: [TOKEN", "QToken: {TOKEN: 1, TOKEN: 2}", "QToken: \"\\qTOKEN\"", "QToken: *TOKEN.x",
        ])
    func literalToken(line: String) {
        let token = "eyJhbGciOiJIUzI1NiJ9"
        let text = ScenarioSample.full.replacing("QToken: env:QUALYS_TOKEN", with: line.replacing("TOKEN", with: token))
        let problems = ScenarioSample.problems(text)
        #expect(!problems.isEmpty)
        #expect(!problems.contains { $0.contains(token) || $0.contains("eyJ") }, "\(problems)")
        for value in [token, "{\"\(token)\": 1, \"\(token)\": 2}", "[\"\(token)\"", "\"\(token)"] {
            let json = ScenarioSample.fullJSON.replacing("\"env:QUALYS_TOKEN\"", with: value)
            let problems = issues { () throws(InvalidInput) in try ScenarioSample.draft(json, file: "s.json") }
            #expect(!problems.isEmpty)
            #expect(!problems.contains { $0.contains("eyJ") }, "\(problems)")
        }
    }

    @Test("The exact words about a literal token")
    func literalTokenWords() {
        #expect(
            ScenarioSample.unplaced(ScenarioSample.full.replacing("env:QUALYS_TOKEN", with: "abc123")) == [
                "\(Self.at).QToken: is no reference to a secret (a secret itself must not stand in a scenario); "
                    + "expected where the secret is kept: "
                    + "env:NAME, file:PATH, arn:aws:secretsmanager:… or arn:aws:ssm:…"
            ])
    }
}
