import Foundation
import Testing

/// The whole bill as a user's shell gets it.
///
/// The small fleet: 20 instances of one volume of 8 GiB in us-east-1, three scanners (8, 8 and 4 volumes). Every volume
/// takes a snapshot (60 s + 8 s), is shared (1 s), waits for its scanner (90 s), is made and attached (10 s, 10 s),
/// scanned (60 s + 4 s), detached (10 s) and deleted (5 s, 2 s). The API buckets hold 20 requests and more, so no
/// request waits except launches: one RunInstances token after another from a burst of five.
@Suite struct BillCommandTests {
    static let whole = [
        "bill:",
        "  include: [spot, keys, network, stepFunctions, lambda, queues, tables, cloudTrail, fastRestore, initialisation]",
        "  quantities: {spotPriceFactor: 0.5, natGatewaysPerRegion: 1}",
    ]

    /// One region alone, so that every price is that of us-east-1.
    static func scenario(_ more: [String] = []) -> String {
        smallScenario(deployment: whole + more, regions: "us-east-1")
    }

    static func deployment(_ arguments: [String], status: Int32 = 0) throws -> [String: Any] {
        let result = try ToolProcess.run(["simulate", "--format", "json"] + arguments)
        #expect(result.status == status, "\(result.diagnostics)")
        let answer = try #require(try JSONSerialization.jsonObject(with: Data(result.output.utf8)) as? [String: Any])
        return try #require((answer["deployments"] as? [[String: Any]])?.first)
    }

