import Foundation
import Testing

/// A vendor is a file: profiles that do not ship, through the program as a user's shell runs it.
@Suite struct OwnProfileTests {
    private static let folder = "Scenarios/own-profile"
    private static let files = ["acme", "qualys-gcp", "qualys-oci"]

    private static func text(_ name: String) throws -> String {
        String(
            decoding: try Data(contentsOf: ToolProcess.package.appending(path: "\(folder)/\(name)")), as: UTF8.self)
    }

    private static func answer(_ text: String) throws -> [String: Any] {
        let read = try #require(try JSONSerialization.jsonObject(with: Data(text.utf8)) as? [String: Any])
        return try #require((read["deployments"] as? [[String: Any]])?.first)
    }

    private static func metric(_ name: String, of deployment: [String: Any]) throws -> Double {
        let metrics = try #require(deployment["metrics"] as? [[String: Any]])
        return try #require(metrics.first { $0["name"] as? String == name }?["value"] as? Double)
    }

    /// A folder with files, removed with the value's last use.
    private final class Folder {
        let url = FileManager.default.temporaryDirectory.appending(path: "scanplan-own-\(UUID().uuidString)")

        init(_ files: [String: String]) throws {
            for (name, text) in files {
                let file = url.appending(path: name)
                try FileManager.default.createDirectory(
                    at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
                try Data(text.utf8).write(to: file)
            }
        }

        deinit { try? FileManager.default.removeItem(at: url) }

        func run(_ arguments: [String]) throws -> ToolProcess.Result { try ToolProcess.run(arguments, in: url) }
    }

