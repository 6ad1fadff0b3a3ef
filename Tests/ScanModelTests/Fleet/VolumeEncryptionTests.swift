import ScanModel
import Testing

@Suite("Encryption of volumes")
struct VolumeEncryptionTests {
    /// A fleet of instances with as many volumes as there are values.
    private func fleet(_ instances: [VolumeEncryption]?...) -> Fleet {
        var fleet = Fleet()
        let account = fleet.internAccount("111122223333")
        let region = fleet.internRegion("us-east-1")
        for encryption in instances {
            if let encryption {
                fleet.append(
                    account: account, region: region, platform: .linux, volumes: encryption.map { _ in 8 },
                    encryption: encryption)
            } else {
                fleet.append(account: account, region: region, platform: .linux, volumes: [8, 8])
            }
        }
        return fleet
    }

    private func column(_ fleet: Fleet) -> [VolumeEncryption] {
        (0..<fleet.volumeCount).map { fleet.encryption(ofVolume: $0) }
    }

    @Test("a fleet without encrypted volumes keeps no column, however it is told so")
    func noColumn() {
        let told = fleet([.none, .none], [], nil)
        #expect(told.volumeEncryption.isEmpty)
        #expect(column(told) == [.none, .none, .none, .none])
        #expect(told == fleet(nil, [], nil))
    }

    @Test("the first encrypted volume makes the column, and later instances join it")
    func column() {
        let fleet = fleet(nil, [.none, .defaultKey, .customerKey], nil, [], [.unknownKey])
        #expect(
            fleet.volumeEncryption == [.none, .none, .none, .defaultKey, .customerKey, .none, .none, .unknownKey])
        #expect(column(fleet) == fleet.volumeEncryption)
        #expect(fleet.volumes(of: 3).isEmpty && fleet.volumes(of: 4) == 7..<8)
    }

    @Test("fleets differ by the encryption of a volume alone")
    func equality() {
        #expect(fleet([.defaultKey, .none]) != fleet([.none, .defaultKey]))
        #expect(fleet([.defaultKey, .none]) != fleet(nil))
    }

    @Test("another fleet brings its encryption along, with or without a column on either side")
    func merge() {
        let plain = fleet(nil, [.none])
        let encrypted = fleet([.customerKey], nil)
        var merged = plain
        merged.append(contentsOf: encrypted)
        #expect(merged.volumeEncryption == [.none, .none, .none, .customerKey, .none, .none])
        merged = encrypted
        merged.append(contentsOf: plain)
        #expect(merged.volumeEncryption == [.customerKey, .none, .none, .none, .none, .none])
        merged = plain
        merged.append(contentsOf: plain)
        #expect(merged.volumeEncryption.isEmpty)
    }

    @Test("an encrypted volume costs one byte more")
    func memory() {
        #expect(MemoryLayout<VolumeEncryption>.stride == 1)
    }

    @Test("stops the program at another number of values than of volumes")
    func preconditions() async {
        await #expect(processExitsWith: .failure) {
            var fleet = Fleet()
            let account = fleet.internAccount("111122223333")
            let region = fleet.internRegion("us-east-1")
            fleet.append(
                account: account, region: region, platform: .linux, volumes: [8, 8],
                encryption: [VolumeEncryption.none])
        }
    }

    @Test("every value has its own word and number")
    func words() {
        #expect(VolumeEncryption.allCases.map(\.name) == ["none", "customerKey", "defaultKey", "unknownKey"])
        #expect(VolumeEncryption.allCases.map(\.rawValue) == [0, 1, 2, 3])
    }

    @Test("shares have faults of their own and of their sum")
    func shares() {
        func faults(_ customerKey: Rational, _ defaultKey: Rational) -> [String] {
            EncryptionShares(customerKey: customerKey, defaultKey: defaultKey).faults.map(\.description)
        }
        #expect(faults(Rational(1, over: 2), Rational(1, over: 2)) == [])
        #expect(
            faults(Rational(3, over: 5), Rational(1, over: 2))
                == ["defaultKey: both shares are 1.1 together; expected at most 1"])
        #expect(
            faults(Rational(-1), Rational(2)) == [
                "customerKey: is -1; expected a share from 0 to 1", "defaultKey: is 2; expected a share from 0 to 1",
            ])
        #expect(EncryptionShares().isZero)
        #expect(!EncryptionShares(customerKey: .one).isZero)
        #expect(!EncryptionShares(defaultKey: .one).isZero)
    }
}
