import ScanModel
import Testing

@testable import ScenarioInput

@Suite("Single values of a scenario with their sources")
struct ScenarioValuesTests {
    private func values(
        _ path: String, of text: String = ScenarioSample.full, settings: [String] = [], most: Int = 1000
    ) throws -> Result<(values: [ShownValue], leftOut: Int), NoSuchPath> {
        try ScenarioReader.values(
            layers: [ScenarioLayer(bytes: Array(text.utf8), file: "s.yaml")], settings: settings, standardName: "s",
            path: path, most: most)
    }

    @Test("what an answer rests on is found under the name that the answer gives it")
    func assumptions() throws {
        let draft = try ScenarioReader.read(
            bytes: Array(ScenarioSample.full.utf8), file: "s.yaml", standardName: "s")
        let assumptions = draft.deployments[0].deployment.assumptions
        var stated = 0
        for assumption in assumptions where !assumption.name.contains("\"") {
            guard case .success(let found) = try values("deployments[0].\(assumption.name)") else {
                Issue.record("\(assumption.name) is not found")
                continue
            }
            let value = try #require(found.values.first, "\(assumption.name)")
            if assumption.provenance.confidence == .stated {
                stated += 1
                #expect(found.values.count == 1 && value.value == assumption.value, "\(assumption.name)")
                guard case .stated("s.yaml", let line) = value.source else {
                    Issue.record("\(assumption.name): \(value.source)")
                    continue
                }
                #expect(line > 0)
            } else if case .profile(_, let provenance) = value.source {
                #expect(value.value == assumption.value && provenance == assumption.provenance, "\(assumption.name)")
                #expect(value.range == assumption.range, "\(assumption.name)")
            }
        }
        #expect(stated > 5 && assumptions.count > 40)
    }

    @Test("values beyond the most are only counted")
    func most() throws {
        guard case .success(let all) = try values("deployments"),
            case .success(let few) = try values("deployments", most: 5)
        else {
            Issue.record("nothing below deployments")
            return
        }
        #expect(all.leftOut == 0 && few.values.count == 5 && few.leftOut == all.values.count - 5)
        #expect(Array(all.values.prefix(5)) == few.values)
        #expect(Set(all.values.map(\.path)).count == all.values.count)
    }

    @Test("no text is a path that stops the program")
    func hostile() throws {
        for path in [
            "", ".", "[", "]", "a[", "[0]", "deployments[", "deployments[-1]", "deployments[99999999999999999999]", "=",
            "a=b", "\"", "deployments[0]..x", "deployments[0][0]", "deployments[\"main\"]x", "\u{0}",
            "fleet.instances[9]",
            "limits.regions.nowhere.pendingSnapshots", "limits.regions", String(repeating: "a.", count: 5000) + "a",
        ] {
            if case .failure(let failure) = try values(path) {
                #expect(!failure.reason.isEmpty && failure.reason.count < 2000)
            }
        }
    }
}
