import ApplianceScanning
import ScanModel
import Testing
import VendorProfiles

@testable import ScenarioInput

@Suite struct ApplianceReaderTests {
    /// A document that states everything, as a template to change.
    static let complete = """
        schemaVersion: 1
        name: hub-and-spoke
        window: 8h
        scansPerMonth: 30
        hostScan: 10m
        performance: high
        largeFactor: 2
        licence: 12.5USD
        trafficPerHost: 50MB
        sizes: [Standard_A2_v2, {name: Own_1, vcpu: 8, memory: 16GiB}]
        prices: {Own_1: {eastus: 0.5USD, westeurope: 0.25USD}, Standard_A2_v2: {eastus: 0.09USD}}
        zones: {westeurope: 2}
        networks:
          - {name: hub, region: eastus, subscription: main, addressSpaces: [10.0.0.0/16, 10.9.0.0/24], hosts: 40}
          - name: spoke
            region: westeurope
            addressSpaces: [10.1.0.0/16]
            appliances: false
            segments:
              - {name: web, hosts: 200, hostScan: 15m, trafficPerHost: 1GB, admits: [hub]}
              - {name: idle, hosts: 0}
        peerings:
          - [hub, spoke]

        """

    static func read(_ text: String, file: String = "a.yaml") throws(InvalidInput) -> ApplianceRequest {
        try ApplianceReader.read(bytes: Array(text.utf8), file: file, standardName: "standard")
    }

    static func found(_ text: String) -> [String] {
        issues { () throws(InvalidInput) in try read(text) }
    }

    @Test func everyKeyArrives() throws {
        let request = try Self.read(Self.complete)
        let block = { (text: String) in AddressBlock(text)! }
        let hub = VirtualNetwork(
            name: "hub", region: "eastus", subscription: "main",
            addresses: [block("10.0.0.0/16"), block("10.9.0.0/24")])
        let spoke = VirtualNetwork(
            name: "spoke", region: "westeurope", addresses: [block("10.1.0.0/16")], acceptsAppliances: false)
        let web = HostSegment(
            name: "spoke/web", network: "spoke", hosts: 200, secondsPerHost: 900, megabytesPerHost: 1000,
            admission: .only(["hub"]))
        let home = HostSegment(name: "hub", network: "hub", hosts: 40, secondsPerHost: 600, megabytesPerHost: 50)
        let idle = HostSegment(
            name: "spoke/idle", network: "spoke", hosts: 0, secondsPerHost: 600, megabytesPerHost: 50)
        let estate = ScanEstate(
            networks: [hub, spoke], peerings: Peering.mutual("hub", "spoke"), segments: [home, web, idle])
        let own = ApplianceSize(name: "Own_1", vCPUs: 8, memoryGiB: 16)
        let terms = ApplianceTerms(
            windowSeconds: 28_800, scansPerMonth: 30, parallelism: ScanParallelism(hosts: 40, largeFactor: 2),
            sizes: [.standardA2v2, own],
            // Only regions in which appliances may be placed.
            hourlyPrices: ["eastus": ["Own_1": 500_000, "Standard_A2_v2": 90_000]], licencePerMonth: 12_500_000,
            tariff: PeeringTariff(zoneOfRegion: ["westeurope": 2]))
        #expect(request.name == "hub-and-spoke")
        #expect(request.estate == estate)
        #expect(request.terms == terms)
        #expect(request.missingPrices.isEmpty)
    }

    @Test func whatIsLeftOutIsAssumedAndSaid() throws {
        let request = try Self.read(
            """
            schemaVersion: 1
            window: 8h
            scansPerMonth: 4
            networks: [{name: a, region: eastus, addressSpaces: [10.0.0.0/16], hosts: 5}]

            """)
        #expect(request.name == "standard")
        #expect(request.estate.segments.map(\.secondsPerHost) == [600])
        #expect(request.terms.parallelism == .normal)
        let size = try #require(request.terms.sizes.first { $0.name == "Standard_A2_v2" })
        #expect(size == .standardA2v2)
        // The price of the list.
        #expect(request.terms.hourlyPrices["eastus"]?["Standard_A2_v2"] == 90_300)
        let said = Dictionary(
            uniqueKeysWithValues: request.assumptions.map { ($0.name, "\($0.value) (\($0.range ?? ""))") })
        #expect(said["hostScan"] == "10m (5m to 20m)")
        #expect(said["performance"] == "30 hosts at once (15 to 60 hosts at once)")
        #expect(said["largeFactor"] == "3 times (1 to 3 times)")
        #expect(said["prices"] == "list of 2026-06-18 ()")
        // Without peerings no traffic is paid.
        #expect(said["trafficPerHost"] == nil)
        #expect(said["licence"] == "0USD ()")
        let complete = try Self.read(Self.complete).assumptions.map(\.name)
        #expect(!complete.contains("hostScan") && !complete.contains("trafficPerHost") && !complete.contains("licence"))
        #expect(complete.contains("zones.eastus") && !complete.contains("zones.westeurope"))
        #expect(!complete.contains("largeFactor") && !complete.contains("prices"))
    }