    /// A vendor that exists nowhere in the program's sources: other names of everything, another cloud, other times.
    @Test func aNewVendorIsADataFileAlone() throws {
        var profile = try Self.text("acme.json")
        for (old, new) in [
            ("acme-scan@2.0", "blue-scan@0.3"), (#""provider": "aws""#, #""provider": "bluecloud""#),
            ("t3.medium", "blue.small"),
            (#""name": "Areas""#, #""name": "Zones""#), (#""name": "Workers""#, #""name": "Crew""#),
            (#""name": "Where""#, #""name": "Places""#), ("pendingSnapshots", "imagesAtOnce"),
            ("scanStorage", "diskSpace"),
            (#""name": "prepare""#, #""name": "makeDisk""#), ("CreateSnapshot", "ImageDisk"),
            ("CreateVolume", "DiskOfImage"),
            (#""value": "45s", "range": ["15s", "300s"]"#, #""value": "90s", "range": ["15s", "300s"]"#),
        ] {
            try #require(profile.contains(old), "\(old)")
            profile.replace(old, with: new)
        }
        let scenario = """
            schemaVersion: 1
            name: blue
            objective: {deadline: 24h}
            deployments:
              - name: blue
                profileFile: vendors/blue.json
                serviceAccount: "111122223333"
                targetAccounts: [{account: "222233334444", targetStack: {}}]
                parameters: {Zones: 1, Crew: 2, Places: [north-1, south-1]}
                limits: {imagesAtOnce: 6, apiRates: {ImageDisk: {rate: 1/s}}}
                timings: {makeDisk: {base: 30s}}
                prices:
                  items: {"machine:blue.small:h": {"*": 0.10USD}, "volume:GiB-month": {"*": 0.08USD}, \
            "snapshot:GiB-month": {"*": 0.04USD}}
                fleet:
                  instances:
                    - {account: "222233334444", region: north-1, volumes: [20GiB, 40GiB], count: 30}
                    - {account: "222233334444", region: south-1, volumes: [10GiB], count: 9}
            """
        let folder = try Folder(["vendors/blue.json": profile, "scenario.yaml": scenario])
        for command in ["validate", "plan", "simulate"] {
            let result = try folder.run([command, "scenario.yaml"])
            #expect(result.status == 0, "\(command): \(result.diagnostics)")
        }
        let plain = try folder.run(["simulate", "--format", "json", "scenario.yaml"])
        let deployment = try Self.answer(plain.output)
        #expect(deployment["profile"] as? String == "blue-scan@0.3")
        // 69 volumes: a token each, and a scanner for each batch of four.
        #expect(plain.output.contains("ImageDisk") && plain.output.contains("makeDisk"))
        #expect(!plain.output.contains("CreateSnapshot"))
        // No item is faster than its own way: image, disk, reading of both volumes, release, deletion.
        #expect(try Self.metric("makespan", of: deployment) > 90 + 30 + 40 + 0.4 * 60)
        // One crew more, and the same answer however many tasks compute it.
        let faster = try folder.run(
            ["simulate", "--format", "json", "--set", "deployments[0].parameters.Crew=6", "scenario.yaml"])
        #expect(
            try Self.metric("makespan", of: try Self.answer(faster.output)) < Self.metric("makespan", of: deployment))
        let shared = try folder.run(["simulate", "--format", "json", "--jobs", "3", "scenario.yaml"])
        #expect(shared.output == plain.output)
        let why = try folder.run(["show", "scenario.yaml", "timings.release.base"])
        #expect(why.status == 0 && why.output.contains("blue-scan@0.3"))
    }

    @Test(arguments: files)
    func filesAreCheckedAndShown(name: String) throws {
        let path = "\(Self.folder)/\(name).json"
        let checked = try ToolProcess.run(["profile", "check", path])
        #expect(checked.status == 0 && checked.output.hasPrefix("valid: "), "\(checked.diagnostics)")
        let shown = try ToolProcess.run(["profile", "show", path])
        #expect(shown.status == 0 && shown.output.contains("Stages of an instance"))
        let difference = try ToolProcess.run(["profile", "diff", "qualys-aws@1.8", path])
        #expect(difference.status == 0 && difference.output.hasPrefix("From qualys-aws@1.8 to "))
        let standard = try ToolProcess.run(["profile", "check", "-"], input: Data(try Self.text("\(name).json").utf8))
        #expect(standard.output == checked.output)
    }

    @Test func everyIssueOfAFileIsToldWithItsPlace() throws {
        var text = try Self.text("acme.json")
        for (old, new) in [
            (#""value": "60s", "range""#, #""value": "sixty", "range""#),
            (#""scanner": "takesPlace""#, #""scanner": "none""#),
            (#""title":"#, #""titel":"#),
        ] {
            text.replace(old, with: new, maxReplacements: 1)
        }
        let scenario = try Self.text("scenario.yaml")
        let folder = try Folder(["acme.json": text, "scenario.yaml": scenario])
        for arguments in [["profile", "check", "acme.json"], ["simulate", "scenario.yaml"]] {
            let result = try folder.run(arguments)
            #expect(result.status == 3 && result.output.isEmpty)
            let lines = result.diagnostics.split(separator: "\n")
            #expect(lines.last == "3 issues found; nothing was computed", "\(result.diagnostics)")
            for (path, place) in [
                ("titel: unknown key", ":3:3: "), ("stages: 0 stages take a place", ":"), ("].value: is `sixty`", ":"),
            ] {
                #expect(lines.contains { $0.contains("acme.json\(place)") && $0.contains(path) }, "\(path): \(lines)")
            }
        }
    }

    @Test func filesStayInTheFolderOfTheScenario() throws {
        let scenario = try Self.text("scenario.yaml")
        func naming(_ path: String) -> String { scenario.replacing("./acme.json", with: path) }
        let folder = try Folder([
            "acme.json": try Self.text("acme.json"), "in/s.yaml": naming("../acme.json"),
            "in/none.yaml": naming("none.json"),
            "in/acme.json": try Self.text("acme.json"), "in/right.yaml": scenario, "in/link.yaml": naming("link.json"),
            "in/deep/over.yaml": "base: ../right.yaml\n", "in/over.yaml": "base: deep/base.yaml\n",
            "in/deep/base.yaml": naming("../acme.json"),
        ])
        let absolute = folder.url.appending(path: "acme.json").path(percentEncoded: false)
        try Data(naming(absolute).utf8).write(to: folder.url.appending(path: "in/absolute.yaml"))
        try FileManager.default.createSymbolicLink(
            at: folder.url.appending(path: "in/link.json"), withDestinationURL: folder.url.appending(path: "acme.json"))
        for (file, problem) in [
            ("s", "leaves the folder of the scenario"), ("absolute", "is an absolute path"),
            ("link", "leads through a symbolic link"),
        ] {
            let refused = try folder.run(["validate", "in/\(file).yaml"])
            #expect(
                refused.status == 3 && refused.diagnostics.contains("profileFile: \(problem)"), "\(refused.diagnostics)"
            )
            let allowed = try folder.run(["validate", "--allow-outside", "in/\(file).yaml"])
            #expect(allowed.status == 0, "\(allowed.diagnostics)")
        }
        #expect(try folder.run(["validate", "in/right.yaml"]).status == 0)
        // A path starts from the folder of the file that names it.
        #expect(try folder.run(["validate", "in/over.yaml"]).status == 0)
        let missing = try folder.run(["validate", "in/none.yaml"])
        #expect(missing.status == 5 && missing.diagnostics.contains("in/none.json: cannot be read"))
        #expect(missing.diagnostics.contains("deployments[0].profileFile: names in/none.json"))
    }

    @Test func aFileIsNoProfileToSimulateADifferenceOn() throws {
        let result = try ToolProcess.run([
            "profile", "diff", "qualys-aws@1.8", "\(Self.folder)/acme.json", "--on",
            "Scenarios/quickstart/scenario.yaml",
        ])
        #expect(result.status == 2)
    }
}
