import Foundation
import Testing

@Suite struct ExportCommandTests {
    static let token = "super-secret"

    static func scenario() throws -> ScenarioFile {
        try ScenarioFile(
            smallScenario(parameters: [
                "AdditionalTagKey: Tier", "AdditionalTagValue: \"1\"", "SubnetCIDR: 10.82.64.0/22",
                "VpcCidr: 10.82.64.0/20", "QEndPoint: \"https://gateway.example.com\"", "QToken: \"env:SCAN_TOKEN\"",
            ]))
    }

    /// A scenario of template 1.19, whose fleet lies in one of its two regions.
    static func laterScenario() throws -> ScenarioFile {
        try ScenarioFile(
            """
            schemaVersion: 1
            deployments:
              - name: main
                profile: qualys-aws@1.19
                parameters:
                  Concurrency: 5
                  Regions: [us-east-1, eu-west-1]
                  SwCA: Enabled
                  MustHaveTagList: Scan=daily
                  QToken: "env:SCAN_TOKEN"
                serviceAccount: "111122223333"
                targetAccounts:
                  - account: "222233334444"
                    targetStack:
                      ServiceAccount: "111122223333"
                      QToken: "env:SCAN_TOKEN"
                      APIDestinationEndpoint: "https://events.example.com"
                      TargetRegions: [us-east-1, eu-west-1]
                fleet:
                  instances:
                    - {account: "222233334444", region: us-east-1, tags: {Scan: daily}, volumes: [8GiB], count: 20}

            """)
    }

    private func export(_ file: ScenarioFile, _ folder: URL, _ more: [String] = []) throws -> ToolProcess.Result {
        try ToolProcess.run(
            ["export", "cloudformation", "--output", folder.path] + more + [file.path],
            environment: ["SCAN_TOKEN": Self.token])
    }

    @Test func theFolderHasEveryFileAndNoSecret() throws {
        let file = try Self.scenario()
        let folder = file.folder.appending(path: "stacks")
        let result = try export(file, folder)
        #expect(result.status == 0, "\(result.diagnostics)")
        #expect(result.output.isEmpty)
        #expect(result.diagnostics.contains("QToken stands as ${SCAN_TOKEN}"))
        let names = try FileManager.default.contentsOfDirectory(atPath: folder.appending(path: "main").path).sorted()
        #expect(
            names == [
                "service-account.parameters.json", "target-account.instances-1.json", "target-account.parameters.json",
            ])
        for name in names {
            let text = String(
                decoding: try Data(contentsOf: folder.appending(path: "main/\(name)")), as: UTF8.self)
            #expect(!text.contains(Self.token))
        }
    }

    @Test func aFolderInUseStaysAsItIs() throws {
        let file = try Self.scenario()
        let folder = file.folder.appending(path: "stacks")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        #expect(try export(file, folder).status == 0, "an empty folder will do")
        let before = try FileManager.default.subpathsOfDirectory(atPath: folder.path).sorted()
        let again = try export(file, folder)
        #expect(again.status == 5)
        #expect(again.diagnostics.contains("It is not empty"))
        #expect(try FileManager.default.subpathsOfDirectory(atPath: folder.path).sorted() == before)
        #expect(try export(file, file.folder.appending(path: "none/stacks")).status == 5)
        #expect(try export(file, URL(filePath: file.path)).status == 5, "a file is no folder")
        // Nothing of a refused export is left.
        let left = try FileManager.default.contentsOfDirectory(atPath: file.folder.path)
        #expect(left.sorted() == ["scenario.yaml", "stacks"])
    }

    @Test func anInvalidScenarioWritesNothing() throws {
        let file = try ScenarioFile(smallScenario(parameters: ["SubnetCIDR: 10.0.0.0/8"]))
        let folder = file.folder.appending(path: "stacks")
        #expect(try export(file, folder).status == 3)
        #expect(!FileManager.default.fileExists(atPath: folder.path))
    }

    @Test func accountsCanBeToldTheirOwnRegions() throws {
        let file = try Self.laterScenario()
        let folder = file.folder.appending(path: "used")
        #expect(try export(file, folder, ["--regions-in-use"]).status == 0)
        func text(_ name: String) throws -> String {
            String(decoding: try Data(contentsOf: folder.appending(path: "main/\(name)")), as: UTF8.self)
        }
        let set = try text("target-account.parameters.json")
        #expect(set.contains("\"ParameterKey\": \"TargetRegions\",\n    \"ParameterValue\": \"us-east-1,eu-west-1\""))
        let request = try text("target-account.instances-1.json")
        #expect(request.contains("\"ParameterKey\": \"TargetRegions\",\n      \"ParameterValue\": \"us-east-1\""))
        #expect(!request.contains("QToken"), "what an account has in common with the set is no override")
    }

    /// The target stack of connector 1.8 takes no regions, so nothing may change.
    @Test func stacksWithoutRegionsStayAsTheyAre() throws {
        let file = try Self.scenario()
        let (all, used) = (file.folder.appending(path: "all"), file.folder.appending(path: "used"))
        #expect(try export(file, all).status == 0)
        #expect(try export(file, used, ["--regions-in-use"]).status == 0)
        #expect(FileManager.default.contentsEqual(atPath: all.path, andPath: used.path))
    }
}
