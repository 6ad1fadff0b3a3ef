import Foundation
import Testing

/// `plan` and `plan diff` as a user's shell runs them.
@Suite struct PlanDiffCommandTests {
    private static let before = "Scenarios/plan-diff/before.yaml"
    private static let after = "Scenarios/plan-diff/after.yaml"
    private static let scanners = "Scenarios/plan-diff/more-scanners.yaml"

    private static func object(_ arguments: [String], status: Int32 = 0) throws -> [String: Any] {
        let result = try ToolProcess.run(arguments + ["--format", "json"])
        #expect(result.status == status, "\(result.diagnostics)")
        return try #require(try JSONSerialization.jsonObject(with: Data(result.output.utf8)) as? [String: Any])
    }

    private static func diff(_ before: String, _ after: String) throws -> [String: Any] {
        try object(["plan", "diff", before, after])
    }

    private static func deployment(_ document: [String: Any]) throws -> [String: Any] {
        try #require((document["deployments"] as? [[String: Any]])?.first)
    }

    /// The regions that `plan` tells, by name, each with its place.
    private static func regions(_ scenario: String) throws -> [String: [String: Any]] {
        let regions = try #require(
            try deployment(object(["plan", scenario]))["regions"] as? [[String: Any]])
        return Dictionary(
            uniqueKeysWithValues: regions.enumerated().map { index, region in
                (region["region"] as? String ?? "", region.merging(["place": Double(index + 1)]) { first, _ in first })
            })
    }

    @Test("plan answers one scenario as ever, with its options before or behind it")
    func planIsPlan() throws {
        let plain = try ToolProcess.run(["plan", Self.before])
        #expect(plain.status == 0)
        #expect(plain.output.hasPrefix("shop: "))
        for arguments in [["cycle", Self.before], ["--format", "text", Self.before], [Self.before, "--jobs", "1"]] {
            let other = try ToolProcess.run(["plan"] + arguments)
            #expect(other.output == plain.output, "\(arguments)")
            #expect(other.status == 0)
        }
        let file = try ScenarioFile(
            String(decoding: try Data(contentsOf: ToolProcess.package.appending(path: Self.before)), as: UTF8.self)
                .replacing("last-week.csv", with: ToolProcess.package.path + "/Scenarios/plan-diff/last-week.csv"),
            name: "diff")
        #expect(try ToolProcess.run(["plan", "./diff"], in: file.folder).output == plain.output)
    }

    @Test("both sides of every region are what plan tells of them")
    func sidesArePlans() throws {
        for (first, second) in [(Self.before, Self.after), (Self.after, Self.scanners), (Self.after, Self.before)] {
            let part = try Self.deployment(try Self.diff(first, second))
            let plans = (try Self.regions(first), try Self.regions(second))
            let moved = try #require(part["regions"] as? [[String: Any]])
            #expect(!moved.isEmpty)
            for region in moved {
                let name = try #require(region["region"] as? String)
                for (side, plan) in [("before", plans.0[name]), ("after", plans.1[name])] {
                    let figures = region[side] as? [String: Any]
                    #expect((figures == nil) == (plan == nil))
                    for (own, theirs) in [
                        ("instances", "instances"), ("volumes", "volumes"), ("batches", "batches"),
                        ("scanners", "scanners"), ("plannedSeconds", "plannedSeconds"),
                        ("leastSeconds", "boundSeconds"),
                        ("place", "place"),
                    ] { #expect(figures?[own] as? Double == plan?[theirs] as? Double, "\(name) \(side) \(own)") }
                    #expect(figures?["clamp"] as? String == plan?["scannersLimitedBy"] as? String)
                }
                #expect((region["reasons"] as? [Any])?.isEmpty == false)
            }
            // What is not listed is the same in both.
            let names = Set(moved.compactMap { $0["region"] as? String })
            for (name, plan) in plans.1 where !names.contains(name) {
                #expect(plans.0[name]?["plannedSeconds"] as? Double == plan["plannedSeconds"] as? Double)
                #expect(plans.0[name]?["instances"] as? Int == plan["instances"] as? Int)
            }
        }
    }

    @Test("names the accounts that moved, and plans only their regions again")
    func reasons() throws {
        let result = try ToolProcess.run(["plan", "diff", Self.before, Self.after])
        #expect(result.status == 0)
        #expect(result.output.hasPrefix("From last-week to today\n"))
        let flat = result.output.split(whereSeparator: \.isWhitespace).joined(separator: " ")
        for sentence in [
            "account 222233334444 added 40 instances in us-east-1 (+80 volumes, +5,200 GiB)",
            "account 888899990000 is new there with 12 instances in us-east-1 (12 volumes, 6,000 GiB)",
            "account 555566667777 has no longer 60 instances in eu-central-1 (60 volumes, 1,800 GiB)",
            "the instances of account 444455556666 in eu-central-1 differ in platform",
            "New accounts: 888899990000.", "Accounts without instances now: 555566667777.",
            "6 of 10 pairs of account and region are the same.",
        ] { #expect(flat.contains(sentence), "\(sentence)\n\(result.output)") }
        let work = try #require(try Self.diff(Self.before, Self.after)["replanning"] as? [String: Any])
        #expect(work["pairsSorted"] as? Int == 4)
        #expect(work["regionsKept"] as? [String] == ["shop/ap-northeast-1"])
        #expect(work["fromScratch"] as? [String] == [])
    }

    @Test("tells the fleet's sums as the tables of the scenarios have them")
    func fleet() throws {
        func sums(_ name: String) throws -> (instances: Int, gib: Double) {
            let file = ToolProcess.package.appending(path: "Scenarios/plan-diff/\(name)")
            let rows = String(decoding: try Data(contentsOf: file), as: UTF8.self).split(separator: "\n").dropFirst()
            return rows.reduce((0, 0)) { sum, row in
                let cells = row.split(separator: ",")
                let count = Int(cells[5]) ?? 0
                let size = cells[4].split(separator: "+").reduce(0) { $0 + (Int($1) ?? 0) }
                return (sum.0 + count, sum.1 + Double(count * size))
            }
        }
        let fleet = try #require(
            try Self.deployment(try Self.diff(Self.before, Self.after))["fleet"] as? [String: Any])
        for (side, table) in [("before", "last-week.csv"), ("after", "today.csv")] {
            let amount = try #require(fleet[side] as? [String: Any])
            let sum = try sums(table)
            #expect(amount["instances"] as? Int == sum.instances)
            #expect(amount["gib"] as? Double == sum.gib)
        }
    }

    @Test("names the settings where the fleet is the same")
    func settings() throws {
        let document = try Self.diff(Self.after, Self.scanners)
        let settings = try #require(document["settings"] as? [[String: Any]])
        let path = "deployments[0].parameters.SingleRegionConcurrency"
        #expect(settings.contains { $0["path"] as? String == path && $0["after"] as? String == "2" })
        let part = try Self.deployment(document)
        #expect(((part["fleet"] as? [String: Any])?["pairs"] as? [Any])?.isEmpty == true)
        for region in try #require(part["regions"] as? [[String: Any]]) {
            let reasons = try #require(region["reasons"] as? [[String: Any]])
            #expect(reasons.map { $0["kind"] as? String } == ["settings"])
            #expect((reasons[0]["paths"] as? [String])?.contains(path) == true)
        }
    }

    @Test("finds nothing between a scenario and itself")
    func nothing() throws {
        let document = try Self.diff(Self.before, Self.before)
        let part = try Self.deployment(document)
        #expect((part["regions"] as? [Any])?.isEmpty == true)
        #expect((document["settings"] as? [Any])?.isEmpty == true)
        #expect(part["unchangedRegions"] as? Int == 3)
        let text = try ToolProcess.run(["plan", "diff", Self.before, Self.before]).output
        #expect(text.hasPrefix("From last-week (\(Self.before)) to last-week (\(Self.before))\n"))
        #expect(text.contains("Nothing moved in any of 3 regions."))
    }

    @Test("shows the largest changes and how many more there are; JSON has all")
    func top() throws {
        let text = try ToolProcess.run(["plan", "diff", "--top", "1", Self.before, Self.after]).output
        // Of four pairs the one with 60 instances less comes first.
        #expect(text.contains("and 3 more; --format json lists all"))
        #expect(text.contains("\n  555566667777  eu-central-1"))
        #expect(!text.contains("\n  222233334444"))
        let fleet = try #require(
            try Self.deployment(try Self.object(["plan", "diff", "--top", "1", Self.before, Self.after]))["fleet"]
                as? [String: Any])
        #expect((fleet["pairs"] as? [Any])?.count == 4)
    }

    @Test("gives the same bytes for any number of tasks", arguments: ["text", "json", "markdown"])
    func jobs(format: String) throws {
        let arguments = ["plan", "diff", "--format", format, Self.before, Self.after]
        let alone = try ToolProcess.run(arguments + ["--jobs", "1"])
        #expect(alone.status == 0)
        #expect(try ToolProcess.run(arguments + ["--jobs", "8"]).output == alone.output)
        if format == "markdown" { #expect(alone.output.hasPrefix("### From last-week to today\n\n")) }
    }

    @Test("tells changes of profiles")
    func profiles() throws {
        let base = "Scenarios/quickstart/scenario.yaml"
        let other = "Scenarios/what-if/base.yaml"
        let document = try Self.diff(base, other)
        #expect(document["deploymentsAdded"] as? [String] == ["shop"])
        #expect(document["deploymentsRemoved"] as? [String] == ["production"])
        let own = try ScenarioFile(
            """
            base: \(ToolProcess.package.path)/\(base)
            deployments:
              production:
                timings: { scan: { base: 77s } }
            """)
        let result = try ToolProcess.run(["plan", "diff", "--allow-outside", base, own.path])
        #expect(result.status == 0, "\(result.diagnostics)")
        #expect(result.output.contains("All of production: a setting differs that every region follows."))
        #expect(result.output.contains("deployments[0].timings.scan.base"))
    }

    @Test("an infeasible side is told with its bottlenecks and ends with 4")
    func infeasible() throws {
        let small = try ScenarioFile(
            """
            base: \(ToolProcess.package.path)/\(Self.after)
            name: no-room
            deployments:
              shop:
                limits: { onDemandVcpu: 1 }
            """)
        for sides in [[Self.after, small.path], [small.path, Self.after]] {
            let result = try ToolProcess.run(["plan", "diff", "--allow-outside"] + sides)
            #expect(result.status == 4, "\(result.diagnostics)")
            #expect(result.output.contains("No plan for no-room"))
            #expect(result.output.contains("vCPU quota"))
        }
    }

    @Test("wrong usage, broken and missing files end as with every command")
    func failures() throws {
        for arguments in [[Self.before], [], ["--top", "0", Self.before, Self.after], ["-", "-"], ["a", "b", "c"]] {
            #expect(try ToolProcess.run(["plan", "diff"] + arguments).status == 2, "\(arguments)")
        }
        #expect(try ToolProcess.run(["plan", "diff", Self.before, "nowhere.yaml"]).status == 5)
        let broken = try ScenarioFile("schemaVersion: 1\nnmae: x\n")
        let result = try ToolProcess.run(["plan", "diff", Self.before, broken.path])
        #expect(result.status == 3)
        #expect(result.output.isEmpty)
        #expect(
            try ToolProcess.run(["plan", "diff", "-", Self.after], input: Data("schemaVersion: 1".utf8)).status == 3)
    }
}
