import Foundation
import Testing

/// Fleets that are described, written and read back.
@Suite struct GenerateCommandTests {
    static let generated = "Scenarios/generated/scenario.yaml"

    @Test func aWrittenFleetReadsBackAsTheSameAnswer() throws {
        let table = try ToolProcess.run(["generate", Self.generated])
        #expect(table.status == 0)
        #expect(table.output.hasPrefix("account,region,platform,tags,volumes_gib,count\n"))
        let text = String(
            decoding: try Data(contentsOf: ToolProcess.package.appending(path: Self.generated)), as: UTF8.self)
        let start = try #require(text.range(of: "      generate:"))
        let accounts = Set(
            table.output.split(separator: "\n").dropFirst().compactMap { $0.split(separator: ",").first })
        let list = accounts.sorted().map { "\"\($0)\"" }.joined(separator: ", ")
        let file = try ScenarioFile(
            String(text[..<start.lowerBound]).replacing("accounts: generated", with: "accounts: [\(list)]")
                + "      inventory: {fleetCsv: [fleet.csv]}\n")
        try Data(table.output.utf8).write(to: file.folder.appending(path: "fleet.csv"))

        let described = try ToolProcess.run(["simulate", Self.generated])
        let tabled = try ToolProcess.run(["simulate", file.path])
        #expect(described.status == 0)
        #expect(tabled.status == 0, "\(tabled.diagnostics)")
        #expect(tabled.output == described.output)
    }

    /// The same fleet with a column more; keys that are shared change no figure, the default key brings copies.
    @Test func encryptionIsWrittenAndCopied() throws {
        let text = String(
            decoding: try Data(contentsOf: ToolProcess.package.appending(path: Self.generated)), as: UTF8.self)
        let file = try ScenarioFile(text + "        encryption: {customerKey: 30%, defaultKey: 20%}\n")
        let encrypted = try ToolProcess.run(["generate", file.path])
        let plain = try ToolProcess.run(["generate", Self.generated])
        #expect(encrypted.status == 0, "\(encrypted.diagnostics)")
        #expect(encrypted.output.hasPrefix("account,region,platform,tags,volumes_gib,encryption,count\n"))
        // Instances that differ by encryption alone have lines of their own, so the counts are left out.
        func instances(_ table: String, columns: [Int]) -> [String] {
            table.split(separator: "\n").dropFirst().flatMap { line -> [String] in
                let cells = line.split(separator: ",", omittingEmptySubsequences: false)
                let kept = columns.map { cells[$0] }.joined(separator: ",")
                return Array(repeating: kept, count: Int(cells[cells.count - 1]) ?? 0)
            }
        }
        let kept = Array(0...4)
        #expect(instances(encrypted.output, columns: kept) == instances(plain.output, columns: kept))
        #expect(instances(plain.output, columns: kept).count == 2000)

        let unencrypted = try ToolProcess.run(["simulate", "--format", "json", Self.generated])
        let sharing = try ScenarioFile(text + "        encryption: {customerKey: 30%}\n")
        let shared = try ToolProcess.run(["simulate", "--format", "json", sharing.path])
        #expect(shared.output == unencrypted.output)
        #expect(!unencrypted.output.contains("copySnapshot") && !unencrypted.output.contains("copiedVolumes"))
        let copied = try ToolProcess.run(["simulate", "--format", "json", file.path])
        #expect(copied.status == 0, "\(copied.diagnostics)")
        for part in ["\"copySnapshot\"", "\"copiedVolumes\"", "\"snapshotCopies\"", "requests:CopySnapshot"] {
            #expect(copied.output.contains(part), "\(part)")
        }
    }

    @Test func countsBecomeInstances() throws {
        let file = try ScenarioFile(
            smallScenario().replacing(
                "fleet:\n",
                with: """
                    fleet:
                          inventory:
                            resourceCounts:
                              files: [counts.csv]
                              volumeSize: 20GiB
                              tags: {Scan: daily}
                              encryption: {defaultKey: 50%}

                    """))
        try Data("account,region,instances\n222233334444,eu-west-1,30\n".utf8)
            .write(to: file.folder.appending(path: "counts.csv"))
        let result = try ToolProcess.run(["simulate", file.path])
        #expect(result.status == 0, "\(result.diagnostics)")
        #expect(result.output.contains("50 of 50 listed instances (50 volumes, 760 GiB)"))
        #expect(result.output.contains("snapshots of 15 of 50 volumes (15 instances) have a key that nobody can share"))
    }

    @Test func aScenarioWithoutADescriptionHasNothingToWrite() throws {
        let result = try ToolProcess.run(["generate", "Scenarios/quickstart/scenario.yaml"])
        #expect(result.status == 2)
        #expect(result.diagnostics.contains("has fleet.generate"))
    }

    @Test func aWrongTableIsInvalidInput() throws {
        let file = try ScenarioFile(
            smallScenario().replacing("fleet:\n", with: "fleet:\n      inventory: {fleetCsv: [fleet.csv]}\n"))
        try Data("account,region,volumes_gib\n1,us-east-1,x\n".utf8).write(to: file.folder.appending(path: "fleet.csv"))
        let result = try ToolProcess.run(["simulate", file.path])
        #expect(result.status == 3)
        #expect(result.output.isEmpty)
        #expect(result.diagnostics.contains("fleet.csv:2:"))
    }
}