    @Test func jsonSaysTheSame() throws {
        let json = """
            {"schemaVersion": 1, "window": "8h", "scansPerMonth": 4, "networks": [{"name": "a", "region": "eastus",
            "addressSpaces": ["10.0.0.0/16"], "hosts": 5}]}
            """
        let yaml = """
            schemaVersion: 1
            window: 8h
            scansPerMonth: 4
            networks: [{name: a, region: eastus, addressSpaces: [10.0.0.0/16], hosts: 5}]

            """
        #expect(try Self.read(json, file: "a.json") == Self.read(yaml))
    }

    @Test func everyIssueIsReportedAtOnceWithItsPlace() {
        let text = """
            schemaVersion: 1
            window: 8
            scanPerMonth: 30
            performance: fast
            sizes: [Standard_A2_v3]
            networks:
              - {name: hub, region: East US, addressSpaces: [10.0.0.1/16, 10.0.0.0/33], hosts: 4000000}
              - {name: hub, region: eastus, addressSpaces: [10.1.0.0/16, 10.1.2.0/24], hosts: 1, segments: []}
            peerings:
              - [hub, hup]
              - {from: hub, to: hub}
              - [hub]

            """
        #expect(
            Self.found(text) == [
                "a.yaml:2:9: window: is `8`, a number without a unit; expected a duration such as 90s, 15m, 20h, 2d or "
                    + "250ms; did you mean 8s?",
                "a.yaml:3:1: scanPerMonth: unknown key; expected one of hostScan, hostsInParallel, largeFactor, licence, name, networks, "
                    + "peerings, performance, prices, scansPerMonth, schemaVersion, sizes, trafficPerHost, window, zones; "
                    + "did you mean scansPerMonth?",
                "a.yaml:4:14: performance: is `fast`; expected one of low, normal, high",
                "a.yaml:5:9: sizes[0]: is `Standard_A2_v3`; expected a known size, or {name: ..., vcpu: 4, memory: 8GiB}; "
                    + "known are Standard_A2_v2, Standard_A4_v2, Standard_B2s, Standard_B4ms, Standard_B8ms, "
                    + "Standard_D2s_v5, Standard_D4s_v5, Standard_F2s_v2, Standard_F4s_v2; did you mean Standard_A2_v2?",
                "a.yaml:7:25: networks[0].region: is `East US`; expected an Azure region such as westeurope; "
                    + "did you mean eastus?",
                "a.yaml:7:50: networks[0].addressSpaces[0]: is `10.0.0.1/16`; expected an IPv4 block such as "
                    + "10.1.0.0/16; did you mean 10.0.0.0/16?",
                "a.yaml:7:63: networks[0].addressSpaces[1]: is `10.0.0.0/33`; expected an IPv4 block such as 10.1.0.0/16",
                "a.yaml:7:84: networks[0].hosts: is `4000000`; expected a whole number from 0 to 1000000",
                "a.yaml:8:12: networks[1].name: another network is named `hub`; expected a name of its own",
                "a.yaml:8:62: networks[1].addressSpaces[1]: 10.1.2.0/24 overlaps 10.1.0.0/16 of the same network; "
                    + "expected blocks that do not overlap",
                "a.yaml:8:83: networks[1].hosts: stands beside `segments`; expected one of the two",
                "a.yaml:10:11: peerings[0][1]: there is no network `hup`; expected the name of one under `networks`; "
                    + "did you mean hub?",
                "a.yaml:11:21: peerings[1].to: is peered with itself; expected another network",
                "a.yaml:12:5: peerings[2]: has 1 elements; expected 2 to 2",
            ])
    }

    /// One line of the complete document is changed, and one issue is found.
    @Test(arguments: [
        ("schemaVersion: 1", "schemaVersion: 2", "schemaVersion: is `2`"),
        ("window: 8h", "window: 32d", "whole seconds, at most 31d"),
        ("window: 8h", "window: 90.5s", "whole seconds, at most 31d"),
        ("window: 8h", "window: 14m", "a host takes 900s, the window is 840s"),
        ("scansPerMonth: 30", "scansPerMonth: 1e18", "a whole number from 0 to 1000"),
        ("performance: high", "performance: high\nhostsInParallel: 3", "stands beside `performance`"),
        ("performance: high", "hostsInParallel: 0", "a whole number from 1 to 1000"),
        ("licence: 12.5USD", "licence: 12.5", "a number without a unit"),
        ("licence: 12.5USD", "licence: 0.0000001USD", "at most 6 decimal places"),
        ("trafficPerHost: 50MB", "trafficPerHost: 2TB", "traffic such as 50MB"),
        ("vcpu: 8", "vcpu: 0", "a whole number from 1 to 1024"),
        ("{name: Own_1,", "Standard_A2_v2, {name: Own_1,", "the size Standard_A2_v2 is given twice"),
        ("prices: {Own_1:", "prices: {Own_2:", "is no size of this document"),
        ("{westeurope: 2}", "{westeurope: 4}", "a whole number from 1 to 3"),
        ("{name: idle, hosts: 0}", "{name: web, hosts: 0}", "another segment of this network is named `web`"),
        ("admits: [hub]", "admits: [hubs]", "there is no network `hubs`"),
        ("admits: [hub]", "admit: [hub]", "unknown key"),
        ("- [hub, spoke]", "- [hub, spoke]\n  - {from: spoke, to: hub}", "spoke to hub is given twice"),
        ("- [hub, spoke]", "- hub", "two networks: [a, b] for both directions"),
        ("[10.1.0.0/16]", "[]", "has 0 elements"),
        ("hosts: 200", "hosts: 999999", "have 1000039 hosts together"),
        ("hosts: 200", "hosts: 99999999999999999999", "a whole number from 0 to 1000000"),
    ])
    func oneFaultIsOneIssue(from: String, to: String, issue: String) throws {
        #expect(Self.complete.contains(from))
        let found = Self.found(Self.complete.replacing(from, with: to))
        #expect(found.count == 1, "\(found)")
        #expect(found.first?.contains(issue) == true, "\(found)")
    }

    @Test func twoThousandNetworksAreRead() throws {
        func text(_ count: Int) -> String {
            let networks = (0..<count).map {
                "  - {name: n\($0), region: eastus, addressSpaces: [10.\($0 / 256).\($0 % 256).0/24], hosts: 50}"
            }
            return "schemaVersion: 1\nwindow: 8h\nscansPerMonth: 4\nnetworks:\n" + networks.joined(separator: "\n")
                + "\n"
        }
        let request = try Self.read(text(2000))
        #expect(request.estate.networks.count == 2000)
        #expect(request.estate.segments.reduce(0) { $0 + $1.hosts } == 100_000)
        #expect(Self.found(text(2001)) == ["a.yaml:5:3: networks: has 2001 elements; expected 1 to 2000"])
    }

    @Test func missingPricesAreNamed() throws {
        func missing(_ sizes: String, _ region: String) throws -> [MissingAppliancePrice] {
            try Self.read(
                """
                schemaVersion: 1
                window: 8h
                scansPerMonth: 4
                \(sizes)
                networks: [{name: a, region: \(region), addressSpaces: [10.0.0.0/16], hosts: 5}]

                """
            ).missingPrices
        }
        #expect(
            try missing("sizes: [Standard_A2_v2]", "westeurop")
                == [MissingAppliancePrice(size: "Standard_A2_v2", region: "westeurop", meant: "westeurope")])
        #expect(try missing("sizes: [{name: Own, vcpu: 1, memory: 1GiB}]", "eastus").map(\.size) == ["Own"])
        #expect(
            try missing("sizes: [Standard_A2_v2]\nprices: {Standard_A2_v2: {westeurop: 0.1USD}}", "westeurop").isEmpty)
        // Of the usual sizes one price is enough.
        #expect(try missing("name: x", "atlantis").count == 1)
        #expect(try missing("prices: {Standard_F2s_v2: {atlantis: 0.1USD}}", "atlantis").isEmpty)
    }
}
