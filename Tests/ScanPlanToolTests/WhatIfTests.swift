import Foundation
import Testing

/// Overlays, settings and `show`, as a user's shell runs them.
@Suite struct WhatIfTests {
    static let change = "deployments: {main: {parameters: {SingleRegionConcurrency: 2}}}\n"

    /// The small scenario as `base.yaml`, with an overlay beside it.
    static func overlay(_ text: String, base: String = smallScenario()) throws -> ScenarioFile {
        let file = try ScenarioFile(text, name: "overlay.yaml")
        try write(base, "base.yaml", beside: file)
        return file
    }

    static func write(_ text: String, _ name: String, beside file: ScenarioFile) throws {
        let target = file.folder.appending(path: name)
        try FileManager.default.createDirectory(
            at: target.deletingLastPathComponent(), withIntermediateDirectories: true)
        try Data(text.utf8).write(to: target)
    }

    @Test func anOverlayAnswersLikeTheWholeScenario() throws {
        let whole = try ScenarioFile(
            smallScenario().replacing("SingleRegionConcurrency: 1", with: "SingleRegionConcurrency: 2"))
        let expected = try ToolProcess.run(["simulate", whole.path])
        #expect(expected.status == 0)
        let file = try Self.overlay("base: base.yaml\n\(Self.change)")
        let chain = try Self.overlay("base: middle/middle.yaml\n\(Self.change)")
        try Self.write("base: ../base.yaml\nseed: 1\n", "middle/middle.yaml", beside: chain)
        let base = file.folder.appending(path: "base.yaml").path(percentEncoded: false)
        let setting = "deployments[main].parameters.SingleRegionConcurrency=2"
        for arguments in [
            ["simulate", file.path], ["simulate", chain.path], ["simulate", base, "--set", setting],
            ["simulate", "--set", setting.replacing("main", with: "0"), base],
        ] {
            for _ in 0..<2 {
                let result = try ToolProcess.run(arguments)
                #expect(result.status == 0, "\(result.diagnostics)")
                #expect(result.output == expected.output, "\(arguments)")
            }
        }
    }

    @Test func standardInputFindsItsBaseInTheCurrentFolder() throws {
        let text = "base: Scenarios/what-if/base.yaml\nname: piped\n"
        let result = try ToolProcess.run(["validate", "-"], input: Data(text.utf8))
        #expect(result.status == 0, "\(result.diagnostics)")
        let outside = try ToolProcess.run(["validate", "-"], input: Data("base: ../base.yaml\n".utf8))
        #expect(outside.status == 3)
        #expect(outside.diagnostics.hasPrefix("error: -:1:7: base: leaves the folder of the scenario"))
    }

    @Test func pathsOutsideTheFolderNeedPermission() throws {
        let file = try Self.overlay(Self.change)
        func refused(_ base: String, _ problem: String) throws {
            try Self.write("\(Self.change)base: \(base)\n", "inner/overlay.yaml", beside: file)
            let path = file.folder.appending(path: "inner/overlay.yaml").path(percentEncoded: false)
            let result = try ToolProcess.run(["validate", path])
            #expect(result.status == 3, "\(base)")
            #expect(result.output.isEmpty)
            #expect(result.diagnostics.hasPrefix("error: \(path):2:7: base: \(problem); expected "))
            #expect(result.diagnostics.contains("--allow-outside"))
            let allowed = try ToolProcess.run(["validate", "--allow-outside", path])
            #expect(allowed.status == 0, "\(allowed.diagnostics)")
        }
        let folder = file.folder.path(percentEncoded: false)
        try refused(file.folder.appending(path: "base.yaml").path(percentEncoded: false), "is an absolute path")
        try refused("../base.yaml", "leaves the folder of the scenario")
        try refused("./../inner/../base.yaml", "leaves the folder of the scenario")
        try FileManager.default.createSymbolicLink(
            atPath: folder + "/inner/link.yaml", withDestinationPath: "../base.yaml")
        try refused("link.yaml", "leads through a symbolic link")
        try FileManager.default.createSymbolicLink(atPath: folder + "/inner/up", withDestinationPath: "..")
        try refused("up/base.yaml", "leads through a symbolic link")
    }

