import FleetInventory
import RandomStreams
import ScanModel

extension FleetSpecification {
    /// A fleet of some hundred accounts, uneven in everything.
    static func sample(
        seed: UInt64 = 1, instances: Int = 5000, accounts: Int = 300, regions: [RegionShare] = sampleRegions
    ) -> FleetSpecification {
        FleetSpecification(
            seed: seed, instances: instances, accounts: accounts, regions: regions,
            accountSkew: AccountSkew(shape: 1.2, ratio: 1000), volumesPerInstance: [50, 30, 12, 0, 8],
            rootSize: SizeDistribution(medianGiB: 30, sigma: 0.5, leastGiB: 8, mostGiB: 200),
            dataSize: SizeDistribution(medianGiB: 100, sigma: 1.2, leastGiB: 1, mostGiB: 16_384),
            windowsShare: Rational(1, over: 4),
            tag: TagShares(
                key: "Scan", value: "daily", share: Rational(7, over: 10), otherValue: "never",
                otherShare: Rational(1, over: 10)))
    }

    static let sampleRegions = [
        RegionShare("us-east-1", share: Rational(45, over: 100)), RegionShare("eu-west-1", share: Rational(1, over: 3)),
        RegionShare("us-west-2", share: Rational(1, over: 7)), RegionShare("ap-south-1", share: Rational(1, over: 50)),
    ]
}

extension Fleet {
    /// FNV-1a of 64 bits over every table and column, the same on every machine.
    var fingerprint: UInt64 {
        var hash: UInt64 = 0xCBF2_9CE4_8422_2325
        func mix(_ byte: UInt8) { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01B3 }
        func mix(_ number: some FixedWidthInteger) {
            for shift in stride(from: 0, to: 64, by: 8) {
                mix(UInt8(truncatingIfNeeded: Int64(truncatingIfNeeded: number) >> shift))
            }
        }
        func mix(_ text: String) {
            mix(text.utf8.count)
            for byte in text.utf8 { mix(byte) }
        }
        for text in accounts.texts + regions.texts { mix(text) }
        for tag in tagSets.joined() {
            mix(tag.key)
            mix(tag.value)
        }
        for instance in 0..<instanceCount {
            mix(instanceAccount[instance])
            mix(instanceRegion[instance])
            mix(instancePlatform[instance].rawValue as UInt8)
            mix(instanceTagSet[instance])
            mix(firstVolume[instance + 1])
        }
        for size in volumeSize { mix(size) }
        return hash
    }
}

/// `base` to the power of `exponent`.
func power(_ base: Double, _ exponent: Double) -> Double { exactExp(exponent * exactLog(base)) }

/// Whether a share found among `count` independent draws is within four standard deviations of the expected one.
func isClose(_ found: Int, of count: Int, to expected: Double) -> Bool {
    let share = Double(found) / Double(count)
    let variance = expected * (1 - expected) / Double(count)
    return (share - expected) * (share - expected) <= 16 * variance
}
