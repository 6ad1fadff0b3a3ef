import ApplianceScanning

extension ScanEstate {
    /// A large organisation: hubs with 4 ... 48 spokes each, hubs of one region peered with each other and some across
    /// regions, some spokes peered among themselves, one network in 12 alone, hosts spread very unevenly, four lengths of
    /// scan, some security groups closed to peers.
    static func landingZones(networks total: Int, hosts: Int, dice: inout Dice) -> ScanEstate {
        var networks: [VirtualNetwork] = []
        var peerings: [Peering] = []
        var hubs: [VirtualNetwork] = []
        var weights: [Int] = []
        func add(_ kind: String, _ region: String) -> VirtualNetwork {
            let number = networks.count
            let network = VirtualNetwork(
                name: "\(kind)-\(number)", region: region, subscription: "sub-\(hubs.count)",
                addresses: netAddresses(number))
            networks.append(network)
            weights.append(1_000_000 / (20 + dice.roll(1000)))
            return network
        }
        while networks.count < total {
            let region = ApplianceTerms.regions[dice.roll(ApplianceTerms.regions.count)]
            if dice.once(in: 12) {
                _ = add("alone", region)
                continue
            }
            let hub = add("hub", region)
            for other in hubs where other.region == region || dice.once(in: 10) {
                peerings += Peering.mutual(hub.name, other.name)
            }
            hubs.append(hub)
            var last: String?
            for _ in 0..<(4 + dice.roll(45)) where networks.count < total {
                let spoke = add("spoke", region)
                peerings += Peering.mutual(hub.name, spoke.name)
                if let last, dice.once(in: 5) { peerings += Peering.mutual(last, spoke.name) }
                last = spoke.name
            }
        }
        let sum = weights.reduce(0, +)
        var left = hosts
        var segments: [HostSegment] = []
        for (index, network) in networks.enumerated() {
            let count = index == networks.count - 1 ? left : hosts * weights[index] / sum
            left -= count
            segments.append(
                HostSegment(
                    name: network.name + "/servers", network: network.name, hosts: count * 2 / 3,
                    secondsPerHost: 1200, megabytesPerHost: 50))
            segments.append(
                HostSegment(
                    name: network.name + "/others", network: network.name, hosts: count - count * 2 / 3,
                    secondsPerHost: [300, 600, 1800][dice.roll(3)], megabytesPerHost: 80,
                    admission: dice.once(in: 40) ? .only([network.name]) : .virtualNetwork))
        }
        return ScanEstate(networks: networks, peerings: peerings, segments: segments)
    }
}

extension ApplianceTerms {
    static let regions = ["eastus", "japaneast", "southeastasia", "uksouth", "westeurope", "westus2"]

    /// Eight hours a week; prices of the order of Azure's.
    static let landingZones = ApplianceTerms(
        windowSeconds: 8 * 3600, scansPerMonth: 4,
        hourlyPrices: Dictionary(
            uniqueKeysWithValues: regions.enumerated().map {
                ($1, ["Standard_A2_v2": 90_300 + 5_000 * $0, "Standard_A4_v2": 191_000 + 9_000 * $0])
            }),
        licencePerMonth: 50_000_000)
}
