import Foundation
import Testing

@Suite struct AppliancesCommandTests {
    private struct Answer: Decodable {
        struct Cost: Decodable {
            var totalUSD: Double
            var machinesUSD: Double
            var licencesUSD: Double
            var trafficUSD: Double
        }
        struct Rehearsal: Decodable {
            var endSeconds: Int
            var lateHosts: Int
        }
        struct Site: Decodable {
            var network: String
            var reason: String
            var onlyReach: [String]
        }
        struct Appliance: Decodable {
            struct Share: Decodable { var hosts: Int }
            var network: String
            var size: String
            var hosts: Int
            var order: [Share]
        }
        struct Unreachable: Decodable {
            var segment: String
            var hosts: Int
            var remedies: [String]
        }
        struct Assumption: Decodable {
            var name: String
            var range: String?
            var source: String
        }
        var schema: String
        var result: String
        var hostsScanned: Int
        var hostsOutOfReach: Int
        var cost: Cost
        var lowerBoundUSD: Double
        var isOptimal: Bool
        var licences: Int
        var personalisationCodes: Int
        var rehearsal: Rehearsal
        var sites: [Site]
        var appliances: [Appliance]
        var unreachable: [Unreachable]
        var assumptions: [Assumption]
    }

    private static let folder = "Scenarios/appliances"

    private func answer(_ path: String, status: Int32 = 0) throws -> Answer {
        let result = try ToolProcess.run(["appliances", "--format", "json", path])
        #expect(result.status == status, "\(result.diagnostics)")
        return try JSONDecoder().decode(Answer.self, from: Data(result.output.utf8))
    }

    private func shape(_ name: String) throws -> Answer { try answer("\(Self.folder)/\(name).yaml") }

    private func document(_ networks: String, _ rest: String = "") throws -> ScenarioFile {
        try ScenarioFile(
            "schemaVersion: 1\nwindow: 8h\nscansPerMonth: 30\nhostScan: 10m\n\(rest)networks:\n\(networks)",
            name: "networks.yaml")
    }

    // MARK: The five shapes of the vendor's guide

    @Test func oneNetworkTakesOneScanner() throws {
        let answer = try shape("one-network")
        // 1,000 hosts, 30 at once: 34 rounds of 10 minutes.
        #expect(answer.rehearsal.endSeconds == 34 * 600)
        #expect(answer.cost.totalUSD == 65.919)
        #expect(answer.isOptimal && answer.lowerBoundUSD == 65.919)
        #expect(answer.appliances.map(\.size) == ["Standard_A2_v2"])
        #expect(answer.sites.map(\.reason) == ["cover"])
    }

    @Test func severalScannersAreMixedBySize() throws {
        let answer = try shape("several-scanners")
        // Every mix of small (1,440 hosts) and large (4,320) appliances that holds 10,000 hosts, by brute force.
        var best = Double.infinity
        for small in 0...7 {
            for large in 0...3 where 1440 * small + 4320 * large >= 10_000 {
                best = min(best, 730 * (0.0903 * Double(small) + 0.191 * Double(large)))
            }
        }
        #expect(abs(answer.cost.totalUSD - best) < 1e-6)
        #expect(answer.isOptimal)
        #expect(answer.appliances.map(\.size).sorted() == ["Standard_A2_v2", "Standard_A4_v2", "Standard_A4_v2"])
        #expect(answer.appliances.reduce(0) { $0 + $1.hosts } == 10_000)
        #expect(answer.rehearsal.lateHosts == 0 && answer.rehearsal.endSeconds <= 28_800)
        #expect(answer.licences == 3 && answer.personalisationCodes == 3)
    }

    @Test func peeredNetworksAreScannedFromTheHub() throws {
        let answer = try shape("peered-networks")
        #expect(answer.appliances.map(\.network) == ["hub"])
        // 1,200 hosts x 50 MB x 30 scans at 0.02 USD a gigabyte.
        #expect(answer.cost.trafficUSD == 36)
        #expect(answer.cost.totalUSD == 101.919)
        #expect(answer.isOptimal)
    }

