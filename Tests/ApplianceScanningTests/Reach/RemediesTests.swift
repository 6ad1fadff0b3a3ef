import ApplianceScanning
import Testing

@Suite("Remedies for unreachable segments")
struct RemediesTests {
    /// Network 0 holds the appliances; network 1 holds the segment in question.
    private func remedies(
        peerings: [Peering] = [], networks: Int = 2, _ change: (inout ScanEstate) -> Void = { _ in }
    ) throws -> [Remedy] {
        var estate = ScanEstate(
            networks: (0..<networks).map { .sample($0, accepts: $0 != 1) }, peerings: peerings,
            segments: [.sample(0, hosts: 1), .sample(1, hosts: 1)])
        change(&estate)
        let plan = try AppliancePlanner.plan(estate, .sample)
        let found = try #require(plan.unreachable.first)
        #expect(found.segment == "\(netName(1))/hosts" && found.hosts == 1)
        // Each proposal alone must open the segment.
        for remedy in found.remedies {
            var changed = estate
            apply(remedy, &changed)
            #expect(try AppliancePlanner.plan(changed, .sample).unreachable.isEmpty, "\(remedy)")
        }
        return found.remedies
    }

    private func apply(_ remedy: Remedy, _ estate: inout ScanEstate) {
        func open(_ segment: String, _ network: String) {
            let index = estate.segments.firstIndex { $0.name == segment }!
            guard case .only(let names) = estate.segments[index].admission else { return }
            estate.segments[index].admission = .only(names.union([network]))
        }
        switch remedy {
        case .openSecurityGroup(let segment, let network): open(segment, network)
        case .peer(let links): estate.peerings += links
        case .peerAndOpen(let links, let segment, let network):
            estate.peerings += links
            open(segment, network)
        case .acceptAppliance(let network):
            let index = estate.networks.firstIndex { $0.name == network }!
            estate.networks[index].acceptsAppliances = true
        }
    }

    private let both = Peering.mutual(netName(1), netName(0))
    private let name = "\(netName(1))/hosts"

    @Test("without a peering: make it, or permit an appliance")
    func noPeering() throws {
        #expect(try remedies() == [.peer(both), .acceptAppliance(network: netName(1))])
    }

    @Test("with half a peering: the missing link")
    func halfPeering() throws {
        #expect(try remedies(peerings: [both[0]]).first == .peer([both[1]]))
    }

    @Test("overlapping addresses leave no peering to propose")
    func overlap() throws {
        let found = try remedies { $0.networks[1].addresses = $0.networks[0].addresses }
        #expect(found == [.acceptAppliance(network: netName(1))])
    }

    @Test("a closed security group behind a working peering: open it")
    func closedGroup() throws {
        #expect(
            try remedies(peerings: both) { $0.segments[1].admission = .only([]) }
                == [.openSecurityGroup(segment: name, to: netName(0))])
    }

    @Test("a closed security group without a peering: both")
    func closedAndApart() throws {
        #expect(
            try remedies { $0.segments[1].admission = .only([]) }
                == [.peerAndOpen(both, segment: name, to: netName(0))])
    }

    @Test("of equal peerings the one to a network with an appliance comes first, then the same region, then names")
    func order() throws {
        let found = try remedies(networks: 4) {
            $0.networks[2].region = "there"
            $0.segments.append(.sample(3, hosts: 1))
        }
        let expected = [0, 3, 2].map { Remedy.peer(Peering.mutual(netName(1), netName($0))) }
        #expect(found == expected)
    }
}