    @Test func cyclesAreRefusedEvenWithPermission() throws {
        let file = try Self.overlay("base: base.yaml\n", base: "base: ./other/../overlay.yaml\n")
        try FileManager.default.createDirectory(
            at: file.folder.appending(path: "other"), withIntermediateDirectories: true)
        let itself = try ScenarioFile("base: scenario.yaml\n")
        for (path, place) in [(file.path, "base.yaml:1:7"), (itself.path, "scenario.yaml:1:7")] {
            for permission in [[], ["--allow-outside"]] {
                let result = try ToolProcess.run(["simulate"] + permission + [path])
                #expect(result.status == 3)
                #expect(result.diagnostics.contains("\(place): base: leads back to a file of the same chain"))
            }
        }
        let linked = try Self.overlay("base: link.yaml\n")
        try FileManager.default.createSymbolicLink(
            atPath: linked.folder.path(percentEncoded: false) + "/link.yaml", withDestinationPath: "overlay.yaml")
        let result = try ToolProcess.run(["validate", "--allow-outside", linked.path])
        #expect(result.status == 3)
        #expect(result.diagnostics.contains("leads back"))
    }

    @Test func aChainHasAnEnd() throws {
        let file = try Self.overlay("base: 2.yaml\n")
        for number in 2...16 { try Self.write("base: \(number + 1).yaml\n", "\(number).yaml", beside: file) }
        try Self.write(smallScenario(), "17.yaml", beside: file)
        let result = try ToolProcess.run(["validate", file.path])
        #expect(result.status == 3)
        #expect(result.diagnostics.contains("16.yaml:1:7: base: the chain of bases is too long; expected at most 16"))
        try Self.write(smallScenario(), "16.yaml", beside: file)
        #expect(try ToolProcess.run(["validate", file.path]).status == 0)
    }

    @Test func aBaseThatCannotBeReadIsFive() throws {
        for base in ["nowhere.yaml", ".", "\"-\""] {
            let file = try ScenarioFile("base: \(base)\n")
            let result = try ToolProcess.run(["simulate", file.path], input: Data(smallScenario().utf8))
            #expect(result.status == 5, "\(base)")
            #expect(result.output.isEmpty)
        }
    }

    @Test func issuesNameTheFileOfTheValue() throws {
        let file = try Self.overlay(
            "base: base.yaml\n\(Self.change)",
            base: smallScenario().replacing("IntervalHours: 24", with: "IntervalHours: 2"))
        let result = try ToolProcess.run(["validate", "--set", "seed=-1", file.path])
        #expect(result.status == 3)
        let lines = result.diagnostics.split(separator: "\n")
        try #require(lines.count == 3, "\(result.diagnostics)")
        #expect(lines[0].hasPrefix("error: --set:1:6: seed: is `-1`"))
        #expect(lines[1].contains("/base.yaml:11:22: deployments[0].parameters.IntervalHours: is `2`"))
    }

    @Test func inventoriesLieBesideTheFileThatNamesThem() throws {
        let file = try Self.overlay("base: fleet/base.yaml\nname: over\n")
        try Self.write(
            smallScenario().replacing("fleet:\n", with: "fleet:\n      inventory: {fleetCsv: [fleet.csv]}\n"),
            "fleet/base.yaml", beside: file)
        let table = "account,region,platform,tags,volumes_gib,count\n222233334444,us-east-1,linux,Scan=daily,8,3\n"
        try Self.write(table, "fleet/fleet.csv", beside: file)
        let result = try ToolProcess.run(["validate", file.path])
        #expect(result.status == 0, "\(result.diagnostics)")
        #expect(result.output.contains("23 instances"))
        try Self.write(table, "more.csv", beside: file)
        let more = file.folder.appending(path: "more.csv").path(percentEncoded: false)
        let both = try ToolProcess.run([
            "validate", "--set", "deployments[0].fleet.inventory.fleetCsv[0]=\(more)", file.path,
        ])
        #expect(both.status == 0, "\(both.diagnostics)")
    }