    @Test func severalRegionsHaveAnApplianceEach() throws {
        let answer = try shape("several-regions")
        #expect(answer.appliances.map(\.network).sorted() == ["america", "europe-1"])
        // 600 hosts x 50 MB x 30 scans at 0.02 USD a gigabyte.
        #expect(answer.cost.trafficUSD == 18)
        #expect(answer.cost.machinesUSD == 128.772)
        #expect(answer.isOptimal)
        #expect(answer.assumptions.contains { $0.name == "peering, zone 1" })
    }

    @Test func networksWithoutPeeringHaveAnApplianceEach() throws {
        let answer = try shape("not-peered")
        #expect(answer.appliances.map(\.network).sorted() == ["office", "plant", "shop"])
        #expect(answer.cost.totalUSD == 191.625)
        #expect(answer.isOptimal)
        #expect(answer.unreachable.map(\.segment) == ["shop/database"])
        #expect(answer.unreachable.first?.remedies.contains("open the security group of shop/database to shop") == true)
        #expect(answer.unreachable.first?.remedies.contains("peer shop to office") == true)
        let text = try ToolProcess.run(["appliances", "\(Self.folder)/not-peered.yaml"])
        #expect(text.status == 0)
        let words = text.output.split(whereSeparator: \.isWhitespace).joined(separator: " ")
        for part in [
            "not-peered: 3 appliances scan 330 of 342 hosts within 8 h, for 191.63 USD a month.",
            "the plan is optimal", "3 appliance licences and 3 personalisation codes", "Out of reach: 12 hosts",
            "Peerings that carry no traffic office is peered to shop, but shop is not to office", "no host is late",
            "Assumptions",
        ] {
            #expect(words.contains(part), "\(part) in \(text.output)")
        }
        #expect(text.output.split(separator: "\n").allSatisfy { $0.count <= 100 })
    }

    /// The table of the folder's README.
    @Test func theTableOfTheShapesIsTrue() throws {
        let readme = String(
            decoding: try Data(contentsOf: ToolProcess.package.appending(path: "\(Self.folder)/README.md")),
            as: UTF8.self)
        let files = try FileManager.default.contentsOfDirectory(
            atPath: ToolProcess.package.appending(path: Self.folder).path)
        let documents = files.filter { $0.hasSuffix(".yaml") }.sorted()
        #expect(documents.count == 5)
        for file in documents {
            let answer = try answer("\(Self.folder)/\(file)")
            let row =
                "| `\(file)` | \(answer.licences) | \(answer.cost.totalUSD) | \(answer.lowerBoundUSD) | "
                + "\(answer.hostsScanned) | \(answer.hostsOutOfReach) |\n"
            #expect(readme.contains(row), "\(row)")
            // What the plan lists is what it counts.
            #expect(answer.appliances.reduce(0) { $0 + $1.hosts } == answer.hostsScanned)
            #expect(answer.appliances.allSatisfy { $0.order.reduce(0) { $0 + $1.hosts } == $0.hosts })
        }
    }

    // MARK: The command

    @Test func equalDocumentsInAnyOrderGiveEqualBytes() throws {
        let one = try document(
            """
              - {name: a, region: eastus, addressSpaces: [10.0.0.0/16], hosts: 700}
              - {name: b, region: eastus, addressSpaces: [10.1.0.0/16], hosts: 900}
            peerings: [[a, b]]

            """)
        let other = try document(
            """
              - {name: b, region: eastus, addressSpaces: [10.1.0.0/16], hosts: 900}
              - {name: a, region: eastus, addressSpaces: [10.0.0.0/16], hosts: 700}
            peerings: [{from: b, to: a}, {from: a, to: b}]

            """)
        for format in ["text", "json"] {
            let outputs = try [one, other, one].map {
                try ToolProcess.run(["appliances", "--format", format, $0.path]).output
            }
            #expect(Set(outputs).count == 1 && !outputs[0].isEmpty)
        }
    }

