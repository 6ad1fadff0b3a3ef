import Foundation
import Testing

/// `scanplan prices` and what other commands say of old prices, as a process.
@Suite struct PricesCommandTests {
    private static let offer = "Scenarios/prices/ec2-us-east-2.json"
    private static let page = "Scenarios/prices/azure-eastus.json"
    private static let scenario = "Scenarios/prices/scenario.yaml"

    private static func folder() throws -> URL {
        let folder = FileManager.default.temporaryDirectory.appending(path: "scanplan-prices-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        return folder
    }

    private static func text(_ file: URL) throws -> String {
        String(decoding: try Data(contentsOf: file), as: UTF8.self)
    }

    @Test func theShippedBookIsWhatTheShippedFilesGive() throws {
        let folder = try Self.folder()
        defer { try? FileManager.default.removeItem(at: folder) }
        let book = folder.appending(path: "prices.csv")
        let result = try ToolProcess.run([
            "prices", "update", "--from", Self.offer, Self.page, "--fetched", "2026-11-29", "-o", book.path,
        ])
        #expect(result.status == 0, "\(result.diagnostics)")
        let shipped = ToolProcess.package.appending(path: "Scenarios/prices/prices.csv")
        #expect(try Self.text(book) == Self.text(shipped))
        // gp3 ships with 0.08 in us-east-2, snapshots with no price there.
        #expect(result.output.contains(" 0.082  +2.5 %"))
        #expect(result.output.contains("6 prices, 6 of them from the files now"))
        #expect(result.output.contains("had none before"))
    }

    @Test func aBookIsBroughtUpToDateInPlaceAndOnlyThere() throws {
        let folder = try Self.folder()
        defer { try? FileManager.default.removeItem(at: folder) }
        let book = folder.appending(path: "prices.csv")
        let head = "# scanplan.prices/1\nitem,region,usd,other_usd,date,confidence,source\n"
        let own = "ebs:gp3:GiB-month,eu-west-1,0.05,,2026-01-01,stated,our contract\n"
        try Data((head + own).utf8).write(to: book)
        let update = ["prices", "update", "--from", Self.offer, "-o", book.path]
        let refused = try ToolProcess.run(update)
        #expect(refused.status == 5 && refused.diagnostics.contains("--force is not given"))
        #expect(try Self.text(book) == head + own)
        let result = try ToolProcess.run(update + ["--onto", book.path, "--format", "json"])
        #expect(result.status == 0, "\(result.diagnostics)")
        #expect(try Self.text(book).contains(own))
        #expect(try Self.text(book).split(separator: "\n").count == 6)
        let json = try #require(try JSONSerialization.jsonObject(with: Data(result.output.utf8)) as? [String: Any])
        #expect(json["schema"] as? String == "scanplan.price-update/1" && json["taken"] as? Int == 3)
    }

    @Test func packedFilesFoldersAndStandardInputGiveTheSame() throws {
        let folder = try Self.folder()
        defer { try? FileManager.default.removeItem(at: folder) }
        let lists = folder.appending(path: "lists")
        try FileManager.default.createDirectory(at: lists, withIntermediateDirectories: true)
        let plain = ToolProcess.package.appending(path: Self.offer)
        try FileManager.default.copyItem(at: plain, to: lists.appending(path: "ec2-us-east-2.json"))
        try Data("{}".utf8).write(to: lists.appending(path: "notes.txt"))
        let packed = try ToolProcess.run(["-k", plain.path, "-c"], binary: URL(filePath: "/bin/gzip"))
        #expect(packed.status == 0)
        func rows(_ from: [String], input: Data? = nil, _ name: String) throws -> [Substring] {
            let book = folder.appending(path: name)
            let result = try ToolProcess.run(["prices", "update", "--from"] + from + ["-o", book.path], input: input)
            #expect(result.status == 0, "\(result.diagnostics)")
            return try Self.text(book).split(separator: "\n").map { $0.prefix { $0 != "(" } }
        }
        let wanted = try rows([Self.offer], "a.csv")
        #expect(wanted.count == 5)
        #expect(try rows([lists.path], "b.csv") == wanted)
        #expect(try rows(["-"], input: Data(contentsOf: plain), "c.csv") == wanted)
    }

    @Test func filesThatAreWrongLeaveNoBook() throws {
        let folder = try Self.folder()
        defer { try? FileManager.default.removeItem(at: folder) }
        let book = folder.appending(path: "prices.csv")
        let broken = folder.appending(path: "broken.json")
        let text = try Self.text(ToolProcess.package.appending(path: Self.offer))
        for (from, to, said) in [
            ("\"0.0820000000\"", "\"cheap\"", "pricePerUnit.USD: is the text \"cheap\""),
            ("\"terms\" : {", "\"terms\" : [", "broken.json:"), ("\"products\" : {", "\"wares\" : {", "has no price"),
        ] {
            try Data(text.replacing(from, with: to).utf8).write(to: broken)
            let result = try ToolProcess.run(["prices", "update", "--from", broken.path, "-o", book.path])
            #expect(result.status == 3 && result.output.isEmpty)
            #expect(result.diagnostics.contains(said), "\(result.diagnostics)")
            #expect(!FileManager.default.fileExists(atPath: book.path))
        }
        let missing = try ToolProcess.run(["prices", "update", "--from", "nothing.json", "-o", book.path])
        #expect(missing.status == 5 && missing.diagnostics.contains("nothing.json: cannot be read"))
    }

    @Test func aScenarioIsPricedByItsBook() throws {
        // 40 instances for a day's interval; the shipped book has no price of snapshots in us-east-2.
        let own = try ToolProcess.run(["plan", Self.scenario])
        #expect(own.status == 0, "\(own.diagnostics)")
        let without = try ToolProcess.run(["plan", "--set", "deployments[0].prices.book=null", Self.scenario])
        #expect(without.status == 6)
        #expect(without.diagnostics.contains("no price for ebs:snapshot-standard:GiB-month in us-east-2"))
        let shown = try ToolProcess.run([
            "prices", "show", "--scenario", Self.scenario, "--format", "csv", "--on", "2026-11-29",
        ])
        #expect(shown.status == 0, "\(shown.diagnostics)")
        let rows = shown.output.split(separator: "\n").dropFirst().map { $0.split(separator: ",").prefix(8) }
        #expect(
            rows.map { $0.joined(separator: ",") } == [
                "ebs:gp3:GiB-month,us-east-2,0.082,GiB-month,2026-11-20,9,documented,\"AWS Price List",
                "ebs:snapshot-standard:GiB-month,us-east-2,0.051,GiB-month,2026-11-20,9,documented,\"AWS Price List",
                "ec2:c5.large:linux:on-demand,us-east-2,0.087,h,2026-11-20,9,documented,\"AWS Price List",
            ])
    }

