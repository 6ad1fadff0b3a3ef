import ApplianceScanning
import Testing

@Suite("Issues of an estate")
struct EstateIssueTests {
    private func issues(_ change: (inout ScanEstate, inout ApplianceTerms) -> Void) -> [EstateIssue] {
        var estate = ScanEstate(
            networks: [.sample(0), .sample(1)], peerings: Peering.mutual(netName(0), netName(1)),
            segments: [.sample(0, hosts: 3)])
        var terms = ApplianceTerms.sample
        change(&estate, &terms)
        do {
            _ = try AppliancePlanner.plan(estate, terms)
            return []
        } catch {
            return error.issues
        }
    }

    @Test("a sound estate has none")
    func none() { #expect(issues { _, _ in } == []) }

    @Test("names must be unique and known")
    func names() {
        let found = issues { estate, terms in
            estate.networks.append(.sample(0))
            estate.segments.append(.sample(0, hosts: 1))
            estate.peerings.append(Peering(from: "ghost", to: netName(1)))
            estate.peerings.append(Peering(from: netName(1), to: netName(1)))
            terms.sizes.append(terms.sizes[0])
            estate.segments.append(HostSegment(name: "lost", network: "nowhere", hosts: 1, secondsPerHost: 1))
            estate.segments.append(
                HostSegment(
                    name: "shy", network: netName(0), hosts: 1, secondsPerHost: 1, admission: .only(["spectre"])))
        }
        #expect(
            Set(found) == [
                .duplicateNetwork(netName(0)), .duplicateSegment("\(netName(0))/hosts"), .duplicateSize("small"),
                .unknownNetwork("ghost", usedBy: "the peering ghost to \(netName(1))"), .selfPeering(netName(1)),
                .unknownNetwork("nowhere", usedBy: "lost"), .unknownNetwork("spectre", usedBy: "shy"),
            ])
    }

    @Test("numbers must be in range")
    func numbers() {
        let found = issues { estate, terms in
            estate.segments[0].hosts = -1
            estate.segments[0].megabytesPerHost = -1
            terms.parallelism.hosts = 0
            terms.licencePerMonth = -1
            terms.hourlyPrices["here"]!["small"] = -1
        }
        #expect(found.count == 5)
        for issue in found {
            guard case .outOfRange = issue else {
                Issue.record("\(issue)")
                continue
            }
        }
    }

    @Test("one host must fit into the window")
    func window() {
        #expect(
            issues { estate, terms in estate.segments[0].secondsPerHost = terms.windowSeconds + 1 } == [
                .hostLongerThanWindow(segment: "\(netName(0))/hosts", seconds: 14_401, windowSeconds: 14_400)
            ])
    }

    @Test("a region needs a price where appliances may be, and a zone with a price")
    func prices() {
        #expect(issues { estate, _ in estate.networks[1].region = "moon" } == [.noPrice(region: "moon")])
        #expect(
            issues { estate, _ in
                estate.networks[1].region = "moon"
                estate.networks[1].acceptsAppliances = false
            } == [])
        #expect(
            issues { _, terms in terms.tariff.zoneOfRegion["here"] = 4 } == [.unknownZone(region: "here", zone: 4)])
        #expect(issues { _, terms in terms.sizes = [] } == [.noPrice(region: "here")])
    }

    @Test("a network's own address spaces must not overlap")
    func ownOverlap() throws {
        let inner = try #require(AddressBlock("10.0.0.128/25"))
        #expect(
            issues { estate, _ in estate.networks[0].addresses.append(inner) } == [
                .ownOverlap(network: netName(0), netAddresses(0)[0], inner)
            ])
    }

    @Test("sums that 64 bits do not hold are refused, not wrapped")
    func tooGreat() {
        let found = issues { estate, terms in
            estate.segments[0].hosts = 1_000_000
            estate.segments[0].megabytesPerHost = 1_000_000
            terms.scansPerMonth = 1_000
            terms.tariff.sameRegion = 10_000_000
        }
        #expect(found == [.totalTooGreat])
        let many = issues { estate, terms in
            estate.segments[0].hosts = 1_000_000
            estate.segments[0].secondsPerHost = terms.windowSeconds
        }
        #expect(many == [.totalTooGreat])
    }
}
