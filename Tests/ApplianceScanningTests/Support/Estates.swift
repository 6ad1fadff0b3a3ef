import ApplianceScanning

/// Numbers that look random and are the same in every run.
struct Dice {
    private var state: UInt64

    init(seed: Int) { state = UInt64(seed) &* 0x9E37_79B9_7F4A_7C15 &+ 0xD1B5_4A32_D192_ED03 }

    /// 0 ..< sides
    mutating func roll(_ sides: Int) -> Int {
        state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
        return Int((state >> 33) % UInt64(sides))
    }

    /// True once in so many rolls.
    mutating func once(in sides: Int) -> Bool { roll(sides) == 0 }
}

/// Names that sort like their numbers.
func netName(_ number: Int) -> String { number < 10 ? "net-0\(number)" : "net-\(number)" }

func netAddresses(_ number: Int) -> [AddressBlock] { [AddressBlock("10.\(number / 256).\(number % 256).0/24")!] }

extension VirtualNetwork {
    /// One with addresses of its own.
    static func sample(_ number: Int, region: String = "here", accepts: Bool = true) -> VirtualNetwork {
        VirtualNetwork(
            name: netName(number), region: region, addresses: netAddresses(number), acceptsAppliances: accepts)
    }
}

extension HostSegment {
    static func sample(
        _ number: Int, hosts: Int, seconds: Int = 3600, megabytes: Int = 0, admission: Admission = .virtualNetwork
    ) -> HostSegment {
        HostSegment(
            name: "\(netName(number))/hosts", network: netName(number), hosts: hosts, secondsPerHost: seconds,
            megabytesPerHost: megabytes, admission: admission)
    }
}

extension ApplianceTerms {
    /// Four hours, two hosts in parallel on the small size and six on the great one; 10 and 21 dollars a month.
    static let sample = ApplianceTerms(
        windowSeconds: 4 * 3600, scansPerMonth: 10, parallelism: ScanParallelism(hosts: 2),
        sizes: [
            ApplianceSize(name: "small", vCPUs: 2, memoryGiB: 4), ApplianceSize(name: "great", vCPUs: 4, memoryGiB: 8),
        ],
        hourlyPrices: [
            "here": ["small": 20_000, "great": 42_000], "there": ["small": 22_000, "great": 44_000],
        ], hoursPerMonth: 500)
}

extension ScanEstate {
    /// An estate of at most 12 networks for an exhaustive search: few hosts, every kind of obstacle.
    static func random(_ dice: inout Dice) -> ScanEstate {
        let count = 1 + dice.roll(12)
        var networks = (0..<count).map {
            VirtualNetwork.sample($0, region: dice.once(in: 3) ? "there" : "here", accepts: !dice.once(in: 8))
        }
        if count > 2 && dice.once(in: 3) { networks[1].addresses = networks[0].addresses }
        var peerings: [Peering] = []
        for one in 0..<count {
            for other in 0..<one where dice.once(in: 3) || one == count - 1 {
                let both = Peering.mutual(netName(one), netName(other))
                peerings += dice.once(in: 6) ? [both[dice.roll(2)]] : both
            }
        }
        var segments = (0..<count).filter { _ in count < 6 || dice.roll(count) < 6 }.map { home -> HostSegment in
            var admission = Admission.virtualNetwork
            if dice.once(in: 4) { admission = .only(Set((0..<count).filter { _ in dice.once(in: 2) }.map(netName))) }
            return HostSegment.sample(
                home, hosts: dice.roll(count < 6 ? 5 : 4), seconds: [3600, 7200, 14_400][dice.roll(3)],
                megabytes: [0, 2_000, 9_000][dice.roll(3)], admission: admission)
        }
        // The exhaustive search tries every part of the product.
        var states = segments.reduce(1) { $0 * ($1.hosts + 1) }
        while states > 600, let index = segments.indices.max(by: { segments[$0].hosts < segments[$1].hosts }) {
            states = states / (segments[index].hosts + 1) * segments[index].hosts
            segments[index].hosts -= 1
        }
        return ScanEstate(networks: networks, peerings: peerings, segments: segments)
    }
}