    @Test func whatIsShownAnswersTheSame() throws {
        let file = try Self.overlay("base: base.yaml\nname: shown\n\(Self.change)")
        let setting = ["--set", "deployments[0].policies.volumesPerScanner=3"]
        let expected = try ToolProcess.run(["simulate", file.path] + setting)
        for flags in [[], ["--resolved"]] {
            let shown = try ToolProcess.run(["show", file.path] + flags + setting)
            #expect(shown.status == 0, "\(shown.diagnostics)")
            #expect(shown.output == (try ToolProcess.run(["show", file.path] + flags + setting)).output)
            #expect(!shown.output.contains("base:"))
            #expect(shown.output.contains(" # ") == !flags.isEmpty)
            #expect(shown.output.contains("volumesPerScanner: 3 # --set:1\n") == !flags.isEmpty)
            #expect(shown.output.contains("SingleRegionConcurrency: 2 # \(file.path):3\n") == !flags.isEmpty)
            let answer = try ToolProcess.run(["simulate", "-"], input: Data(shown.output.utf8))
            // Where a value is stated may differ, what it leads to may not.
            #expect(answer.output == expected.output)
        }
        let wrong = try ScenarioFile(smallScenario(parameters: ["QToken: tok-3f9a77c1e5"]))
        let refused = try ToolProcess.run(["show", "--resolved", wrong.path])
        #expect(refused.status == 3)
        #expect(refused.output.isEmpty)
        #expect(!refused.diagnostics.contains("tok-3f9a77c1e5"))
    }

    /// The rows of the table of limits: makespan, first limit and its share are what the program says.
    @Test func theLimitsOfFiveThousandAccountsAreThoseOfTheReadme() throws {
        let readme = String(
            decoding: try Data(contentsOf: ToolProcess.package.appending(path: "Scenarios/what-if/README.md")),
            as: UTF8.self)
        let rows = readme.split(separator: "\n").filter { $0.hasPrefix("| `five-thousand-accounts") }
            .map { $0.split(separator: "|").map { $0.trimmingCharacters(in: .whitespaces) } }
        #expect(rows.count == 6)
        for row in rows {
            let name = row[0].trimmingCharacters(in: CharacterSet(charactersIn: "`"))
            let answer = try ToolProcess.run(["simulate", "--with", "limits", "Scenarios/what-if/\(name)"])
            #expect(answer.status == 0)
            let lines = answer.output.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
            #expect(lines.contains { $0.hasPrefix("  makespan   \(row[2]);") }, "\(name): \(row[2])")
            let heading = try #require(lines.firstIndex { $0.hasPrefix("Limits, ") })
            let first = lines[heading + 2]
            #expect(first.hasPrefix("  \(row[3])  ") && first.contains("  \(row[4])  "), "\(name): \(first)")
        }
    }

    @Test func theShippedOverlaysGiveWhatTheirReadmeSays() throws {
        let readme = String(
            decoding: try Data(contentsOf: ToolProcess.package.appending(path: "Scenarios/what-if/README.md")),
            as: UTF8.self)
        let rows = readme.split(separator: "\n").prefix { !$0.hasPrefix("## ") }.filter { $0.hasPrefix("| `") }
            .map { $0.split(separator: "|").map { $0.trimmingCharacters(in: .whitespaces) } }
        #expect(rows.count == 5)
        for row in rows {
            let name = row[0].trimmingCharacters(in: CharacterSet(charactersIn: "`"))
            let result = try ToolProcess.run(["simulate", "Scenarios/what-if/\(name)"])
            #expect(result.status == 0)
            #expect(result.output.contains("\n  makespan   \(row[2]);"), "\(row)")
        }
    }
}
