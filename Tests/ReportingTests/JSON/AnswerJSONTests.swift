import Foundation
import Reporting
import ScanModel
import Studies
import Testing

@Suite("Answers as JSON")
struct AnswerJSONTests {
    private func read(_ value: JSONValue) throws -> [String: Any] {
        let object = try JSONSerialization.jsonObject(with: Data(value.document.utf8))
        return try #require(object as? [String: Any])
    }

    private func names(_ value: JSONValue) -> [String] {
        guard case .object(let members) = value else { return [] }
        return members.map(\.name)
    }

    @Test("begin with schema, version, scenario and result")
    func head() throws {
        let document = AnswerJSON.document(try TinyScenario().answer(), version: "1.2.3")
        #expect(Array(names(document).prefix(5)) == ["schema", "version", "scenario", "seed", "result"])
        let read = try read(document)
        #expect(read["schema"] as? String == "scanplan.answer/1")
        #expect(AnswerJSON.schema == "scanplan.answer/1")
        #expect(read["version"] as? String == "1.2.3")
        #expect(read["scenario"] as? String == "tiny")
        #expect(read["seed"] as? Int == 7)
        #expect(read["result"] as? String == "answered")
        #expect(read["simulated"] as? Bool == true)
        #expect(read["verdict"] as? String == "fits")
    }

    @Test("hold every metric of the registry in its order, with its unit and value", arguments: [true, false])
    func metrics(simulated: Bool) throws {
        let answer = try TinyScenario().answer(simulated ? .simulate : .plan)
        let read = try read(AnswerJSON.document(answer, version: "1"))
        let deployment = try #require((read["deployments"] as? [[String: Any]])?.first)
        for metrics in [read["metrics"], deployment["metrics"]] {
            let rows = try #require(metrics as? [[String: Any]])
            #expect(rows.map { $0["name"] as? String } == Metric.all.map(\.name.text))
            #expect(rows.map { $0["unit"] as? String } == Metric.all.map(\.unit))
            for (row, metric) in zip(rows, Metric.all) {
                let value = try #require(row["value"])
                if let number = answer.value(metric) {
                    #expect(number.isNearly(value), "\(metric.name)")
                } else {
                    #expect(value is NSNull, "\(metric.name)")
                }
            }
        }
        #expect((answer.value(.makespan) != nil) == simulated)
    }

    @Test("tell what happened in each region")
    func regions() throws {
        let read = try read(AnswerJSON.document(try TinyScenario().answer(), version: "1"))
        let deployment = try #require((read["deployments"] as? [[String: Any]])?.first)
        let regions = try #require(deployment["regions"] as? [[String: Any]])
        #expect(regions.map { $0["region"] as? String } == ["us-east-1", "eu-west-1"])
        #expect(regions.map { $0["activatedSeconds"] as? Double } == [0, 0])
        #expect(regions.map { $0["openedSeconds"] as? Double } == [20, 20])
        #expect(regions.map { $0["completedSeconds"] as? Double } == [336, 240])
        #expect(regions.map { $0["endedSeconds"] as? Double } == [346, 250])
        #expect(regions.map { $0["batches"] as? Int } == [2, 1])
        #expect(deployment["idleRegions"] as? [String] == ["sa-east-1"])
        let readings = try #require(deployment["readings"] as? [[String: Any]])
        #expect(readings.map { $0["reading"] as? String } == ["parallel-groups", "literal"])
        #expect(readings.map { $0["inUse"] as? Bool } == [true, false])
        #expect(readings.map { $0["makespanSeconds"] as? Double } == [346, 596])
        let demand = try #require(deployment["demand"] as? [String: Any])
        #expect(demand["listedInstances"] as? Int == 7)
        #expect(demand["scannedInstances"] as? Int == 4)
        #expect(demand["scannedGiB"] as? Double == 100)
        let reasons = try #require(demand["notScanned"] as? [[String: Any]])
        #expect(reasons.map { $0["reason"] as? String } == ["noTargetStack", "regionNotSelected", "noVolume"])
        #expect(reasons.map { $0["instances"] as? Int } == [1, 1, 1])
    }

    @Test("give each cost line its price, source and stand-in")
    func cost() throws {
        let answer = try TinyScenario(snapshotPricedInEurope: false, standIn: "us-east-1").answer()
        let read = try read(AnswerJSON.document(answer, version: "1"))
        let deployment = try #require((read["deployments"] as? [[String: Any]])?.first)
        let cost = try #require(deployment["cost"] as? [String: Any])
        let lines = try #require(cost["lines"] as? [[String: Any]])
        #expect(
            lines.map { $0["kind"] as? String } == [
                "scanners", "scanners", "volumes", "volumes", "snapshots", "snapshots",
            ])
        #expect(lines.map { $0["standInRegion"] as? String } == [nil, nil, nil, nil, "us-east-1", nil])
        #expect(lines.allSatisfy { $0["source"] as? String == "a made-up sheet" })
        #expect(try answer.number(.costPerCycle).isNearly(cost["perCycleUSD"]))
        let sum = lines.reduce(0) { $0 + ($1["amountUSD"] as? Double ?? .nan) }
        #expect(abs(sum - (try answer.number(.costPerCycle))) < 1e-15)
    }

    @Test("name missing prices and have no total then")
    func missingPrices() throws {
        let answer = try TinyScenario(snapshotPricedInEurope: false).answer()
        let read = try read(AnswerJSON.document(answer, version: "1"))
        let missing = try #require(read["missingPrices"] as? [[String: String]])
        #expect(missing == [["sku": "snapshot:GiB-month", "region": "eu-west-1"]])
        let metrics = try #require(read["metrics"] as? [[String: Any]])
        let totals = metrics.filter { ($0["name"] as? String)?.hasPrefix("cost.") == true }
        #expect(totals.count == 2)
        #expect(totals.allSatisfy { $0["value"] is NSNull })
    }

    @Test("are the same bytes for the same answer")
    func stable() throws {
        let first = AnswerJSON.document(try TinyScenario().answer(), version: "1").document
        #expect(try AnswerJSON.document(TinyScenario().answer(), version: "1").document == first)
        #expect(!first.contains("\u{1B}"))
    }

    @Test("keep the seed whatever its size")
    func seed() throws {
        var answer = try TinyScenario().answer()
        answer.seed = .max
        let lines = AnswerJSON.document(answer, version: "1").document.split(separator: "\n")
        #expect(lines.first { $0.contains("\"seed\"") } == "  \"seed\": 18446744073709551615,")
    }

    @Test("list the bottlenecks where there is no plan")
    func infeasible() throws {
        let bottleneck = Bottleneck(
            deployment: "classic", region: nil, limit: "vCPU quota", available: "1 vCPU", needed: "2 vCPU",
            remedy: "raise the vCPU quota")
        let document = AnswerJSON.document(scenario: "tiny", bottlenecks: [bottleneck], version: "1")
        #expect(names(document) == ["schema", "version", "scenario", "result", "bottlenecks"])
        let read = try read(document)
        #expect(read["schema"] as? String == AnswerJSON.schema)
        #expect(read["result"] as? String == "infeasible")
        let rows = try #require(read["bottlenecks"] as? [[String: Any]])
        #expect(rows.count == 1)
        #expect(rows.first?["region"] is NSNull)
        #expect(rows.first?["needed"] as? String == "2 vCPU")
    }
}
