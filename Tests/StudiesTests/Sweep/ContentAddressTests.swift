import ScanModel
import ScenarioInput
import Testing

@testable import Studies

@Suite("Content addresses")
struct ContentAddressTests {
    static let text = """
        schemaVersion: 1
        name: hashed
        seed: 3
        objective: {deadline: 20h, monthlyBudget: 500USD}
        study: {trials: 5}
        deployments:
          - name: main
            profile: qualys-aws@1.8
            parameters: {Concurrency: 1, SingleRegionConcurrency: 2, IntervalHours: 24, Regions: us-east-1, TagKey: Scan, TagValue: daily}
            serviceAccount: "111122223333"
            targetAccounts: [{account: "222233334444", targetStack: {AWSSourceAccount: "111122223333"}}]
            timings: {scan: {base: 90s, perGiB: 1s}}
            fleet:
              instances:
                - {account: "222233334444", region: us-east-1, tags: {Scan: daily}, volumes: [8GiB], count: 5}

        """

    static func address(
        _ text: String = text, settings: [String] = [], trials: Int = 1, version: String = "1"
    ) throws -> String {
        let layer = try ScenarioLayer(bytes: Array(text.utf8), file: "h.yaml")
        let (draft, values) = try ScenarioReader.readWithValues(layers: [layer], settings: settings, standardName: "h")
        let scenario = try ScenarioAssembler.assemble(draft, inventories: [nil])
        return ContentAddress(
            version: version, trials: trials, scenario: scenario, values: values,
            fleets: scenario.deployments.map { FleetDigest($0.fleet) }
        ).text
    }

    @Test("the digest is that of FIPS 180-4")
    func digests() {
        func hex(_ text: String) -> String {
            var hash = SHA256()
            hash.update(text.utf8)
            return hash.digest().map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
        }
        // The examples of NIST, and a text of more than one block.
        #expect(hex("abc") == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad")
        #expect(hex("") == "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855")
        #expect(
            hex("abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq")
                == "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1")
        #expect(
            hex(String(repeating: "a", count: 10_000))
                == "27dd1f61b867b6a0f6e9d8a41c43231de52107e53ae424de8f847b821db4b711")
    }

    @Test("neither the order of keys, nor comments, nor which axes and trials the scenario states change it")
    func stability() throws {
        let address = try Self.address()
        #expect(address.utf8.count == 32)
        let other = Self.text
            .replacing(
                "{Concurrency: 1, SingleRegionConcurrency: 2, ", with: "{SingleRegionConcurrency: 2, Concurrency: 1, "
            )
            .replacing(
                "{deadline: 20h, monthlyBudget: 500USD}", with: "{monthlyBudget: 500USD, deadline: 20h} # why not"
            )
            .replacing("name: hashed\nseed: 3\n", with: "")
            .replacing("schemaVersion: 1\n", with: "seed: 3\nname: \"hashed\"\nschemaVersion: 1\n")
            .replacing("study: {trials: 5}", with: "study: {trials: 7, axes: {Concurrency: [1, 2]}}")
        #expect(other != Self.text)
        #expect(try Self.address(other) == address)
        // A setting that says what is there already changes nothing.
        #expect(try Self.address(settings: ["deployments[0].parameters.Concurrency=1"]) == address)
    }

    @Test("every setting, the seed, the trials, the confidence, the version and the fleet change it")
    func sensitivity() throws {
        var seen = [try Self.address()]
        seen.append(try Self.address(trials: 2))
        seen.append(try Self.address(version: "2"))
        for setting in [
            "study.confidence=90%", "seed=4", "name=other", "objective.deadline=21h", "objective.monthlyBudget=null",
            "objective.probability=90%", "objective.thresholds=[\"makespan < 1h\"]", "deployments[0].name=other",
            "deployments[0].parameters.Concurrency=2", "deployments[0].parameters.SingleRegionConcurrency=3",
            "deployments[0].timings.scan.base=91s", "deployments[0].timings.scan.perGiB=2s",
            "deployments[0].limits.onDemandVcpu=64", "deployments[0].faults.scanFailure=10%",
            "deployments[0].fleet.instances[0].count=6", "deployments[0].fleet.instances[0].volumes=[9GiB]",
            "deployments[0].fleet.instances[0].platform=windows",
        ] {
            seen.append(try Self.address(settings: [setting]))
        }
        #expect(Set(seen).count == seen.count)
    }

    @Test("a fleet is named by what it holds")
    func fleets() throws {
        func fleet(_ instances: String) throws -> FleetDigest {
            let text = Self.text.replacing(
                "- {account: \"222233334444\", region: us-east-1, tags: {Scan: daily}, volumes: [8GiB], count: 5}",
                with: instances)
            let draft = try ScenarioReader.read(bytes: Array(text.utf8), file: "h.yaml", standardName: "h")
            return FleetDigest(try ScenarioAssembler.assemble(draft, inventories: [nil]).deployments[0].fleet)
        }
        let one = "{account: \"222233334444\", region: us-east-1, volumes: [8GiB]"
        let digests = try [
            "- \(one)}", "- \(one), count: 2}", "- \(one), tags: {a: b}}", "- \(one), encryption: customerKey}",
            "- \(one), os: Ubuntu}", "- \(one), cloudAgent: true}", "- \(one), group: web}",
        ].map(fleet)
        #expect(Set(digests).count == digests.count)
        #expect(try fleet("- \(one)}\n        - \(one)}") == digests[1])
    }
}
