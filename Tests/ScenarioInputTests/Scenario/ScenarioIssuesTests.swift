import ScanModel
import Testing

@testable import ScenarioInput

/// A slip in a scenario: what it replaces in the full sample, and the one issue it makes.
struct Slip: Sendable, CustomTestStringConvertible {
    var text: String
    var replacement: String
    /// Path and message, without file and place.
    var issue: String

    init(_ text: String, _ replacement: String, _ issue: String) {
        self.text = text
        self.replacement = replacement
        self.issue = issue
    }

    var testDescription: String { "\(text) -> \(replacement)" }

    /// The full sample with the slip in it.
    var scenario: String {
        precondition(ScenarioSample.full.contains(text), "the sample has no \(text)")
        return ScenarioSample.full.replacing(text, with: replacement, maxReplacements: 1)
    }
}

@Suite("What is wrong with a scenario file")
struct ScenarioIssuesTests {
    private static let first = "deployments[0]"
    private static let duration = "expected a duration such as 90s, 15m, 20h, 2d or 250ms"
    private static let name = "expected 1 to 64 letters, digits, `.`, `_` or `-`, the first a letter or digit"

    static let frame: [Slip] = [
        Slip(
            "schemaVersion: 1", "schemaVersion: 2",
            "schemaVersion: is `2`; expected 1, the version that this scanplan reads; "
                + "a newer scanplan may have written the file"),
        Slip("schemaVersion: 1\n", "", "the key `schemaVersion` is missing"),
        Slip("seed: 42", "seed: -1", "seed: is `-1`; expected a whole number from 0 to 9223372036854775807"),
        Slip(
            "seed: 42", "seed: 9223372036854775808",
            "seed: is `9223372036854775808`; expected a whole number from 0 to 9223372036854775807"),
        Slip("name: everything", "name: [a]", "name: is a list; expected a text"),
        Slip("20h", "20", "objective.deadline: is `20`, a number without a unit; \(duration); did you mean 20s?"),
        Slip("20h", "0h", "objective.deadline: is `0h`; \(duration), above 0s to 366d in whole nanoseconds"),
        Slip(
            "500USD", "500",
            "objective.monthlyBudget: is `500`, a number without a unit; expected an amount such as 500USD; "
                + "did you mean 500USD?"),
        Slip(
            "monthlyBudget: 500USD", "budget: 500USD",
            "objective.budget: unknown key; expected one of deadline, monthlyBudget, probability, thresholds"),
        Slip("- name: production", "- name: -x", "\(first).name: is `-x`; \(name)"),
        Slip("- name: production", "- name: a b", "\(first).name: is `a b`; \(name)"),
        Slip(
            "- name: production", "- name: \(String(repeating: "x", count: 65))",
            "\(first).name: is `\(String(repeating: "x", count: 60))…`; \(name)"),
        Slip("    serviceAccount: \"111122223333\"\n", "", "\(first): the key `serviceAccount` is missing"),
        Slip(
            "serviceAccount: \"111122223333\"", "serviceAccount: 11112222333",
            "\(first).serviceAccount: is `11112222333`; expected an account of 12 digits or a subscription GUID"),
        Slip(
            "    scanner: {", "    scaner: {",
            "\(first).scaner: unknown key; expected one of bill, calibration, faults, fleet, limits, name, parameters, policies, prices, profile, "
                + "profileFile, reads, rollout, scanner, serviceAccount, targetAccounts, timings, uncertainty, variation, weeks; did you mean scanner?"
        ),
    ]

    static let accounts: [Slip] = [
        Slip(
            "[\"222233334444\", \"333344445555\"]", "[\"222233334444\", \"111122223333\"]",
            "\(first).targetAccounts[1].accounts[1]: the account `111122223333` is listed more than once"),
        Slip(
            "- account: \"444455556666\"", "- account: \"4444-5555-6666\"",
            "\(first).targetAccounts[2].account: is \"4444-5555-6666\"; expected an account of 12 digits or a subscription GUID"
        ),
        Slip(
            "- account: \"444455556666\"", "- {}",
            "\(first).targetAccounts[2]: names no account; expected `account` or `accounts`"),
        Slip(
            "- account: \"444455556666\"", "- {account: \"444455556666\", accounts: [\"555566667777\"]}",
            "\(first).targetAccounts[2].accounts: stands beside `account`; expected one of the two"),
        Slip(
            "targetStack: {AWSSourceAccount: \"111122223333\"}", "targetStack: {AWSSourceAccount: \"999922223333\"}",
            "\(first).targetAccounts[0].targetStack.AWSSourceAccount: is \"999922223333\"; "
                + "expected the service account 111122223333"),
        Slip(
            "targetStack: {AWSSourceAccount: \"111122223333\"}", "targetStack: {}",
            "\(first).targetAccounts[0].targetStack: the key `AWSSourceAccount` is missing"),
        Slip(
            "targetStack: {AWSSourceAccount: \"111122223333\"}",
            "targetStack: {AWSSourceAccount: \"111122223333\", Region: x}",
            "\(first).targetAccounts[0].targetStack.Region: unknown key; expected one of AWSSourceAccount"),
    ]

