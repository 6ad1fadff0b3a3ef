import RandomStreams
import ScanModel
import Testing

@testable import FleetInventory

@Suite struct InstanceDrawsTests {
    private let drawn: [InstanceDraws.Drawn] = [
        .accountWeight, .platform, .tagging, .volumeCount, .rootSize, .dataSize,
    ]

    @Test func theEndsOfEveryRangeHaveDifferentAddresses() {
        var addresses: Set<DrawKey> = []
        var count = 0
        for account in [0, 1, 127, 128, 65_535, 65_536, 99_999] {
            for number in [0, 1, 65_536, (1 << 24) - 1, 1 << 24, 19_999_999] {
                for region in [0, 1, 99] {
                    for drawn in drawn {
                        addresses.insert(
                            InstanceDraws.address(
                                seed: 3, account: account, region: region, number: number, drawn: drawn))
                        count += 1
                    }
                }
            }
        }
        #expect(addresses.count == count)
    }

    @Test func anAddressTellsWhatItIsMadeOf() {
        let (account, number) = (99_999, 19_999_999)
        let key = InstanceDraws.address(seed: 9, account: account, region: 42, number: number, drawn: .dataSize)
        #expect(key.seed == 9 && key.trial == 0 && key.region == 42)
        #expect(key.stage & 31 == InstanceDraws.Drawn.dataSize.rawValue)
        let running = UInt64(key.stage >> 5 & 0x3FF) << 32 | UInt64(key.item)
        #expect(running >> 25 == UInt64(account) && running & 0x1FF_FFFF == UInt64(number))
    }

    @Test func addressesAreApartFromThoseOfASimulation() {
        for account in [0, 128, 99_999] {
            let key = InstanceDraws.address(seed: 0, account: account, region: 0, number: 0, drawn: .platform)
            #expect(key.stage >= 1 << 15)
        }
    }

    @Test func certaintyAndImpossibilityAreExact() {
        var specification = FleetSpecification.sample(instances: 2000)
        specification.windowsShare = .one
        specification.tag?.share = .zero
        specification.tag?.otherShare = .one
        FleetGenerator.forEachInstance(specification) { instance in
            #expect(instance.platform == .windows && instance.tagging == .otherValue)
        }
        specification.windowsShare = .zero
        specification.tag = nil
        FleetGenerator.forEachInstance(specification) { instance in
            #expect(instance.platform == .linux && instance.tagging == .none)
        }
    }

    @Test func theFinestSharesAreDrawn() {
        var specification = FleetSpecification.sample(instances: 300)
        let finest = Rational(1, over: 1_000_000_000_000_000_000)
        specification.windowsShare = Rational.one - finest
        specification.tag?.share = finest
        specification.tag?.otherShare = Rational(1, over: 999_999_999_999_999_989)
        #expect(specification.faults == [])
        FleetGenerator.forEachInstance(specification) { instance in
            #expect(instance.platform == .windows && instance.tagging == .none)
        }
    }

    @Test func everyNumberOfVolumesUpToEightIsPossible() {
        var specification = FleetSpecification.sample(instances: 200)
        for count in 1...8 {
            specification.volumesPerInstance = [Int](repeating: 0, count: count - 1) + [1_000_000]
            FleetGenerator.forEachInstance(specification) { instance in
                #expect(instance.volumes.count == count)
                #expect(instance.volumes.allSatisfy { $0 > 0 })
            }
        }
    }

    @Test func withoutSpreadEverySizeIsTheRoundedMedian() {
        var specification = FleetSpecification.sample(instances: 50)
        for (median, size) in [(0.2, 1), (7.49, 7), (7.5, 8), (64, 64), (65_536, 65_536)] as [(Double, Int32)] {
            let sizes = FleetSpecification.SizeDistribution(
                medianGiB: median, sigma: 0, leastGiB: 1, mostGiB: 65_536)
            specification.rootSize = sizes
            specification.dataSize = sizes
            FleetGenerator.forEachInstance(specification) { #expect($0.volumes.allSatisfy { $0 == size }) }
        }
    }
}
