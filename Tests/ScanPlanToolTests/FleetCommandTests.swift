import Foundation
import Testing

/// Fleet files, as a user makes and reads them.
@Suite struct FleetCommandTests {
    private static let generated = "Scenarios/generated/scenario.yaml"

    private struct Part: Decodable {
        var name: String
        var instances: Int
        var volumes: Int
        var gib: Double

        enum CodingKeys: String, CodingKey {
            case name, instances, volumes
            case gib = "GiB"
        }
    }

    private struct Shown: Decodable {
        var schema: String
        var instances: Int
        var volumes: Int
        var gib: Double
        var regions: [Part]
        var accounts: [Part]
        var platforms: [Part]

        enum CodingKeys: String, CodingKey {
            case schema, instances, volumes, regions, accounts, platforms
            case gib = "GiB"
        }
    }

    /// Two generated fleet files in a folder: from the scenario, and by way of the table.
    private func file(_ folder: URL) throws -> String {
        let path = folder.appending(path: "fleet.scanfleet").path
        let made = try ToolProcess.run(["generate", Self.generated, "-o", path])
        #expect(made.status == 0 && made.output.isEmpty, "\(made.diagnostics)")
        return path
    }

    @Test func theWholeFleetGoesThroughTheFile() throws {
        let holder = try ScenarioFile("")
        let path = try file(holder.folder)
        let csv = holder.folder.appending(path: "out.csv").path
        let exported = try ToolProcess.run(["fleet", "export", path, "--output", csv])
        #expect(exported.status == 0 && exported.output.isEmpty, "\(exported.diagnostics)")
        let table = try ToolProcess.run(["generate", Self.generated])
        #expect(try String(contentsOfFile: csv, encoding: .utf8) == table.output)

        let again = holder.folder.appending(path: "again.scanfleet").path
        #expect(try ToolProcess.run(["fleet", "export", path, "-o", again]).status == 0)
        #expect(FileManager.default.contentsEqual(atPath: path, andPath: again))
        let sequential = holder.folder.appending(path: "sequential.scanfleet").path
        #expect(try ToolProcess.run(["generate", Self.generated, "--jobs", "1", "-o", sequential]).status == 0)
        #expect(FileManager.default.contentsEqual(atPath: path, andPath: sequential))
    }

    @Test func aScenarioReadsTheFileLikeTheTable() throws {
        let text = String(
            decoding: try Data(contentsOf: ToolProcess.package.appending(path: Self.generated)), as: UTF8.self)
        let start = try #require(text.range(of: "      generate:"))
        let table = try ToolProcess.run(["generate", Self.generated])
        let accounts = Set(
            table.output.split(separator: "\n").dropFirst().compactMap { $0.split(separator: ",").first })
        let list = accounts.sorted().map { "\"\($0)\"" }.joined(separator: ", ")
        let scenario = try ScenarioFile(
            String(text[..<start.lowerBound]).replacing("accounts: generated", with: "accounts: [\(list)]")
                + "      inventory: {fleetFile: [fleet.scanfleet]}\n")
        let path = try file(scenario.folder)
        let described = try ToolProcess.run(["simulate", "--format", "json", Self.generated])
        let read = try ToolProcess.run(["simulate", "--format", "json", scenario.path])
        #expect(read.status == 0, "\(read.diagnostics)")
        #expect(read.output == described.output)

        // One damaged byte, and the answer names file, section and place.
        var bytes = [UInt8](try Data(contentsOf: URL(filePath: path)))
        bytes[bytes.count - 400] ^= 1
        try Data(bytes).write(to: URL(filePath: path))
        let damaged = try ToolProcess.run(["simulate", scenario.path])
        #expect(damaged.status == 3 && damaged.output.isEmpty)
        #expect(damaged.diagnostics.contains("fleet.scanfleet: volumeSize: at byte "), "\(damaged.diagnostics)")
        #expect(damaged.diagnostics.contains("the checksum does not fit the section"))
        #expect(damaged.diagnostics.contains("fleet.inventory.fleetFile[0]: names "))
        let checked = try ToolProcess.run(["fleet", "check", path])
        #expect(checked.status == 3 && checked.output.isEmpty)
    }

