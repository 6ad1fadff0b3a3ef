import Foundation
import ScanModel
import Testing

@testable import ScenarioInput

/// Scenarios that name a profile file.
@Suite("Profile files of scenarios")
struct ProfileFilesTests {
    private static let head = "schemaVersion: 1\ndeployments:\n  - name: a\n"

    private func text(_ profile: String, regions: String = "us-east-1", more: String = "") -> String {
        Self.head + """
                \(profile)
                serviceAccount: "111122223333"
                targetAccounts: [{account: "222233334444", targetStack: {}}]
                parameters: {Where: "\(regions)"}
                fleet: {instances: [{account: "222233334444", region: us-east-1, volumes: [8GiB], count: 3}]}

            """ + more
    }

    private func layer(_ text: String, file: String = "s.yaml", profile: String? = nil) throws -> ScenarioLayer {
        var layer = try ScenarioLayer(bytes: Array(text.utf8), file: file)
        for path in layer.profilePaths {
            layer.add(
                profile: Array((try profile ?? ProfileReaderTests.acme).utf8), file: "folder/\(path.path)", for: path)
        }
        return layer
    }

    private func issues(_ layers: [ScenarioLayer], settings: [String] = []) -> [String] {
        ScenarioInputTests.issues { () throws(InvalidInput) in
            try ScenarioReader.read(layers: layers, settings: settings, standardName: "s")
        }
    }

    @Test("A deployment follows the profile of the file")
    func follows() throws {
        let layer = try layer(text("profileFile: acme.json"))
        #expect(layer.profilePaths.map(\.path) == ["acme.json"])
        let draft = try ScenarioReader.read(layers: [layer], standardName: "s")
        let deployment = draft.deployments[0].deployment
        #expect(deployment.profile == "acme-scan@2.0" && deployment.ownProfile?.id == "acme-scan@2.0")
        #expect(deployment.workflow.stages.map(\.name) == ["snapshot", "prepare", "scan", "release", "deleteSnapshot"])
        // Defaults of the file: two regions at once, five scanners, 24 hours.
        #expect(deployment.gate.window == 2 && deployment.regions[0].scannersRequested == 5)
        #expect(deployment.interval == Seconds(86_400))
    }

    @Test("Exactly one of the two keys stands there")
    func oneOfTwo() throws {
        #expect(
            issues([try layer(text("seed: 1"))]).contains { $0.contains("names no profile; expected `profile` or") })
        let both = issues([try layer(text("profile: qualys-aws@1.8\n    profileFile: acme.json"))])
        #expect(both.contains { $0.contains("profileFile: stands beside `profile`; expected one of the two") })
    }

    @Test("A file that was not read, no path, and a setting are told at their place")
    func unread() throws {
        let layer = try ScenarioLayer(bytes: Array(text("profileFile: acme.json").utf8), file: "s.yaml")
        #expect(
            issues([layer]).contains {
                $0.hasPrefix("s.yaml:4:18: deployments[0].profileFile: names a profile file that was not read")
            })
        for value in ["[a]", "\"\"", "\"a\\0b\"", "{}"] {
            let found = issues([try self.layer(text("profileFile: \(value)"))])
            #expect(found.contains { $0.contains("deployments[0].profileFile: ") }, "\(value): \(found)")
        }
        let set = issues(
            [try self.layer(text("profileFile: acme.json"))], settings: ["deployments[0].profileFile=other.json"])
        #expect(set.contains { $0.hasPrefix("--set:") && $0.contains("expected a path in a file of the scenario") })
    }

    @Test("What is wrong with the file is told with what is wrong with the scenario, once for all deployments")
    func broken() throws {
        let profile = try ProfileReaderTests.acme.replacing("\"value\": \"t3.medium\"", with: "\"value\": \"t3.huge\"")
        let second = text("profileFile: acme.json").dropFirst("schemaVersion: 1\ndeployments:\n".count)
            .replacing("name: a", with: "name: b").replacing("111122223333", with: "111122223334")
            .replacing("222233334444", with: "222233334445")
        let found = issues([
            try layer(text("profileFile: acme.json") + second + "colour: red\n", profile: profile)
        ])
        #expect(found.count { $0.hasPrefix("folder/acme.json:") } == 1, "\(found)")
        #expect(found.contains { $0.contains("colour: unknown key") })
    }

    @Test("A file that an overlay replaces is not complained about")
    func replaced() throws {
        let base = try layer(text("profileFile: old.json"), file: "base.yaml", profile: "{}")
        let overlay = try layer(
            "base: base.yaml\ndeployments: {a: {profileFile: acme.json}}\n", file: "over.yaml")
        #expect(overlay.profilePaths.map(\.path) == ["acme.json"])
        let draft = try ScenarioReader.read(layers: [overlay, base], standardName: "s")
        #expect(draft.deployments[0].deployment.profile == "acme-scan@2.0")
        #expect(!issues([base]).isEmpty)
    }

    @Test("Two files may not call different products by one name")
    func sameName() throws {
        let second = text("profileFile: other.json").dropFirst("schemaVersion: 1\ndeployments:\n".count)
            .replacing("name: a", with: "name: b").replacing("111122223333", with: "111122223334")
            .replacing("222233334444", with: "222233334445")
        var layer = try ScenarioLayer(
            bytes: Array((text("profileFile: acme.json") + second).utf8), file: "s.yaml")
        let acme = try ProfileReaderTests.acme
        for path in layer.profilePaths {
            let text = path.path == "acme.json" ? acme : acme.replacing("\"45s\"", with: "\"46s\"")
            layer.add(profile: Array(text.utf8), file: path.path, for: path)
        }
        #expect(
            issues([layer]).contains {
                $0.contains(
                    "deployments[1].profileFile: the profile of another deployment is called `acme-scan@2.0` too")
            })
    }

    @Test("Values, settings and uncertain inputs know the parameters and stages of the file")
    func values() throws {
        let layer = try layer(text("profileFile: acme.json", more: "    uncertainty: assumed\n"))
        let draft = try ScenarioReader.read(
            layers: [layer], settings: ["deployments[0].timings.prepare.base=33s"], standardName: "s")
        let deployment = draft.deployments[0].deployment
        #expect(deployment.workflow.stages[1].duration.base == Seconds(33))
        #expect(deployment.uncertainty.inputs.contains { $0.path == "timings.release.base" })
        let found = try ScenarioReader.values(layers: [layer], standardName: "s", path: "parameters").get()
        #expect(found.values.contains { $0.path == "deployments[0].parameters.Workers" && $0.value == "5" })
        let timing = try ScenarioReader.values(layers: [layer], standardName: "s", path: "timings.prepare.base").get()
        #expect(timing.values.map(\.value) == ["20s"])
    }

    @Test("The shape of a deployment under a file takes what the profile may have")
    func shape() {
        guard case .mapping(let mapping) = ScenarioShape.describe(profile: .file(nil))["deployments"]?.shape.element
        else {
            Issue.record("a deployment is no mapping")
            return
        }
        #expect(mapping["profileFile"]?.isRequired == true && mapping["parameters"]?.shape == .anything)
        #expect(mapping["limits"]?.shape == .anything && mapping["profile"]?.shape == .nothing)
    }
}

extension DocumentShape {
    fileprivate var element: DocumentShape? {
        guard case .list(let element, _, _) = self else { return nil }
        return element
    }
}
