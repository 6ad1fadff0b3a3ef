import Foundation
import Testing

@Suite struct SensorsCommandTests {
    private struct Answer: Decodable {
        struct Cost: Decodable {
            var totalUSD: Double
            var sensorsUSD: Double
            var licencesUSD: Double
            var scansUSD: Double
            var fixedUSD: Double
        }
        struct Need: Decodable, Hashable {
            var `class`: String
            var assessment: String
            var sensor: String
        }
        struct Cell: Decodable {
            var `class`: String
            var assessment: String
            var sensor: String
            var canCover: Bool
            var meets: Bool
            var goneBeforeFirstResult: Double?
            var shareInTime: Double?
            var obstacles: [String]
        }
        struct Gap: Decodable {
            struct Remedy: Decodable {
                var sensor: String
                var text: String
                var isLooserObjective: Bool
            }
            var `class`: String
            var remedies: [Remedy]
        }
        struct Margin: Decodable {
            var sensor: String
            var isUsed: Bool
            var assets: Int
            var pointedAtAssets: Int
            var withoutUSD: Double?
            var everywhereUSD: Double?
        }
        struct Rollout: Decodable {
            struct Point: Decodable {
                var day: Int
                var share: Double
            }
            var sensor: String
            var curve: [Point]
        }
        struct Tag: Decodable {
            var tag: String
            var assets: Int
        }
        struct Assumption: Decodable {
            var name: String
            var source: String
        }
        var schema: String
        var result: String
        var needs: Int
        var needsMet: Int
        var firstDay: Int?
        var cost: Cost
        var lowerBoundUSD: Double
        var isOptimal: Bool
        var isChecked: Bool
        var mix: [Need]
        var coverage: [Cell]
        var gaps: [Gap]
        var sensors: [Margin]
        var rollouts: [Rollout]
        var tags: [Tag]
        var assumptions: [Assumption]
    }

    private static let folder = "Scenarios/sensors"
    private static let names = ["agent-rollout", "mixed-fleet", "short-lived"]

    private func answer(_ path: String, status: Int32 = 0) throws -> Answer {
        let result = try ToolProcess.run(["sensors", "--format", "json", path])
        #expect(result.status == status, "\(result.diagnostics)")
        return try JSONDecoder().decode(Answer.self, from: Data(result.output.utf8))
    }

    private func shipped(_ name: String) throws -> Answer { try answer("\(Self.folder)/\(name).yaml") }

    private func text(_ path: String) throws -> String {
        String(decoding: try Data(contentsOf: ToolProcess.package.appending(path: path)), as: UTF8.self)
    }

    private func document(_ sensors: String, _ classes: String, _ rest: String = "") throws -> ScenarioFile {
        try ScenarioFile("schemaVersion: 1\n\(rest)sensors:\n\(sensors)classes:\n\(classes)", name: "fleet.yaml")
    }

    // MARK: The documents that ship

    @Test(arguments: names)
    func answersStayAsTheyAre(name: String) throws {
        let result = try ToolProcess.run(["sensors", "\(Self.folder)/\(name).yaml"])
        #expect(result.status == 0)
        #expect(result.output == (try text("Tests/ScanPlanToolTests/Golden/sensors-\(name).txt")))
        #expect(result.output.split(separator: "\n").allSatisfy { $0.count <= 100 })
    }

