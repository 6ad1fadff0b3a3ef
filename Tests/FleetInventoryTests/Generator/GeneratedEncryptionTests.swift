import ScanModel
import Testing

@testable import FleetInventory

/// The encryption of volumes in generated fleets.
@Suite struct GeneratedEncryptionTests {
    private func sample(
        customerKey: Rational, defaultKey: Rational, seed: UInt64 = 1, instances: Int = 5000
    ) -> FleetSpecification {
        var specification = FleetSpecification.sample(seed: seed, instances: instances)
        specification.encryption = EncryptionShares(customerKey: customerKey, defaultKey: defaultKey)
        return specification
    }

    private func count(_ encryption: VolumeEncryption, in fleet: Fleet) -> Int {
        (0..<fleet.volumeCount).count { fleet.encryption(ofVolume: $0) == encryption }
    }

    @Test(arguments: 1...5 as ClosedRange<UInt64>)
    func sharesAreMet(seed: UInt64) {
        let fleet = FleetGenerator.fleet(
            sample(customerKey: Rational(3, over: 10), defaultKey: Rational(1, over: 5), seed: seed))
        #expect(isClose(count(.customerKey, in: fleet), of: fleet.volumeCount, to: 0.3))
        #expect(isClose(count(.defaultKey, in: fleet), of: fleet.volumeCount, to: 0.2))
        #expect(isClose(count(.none, in: fleet), of: fleet.volumeCount, to: 0.5))
        #expect(count(.unknownKey, in: fleet) == 0)
    }

    @Test(arguments: 0..<5)
    func everyVolumeOfAnInstanceHasTheShares(position: Int) {
        let fleet = FleetGenerator.fleet(
            sample(customerKey: Rational(1, over: 4), defaultKey: Rational(1, over: 2), instances: 20_000))
        let volumes = (0..<fleet.instanceCount).compactMap { instance -> Int? in
            let volumes = fleet.volumes(of: instance)
            return volumes.count > position ? volumes.lowerBound + position : nil
        }
        #expect(volumes.count > 1000)
        let isOwn = volumes.count { fleet.encryption(ofVolume: $0) == .customerKey }
        let isDefault = volumes.count { fleet.encryption(ofVolume: $0) == .defaultKey }
        #expect(isClose(isOwn, of: volumes.count, to: 0.25))
        #expect(isClose(isDefault, of: volumes.count, to: 0.5))
    }

    /// Neighbours that share a draw would be alike far more often than chance has it.
    @Test func volumesOfAnInstanceAreIndependent() {
        let fleet = FleetGenerator.fleet(sample(customerKey: .zero, defaultKey: Rational(1, over: 2)))
        let pairs = (0..<fleet.instanceCount).map { fleet.volumes(of: $0) }.filter { $0.count >= 2 }
        let alike = pairs.count {
            fleet.encryption(ofVolume: $0.lowerBound) == fleet.encryption(ofVolume: $0.lowerBound + 1)
        }
        #expect(pairs.count > 2000)
        #expect(isClose(alike, of: pairs.count, to: 0.5))
    }

    @Test func certaintyIsExact() {
        let own = FleetGenerator.fleet(sample(customerKey: .one, defaultKey: .zero, instances: 500))
        #expect(count(.customerKey, in: own) == own.volumeCount)
        let standard = FleetGenerator.fleet(sample(customerKey: .zero, defaultKey: .one, instances: 500))
        #expect(count(.defaultKey, in: standard) == standard.volumeCount)
    }

    /// The pinned fleets of `FleetGeneratorTests` say the same over time; this says it for every share.
    @Test(arguments: [0, 1, 77, .max] as [UInt64])
    func nothingElseOfAFleetChanges(seed: UInt64) {
        let plain = FleetGenerator.fleet(.sample(seed: seed))
        let encrypted = FleetGenerator.fleet(
            sample(customerKey: Rational(1, over: 3), defaultKey: Rational(1, over: 3), seed: seed))
        #expect(plain.volumeEncryption.isEmpty)
        #expect(encrypted.volumeEncryption.count == encrypted.volumeCount)
        #expect(encrypted.fingerprint == plain.fingerprint)
    }

    @Test func aLargerShareKeepsTheVolumesOfASmallerOne() {
        let few = FleetGenerator.fleet(sample(customerKey: Rational(1, over: 10), defaultKey: .zero))
        let many = FleetGenerator.fleet(sample(customerKey: Rational(2, over: 10), defaultKey: .zero))
        let kept = (0..<few.volumeCount).allSatisfy {
            few.encryption(ofVolume: $0) == .none || many.encryption(ofVolume: $0) == .customerKey
        }
        #expect(kept)
        #expect(count(.customerKey, in: few) < count(.customerKey, in: many))
    }

    /// This number changes only if generated encryption does, and then every result that rests on it changes too.
    @Test func theEncryptionOfASeedIsPinned() {
        let fleet = FleetGenerator.fleet(
            sample(customerKey: Rational(3, over: 10), defaultKey: Rational(1, over: 5), instances: 40))
        var text = ""
        for encryption in fleet.volumeEncryption { text += "\(encryption.rawValue)" }
        #expect(text == "01010100201001021002020200100002111211201020200020010021021011212102")
    }

    @Test func theTableIsTheSameWithoutHoldingTheFleet() throws {
        let specification = sample(customerKey: Rational(1, over: 3), defaultKey: Rational(1, over: 9), instances: 3000)
        var bytes: [UInt8] = []
        FleetCSV.write(generated: specification) { bytes += $0 }
        let fleet = FleetGenerator.fleet(specification)
        #expect(String(decoding: bytes, as: UTF8.self) == table(of: fleet))
        #expect(try fleetOfTables(table(of: fleet)) == fleet)
    }

    /// A share so small that this fleet has no such volume writes the table of a fleet without encryption.
    @Test func aShareThatNoVolumeMeetsMakesNoColumn() {
        let tiny = Rational(1, over: 1_000_000_000_000_000_000)
        let specification = sample(customerKey: tiny, defaultKey: tiny, instances: 300)
        var bytes: [UInt8] = []
        FleetCSV.write(generated: specification) { bytes += $0 }
        #expect(String(decoding: bytes, as: UTF8.self) == table(of: FleetGenerator.fleet(.sample(instances: 300))))
        #expect(!FleetGenerator.hasEncryptedVolumes(specification))
        #expect(FleetGenerator.hasEncryptedVolumes(sample(customerKey: .zero, defaultKey: .one)))
    }

    @Test func faultsNameTheShare() {
        var specification = sample(customerKey: Rational(3, over: 5), defaultKey: Rational(1, over: 2))
        #expect(
            specification.faults.map(\.description)
                == ["encryption.defaultKey: both shares are 1.1 together; expected at most 1"])
        specification.encryption = EncryptionShares(customerKey: Rational(-1, over: 10), defaultKey: .one)
        #expect(
            specification.faults.map(\.description) == ["encryption.customerKey: is -0.1; expected a share from 0 to 1"]
        )
    }
}