    static let fleet: [Slip] = [
        Slip(
            "region: us-east-1\n", "region: us-esat-1\n",
            "\(first).fleet.instances[0].region: `us-esat-1` is not a known region; "
                + "expected a region such as us-east-1; did you mean us-east-1?"),
        Slip(
            "platform: windows", "platform: Windows",
            "\(first).fleet.instances[0].platform: is `Windows`; expected one of linux, windows; "
                + "did you mean windows?"),
        Slip(
            "8GiB, 100GiB", "8GiB, 100",
            "\(first).fleet.instances[0].volumes[1]: is `100`, a number without a unit; "
                + "expected a size such as 8GiB or 2TiB; did you mean 100GiB?"),
        Slip(
            "8GiB, 100GiB", "0.5GiB, 100GiB",
            "\(first).fleet.instances[0].volumes[0]: is `0.5GiB`; "
                + "expected a size such as 8GiB or 2TiB, whole GiB from 1GiB to 64TiB"),
        Slip(
            "count: 3", "count: 0",
            "\(first).fleet.instances[0].count: is `0`; expected a whole number from 1 to 1000000"),
        Slip(
            "count: 3", "count: 1000001",
            "\(first).fleet.instances[0].count: is `1000001`; expected a whole number from 1 to 1000000"),
        Slip(
            "tags: {Scan: daily, Stage: live}", "tags: {Scan: [daily]}",
            "\(first).fleet.instances[0].tags.Scan: is a list; "
                + "expected a text, in quotes if it is empty"),
        Slip(
            "tags: {Scan: daily, Stage: live}", "tags: {Scan: }",
            "\(first).fleet.instances[0].tags.Scan: has no value; "
                + "expected a text, in quotes if it is empty"),
        Slip(
            "tags: {Scan: daily, Stage: live}", "tags: {\"\": x}",
            "\(first).fleet.instances[0].tags[\"\"]: is empty; expected the key of a tag"),
        Slip("volumes: []", "volumesizes: []", "\(first).fleet.instances[1]: the key `volumes` is missing"),
        Slip(
            "volumes: []", "volume: []",
            "\(first).fleet.instances[1].volume: unknown key; "
                + "expected one of account, apiScanned, architecture, cloudAgent, count, ena, encryption, group, machineType, "
                + "marketplace, os, platform, region, state, tags, volumeTags, volumes; did you mean volumes?"),
        Slip(
            "{awsCli: [inventory, more/volumes.json]}", "{}",
            "\(first).fleet.inventory: names no files; "
                + "expected `awsCli`, `azureCli`, `fleetCsv`, `fleetFile`, `resourceCounts` or several of them"
        ),
        Slip(
            "{awsCli: [inventory, more/volumes.json]}", "{awsCli: inventory}",
            "\(first).fleet.inventory.awsCli: is `inventory`; expected a list"),
        Slip(
            "{awsCli: [inventory, more/volumes.json]}", "{awsCli: [[a]]}",
            "\(first).fleet.inventory.awsCli[0]: is a list; expected a file or folder"),
    ]

    static let limits: [Slip] = [
        Slip(
            "onDemandVcpu: 140", "onDemandVcpu: -1",
            "\(first).limits.onDemandVcpu: is `-1`; expected a whole number from 0 to 1000000000"),
        Slip(
            "gp3Storage: 50TiB", "gp3Storage: 50",
            "\(first).limits.gp3Storage: is `50`, a number without a unit; "
                + "expected a size such as 64GiB or 2TiB; did you mean 50GiB?"),
        Slip(
            "pendingSnapshots: 90", "pendingSnapshots: 0",
            "\(first).limits.pendingSnapshots: is `0`; expected a whole number from 1 to 1000000000"),
        Slip(
            "rate: 300/min", "rate: 5",
            "\(first).limits.apiRates.CreateSnapshot.rate: is `5`, a number without a unit; "
                + "expected a rate such as 5/s, 300/min or 7200/h; did you mean 5/s?"),
        Slip(
            "burst: 50", "burst: 0.5",
            "\(first).limits.apiRates.CreateSnapshot.burst: is `0.5`; "
                + "expected a number from 1 to 1000000000 with at most 9 decimal places"),
        Slip(
            "RunInstances: {rate: 1/s}", "RunInstances: {}",
            "\(first).limits.apiRates.RunInstances: states nothing; expected `rate`, `burst` or both"),
        Slip(
            "RunInstances: {rate: 1/s}", "RunInstance: {rate: 1/s}",
            "\(first).limits.apiRates.RunInstance: unknown key; expected one of AttachVolume, CopySnapshot, "
                + "CreateSnapshot, CreateVolume, DeleteSnapshot, DeleteVolume, DetachVolume, ModifySnapshotAttribute, RunInstances, "
                + "RunInstancesResource, TerminateInstances, TerminateInstancesResource; did you mean RunInstances?"),
        Slip(
            "        eu-west-1:\n", "        eu-west-2:\n",
            "\(first).limits.regions.eu-west-2: `eu-west-2` is not one of the deployment's Regions; "
                + "did you mean eu-west-1?"),
        Slip(
            "onDemandVcpu: 64", "regions: {}",
            "\(first).limits.regions.eu-west-1.regions: unknown key; "
                + "expected one of apiRates, background, gp3Storage, onDemandVcpu, pendingSnapshots, snapshotCopies"),
    ]

