import Foundation
import Testing

@Suite struct ConnectorsCommandTests {
    private struct Answer: Decodable {
        struct Share: Decodable {
            var value: Double
            var low: Double
            var high: Double
        }
        struct Law: Decodable {
            var neverSeen: Double
            var seenRunning: Double
            var seenEndedOnly: Double
            var seenThenFoundEnded: Double
            var seenThenGone: Double
            var staysRunning: Double
            var meanDelaySeconds: Double?
            var delay95Seconds: Double?
            var meanStaleSeconds: Double?
        }
        struct Simulation: Decodable {
            var samples: Int
            var seen: Share
            var seenRunning: Share
            var seenEndedOnly: Share
            var assessed: Share?
        }
        struct Dropped: Decodable {
            var reason: String
            var assets: Double
        }
        struct Class: Decodable {
            var `class`: String
            var cloud: String
            var means: String
            var pollingSeconds: Int?
            var accounts: [String]
            var startsPerDay: Double
            var seen: Double
            var inInventory: Double
            var neverSeenPerDay: Double
            var closedForm: Law?
            var simulation: Simulation?
            var dropped: [Dropped]
            var isActivatedByItself: Bool
            var meetsObjective: Bool?
            var pollingHoursThatMeet: Int?
        }
        struct Synchronisation: Decodable {
            var account: String
            var connector: String
            var requests: Int
            var verdict: String
        }
        struct Plan: Decodable {
            struct Twice: Decodable {
                var account: String
                var connectors: [String]
            }
            var neededAtLeast: Int
            var uncovered: [String]
            var coveredTwice: [Twice]
        }
        struct Permissions: Decodable {
            struct Item: Decodable {
                var permission: String
                var isRequired: Bool
                var grantedBy: String?
                var source: String
            }
            struct Surplus: Decodable {
                var grant: String
                var kind: String
            }
            var connector: String
            var blocksDiscovery: Bool
            var items: [Item]
            var surplus: [Surplus]

            var needed: [Item] { items.filter(\.isRequired) }
            var missing: [String] { needed.filter { $0.grantedBy == nil }.map(\.permission) }
        }
        struct Assessment: Decodable {
            var cycleSeconds: Int
            var oldestSeconds: Int
        }
        var schema: String
        var result: String
        var assetsRunning: Double
        var assetsListed: Double
        var startsPerDay: Double
        var startsNeverSeenPerDay: Double
        var classes: [Class]
        var assessment: Assessment?
        var synchronisations: [Synchronisation]
        var plan: Plan
        var permissions: [Permissions]
        var remarks: [String]
    }

    private static let folder = "Scenarios/connectors"

    private func answer(_ path: String, status: Int32 = 0) throws -> Answer {
        let result = try ToolProcess.run(["connectors", "--format", "json", path])
        #expect(result.status == status, "\(result.diagnostics)")
        return try JSONDecoder().decode(Answer.self, from: Data(result.output.utf8))
    }

    private func shipped(_ name: String) throws -> Answer { try answer("\(Self.folder)/\(name).yaml") }

    // MARK: The shipped documents

    @Test func shortLivesAreMissedAsTheFormulaSays() throws {
        let answer = try shipped("short-lives")
        #expect(answer.schema == "scanplan.connectors/1")
        func found(_ name: String, _ cloud: String) throws -> Answer.Class {
            try #require(answer.classes.first { $0.class == name && $0.cloud == cloud })
        }
        // min(1, (20 min + 1 h) / 4 h) and min(1, (20 min + 15 min) / 4 h).
        #expect(abs(try found("builders", "aws").seen - 80.0 / 240) < 1e-12)
        #expect(abs(try found("builders", "azure").seen - 35.0 / 240) < 1e-12)
        // (r + m (1 - e^-((P - r) / m))) / P with m = 2 h.
        let azure = (0.25 + 2 * (1 - exp(-3.75 / 2))) / 4
        #expect(abs(try found("workers", "azure").seen - azure) < 1e-12)
        #expect(abs(try found("workers", "azure").neverSeenPerDay - 240 * (1 - azure)) < 1e-9)
        let dropped = try found("workers", "azure").dropped
        #expect(dropped.map(\.reason) == ["noAddress", "unknownImage"])
        #expect(abs(dropped[0].assets - 240 * azure * 0.01) < 1e-9)
        // Starts half an hour behind a synchronisation, lives 1.5 h and is listed for an hour more: 3.5 h is too late.
        #expect(try found("nightly", "aws").seen == 0)
        #expect(try found("servers", "azure").closedForm?.meanDelaySeconds == 7200)
        #expect(answer.startsPerDay == 1780)
        // The simulation agrees, up to its intervals of 99 %.
        for each in answer.classes {
            let (law, run) = (try #require(each.closedForm), try #require(each.simulation))
            #expect(run.samples == 10_000)
            for (share, expected) in [
                (run.seen, each.seen), (run.seenRunning, law.seenRunning), (run.seenEndedOnly, law.seenEndedOnly),
            ] {
                #expect(
                    expected >= share.low - 1e-9 && expected <= share.high + 1e-9, "\(each.class) \(expected) \(share)")
            }
            let sum =
                law.neverSeen + law.seenEndedOnly + law.seenThenFoundEnded + law.seenThenGone + law.staysRunning
            #expect(abs(sum - 1) < 1e-9)
        }
        // Only AWS runs the assessment: 4 h due, 8 h long.
        #expect(answer.assessment?.cycleSeconds == 28_800 && answer.assessment?.oldestSeconds == 57_600)
        #expect(try found("servers", "aws").simulation?.assessed?.value == 1)
        #expect(try found("builders", "aws").simulation?.assessed.map { $0.value < 0.01 } == true)
        #expect(try found("servers", "azure").simulation?.assessed == nil)
        #expect(answer.permissions.allSatisfy { $0.missing.isEmpty && $0.surplus.isEmpty })
        // Nobody can be 95 % sure of the short-lived ones; servers are seen within 4 h for certain.
        #expect(try found("servers", "aws").meetsObjective == true)
        #expect(try found("builders", "azure").meetsObjective == false)
        #expect(try found("builders", "azure").pollingHoursThatMeet == nil)
        #expect(try found("builders", "aws").pollingHoursThatMeet == 1)
    }

