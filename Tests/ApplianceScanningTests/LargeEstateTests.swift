import ApplianceScanning
import Testing

@Suite("Large estates")
struct LargeEstateTests {
    #if DEBUG
        private static let networks = 180
    #else
        private static let networks = 2000
    #endif

    @Test("fifty hosts per network are planned with a gap below two per cent")
    func gap() throws {
        var dice = Dice(seed: 5)
        let hosts = 50 * Self.networks
        let estate = ScanEstate.landingZones(networks: Self.networks, hosts: hosts, dice: &dice)
        #expect(estate.segments.reduce(0) { $0 + $1.hosts } == hosts)
        let plan = try AppliancePlanner.plan(estate, .landingZones)
        #expect(faults(of: plan, estate, .landingZones) == [])
        #expect(plan.certificate.proves(for: estate, .landingZones))
        #expect(plan.unreachable.isEmpty)
        #expect(plan.gap < 0.02, "\(plan.gap)")
    }
}
