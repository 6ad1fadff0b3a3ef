import Testing

@testable import FleetInventory

@Suite struct AvailabilityZoneTests {
    @Test(arguments: [
        ("us-east-1a", "us-east-1"), ("us-east-1f", "us-east-1"), ("us-gov-west-1a", "us-gov-west-1"),
        ("ap-southeast-2c", "ap-southeast-2"), ("cn-northwest-1b", "cn-northwest-1"),
        ("us-isob-east-1a", "us-isob-east-1"), ("eusc-de-east-1a", "eusc-de-east-1"),
        ("xx-somewhere-12a", "xx-somewhere-12"),
    ])
    func zoneOfARegion(name: String, region: String) throws {
        let zone = try #require(AvailabilityZone(name))
        #expect(zone.region == region)
        #expect(!zone.isLocal)
    }

    @Test(arguments: [
        ("us-west-2-lax-1a", "us-west-2"), ("us-east-1-atl-2a", "us-east-1"), ("af-south-1-los-1a", "af-south-1"),
        ("us-east-1-wl1-bos-wlz-1", "us-east-1"), ("ap-northeast-1-wl1-kix-wlz-1", "ap-northeast-1"),
    ])
    func localZoneAndWavelengthZone(name: String, region: String) throws {
        let zone = try #require(AvailabilityZone(name))
        #expect(zone.region == region)
        #expect(zone.isLocal)
    }

    @Test(arguments: [
        "", "a", "-", "us-east-1", "us-east-", "us-east", "use1-az1", "us-1a", "1-east-1a", "us-east-1ab", "us-east-1-",
        "us-east-1-lax", "us-east-1a-lax-1a", "us--east-1a", "US-EAST-1A", "us-east-1a ", "us-east-\u{661}a",
        "westeurope", "us-east-1\u{0}", "aa-bb-" + String(repeating: "1", count: 60) + "a",
    ])
    func noZone(name: String) {
        #expect(AvailabilityZone(name) == nil)
    }
}
