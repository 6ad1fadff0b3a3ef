import Rollout
import Testing

/// A /26 has 59 addresses to give out, a /25 has 123: AWS keeps 5 of each subnet.
@Suite struct PreflightNetworkTests {
    private func find(_ prefix: Int, single: Int = 7, count: Int = 2000, more: [String] = []) throws
        -> [PreflightFinding]
    {
        try Case(
            single: single, parameters: ["SubnetCIDR: 10.0.0.0/\(prefix)", "VpcCidr: 10.0.0.0/16"], deployment: more,
            instances: [Case.instances(count: count)]
        ).findings(.subnetAddresses)
    }

    @Test func seventyScannersDoNotFitIntoASlash26() throws {
        let found = try find(26)
        #expect(found.map(\.severity) == [.blocks])
        #expect(found.first?.number("addresses usable") == 59)
        #expect(found.first?.number("addresses needed") == 71, "70 scanners and a NAT gateway")
        #expect(found.first?.remedy.contains("/25 ") == true)
        #expect(found.first?.regions == ["us-east-1"])
        #expect(try find(25) == [])
    }

    /// 11 addresses of a /28 hold 10 scanners and one address more.
    @Test func theLastAddressCounts() throws {
        #expect(try find(28, single: 1) == [])
        let found = try find(28, single: 1, more: ["rollout: {otherAddresses: 2}"])
        #expect(found.map(\.severity) == [.blocks])
        #expect(found.first?.number("addresses needed") == 12)
    }

    @Test func aSettingBeyondTheSubnetWarnsWhileTheWorkFits() throws {
        let found = try find(28, single: 2, count: 16)
        #expect(found.map(\.severity) == [.warns])
        #expect(found.first?.number("scanners") == 20)
    }
}
