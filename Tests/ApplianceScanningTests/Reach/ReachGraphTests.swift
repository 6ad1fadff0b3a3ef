import ApplianceScanning
import Testing

@Suite("Reach of appliances")
struct ReachGraphTests {
    /// Networks 0, 1 and 2 in a row; only network 0 may hold appliances unless said otherwise.
    private func planned(
        peerings: [Peering], accepting: Set<Int> = [0], _ change: (inout ScanEstate) -> Void = { _ in }
    ) throws -> AppliancePlan {
        var estate = ScanEstate(
            networks: (0..<3).map { .sample($0, accepts: accepting.contains($0)) }, peerings: peerings,
            segments: (0..<3).map { .sample($0, hosts: 1) })
        change(&estate)
        let plan = try AppliancePlanner.plan(estate, .sample)
        #expect(faults(of: plan, estate, .sample) == [])
        return plan
    }

    private let first = Peering.mutual(netName(0), netName(1))
    private let second = Peering.mutual(netName(1), netName(2))

    private func lost(_ plan: AppliancePlan) -> [String] { plan.unreachable.map(\.network) }

    @Test("a peering in both directions opens a network, a peer's peer stays closed")
    func notTransitive() throws {
        #expect(lost(try planned(peerings: [])) == [netName(1), netName(2)])
        #expect(lost(try planned(peerings: first + second)) == [netName(2)])
        #expect(lost(try planned(peerings: first + second, accepting: [1])) == [])
    }

    @Test("one direction alone opens nothing and is reported", arguments: [0, 1])
    func oneWay(kept: Int) throws {
        let plan = try planned(peerings: [first[kept]])
        #expect(lost(plan) == [netName(1), netName(2)])
        #expect(plan.peeringFindings == [.oneWay(exists: first[kept], missing: first[1 - kept])])
    }

    @Test("networks that share an address cannot be peered")
    func overlap() throws {
        let wide = try #require(AddressBlock("10.0.0.0/16"))
        let plan = try planned(peerings: first) { $0.networks[1].addresses = [wide] }
        #expect(lost(plan) == [netName(1), netName(2)])
        #expect(plan.peeringFindings == [.overlap(first[0], netAddresses(0)[0], wide)])
    }

    @Test("a security group can close a segment to all peers, to some, or to its own network")
    func securityGroups() throws {
        func lost(_ segment: Int, _ names: [Int]) throws -> [String] {
            try planned(peerings: first, accepting: [0, 1]) {
                $0.segments[segment].admission = .only(Set(names.map(netName)))
                $0.segments.removeLast()
            }.unreachable.map(\.network)
        }
        #expect(try lost(1, []) == [netName(1)])
        #expect(try lost(1, [0]) == [])
        #expect(try lost(1, [1]) == [])
        #expect(try lost(0, [2]) == [netName(0)])
        // Closed in itself, open to the peer: the appliance must be in the peer.
        let plan = try planned(peerings: first, accepting: [0, 1]) {
            $0.segments[0].admission = .only([netName(1)])
            $0.segments.removeLast()
        }
        #expect(plan.appliances.map(\.network) == [netName(1)])
    }

    @Test("being let in without a peering opens nothing")
    func admittedButNotPeered() throws {
        let plan = try planned(peerings: []) { $0.segments[1].admission = .only([netName(0)]) }
        #expect(lost(plan) == [netName(1), netName(2)])
    }
}
