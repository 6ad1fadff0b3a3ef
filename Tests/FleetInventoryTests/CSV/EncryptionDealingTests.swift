import ScanModel
import Testing

@testable import FleetInventory

@Suite struct EncryptionDealingTests {
    @Test(arguments: [
        (Rational.zero, Rational.zero), (.one, .zero), (.zero, .one), (Rational(3, over: 10), Rational(1, over: 5)),
        (Rational(1, over: 3), Rational(2, over: 3)), (Rational(1, over: 7), Rational(5, over: 11)),
        (Rational(1, over: 1_000_000_000_000_000_000), Rational(999_999_999, over: 1_000_000_000)),
        (Rational(1, over: 999_999_999_999_999_989), Rational(1, over: 999_999_999_999_999_967)),
    ])
    func countsAreTheSharesRoundedAfterAnyNumberOfVolumes(customerKey: Rational, defaultKey: Rational) {
        let shares = EncryptionShares(customerKey: customerKey, defaultKey: defaultKey)
        #expect(shares.faults == [])
        var dealing = EncryptionDealing(shares)
        var counts: [VolumeEncryption: Int] = [:]
        let half = Rational(1, over: 2)
        for dealt in 1...400 {
            counts[dealing.next(), default: 0] += 1
            let encrypted = (counts[.customerKey] ?? 0) + (counts[.defaultKey] ?? 0)
            #expect(Int128(encrypted) == (Rational(dealt) * (customerKey + defaultKey) + half).floor)
            if encrypted > 0 {
                let own = Rational(encrypted) * customerKey / (customerKey + defaultKey)
                #expect(Int128(counts[.customerKey] ?? 0) == (own + half).floor)
            }
        }
        #expect(counts[.unknownKey] == nil)
    }

    @Test func countsOfResourcesAreDealt() throws {
        let assumptions = ResourceCountCSV.Assumptions(
            volumeGiB: 8,
            encryption: EncryptionShares(customerKey: Rational(1, over: 4), defaultKey: Rational(1, over: 2)))
        let text = "account,region,instances,volumes\n111122223333,us-east-1,30,50\n111122223333,eu-west-1,30,50\n"
        let fleet = try ResourceCountCSV.decode([("1.csv", Array(text.utf8))], assuming: assumptions)
        #expect(fleet.volumeEncryption.count { $0 == .customerKey } == 25)
        #expect(fleet.volumeEncryption.count { $0 == .defaultKey } == 50)
        #expect(fleet.volumeEncryption.count { $0 == .none } == 25)
        // The second place goes on where the first ended, so the halves differ by rounding alone.
        #expect((12...13).contains(fleet.volumeEncryption.prefix(50).count { $0 == .customerKey }))
    }

    @Test func withoutSharesNothingIsEncrypted() throws {
        let text = "account,region,instances\n111122223333,us-east-1,3\n"
        let fleet = try ResourceCountCSV.decode([("1.csv", Array(text.utf8))], assuming: .init(volumeGiB: 8))
        #expect(fleet.volumeEncryption.isEmpty)
    }
}