    /// A large organisation: 80 hubs with 24 spokes each.
    @Test func twoThousandNetworksArePlanned() throws {
        let regions = ["eastus", "japaneast", "southeastasia", "uksouth", "westeurope", "westus2"]
        var networks: [String] = []
        var peerings: [String] = []
        var hosts = 0
        for number in 0..<2000 {
            let hub = number / 25 * 25
            // Spread unevenly, between 3 and 99.
            let count = 3 + number * 37 % 97
            hosts += count
            networks.append(
                "  - {name: n\(number), region: \(regions[number / 25 % 6]), "
                    + "addressSpaces: [10.\(number / 256).\(number % 256).0/24], hosts: \(count)}")
            if number != hub { peerings.append("  - [n\(hub), n\(number)]") }
        }
        #expect(hosts > 100_000)
        let file = try document(
            networks.joined(separator: "\n") + "\npeerings:\n" + peerings.joined(separator: "\n") + "\n")
        let answer = try answer(file.path)
        #expect(answer.hostsScanned == hosts && answer.hostsOutOfReach == 0)
        #expect(answer.rehearsal.lateHosts == 0)
        #expect(answer.appliances.reduce(0) { $0 + $1.hosts } == hosts)
        // No network reaches another hub's, so each hub needs an appliance.
        #expect(answer.appliances.count >= 80)
        #expect(answer.lowerBoundUSD <= answer.cost.totalUSD && answer.cost.totalUSD < 1.02 * answer.lowerBoundUSD)
    }