    @Test func environmentsTakeConnectorsOfTheirOwn() throws {
        let answer = try shipped("environments")
        #expect(answer.plan.neededAtLeast == 5)
        #expect(answer.plan.uncovered == ["444444444444"])
        #expect(answer.plan.coveredTwice.map(\.account) == ["111111111111"])
        #expect(answer.plan.coveredTwice.first?.connectors == ["acme", "acme-copy"])
        #expect(answer.remarks.contains { $0.hasPrefix("contoso asks for 240 min") })
        #expect(answer.remarks.contains { $0.hasPrefix("acme-copy polls oftener") })
        let tenant = try #require(answer.classes.first { $0.class == "jobs" && $0.cloud == "azure" })
        #expect(tenant.pollingSeconds == 86_400)
        // Lives of 1 h to 9 h, 5 h on average, and 15 min of retention, in 24 h.
        #expect(abs(tenant.seen - 5.25 / 24) < 1e-12)
        #expect(answer.assetsRunning - answer.assetsListed == 80)
        #expect(answer.synchronisations.filter { $0.account == "111111111111" }.count == 2)
    }

    @Test func permissionsAreTickedOff() throws {
        let answer = try shipped("permissions")
        let lists = Dictionary(uniqueKeysWithValues: answer.permissions.map { ($0.connector, $0) })
        let narrow = try #require(lists["narrow"])
        #expect(narrow.blocksDiscovery)
        #expect(
            narrow.missing == ["ec2:DescribeInstances", "ec2:DescribeImages", "ec2:DescribeVpcs", "external id"])
        #expect(narrow.items.allSatisfy { !$0.source.isEmpty })
        let wide = try #require(lists["wide"])
        #expect(wide.missing.isEmpty)
        #expect(wide.surplus.map(\.grant) == ["AdministratorAccess"] && wide.surplus.map(\.kind) == ["write"])
        let research = try #require(lists["research"])
        #expect(research.missing.isEmpty)
        #expect(research.surplus.map(\.kind) == ["write", "unknown"])
        let blocked = try #require(answer.classes.first { $0.means == "blocked" })
        #expect(blocked.accounts == ["555555555555"] && blocked.seen == 0 && blocked.simulation == nil)
        #expect(answer.classes.first { $0.class == "gateways" }?.isActivatedByItself == false)
        let verdicts = Dictionary(uniqueKeysWithValues: answer.synchronisations.map { ($0.account, $0.verdict) })
        #expect(verdicts == ["555555555555": "fits", "666666666666": "fits", "research": "mayNotFit"])
    }

    /// The tables of the folder's README.
    @Test func theTablesOfTheFolderAreTrue() throws {
        let readme = String(
            decoding: try Data(contentsOf: ToolProcess.package.appending(path: "\(Self.folder)/README.md")),
            as: UTF8.self)
        let files = try FileManager.default.contentsOfDirectory(
            atPath: ToolProcess.package.appending(path: Self.folder).path)
        let documents = files.filter { $0.hasSuffix(".yaml") }.sorted()
        #expect(documents.count == 3)
        func percent(_ share: Double) -> String { String(format: "%.1f", share * 100) }
        for file in documents {
            let answer = try answer("\(Self.folder)/\(file)")
            let missing = answer.permissions.reduce(0) { $0 + $1.missing.count }
            let row =
                "| `\(file)` | \(answer.permissions.count) | \(answer.plan.neededAtLeast) | "
                + "\(Int(answer.assetsListed.rounded())) of \(Int(answer.assetsRunning.rounded())) | "
                + "\(Int(answer.startsNeverSeenPerDay.rounded())) of \(Int(answer.startsPerDay.rounded())) | \(missing) |\n"
            #expect(readme.contains(row), "\(row)")
            guard file == "short-lives.yaml" else { continue }
            for each in answer.classes {
                let law = try #require(each.closedForm)
                let row =
                    "| \(each.class) | \(each.cloud) | \(percent(each.seen)) | \(percent(law.seenRunning)) | "
                    + "\(percent(law.seenThenGone)) | \(percent(each.inInventory)) |\n"
                #expect(readme.contains(row), "\(row)")
            }
        }
    }

    // MARK: The command

    @Test func equalDocumentsInAnyOrderGiveEqualBytes() throws {
        func document(_ swapped: Bool) throws -> ScenarioFile {
            let classes = ["  - {name: a, lifetime: 1h}", "  - {name: b, lifetime: {mean: 3h}}"]
            let accounts = [
                "  - {id: one, cloud: azure, regions: 1, assets: {a: 5, b: {perDay: 9}}}",
                "  - {id: two, cloud: azure, regions: 2, assets: {b: 7}}",
            ]
            let connectors = [
                "  - {name: x, cloud: azure, accounts: [one], permissions: [Reader, Owner]}",
                "  - {name: y, cloud: azure, accounts: [two], permissions: [\"*/read\"]}",
            ]
            func lines(_ list: [String]) -> String { (swapped ? list.reversed() : list).joined(separator: "\n") }
            return try ScenarioFile(
                "schemaVersion: 1\nname: z\nclasses:\n\(lines(classes))\naccounts:\n\(lines(accounts))\n"
                    + "connectors:\n\(lines(connectors))\n", name: "c.yaml")
        }
        let files = [try document(false), try document(true)]
        for format in ["text", "json"] {
            let outputs = try (files + files).map {
                try ToolProcess.run(["connectors", "--format", format, $0.path]).output
            }
            #expect(Set(outputs).count == 1 && !outputs[0].isEmpty)
        }
        let other = try ToolProcess.run(["connectors", "--format", "json", "--seed", "2", files[0].path])
        let one = try ToolProcess.run(["connectors", "--format", "json", files[0].path])
        #expect(other.status == 0 && other.output != one.output)
    }

    @Test func standardInputIsReadAndToldInColumns() throws {
        let text = String(
            decoding: try Data(contentsOf: ToolProcess.package.appending(path: "\(Self.folder)/short-lives.yaml")),
            as: UTF8.self)
        let result = try ToolProcess.run(["connectors", "-"], input: Data(text.utf8))
        #expect(result.status == 0)
        let words = result.output.split(whereSeparator: \.isWhitespace).joined(separator: " ")
        for part in [
            "short-lives: 2 connectors list", "starts a day are never seen", "Discovery by class", "Permissions",
            "[x] ec2:DescribeInstances", "API-based assessment", "runs every 8 h", "Missed and dropped",
        ] {
            #expect(words.contains(part), "\(part) in \(result.output)")
        }
        #expect(result.output.split(separator: "\n").allSatisfy { $0.count <= 100 })
    }

    @Test func nothingToDiscoverIsFour() throws {
        let file = try ScenarioFile(
            """
            schemaVersion: 1
            classes: [{name: a, lifetime: 1h}]
            accounts: [{id: one, cloud: azure, regions: 1, assets: {a: 5}}]
            connectors: []

            """, name: "c.yaml")
        #expect(try answer(file.path, status: 4).result == "undiscovered")
        let text = try ToolProcess.run(["connectors", file.path])
        #expect(text.status == 4 && text.output.hasPrefix("c: no asset can be discovered.\n"))
        #expect(text.output.contains("because no connector holds one"))
    }

    @Test func wrongInputIsThreeAndWrongUseTwo() throws {
        let file = try ScenarioFile("schemaVersion: 1\nclasses: []\naccounts: 3\n", name: "c.yaml")
        let result = try ToolProcess.run(["connectors", file.path])
        #expect(result.status == 3 && result.output.isEmpty)
        #expect(result.diagnostics.contains("c.yaml:3:11: accounts: is `3`; expected a list"))
        #expect(result.diagnostics.contains("the key `connectors` is missing"))
        #expect(result.diagnostics.hasSuffix("3 issues found; nothing was computed\n"), "\(result.diagnostics)")
        #expect(try ToolProcess.run(["connectors", "Scenarios/first-what-if/scenario.yaml"]).status == 3)
        #expect(try ToolProcess.run(["connectors", "nowhere.yaml"]).status == 5)
        #expect(try ToolProcess.run(["connectors", "--samples", "99", file.path]).status == 2)
    }
}