    static let rest: [Slip] = [
        Slip(
            "standIn: us-east-1", "standIn: home",
            "\(first).prices.standIn: `home` is not a known region; expected a region such as us-east-1"),
        Slip(
            "snapshotStoredFraction: 50%", "snapshotStoredFraction: 150%",
            "\(first).prices.snapshotStoredFraction: is `150%`; expected a share such as 50% or 0.5, "
                + "0 to 1 or 0% to 100%"),
        Slip(
            "ec2:m5.xlarge:linux:on-demand", "ec2:m5.xlarge:linux:ondemand",
            "\(first).prices.items[\"ec2:m5.xlarge:linux:ondemand\"]: `ec2:m5.xlarge:linux:ondemand` is nothing that "
                + "is priced here; expected a name as the price book spells it; "
                + "did you mean ec2:m5.xlarge:linux:on-demand?"),
        Slip(
            "\"*\": 0.25USD", "moon: 0.25USD",
            "\(first).prices.items[\"ec2:m5.xlarge:linux:on-demand\"].moon: `moon` is not a known region; "
                + "expected a region such as us-east-1"),
        Slip(
            "0.2USD", "-0.2USD",
            "\(first).prices.items[\"ec2:m5.xlarge:linux:on-demand\"].us-east-1: is `-0.2USD`, which is negative; "
                + "expected an amount such as 500USD, 0USD to 1000000000USD"),
        Slip(
            "scannerBoot: 60s", "scannerBoot: 60",
            "\(first).timings.scannerBoot: is `60`, a number without a unit; \(duration); did you mean 60s?"),
        Slip(
            "scan: {perGiB: 250ms}", "scan: {perGB: 250ms}",
            "\(first).timings.scan.perGB: unknown key; expected one of base, perGiB; did you mean perGiB?"),
        Slip(
            "instanceType: m5.xlarge", "instanceType: m5.xlrge",
            "\(first).scanner.instanceType: is `m5.xlrge`, a machine type whose vCPU are not known; "
                + "expected a known type, or `vcpus` beside it; did you mean m5.xlarge?"),
        Slip(
            "instanceType: m5.xlarge", "instanceType: m5.xlarge, vcpus: 2",
            "\(first).scanner.vcpus: is `2`; expected 4, the vCPU of m5.xlarge"),
        Slip(
            "rootVolume: 16GiB", "rootVolume: 16GB",
            "\(first).scanner.rootVolume: is `16GB`; expected a size such as 8GiB or 2TiB; did you mean 16GiB?"),
        Slip(
            "regionReading: rounds", "regionReading: window",
            "\(first).policies.regionReading: is `window`; expected one of parallel-groups, rounds, literal"),
        Slip(
            "regionGate: sliding", "regionGate: slide",
            "\(first).policies.regionGate: is `slide`; expected one of sliding, barrier"),
        Slip(
            "dispatchOrder: lpt", "dispatchOrder: lpf",
            "\(first).policies.dispatchOrder: is `lpf`; expected one of fifo, lpt, spt, listed; did you mean lpt?"),
        Slip(
            "volumesPerScanner: 12", "volumesPerScanner: 25",
            "\(first).policies.volumesPerScanner: is `25`; expected a whole number from 1 to 24"),
        Slip(
            "onEmpty: reject", "onEmpty: fail", "\(first).policies.onEmpty: is `fail`; expected one of wait, reject"),
        Slip(
            "factor: 3", "factor: 11",
            "\(first).policies.backoff.factor: is `11`; expected a whole number from 1 to 10"),
        Slip(
            "first: 2s", "first: 0s",
            "\(first).policies.backoff.first: is `0s`; \(duration), above 0s to 366d in whole nanoseconds"),
        Slip(
            "limit: 30s", "limit: 1s",
            "\(first).policies.backoff.limit: the longest wait, 1s, is shorter than the first, 2s; "
                + "expected `limit` to be at least `first`"),
        Slip(
            "jitter: full", "jitter: some",
            "\(first).policies.backoff.jitter: is `some`; expected one of none, full"),
    ]