    @Test func standardInputIsRead() throws {
        let text = String(
            decoding: try Data(contentsOf: ToolProcess.package.appending(path: "\(Self.folder)/one-network.yaml")),
            as: UTF8.self)
        let result = try ToolProcess.run(["appliances", "-"], input: Data(text.utf8))
        #expect(result.status == 0)
        #expect(
            result.output.hasPrefix("one-network: 1 appliance scans 1,000 of 1,000 hosts within 8 h, for 65.92 USD"))
    }

    @Test func invalidDocumentsAreThreeWithEveryIssue() throws {
        let file = try document("  - {name: a, region: East US, addressSpaces: [10.0.0.0], hosts: -1}\n")
        let result = try ToolProcess.run(["appliances", file.path])
        #expect(result.status == 3)
        #expect(result.output.isEmpty)
        let lines = result.diagnostics.split(separator: "\n")
        #expect(lines.count == 4, "\(result.diagnostics)")
        #expect(lines.first?.contains("networks.yaml:6:23: networks[0].region: is `East US`") == true)
        #expect(lines.last == "3 issues found; nothing was computed")
        let scenario = try ToolProcess.run(["appliances", "Scenarios/first-what-if/scenario.yaml"])
        #expect(scenario.status == 3)
    }

    @Test func nothingInReachIsFourWithItsRemedies() throws {
        let file = try document(
            "  - {name: a, region: eastus, addressSpaces: [10.0.0.0/16], hosts: 5, appliances: false}\n")
        let result = try ToolProcess.run(["appliances", file.path])
        #expect(result.status == 4)
        #expect(result.output.contains("none of 5 hosts can be reached"))
        #expect(result.output.contains("permit an appliance in a"))
        #expect(try answer(file.path, status: 4).result == "unreachable")
    }

    @Test func noHostsAreNoAppliances() throws {
        let file = try document("  - {name: a, region: eastus, addressSpaces: [10.0.0.0/16]}\n")
        let result = try ToolProcess.run(["appliances", file.path])
        #expect(result.status == 0)
        #expect(result.output.contains("no hosts, so no appliances"))
        #expect(try answer(file.path).appliances.isEmpty)
    }

    @Test func missingFilesAreFiveAndMissingPricesSix() throws {
        #expect(try ToolProcess.run(["appliances", "/nowhere/networks.yaml"]).status == 5)
        #expect(try ToolProcess.run(["appliances"]).status == 2)
        #expect(try ToolProcess.run(["appliances", "--format", "xml", "x"]).status == 2)
        let networks = "  - {name: a, region: eastuss, addressSpaces: [10.0.0.0/16], hosts: 5}\n"
        let file = try document(networks)
        let result = try ToolProcess.run(["appliances", file.path])
        #expect(result.status == 6)
        #expect(result.output.isEmpty)
        #expect(result.diagnostics.contains("in eastuss; did you mean the region eastus?"), "\(result.diagnostics)")
        let stated = try document(
            networks, "sizes: [Standard_A2_v2]\nprices: {Standard_A2_v2: {eastuss: 0.1USD}}\n")
        #expect(try answer(stated.path).cost.totalUSD == 73)
    }

    /// Times with a great common multiple and many hosts in many networks are refused, with what helps.
    @Test func sumsThatAreTooGreatAreRefused() throws {
        let networks = (0..<200).map { index in
            "  - {name: n\(index), region: eastus, addressSpaces: [10.\(index).0.0/16], segments: [{name: a, "
                + "hosts: 4900, hostScan: \(300 + 7 * index)s}]}\n"
        }
        let peerings = (1..<200).map { "  - [n0, n\($0)]\n" }
        let file = try document(networks.joined() + "peerings:\n" + peerings.joined())
        let result = try ToolProcess.run(["appliances", file.path])
        #expect(result.status == 3 && result.output.isEmpty)
        #expect(result.diagnostics.contains("too great to be added up exactly; use fewer different times"))
    }

    @Test func dearTrafficMakesAnApplianceInEachRegion() throws {
        let networks = """
              - {name: a, region: eastus, addressSpaces: [10.0.0.0/16], hosts: 100}
              - {name: b, region: westeurope, addressSpaces: [10.1.0.0/16], hosts: 100}
            peerings: [[a, b]]

            """
        let sizes = "sizes: [Standard_A2_v2]\n"
        // A gigabyte costs 0.07 USD between the regions: 100 hosts and 30 scans cause 210 USD a gigabyte of each host's.
        let dear = try document(networks, sizes + "trafficPerHost: 1GB\n")
        let two = try answer(dear.path)
        #expect(two.appliances.count == 2 && two.cost.trafficUSD == 0)
        #expect(two.sites.map(\.reason) == ["traffic", "traffic"])
        let text = try ToolProcess.run(["appliances", dear.path]).output
        #expect(text.contains("traffic: they cost less than the traffic that they save"))
        // At 100 MB they are 21 USD, less than an appliance; in zone 3 on one side 58.50 USD, still less.
        let cheap = try document(networks, sizes + "trafficPerHost: 100MB\n")
        let one = try answer(cheap.path)
        #expect(one.appliances.map(\.network) == ["b"] && one.cost.trafficUSD == 21)
        let far = try document(networks, sizes + "trafficPerHost: 100MB\nzones: {eastus: 3}\n")
        #expect(try answer(far.path).cost.trafficUSD == 58.5)
    }

    @Test func aLicenceMakesFewerAndLargerAppliances() throws {
        let networks = "  - {name: a, region: eastus, addressSpaces: [10.0.0.0/16], hosts: 2000}\n"
        let sizes = "sizes: [Standard_A2_v2, Standard_A4_v2]\n"
        // Two small ones cost 131.838 USD and one large one 139.43.
        let free = try document(networks, sizes)
        let paid = try document(networks, sizes + "licence: 10USD\n")
        let without = try answer(free.path)
        #expect(without.appliances.map(\.size) == ["Standard_A2_v2", "Standard_A2_v2"])
        let with = try answer(paid.path)
        #expect(with.appliances.map(\.size) == ["Standard_A4_v2"])
        #expect(with.cost.licencesUSD == 10)
    }
}