    /// The table of the folder's README.
    @Test func theTableOfTheDocumentsIsTrue() throws {
        let readme = try text("\(Self.folder)/README.md")
        let files = try FileManager.default.contentsOfDirectory(
            atPath: ToolProcess.package.appending(path: Self.folder).path)
        #expect(files.filter { $0.hasSuffix(".yaml") }.sorted() == Self.names.map { "\($0).yaml" })
        for name in Self.names {
            let answer = try shipped(name)
            let sensors = Set(answer.mix.map(\.sensor)).sorted().joined(separator: ", ")
            let row =
                "| `\(name).yaml` | \(answer.needs) | \(answer.needsMet) | \(answer.cost.totalUSD) | "
                + "\(answer.lowerBoundUSD) | \(sensors) | \(answer.firstDay ?? -1) |\n"
            #expect(readme.contains(row), "\(row)")
            let cost = answer.cost
            #expect(
                abs(cost.sensorsUSD + cost.licencesUSD + cost.scansUSD + cost.fixedUSD - cost.totalUSD) < 1e-6)
            #expect(answer.isOptimal && answer.isChecked && answer.schema == "scanplan.sensors/1")
            #expect(answer.mix.count == answer.needsMet && answer.gaps.count == answer.needs - answer.needsMet)
            // Every need of the mix is a cell that meets it.
            for need in answer.mix {
                #expect(
                    answer.coverage.contains {
                        $0.class == need.class && $0.assessment == need.assessment && $0.sensor == need.sensor
                            && $0.meets
                    })
            }
        }
    }

    /// The cost of the mixed fleet by hand.
    @Test func theMixedFleetAddsUp() throws {
        let answer = try shipped("mixed-fleet")
        // Snapshots on 1,480 assets, 730 / 24 times a month at 0.004 USD, in two regions; the lab's agents; the addresses;
        // the cluster's containers.
        let scans: Double = 1480 * 730 / 24 * 0.004
        #expect(abs(answer.cost.scansUSD - scans) < 2e-6)
        #expect(answer.cost.fixedUSD == 80)
        #expect(answer.cost.licencesUSD == 2265)
        // Agents of the lab 12 USD, addresses 24 USD, containers 120 USD.
        #expect(answer.cost.sensorsUSD == 156)
        #expect(answer.tags.map(\.assets) == [1510, 1450, 120])
        let snapshots = answer.sensors.first { $0.sensor == "snapshots" }
        #expect(snapshots?.assets == 1480 && snapshots?.pointedAtAssets == 1480)
    }

    /// The share of assets that are gone before a snapshot's first result: lives of a day, a poll of 4 h and 2 h more.
    @Test func shortLivesAreSeenByWhoIsQuick() throws {
        let answer = try shipped("short-lived")
        let gone = answer.coverage.first { $0.class == "day" && $0.sensor == "snapshots" }?.goneBeforeFirstResult
        let wait: Double = 4.0 / 24
        let waited: Double = (1 - exp(-wait)) / wait
        let expected: Double = 1 - exp(-2.0 / 24) * waited
        #expect(abs((gone ?? 0) - expected) < 1e-12)
        #expect(answer.mix.map(\.sensor) == ["snapshots", "agents"])
        #expect(answer.gaps.map(\.class) == ["hour"])
        #expect(answer.gaps.first?.remedies.first?.sensor == "agents")
    }

    @Test func theRolloutDecides() throws {
        let answer = try shipped("agent-rollout")
        // Waves of 20 % from day 7 on: the fifth on day 35, and its first results on the day after.
        #expect(answer.firstDay == 36)
        let curve = answer.rollouts.first?.curve ?? []
        #expect(curve.first { $0.day == 3 }?.share == 0)
        // On day 7 a fifth of a third of the assets has the agent.
        #expect(abs((curve.first { $0.day == 7 }?.share ?? 0) - 0.2 / 3) < 1e-9)
        #expect(zip(curve, curve.dropFirst()).allSatisfy { $0.share <= $1.share })
        #expect(answer.gaps.first?.remedies.contains { $0.text.contains("grant the key of the disks") } == true)
    }

    // MARK: The command

    @Test func standardInputIsRead() throws {
        let input = try text("\(Self.folder)/short-lived.yaml")
        let result = try ToolProcess.run(["sensors", "-"], input: Data(input.utf8))
        #expect(result.status == 0)
        #expect(result.output.hasPrefix("short-lived: 2 sensors meet 2 of 3 needs, for 1,045.63 USD a month.\n"))
    }

    @Test func invalidDocumentsAreThreeWithEveryIssue() throws {
        let file = try document(
            "  - {name: a, kind: agnt}\n", "  - {name: x, count: 1, cloud: aws, platform: linux, wants: {secrets: 1}}\n"
        )
        let result = try ToolProcess.run(["sensors", file.path])
        #expect(result.status == 3)
        #expect(result.output.isEmpty)
        let lines = result.diagnostics.split(separator: "\n")
        #expect(lines.count == 3, "\(result.diagnostics)")
        #expect(lines.first?.contains("fleet.yaml:3:21: sensors[0].kind: is `agnt`") == true)
        #expect(lines.first?.contains("did you mean agent?") == true)
        #expect(lines.last == "2 issues found; nothing was computed")
        #expect(try ToolProcess.run(["sensors", "Scenarios/first-what-if/scenario.yaml"]).status == 3)
        #expect(try ToolProcess.run(["sensors", "/nowhere/fleet.yaml"]).status == 5)
        #expect(try ToolProcess.run(["sensors"]).status == 2)
    }

    @Test func nothingMetIsFourWithItsReasons() throws {
        let file = try document(
            "  - {name: a, kind: snapshot}\n",
            "  - {name: x, count: 7, cloud: aws, platform: linux, disks: ephemeral, wants: {vulnerabilities: 26h}}\n")
        let result = try ToolProcess.run(["sensors", file.path])
        #expect(result.status == 4)
        #expect(result.output.hasPrefix("fleet: none of 1 need can be met."))
        #expect(result.output.contains("x, vulnerabilities: a ephemeral disks\n    no single change closes it"))
        #expect(try answer(file.path, status: 4).result == "unmet")
    }

    @Test func nothingWantedIsNothingSpent() throws {
        let file = try document(
            "  - {name: a, kind: agent, fixed: 5USD}\n",
            "  - {name: x, count: 7, cloud: aws, platform: linux, wants: {}}\n")
        let result = try ToolProcess.run(["sensors", file.path])
        #expect(result.status == 0)
        #expect(result.output.hasPrefix("fleet: nothing is wanted, so no sensors."))
        #expect(try answer(file.path).cost.totalUSD == 0)
    }

    @Test func equalDocumentsGiveEqualBytes() throws {
        for format in ["text", "json"] {
            let outputs = try (0..<3).map { _ in
                try ToolProcess.run(["sensors", "--format", format, "\(Self.folder)/mixed-fleet.yaml"]).output
            }
            #expect(Set(outputs).count == 1 && !outputs[0].isEmpty)
        }
    }

    /// The filter decides who is paid for: the same fleet with and without a tag.
    @Test func theFilterIsTheFleet() throws {
        let classes = """
              - {name: prod, count: 10, cloud: azure, platform: linux, agent: [extension], tags: {env: prod}, wants: {vulnerabilities: 24h}}
              - {name: test, count: 20, cloud: azure, platform: linux, agent: [extension], wants: {vulnerabilities: 24h}}

            """
        let all = try document("  - {name: a, kind: agent, perAsset: 1USD}\n", classes)
        #expect(try answer(all.path).cost.totalUSD == 30)
        let some = try document(
            "  - {name: a, kind: agent, perAsset: 1USD, pointedAt: live}\n", classes,
            "tags: [{name: live, rule: tags.env = prod}]\n")
        let answer = try answer(some.path)
        #expect(answer.cost.totalUSD == 10 && answer.gaps.map(\.class) == ["test"])
        #expect(answer.gaps.first?.remedies.first?.text == "a: widen its filter, at most 20.00 USD more a month")
        #expect(answer.assumptions.contains { $0.name == "a.firstResult" && $0.source.hasPrefix("https://") })
    }
}