    @Test func whatIsStatedInTheScenarioGoesBeforeTheBook() throws {
        let setting = "deployments[0].prices.items={\"ebs:gp3:GiB-month\": {us-east-2: 0.5USD}}"
        let result = try ToolProcess.run([
            "prices", "show", "--scenario", Self.scenario, "--set", setting, "--item", "ebs:gp3", "--format", "json",
            "--on", "2030-01-01", "--fail-on-stale", "1d",
        ])
        // A price that the user states is never stale.
        #expect(result.status == 0, "\(result.diagnostics)")
        #expect(result.output.contains("\"usd\": \"0.5\"") && result.output.contains("\"stale\": false"))
    }

    @Test(arguments: [("29d", 0), ("696h", 0), ("28d", 1), ("41759m", 1)])
    func ageIsHeldAgainstTheLimit(limit: String, status: Int32) throws {
        // 29 days after the publication of the list.
        for command in [["prices", "show", "--scenario"], ["simulate"], ["plan"]] {
            let result = try ToolProcess.run(command + [Self.scenario, "--fail-on-stale", limit, "--on", "2026-12-19"])
            #expect(result.status == status, "\(command) \(result.diagnostics)")
            #expect(!result.output.isEmpty)
            let names = result.diagnostics.contains("ec2:c5.large:linux:on-demand in us-east-2 is 29 days old")
            #expect(names == (status == 1))
        }
    }

    @Test func anAnswerDoesNotDependOnTheDayUnlessItIsAsked() throws {
        let plain = try ToolProcess.run(["simulate", Self.scenario])
        #expect(plain.status == 0 && !plain.diagnostics.contains("days old"))
        let warned = try ToolProcess.run(["simulate", Self.scenario, "--warn-on-stale", "1d", "--on", "2026-12-19"])
        #expect(warned.status == 0 && warned.output == plain.output)
        #expect(warned.diagnostics.contains("warning: ebs:gp3:GiB-month in us-east-2 is 29 days old"))
    }

    @Test func wrongOptionsAreRefused() throws {
        for arguments in [
            ["show", "--fail-on-stale", "90"], ["show", "--fail-on-stale", "0d"], ["show", "--on", "2026-02-30"],
            ["show", "--set", "seed=1"], ["show", "a.csv", "--scenario", "b.yaml"], ["update", "--from", "a.json"],
            ["update", "--from", "a.json", "-o", "-"],
        ] {
            #expect(try ToolProcess.run(["prices"] + arguments).status == 2, "\(arguments)")
        }
    }

    @Test func aBrokenBookIsToldWithTheScenario() throws {
        let folder = try Self.folder()
        defer { try? FileManager.default.removeItem(at: folder) }
        let scenario = try Self.text(ToolProcess.package.appending(path: Self.scenario))
        let file = folder.appending(path: "scenario.yaml")
        try Data(scenario.replacing("IntervalHours: 24", with: "IntervalHours: x").utf8).write(to: file)
        let book = folder.appending(path: "prices.csv")
        try Data("# scanplan.prices/1\nitem,region,usd,other_usd,date,confidence,source\nx\n".utf8).write(to: book)
        let result = try ToolProcess.run(["validate", file.path])
        #expect(result.status == 3)
        #expect(result.diagnostics.contains("prices.csv:3:1: the row has 1 cell"), "\(result.diagnostics)")
        #expect(result.diagnostics.contains("IntervalHours"))
        try FileManager.default.removeItem(at: book)
        let missing = try ToolProcess.run(["validate", file.path])
        #expect(missing.status == 5)
        #expect(missing.diagnostics.contains("note:") && missing.diagnostics.contains("deployments[0].prices.book"))
        try Data(scenario.replacing("book: prices.csv", with: "book: ../prices.csv").utf8).write(to: file)
        let outside = try ToolProcess.run(["validate", file.path])
        #expect(outside.status == 3 && outside.diagnostics.contains("leaves the folder of the scenario"))
    }
}