    @Test("One slip, one issue", arguments: frame + accounts + fleet + limits + rest)
    func slip(_ slip: Slip) {
        let problems = ScenarioSample.unplaced(slip.scenario)
        // A key that was renamed is both missing and unknown.
        #expect(problems.contains(slip.issue), "\(problems)")
        #expect(problems.count == 1 || slip.issue.contains("missing"), "\(problems)")
    }

    @Test("A fleet needs instances or an inventory")
    func emptyFleet() {
        let start = ScenarioSample.least.split(separator: "      instances:")[0]
        #expect(
            ScenarioSample.unplaced(start + "      instances:\n") == [
                "deployments[0].fleet: names no instances; expected `instances`, `inventory`, `generate` or several of them"
            ])
    }

    static let known = "qualys-aws@1.8, qualys-aws@1.19, qualys-azure@3.20"

    @Test("The profile has to be known, and the reference model has a command of its own")
    func profile() {
        func problems(_ profile: String) -> [String] {
            ScenarioSample.problems(ScenarioSample.least.replacing("qualys-aws@1.8", with: profile))
        }
        #expect(
            problems("qualys-aws@1.9") == [
                "4:14: deployments[0].profile: is `qualys-aws@1.9`; "
                    + "expected one of \(Self.known); did you mean qualys-aws@1.19?"
            ])
        #expect(
            problems("reference") == [
                "4:14: deployments[0].profile: is `reference`; documents of the reference model are run by "
                    + "`scanplan conformance`; expected one of \(Self.known)"
            ])
    }

    @Test("Deployments have their own names, service accounts and target accounts")
    func independence() {
        let second = ScenarioSample.least.split(separator: "deployments:\n")[1]
        #expect(
            ScenarioSample.unplaced(ScenarioSample.least + second) == [
                "deployments[1].name: another deployment is named `production`; expected a name of its own",
                "deployments[1].serviceAccount: `111122223333` is the service account of another deployment; "
                    + "expected a service account of its own; each subscription has exactly one",
                "deployments[1].targetAccounts[0].account: `222233334444` is a target account of another deployment; "
                    + "expected a target account in one deployment; shared quotas are not modelled in this version",
            ])
        let other = second.replacing("production", with: "staging").replacing("111122223333", with: "111122229999")
            .replacing("222233334444", with: "222233339999")
        #expect(ScenarioSample.problems(ScenarioSample.least + other).isEmpty)
    }

    @Test("Everything is reported at once, in the order of the file")
    func allAtOnce() {
        let text = """
            schemaVersion: 3
            sed: 1
            deployments:
              - name: a/b
                profile: qualys-aws@1.8
                parameters: {Concurrency: 7, SingleRegionConcurrency: 1, Regions: mars, TagKey: a b, TagValue: x}
                serviceAccount: "1"
                targetAccounts: []
                fleet: {instances: [{account: "222233334444", region: us-east-1, volumes: [8]}]}
                timings: {snapshot: 5s}
            """
        #expect(
            ScenarioSample.problems(text) == [
                "1:16: schemaVersion: is `3`; expected 1, the version that this scanplan reads; "
                    + "a newer scanplan may have written the file",
                "2:1: sed: unknown key; expected one of deployments, name, objective, schemaVersion, seed, study; "
                    + "did you mean seed?",
                "4:11: deployments[0].name: is `a/b`; \(Self.name)",
                "6:17: deployments[0].parameters: the key `IntervalHours` is missing",
                "6:31: deployments[0].parameters.Concurrency: is `7`; expected a whole number from 1 to 4 "
                    + "(in units of 10 regions, https://docs.qualys.com/en/conn/1.8.0/scans/snapshot-based_scan.htm)",
                "6:71: deployments[0].parameters.Regions: `mars` is not a known region; "
                    + "expected a region such as us-east-1",
                "6:85: deployments[0].parameters.TagKey: is `a b`; "
                    + "expected a text without spaces, tabs, invisible characters or the wildcards * and ?",
                "7:21: deployments[0].serviceAccount: is \"1\"; expected an account of 12 digits or a subscription GUID",
                "8:21: deployments[0].targetAccounts: has 0 elements; expected 1 to 100000",
                "9:80: deployments[0].fleet.instances[0].volumes[0]: is `8`, a number without a unit; "
                    + "expected a size such as 8GiB or 2TiB; did you mean 8GiB?",
                "10:25: deployments[0].timings.snapshot: is `5s`; expected a mapping of keys to values",
            ])
    }
}