    @Test func showCountsWhatTheTableHolds() throws {
        let holder = try ScenarioFile("")
        let path = try file(holder.folder)
        let shown = try ToolProcess.run(["fleet", "show", "--format", "json", path])
        #expect(shown.status == 0, "\(shown.diagnostics)")
        let document = try JSONDecoder().decode(Shown.self, from: Data(shown.output.utf8))
        #expect(document.schema == "scanplan.fleet/1")

        // The same counts from the table.
        var regions: [String: (instances: Int, volumes: Int, gib: Int)] = [:]
        for line in try ToolProcess.run(["generate", Self.generated]).output.split(separator: "\n").dropFirst() {
            let cells = line.split(separator: ",", omittingEmptySubsequences: false).map(String.init)
            let count = try #require(cells.last.flatMap { Int($0) })
            let sizes = cells[4].split(separator: "+").compactMap { Int($0) }
            var region = regions[cells[1]] ?? (0, 0, 0)
            region.instances += count
            region.volumes += count * sizes.count
            region.gib += count * sizes.reduce(0, +)
            regions[cells[1]] = region
        }
        #expect(document.regions.map(\.name) == regions.keys.sorted())
        for part in document.regions {
            let region = try #require(regions[part.name])
            #expect(part.instances == region.instances && part.volumes == region.volumes)
            #expect(part.gib == Double(region.gib))
        }
        for parts in [document.regions, document.accounts, document.platforms] {
            #expect(parts.reduce(0) { $0 + $1.instances } == document.instances)
            #expect(parts.reduce(0) { $0 + $1.volumes } == document.volumes)
            #expect(parts.reduce(0) { $0 + $1.gib } == document.gib)
        }

        let text = try ToolProcess.run(["fleet", "show", path])
        #expect(text.status == 0)
        for part in document.regions { #expect(text.output.contains(part.name)) }
        #expect(text.output.contains("fleet.scanfleet: 2,000 instances with"))
        let check = try ToolProcess.run(["fleet", "check", path])
        #expect(check.status == 0)
        #expect(check.output.contains("version 1, all 25 sections and the fleet in them are sound"))
        let sections = try ToolProcess.run(["fleet", "check", "--format", "json", path])
        #expect(sections.status == 0 && sections.output.contains("\"schema\": \"scanplan.fleetcheck/1\""))
    }

    @Test func anImportWritesTheSameFleetInEveryForm() throws {
        let holder = try ScenarioFile("")
        func path(_ name: String) -> String { holder.folder.appending(path: name).path }
        for name in ["f.scanfleet", "f.csv", "f.parquet"] {
            let made = try ToolProcess.run(["import", "Scenarios/quickstart/inventory", "-o", path(name)])
            #expect(made.status == 0, "\(made.diagnostics)")
        }
        for name in ["csv", "parquet"] {
            #expect(try ToolProcess.run(["fleet", "export", path("f.scanfleet"), "-o", path("g.\(name)")]).status == 0)
            #expect(FileManager.default.contentsEqual(atPath: path("f.\(name)"), andPath: path("g.\(name)")))
        }
        let shown = try ToolProcess.run(["fleet", "show", "--format", "json", path("f.scanfleet")])
        let document = try JSONDecoder().decode(Shown.self, from: Data(shown.output.utf8))
        #expect(document.instances == 74 && document.volumes == 120)
    }

    @Test func parquetFilesHaveTheirMarks() throws {
        let holder = try ScenarioFile("")
        let path = try file(holder.folder)
        for table in ["instances", "volumes"] {
            let output = holder.folder.appending(path: "\(table).parquet")
            let made = try ToolProcess.run(["fleet", "export", path, "--table", table, "-o", output.path])
            #expect(made.status == 0 && made.output.isEmpty, "\(made.diagnostics)")
            let bytes = try Data(contentsOf: output)
            #expect(bytes.starts(with: Data("PAR1".utf8)) && bytes.suffix(4) == Data("PAR1".utf8))
            #expect(bytes.range(of: Data("scanplan.fleet.\(table)/1".utf8)) != nil)
        }
    }

    @Test func anInventoryInAFleetFileStartsAScenario() throws {
        let holder = try ScenarioFile("")
        let path = try file(holder.folder)
        // Its name says nothing, its bytes do.
        let other = holder.folder.appending(path: "fleet.bin").path
        try FileManager.default.copyItem(atPath: path, toPath: other)
        let scenario = holder.folder.appending(path: "s.yaml").path
        let made = try ToolProcess.run(["init", "--from", other, "--output", scenario])
        #expect(made.status == 0, "\(made.diagnostics)")
        #expect(try String(contentsOfFile: scenario, encoding: .utf8).contains("fleetFile:"))
        let valid = try ToolProcess.run(["validate", scenario])
        #expect(valid.status == 0, "\(valid.diagnostics)")
        #expect(valid.output.contains(" 2000 instances"))
    }

    @Test func usageIsCheckedBeforeAnythingIsRead() throws {
        let holder = try ScenarioFile("")
        let path = try file(holder.folder)
        let before = try Data(contentsOf: URL(filePath: path))
        for (arguments, status, words) in [
            (["fleet", "export", path, "-o", "x.txt"], 2, "must end in .scanfleet, .csv or .parquet"),
            (["fleet", "export", path, "-o", "x.csv", "--table", "volumes"], 2, "rows of a .parquet file"),
            (["generate", Self.generated, "-o", "x.parquet"], 2, "must end in .csv or .scanfleet"),
            (["generate", Self.generated, "--force"], 2, "--force overwrites the file of --output"),
            (["generate", Self.generated, "-o", path], 5, "It exists already"),
            (["fleet", "export", path, "-o", path], 5, "It exists already"),
            (["fleet", "show", "none.scanfleet"], 5, "No such file or directory"),
            (["fleet", "show", holder.folder.path], 3, "this is a folder"),
            (["fleet", "show", Self.generated], 3, "at byte 0: this is no fleet file"),
        ] as [([String], Int32, String)] {
            let result = try ToolProcess.run(arguments)
            #expect(result.status == status, "\(arguments): \(result.diagnostics)")
            #expect(result.diagnostics.contains(words), "\(arguments): \(result.diagnostics)")
            #expect(result.output.isEmpty)
        }
        #expect(try Data(contentsOf: URL(filePath: path)) == before)
        #expect(try ToolProcess.run(["generate", Self.generated, "-o", path, "--force"]).status == 0)
        #expect(try Data(contentsOf: URL(filePath: path)) == before)
    }
}
