import ScanModel
import Testing

@testable import ScenarioInput

@Suite("Scenarios out of several files")
struct ScenarioLayerTests {
    /// Reads files, the overlay first; the last one is the least scenario.
    static func draft(_ overlays: [String], settings: [String] = []) throws(InvalidInput) -> ScenarioDraft {
        try ScenarioReader.read(layers: try layers(overlays), settings: settings, standardName: "s")
    }

    static func layers(_ overlays: [String]) throws(InvalidInput) -> [ScenarioLayer] {
        var layers: [ScenarioLayer] = []
        for (index, text) in overlays.enumerated() {
            layers.append(
                try ScenarioLayer(bytes: Array("base: next.yaml\n\(text)".utf8), file: "over/\(index).yaml"))
        }
        return layers + [try ScenarioLayer(bytes: Array(ScenarioSample.least.utf8), file: "base.yaml")]
    }

    static func problems(_ overlays: [String], settings: [String] = []) -> [String] {
        issues { () throws(InvalidInput) in try draft(overlays, settings: settings) }
    }

    @Test("The base is known before anything else is read")
    func base() throws {
        let layers = try Self.layers(["name: x"])
        #expect(layers[0].base?.path == "next.yaml")
        #expect(layers[1].base == nil)
        #expect(
            layers[0].base?.issue("is wrong", expected: "a right one").description
                == "over/0.yaml:1:7: base: is wrong; expected a right one")
        func base(_ text: String) -> [String] {
            issues { () throws(InvalidInput) in try ScenarioLayer(bytes: Array(text.utf8), file: "f.yaml") }
        }
        #expect(base("base: null").isEmpty)
        #expect(base("[1]").isEmpty)
        let expected = "expected the path of the scenario that this one changes"
        #expect(base("base: [a]") == ["f.yaml:1:7: base: is a list; \(expected)"])
        #expect(base("base: \"\"") == ["f.yaml:1:7: base: is empty; \(expected)"])
        #expect(base("base: \"a\\0b\"") == ["f.yaml:1:7: base: is no path; \(expected)"])
    }

    @Test("A chain of three: the outermost file wins")
    func chain() throws {
        let draft = try Self.draft([
            "name: top\ndeployments: {production: {parameters: {Concurrency: 4}}}",
            "seed: 7\nname: middle\ndeployments: {production: {parameters: {Concurrency: 3, IntervalHours: 48}}}",
        ])
        #expect(draft.name == "top")
        #expect(draft.seed == 7)
        #expect(draft.deployments[0].deployment.gate.window == 40)
        #expect(draft.deployments[0].deployment.interval == Seconds(Rational(48 * 3600)))
    }

    @Test("A deleted key is missing, at the place of the mapping that deletes it")
    func deletion() {
        #expect(
            Self.problems(["deployments: {production: {parameters: {Concurrency: null}}}"]) == [
                "over/0.yaml:2:40: deployments[0].parameters: the key `Concurrency` is missing"
            ])
    }

    @Test("A list in an overlay replaces the list of the base")
    func lists() {
        #expect(
            Self.problems(["deployments: [{name: a}]"]).contains(
                "over/0.yaml:2:15: deployments[0]: the key `fleet` is missing"))
    }

    @Test("An issue names the file of its value")
    func issueFiles() throws {
        let overlay =
            "deployments: {production: {parameters: {Concurency: 2, Regions: [us-east-9]}, timings: {scan: 1}}}"
        let problems = Self.problems([overlay, "seed: -1"], settings: ["objective.deadline=5"])
        try #require(problems.count == 5, "\(problems)")
        #expect(problems[0].hasPrefix("--set:1:20: objective.deadline: is `5`"))
        #expect(problems[1].hasPrefix("over/0.yaml:2:41: deployments[0].parameters.Concurency: unknown key"))
        #expect(problems[2].hasPrefix("over/0.yaml:2:66: deployments[0].parameters.Regions[0]: `us-east-9` is not"))
        #expect(problems[3].hasPrefix("over/0.yaml:2:"))
        #expect(problems[4].hasPrefix("over/1.yaml:2:7: seed: is `-1`"))
        let text = ScenarioSample.least.replacing("Scan: daily", with: "Scan: [daily]")
        let base = issues { () throws(InvalidInput) in
            try ScenarioReader.read(
                layers: [
                    ScenarioLayer(bytes: Array("{\"base\": \"base.yaml\"}".utf8), file: "a.json"),
                    ScenarioLayer(bytes: Array(text.utf8), file: "base.yaml"),
                ], standardName: "s")
        }
        #expect(base.count == 1)
        #expect(base.first?.hasPrefix("base.yaml:18:") == true, "\(base)")
    }

    @Test("Part of a chain that is no mapping, and a base that nobody read")
    func wrongLayers() throws {
        let list = try ScenarioLayer(bytes: Array("[]".utf8), file: "list.yaml")
        let overlay = try ScenarioLayer(bytes: Array("base: list.yaml".utf8), file: "over.yaml")
        #expect(
            issues { () throws(InvalidInput) in
                try ScenarioReader.read(layers: [overlay, list], standardName: "s")
            }.contains("list.yaml:1:1: is no mapping; expected a mapping of keys to values"))
        #expect(
            issues { () throws(InvalidInput) in
                try ScenarioReader.read(layers: [overlay], standardName: "s")
            }.contains("over.yaml:1:7: base: names a file that was not read"))
    }

    @Test("Provenance and inventory paths belong to the file that states them")
    func provenance() throws {
        let draft = try Self.draft(
            ["deployments: {production: {policies: {volumesPerScanner: 4}, fleet: {inventory: {awsCli: [a.json]}}}}"],
            settings: ["deployments[0].scanner.rootVolume=9GiB"])
        let assumptions = draft.deployments[0].deployment.assumptions.map { "\($0)" }.joined(separator: "\n")
        #expect(assumptions.contains("over/0.yaml: deployments[0].policies.volumesPerScanner"))
        #expect(assumptions.contains("--set: deployments[0].scanner.rootVolume"))
        #expect(draft.deployments[0].inventories.map(\.folder) == ["over"])
        let set = try Self.draft([], settings: ["deployments[0].fleet.inventory.awsCli=[a.json]"])
        #expect(set.deployments[0].inventories.map(\.folder) == ["."])
    }

    @Test("Settings change single values, the last one last")
    func settings() throws {
        func parameters(_ settings: String...) throws -> RegionGate {
            try Self.draft([], settings: settings).deployments[0].deployment.gate
        }
        let path = "deployments[0].parameters.Concurrency"
        #expect(try parameters().window == 20)
        #expect(try parameters("\(path)=3").window == 30)
        #expect(try parameters("deployments[production].parameters.Concurrency=4").window == 40)
        #expect(try parameters("deployments[\"production\"].parameters[\"Concurrency\"]=4").window == 40)
        #expect(try parameters("\(path)=3", "\(path)=1").window == 10)
        #expect(try parameters("deployments[0].policies={regionReading: literal}").window == 2)
        #expect(try parameters("deployments[0].policies.regionReading=literal").window == 2)
        let regions = try Self.draft([], settings: ["deployments[0].parameters.Regions=[us-west-2]"])
        #expect(regions.deployments[0].deployment.regions.map(\.region) == ["us-west-2"])
        let texts = try Self.draft([], settings: ["name=\"a=b\"", "seed=5"])
        #expect(texts.name == "a=b")
        #expect(texts.seed == 5)
        #expect(try Self.draft(["seed: 9"], settings: ["seed=null"]).seed == 1)
    }

    @Test(
        "Settings that are wrong",
        arguments: [
            ("name", "1:1: is no setting; expected path=value, such as deployments[0].parameters.Concurrency=2"),
            ("=1", "1:1: is no setting; expected path=value, such as deployments[0].parameters.Concurrency=2"),
            ("a..b=1", "1:1: is no setting; expected path=value, such as deployments[0].parameters.Concurrency=2"),
            ("a[=1", "1:1: is no setting; expected path=value, such as deployments[0].parameters.Concurrency=2"),
            ("base=x", "1:1: `base` cannot be set; expected a file with `base` in it"),
            ("name=", "1:6: the setting has no value; expected a value; null takes the key away"),
            ("deployments[1].name=x", "1:1: deployments: there is no element [1]; expected an index from 0 to 0"),
            (
                "deployments[prodution].name=x",
                "1:1: deployments: no element is named `prodution`; expected an index or a name; did you mean production?"
            ),
            ("deployments.name=x", "1:1: deployments: is a list; expected an index or a name in brackets"),
            ("deployments[0][0]=x", "1:1: deployments[0]: is a mapping and has no element [0]; expected a key"),
            (
                "schemaVersion.x=1",
                "1:1: schemaVersion: is a single value and has nothing inside it; expected a list or mapping"
            ),
            (
                "deployments[0].parameters.Concurrency=9",
                "1:39: deployments[0].parameters.Concurrency: is `9`; expected a whole number from 1 to 4"
            ),
        ])
    func wrongSettings(setting: String, issue: String) {
        let problems = Self.problems([], settings: [setting])
        #expect(problems.count == 1)
        #expect(problems.first?.hasPrefix("--set:\(issue)") == true, "\(problems)")
    }

    @Test("A misspelt key gets the nearest one suggested, though the file has it")
    func misspelt() throws {
        let problems = Self.problems([], settings: ["seed=1", "deployments[0].parametrs.Concurrency=1"])
        try #require(problems.count == 1)
        #expect(problems[0].hasPrefix("--set:2:1: deployments[0].parametrs: unknown key; expected one of "))
        #expect(problems[0].hasSuffix("did you mean parameters?"))
        let leaf = Self.problems([], settings: ["deployments[0].parameters.Concurency=1"])
        #expect(leaf.first?.hasSuffix("did you mean Concurrency?") == true)
    }

    @Test("A great many wrong names and keys cost no more than their number", .timeLimit(.minutes(20)))
    func manyWrongKeys() {
        let keys = (0..<100_000).map { "k\($0): 1" }.joined(separator: ", ")
        #expect(Self.problems(["deployments: {\(keys)}"]).count == 1001)
        #expect(Self.problems(["objective: {\(keys)}"]).count == 1001)
    }

    @Test("A secret on the command line is not repeated")
    func secrets() {
        let planted = "tok-3f9a77c1e5"
        for value in [planted, "[\(planted)]", "{\(planted): 1}", "\"\(planted)"] {
            let problems = Self.problems([], settings: ["deployments[0].parameters.QToken=\(value)"])
            #expect(!problems.isEmpty)
            #expect(problems.allSatisfy { !$0.contains(planted) }, "\(problems)")
        }
        let overlays = ["{\(planted): 1}", "[{name: \(planted)}]", "[{name: x}]"].map {
            "deployments: {production: {parameters: {QToken: \($0)}}}"
        }
        for overlay in overlays {
            let problems = Self.problems(
                [overlays[0], overlay], settings: ["deployments[0].parameters.QToken[\(planted)].\(planted)=1"])
            #expect(problems.count >= 2)
            #expect(problems.allSatisfy { !$0.contains(planted) }, "\(problems)")
        }
    }
}
