import ApplianceScanning
import Testing

/// The five shapes of the vendor's deployment guide, each with a cost that is known by hand.
///
/// Prices of the sample terms: 10 dollars a month for two hosts in parallel, 21 for six; in "there" 11 and 22. The
/// window is four hours; a host takes one.
@Suite("Deployment shapes")
struct DeploymentShapesTests {
    private let dollar = 1_000_000

    private func planned(_ estate: ScanEstate) throws -> AppliancePlan {
        let plan = try AppliancePlanner.plan(estate, .sample)
        #expect(faults(of: plan, estate, .sample) == [])
        #expect(plan.isOptimal && plan.unreachable.isEmpty)
        return plan
    }

    @Test("one network: one appliance, whatever it holds")
    func oneNetwork() throws {
        let plan = try planned(ScanEstate(networks: [.sample(0)], segments: [.sample(0, hosts: 8)]))
        #expect(plan.appliances.map(\.size) == ["small"])
        #expect(plan.cost.total == 10 * dollar)
        #expect(plan.sites.map(\.reason) == [.cover(["\(netName(0))/hosts"])])
        #expect(plan.licences == 1 && plan.personalisationCodes == 1)
    }

    @Test("one network with several scanners: capacity binds")
    func severalScanners() throws {
        // 26 hosts are 6.5 slots of 4: a great one with 6 and a small one with 2.
        let plan = try planned(ScanEstate(networks: [.sample(0)], segments: [.sample(0, hosts: 26)]))
        #expect(plan.appliances.map(\.size) == ["great", "small"])
        #expect(plan.appliances.map(\.hosts) == [24, 2])
        #expect(plan.appliances.map(\.name) == ["\(netName(0))-1", "\(netName(0))-2"])
        #expect(plan.cost.total == 31 * dollar)
        #expect(plan.sites.map(\.reason) == [.capacity])
        #expect(plan.licences == 2 && plan.personalisationCodes == 2)
    }

    @Test("several peered networks in one region: one appliance in the hub, traffic out and in")
    func peeredInOneRegion() throws {
        let estate = ScanEstate(
            networks: (0..<4).map { .sample($0) },
            peerings: (1..<4).flatMap { Peering.mutual(netName(0), netName($0)) },
            segments: (1..<4).map { .sample($0, hosts: 2, megabytes: 500) })
        let plan = try planned(estate)
        #expect(plan.appliances.map(\.network) == [netName(0)])
        // 6 hosts x 0.5 GB x 10 scans x (0.01 + 0.01) dollars.
        #expect(plan.cost.traffic == 6 * dollar / 10)
        #expect(plan.cost.total == 10 * dollar + plan.cost.traffic)
    }

    @Test("several regions with global peering: an appliance more where it saves more traffic than it costs")
    func severalRegions() throws {
        func estate(_ megabytes: Int) -> ScanEstate {
            ScanEstate(
                networks: [.sample(0), .sample(1, region: "there")], peerings: Peering.mutual(netName(0), netName(1)),
                segments: [.sample(0, hosts: 4, megabytes: megabytes), .sample(1, hosts: 4, megabytes: megabytes)])
        }
        // 4 hosts x 10 scans x (0.035 + 0.035) dollars per GB are 2.8 dollars per GB of a scan.
        let light = try planned(estate(3000))
        #expect(light.appliances.map(\.network) == [netName(0)])
        #expect(light.cost.traffic == 84 * dollar / 10)
        let heavy = try planned(estate(5000))
        #expect(heavy.appliances.map(\.network) == [netName(0), netName(1)])
        #expect(heavy.cost.traffic == 0)
        #expect(heavy.cost.total == 21 * dollar)
        #expect(heavy.sites.map(\.reason) == [.traffic, .traffic])
    }

    @Test("networks without peering: an appliance in each")
    func notPeered() throws {
        let plan = try planned(
            ScanEstate(networks: (0..<3).map { .sample($0) }, segments: (0..<3).map { .sample($0, hosts: 1) }))
        #expect(plan.appliances.map(\.network) == (0..<3).map(netName))
        #expect(plan.components.count == 3)
        #expect(plan.components.allSatisfy { $0.isOptimal && $0.cost == 10 * dollar && $0.hosts == 1 })
    }

    @Test("the dearer region gets no appliance that the cheaper one can do")
    func cheaperRegion() throws {
        let estate = ScanEstate(
            networks: [.sample(0, region: "there"), .sample(1)], peerings: Peering.mutual(netName(0), netName(1)),
            segments: [.sample(0, hosts: 8)])
        #expect(try planned(estate).appliances.map(\.network) == [netName(1)])
    }

    @Test("the global tariff goes by the zones of both ends")
    func zones() {
        let tariff = PeeringTariff(zoneOfRegion: ["far": 3, "mid": 2])
        #expect(tariff.perGigabyte("near", "near") == 20_000)
        #expect(tariff.perGigabyte("far", "far") == 20_000)
        #expect(tariff.perGigabyte("near", "other") == 70_000)
        #expect(tariff.perGigabyte("mid", "far") == 250_000)
        #expect(tariff.perGigabyte("far", "near") == tariff.perGigabyte("near", "far"))
    }

    @Test("four vCPUs and 8 GiB triple the hosts in parallel, less of either does not")
    func parallelism() {
        func hosts(_ cpus: Int, _ memory: Int) -> Int {
            ScanParallelism.normal.hosts(on: ApplianceSize(name: "x", vCPUs: cpus, memoryGiB: memory))
        }
        #expect([hosts(2, 4), hosts(4, 7), hosts(3, 16), hosts(4, 8), hosts(8, 32)] == [30, 30, 30, 90, 90])
    }
}
