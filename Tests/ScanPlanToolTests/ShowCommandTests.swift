import Foundation
import Testing

/// `scanplan show SCENARIO PATH` as a process.
@Suite struct ShowCommandTests {
    private struct Values: Decodable {
        struct Provenance: Decodable { var source: String, date: String, confidence: String }
        struct Source: Decodable {
            var kind: String, file: String?, line: Int?, profile: String?, provenance: Provenance?
        }
        struct Value: Decodable {
            var path: String, value: String?, secret: Bool, source: Source, range: String?, meaning: String
            var defaultValue: String?
            enum CodingKeys: String, CodingKey {
                case path, value, secret, source, range, meaning
                case defaultValue = "default"
            }
        }
        var schema: String, leftOut: Int, values: [Value]
    }

    private static let scenario = smallScenario(
        parameters: ["QToken: \"env:SCAN_TOKEN\""],
        deployment: [
            "timings: {scan: {base: 75s}}", "limits: {pendingSnapshots: 40, regions: {us-east-1: {onDemandVcpu: 64}}}",
        ])

    private func values(_ arguments: [String]) throws -> [Values.Value] {
        let file = try ScenarioFile(Self.scenario)
        let result = try ToolProcess.run(["show", "--format", "json", file.path] + arguments)
        #expect(result.status == 0, "\(result.diagnostics)")
        return try JSONDecoder().decode(Values.self, from: Data(result.output.utf8)).values
    }

    @Test func aStatedValueHasItsPlaceItsDefaultAndItsRange() throws {
        for path in ["timings.scan.base", "deployments[0].timings.scan.base", "deployments[main].timings.scan.base"] {
            let found = try values([path])
            #expect(found.map(\.path) == ["deployments[0].timings.scan.base"], "\(path)")
            #expect(found[0].value == "75s" && found[0].source.kind == "stated" && found[0].source.line ?? 0 > 10)
            #expect(found[0].defaultValue == "60s" && found[0].range == "20s to 300s")
        }
    }

    @Test func aValueThatNobodyStatesIsTheProfilesWithItsSource() throws {
        for (path, value) in [
            ("policies.volumesPerScanner", "8"), ("limits.apiRates.CreateSnapshot.rate", "5/s"),
            ("timings.snapshot.perGiB", "1s"), ("scanner.instanceType", "c5.large"),
            ("limits.regions.eu-west-1.apiRates.CreateSnapshot.burst", "100"),
        ] {
            let found = try values([path])
            #expect(found.map(\.value) == [value], "\(path)")
            #expect(found.first?.source.kind == "profile" && found.first?.source.profile == "qualys-aws@1.8")
            #expect(found.first?.source.provenance?.source.isEmpty == false)
        }
    }

    @Test func aRegionTakesWhatIsStatedForAll() throws {
        let found = try values(["limits.regions.eu-west-1.pendingSnapshots"])
        #expect(found.map(\.value) == ["40"])
        #expect(found.first?.source.kind == "statedForAllRegions")
    }

    @Test func settingsAreToldAsSuch() throws {
        let found = try values(["--set", "deployments[0].timings.scan.base=80s", "timings.scan.base"])
        #expect(found.first?.value == "80s")
        #expect(found.first?.source.file == "--set" && found.first?.source.line == 1)
    }

    @Test func belowAPathEverythingIsListedStatedOrNot() throws {
        let found = try values(["limits"])
        let paths = found.map(\.path)
        #expect(Set(paths).count == paths.count)
        #expect(paths.contains("deployments[0].limits.pendingSnapshots"))
        #expect(paths.contains("deployments[0].limits.regions.us-east-1.onDemandVcpu"))
        #expect(paths.contains("deployments[0].limits.apiRates.AttachVolume.burst"))
        #expect(found.first { $0.path.hasSuffix(".pendingSnapshots") }?.defaultValue == "100")
    }

    @Test func aKeyWithoutAnyValueIsKnownByItsMeaning() throws {
        let found = try values(["policies.batching"])
        #expect(found.count == 1 && found[0].value == nil && found[0].source.kind == "none")
        #expect(found[0].range?.contains("nextFit") == true && !found[0].meaning.isEmpty)
        #expect(try values(["objective.deadline"]).first?.value == "20h")
        #expect(try values(["study.trials"]).first?.source.kind == "none")
    }

    @Test func secretsStayReferences() throws {
        let found = try values(["parameters.QToken"])
        #expect(found.first?.value == "env:SCAN_TOKEN" && found.first?.secret == true)
        let file = try ScenarioFile(Self.scenario)
        let result = try ToolProcess.run(
            ["show", file.path, "parameters.QToken"], environment: ["SCAN_TOKEN": "hunter2"])
        #expect(result.status == 0 && !result.output.contains("hunter2"))
    }

    @Test func aWrongPathIsAWrongArgumentWithASuggestion() throws {
        let file = try ScenarioFile(Self.scenario)
        for (path, words) in [
            ("timings.scn.base", "did you mean `scan`?"), ("timngs.scan.base", "did you mean `timings`?"),
            ("policies.volumesPerScaner", "did you mean `volumesPerScanner`?"),
            ("deployments[mian].timings", "did you mean `main`?"), ("deployments[3].timings", "deployments[3]"),
            ("a..b", "is no path"), ("timings.scan.base.more", "single value"),
            ("limits.apiRates.CreateSnapshots.rate", "did you mean `CreateSnapshot`?"),
        ] {
            let result = try ToolProcess.run(["show", file.path, path])
            #expect(result.status == 2, "\(path)")
            #expect(result.diagnostics.contains(words), "\(path): \(result.diagnostics)")
            #expect(result.output.isEmpty)
        }
        #expect(try ToolProcess.run(["show", "--format", "json", file.path]).status == 2)
        #expect(try ToolProcess.run(["show", "--set", "nonsense=1", file.path, "timings"]).status == 3)
    }

    @Test func theTextTellsTheSame() throws {
        let file = try ScenarioFile(Self.scenario)
        let one = try ToolProcess.run(["show", file.path, "timings.scan.base"])
        #expect(one.status == 0)
        for words in ["deployments[0].timings.scan.base", "75s", "scenario.yaml:", "default  60s", "20s to 300s"] {
            #expect(one.output.contains(words), "\(words)")
        }
        let many = try ToolProcess.run(["show", file.path, "timings"])
        #expect(many.output.contains("deployments[0].timings.attach.base"))
        #expect(many.output.contains("qualys-aws@1.8"))
    }
}