    @Test func everyLineIsTheOneWorkedOutByHand() throws {
        let file = try ScenarioFile(Self.scenario())
        let cost = try #require(try Self.deployment([file.path])["cost"] as? [String: Any])
        let lines = try #require(cost["lines"] as? [[String: Any]])
        var amounts: [String: Double] = [:]
        for line in lines { amounts[try #require(line["kind"] as? String)] = line["amountUSD"] as? Double }
        let month = 2_628_000.0
        // Three scanners: boot 90 s, createVolume 10 s, attach 10 s, scan 64 s, detach 10 s, drain 30 s: 214 s each.
        // They are launched when the snapshots are shared, 69 s after the start.
        let scannerSeconds: Double = 3 * 214
        // A volume lives from the end of the boot until it is deleted: 10 + 10 + 64 + 10 + 5 = 99 s.
        let volumes: Double = 160 * 99
        // A snapshot lives from the start to the end: 68 + 1 + 90 + 99 + 2 = 260 s.
        let snapshots: Double = 160 * 260
        let gigabytes: Double = 20 * 0.0005
        let events: Double = 20 * 7 + 3 * 2
        let fetched: Double = 3 * 0.1
        let transitions: Double = 20 * 30 + 3 * 40
        var byHand: [String: Double] = [:]
        byHand["scanners"] = scannerSeconds / 3600 * 0.085 * 0.5
        byHand["scannerRootVolumes"] = scannerSeconds * 8 / month * 0.08
        byHand["volumes"] = volumes / month * 0.08
        byHand["snapshots"] = snapshots / month * 0.05
        // 160 GiB at 100 MiB/s, and an hour for each of 20 snapshots.
        byHand["initialisation"] = 160 * 100 * 0.000012
        byHand["fastRestore"] = 20 * 0.75
        // One key and one gateway with its address stand all day.
        byHand["keys"] = 24.0 / 730
        byHand["natGateways"] = 24 * 0.045
        byHand["publicAddresses"] = 24 * 0.005
        byHand["natTraffic"] = (gigabytes + fetched) * 0.045
        byHand["uploads"] = gigabytes * 0.09
        byHand["transitions"] = transitions * 0.000025
        byHand["functionCalls"] = 240 * 0.0000002
        byHand["functionTime"] = 120 * 0.0000166667
        byHand["queueRequests"] = 240 * 0.0000004
        byHand["tableWrites"] = 240 * 0.000000625
        byHand["tableReads"] = 480 * 0.000000125
        byHand["trailEvents"] = (events + 400) * 0.00002
        #expect(Set(amounts.keys) == Set(byHand.keys))
        for (kind, amount) in byHand {
            let found = amounts[kind] ?? .nan
            #expect(abs(found - amount) <= 1e-12 * amount, "\(kind): \(found), by hand \(amount)")
        }
        var total: Double = 0
        for amount in byHand.values { total += amount }
        let (cycle, perMonth) = (cost["perCycleUSD"] as? Double ?? .nan, cost["perMonthUSD"] as? Double ?? .nan)
        #expect(abs(cycle - total) <= 1e-12 * total)
        #expect(abs(perMonth - total * 730 / 24) <= 1e-10 * total)
    }

    @Test func discountsLowerListPricesAndTextSaysSo() throws {
        let file = try ScenarioFile(
            Self.scenario(["prices: {discounts: {overall: 25%, items: {\"lambda:GB-s\": 100%}}}"]))
        let plain = try ScenarioFile(Self.scenario())
        func lines(_ path: String) throws -> [[String: Any]] {
            let cost = try #require(try Self.deployment([path])["cost"] as? [String: Any])
            return try #require(cost["lines"] as? [[String: Any]])
        }
        for (less, full) in zip(try lines(file.path), try lines(plain.path)) {
            let share = full["sku"] as? String == "lambda:GB-s" ? 0 : 0.75
            let (found, list) = (less["amountUSD"] as? Double ?? .nan, full["amountUSD"] as? Double ?? .nan)
            #expect(abs(found - list * share) <= 1e-14, "\(full)")
        }
        let text = try ToolProcess.run(["simulate", file.path]).output
        #expect(text.contains("Cost after spot prices and discounts\n"))
        #expect(text.contains("\n  fast snapshot restore"))
    }

    @Test func aPriceThatIsMissingIsNamedAndEndsWithSix() throws {
        let file = try ScenarioFile(
            smallScenario(deployment: ["bill: {include: [lambda], homeRegion: eu-west-1}"]))
        let result = try ToolProcess.run(["simulate", file.path])
        #expect(result.status == 6)
        #expect(result.diagnostics.contains("error: no price for lambda:request in eu-west-1\n"))
        #expect(result.diagnostics.contains("error: no price for lambda:GB-s in eu-west-1\n"))
        let standIn = try ToolProcess.run(
            ["simulate", "--set", "deployments[0].prices.standIn=us-east-1", file.path])
        #expect(standIn.status == 0)
        #expect(standIn.output.contains("Lambda requests (stand-in prices)"))
    }

    @Test func showBackAddsUpByAccountAndByTag() throws {
        let file = try ScenarioFile(
            Self.scenario().replacing(
                "volumes: [8GiB], count: 20}",
                with: """
                    volumes: [8GiB], count: 20}
                            - {account: "222233334444", region: us-east-1, tags: {Scan: daily, Team: red}, volumes: [30GiB, 7GiB], count: 3}
                            - {account: "333344445555", region: us-east-1, tags: {Scan: daily, Team: blue}, volumes: [9GiB]}
                    """
            ).replacing(
                "- account: \"222233334444\"\n", with: "- accounts: [\"222233334444\", \"333344445555\"]\n"))
        for (by, names) in [("account", ["222233334444", "333344445555"]), ("tag:Team", ["blue", "red", nil])] {
            let deployment = try Self.deployment(["--show-back", by, file.path])
            let showBack = try #require(deployment["showBack"] as? [String: Any])
            #expect(showBack["by"] as? String == by)
            let shares = try #require(showBack["shares"] as? [[String: Any]])
            #expect(shares.map { $0["name"] as? String } == names)
            func nano(_ value: Any?) throws -> Int {
                let text = try #require(value as? String)
                #expect(text.split(separator: ".").last?.count == 9)
                return try #require(Int(text.replacing(".", with: "")))
            }
            let total = try nano(showBack["totalUSD"])
            #expect(try shares.reduce(0) { $0 + (try nano($1["amountUSD"])) } == total)
            let cost = try #require(deployment["cost"] as? [String: Any])
            #expect(abs(Double(total) / 1e9 - (cost["perCycleUSD"] as? Double ?? .nan)) < 1e-7)
            #expect(shares.allSatisfy { ($0["scannerHours"] as? Double ?? 0) > 0 })
            let text = try ToolProcess.run(["plan", "--show-back", by, file.path]).output
            #expect(text.contains("Show-back by \(by); the shares add up to "))
        }
    }

    @Test func theRangeIsSortedAndSaysThatTimingsStay() throws {
        let file = try ScenarioFile(Self.scenario())
        let deployment = try Self.deployment(["--with", "range", file.path])
        let range = try #require(deployment["billRange"] as? [String: Any])
        #expect(range["timingsAreVaried"] as? Bool == false)
        let drivers = try #require(range["drivers"] as? [[String: Any]])
        let effects = drivers.map { $0["effectUSD"] as? Double ?? .infinity }
        #expect(effects == effects.sorted(by: >) && effects.count > 10)
        // Fast restore for up to a day in up to three zones outweighs everything else.
        #expect(drivers[0]["name"] as? String == "bill.quantities.fastRestoreHours")
        #expect(effects[0] == 20 * 0.75 * 23)
        let ends = ["lowUSD", "midUSD", "highUSD"].map { range[$0] as? Double ?? .nan }
        #expect(ends[0] < ends[1] && ends[1] < ends[2])
        let cost = try #require(deployment["cost"] as? [String: Any])
        #expect(ends[1] == cost["perCycleUSD"] as? Double)
        let text = try ToolProcess.run(["simulate", "--with", "range", file.path]).output
        #expect(text.contains("Timings are not varied: they change the cycle itself."))
        #expect(!text.contains("naive"))
    }

    @Test func whatIsAskedForWronglyIsTwo() throws {
        let file = try ScenarioFile(Self.scenario())
        for arguments in [["--with", "magic"], ["--show-back", "team"], ["--show-back", "tag:"]] {
            let result = try ToolProcess.run(["simulate"] + arguments + [file.path])
            #expect(result.status == 2, "\(arguments)")
            #expect(result.output.isEmpty)
        }
    }

    @Test(
        "Division is wrong by two or more where something waits",
        arguments: [("stragglers", 20.0), ("throttled-account", 5.0), ("dominating-region", 9.0)])
    func naiveDivisionIsWrong(name: String, factor: Double) throws {
        let path = "Scenarios/what-if/naive-\(name).yaml"
        let deployment = try Self.deployment(["--with", "naive", path])
        let naive = try #require(deployment["naive"] as? [String: Any])
        let readings = try #require(deployment["readings"] as? [[String: Any]])
        let makespan = try #require(readings.first?["makespanSeconds"] as? Double)
        let (work, places) = (naive["workSeconds"] as? Double ?? .nan, naive["parallelism"] as? Double ?? .nan)
        let found = makespan / (work / places)
        #expect(abs((naive["makespanSeconds"] as? Double ?? .nan) - work / places) <= 1e-12 * makespan)
        #expect(abs((naive["makespanFactor"] as? Double ?? .nan) - found) <= 1e-12 * found)
        #expect(found >= max(2, factor))
        // The text says the same, and the list beside the scenarios says what the text does.
        let text = try ToolProcess.run(["simulate", "--with", "naive", path]).output.replacing(
            "\n             ", with: " ")
        let readme = String(
            decoding: try Data(contentsOf: ToolProcess.package.appending(path: "Scenarios/what-if/README.md")),
            as: UTF8.self)
        let row = try #require(readme.split(separator: "\n").first { $0.contains("`naive-\(name).yaml` |") })
        let cells = row.split(separator: "|").map { $0.trimmingCharacters(in: .whitespaces) }
        #expect(text.contains("\n  naive      \(cells[2]) by naive division"))
        #expect(text.contains("\n  makespan   \(cells[3]);"))
        #expect(text.contains("; the makespan is \(cells[4]) times as long\n"))
    }
}
