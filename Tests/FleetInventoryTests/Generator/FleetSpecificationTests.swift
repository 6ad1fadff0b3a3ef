import FleetInventory
import ScanModel
import Testing

@Suite struct FleetSpecificationTests {
    private func faults(_ change: (inout FleetSpecification) -> Void) -> [String] {
        var specification = FleetSpecification.sample()
        change(&specification)
        return specification.faults.map(\.description)
    }

    @Test func theSampleAndTheEndsOfEveryRangeAreFine() {
        #expect(faults { _ in } == [])
        #expect(
            faults {
                $0.instances = 20_000_000
                $0.accounts = 100_000
                $0.firstAccount = 999_999_900_000
                $0.accountSkew = .init(shape: 100, ratio: 1_000_000)
                $0.volumesPerInstance = [0, 0, 0, 0, 0, 0, 0, 1_000_000]
                $0.rootSize = .init(medianGiB: 65_536, sigma: 10, leastGiB: 65_536, mostGiB: 65_536)
                $0.windowsShare = .one
                $0.tag?.share = .zero
                $0.tag?.otherShare = .one
            } == [])
    }

    @Test func numbersOutOfRange() {
        #expect(
            faults {
                $0.instances = 0
                $0.accounts = 100_001
                $0.firstAccount = -1
                $0.regions = []
                $0.accountSkew = .init(shape: .nan, ratio: 0.5)
                $0.volumesPerInstance = []
                $0.rootSize = .init(medianGiB: 0, sigma: -1, leastGiB: 0, mostGiB: 65_537)
                $0.dataSize = .init(medianGiB: .infinity, sigma: .nan, leastGiB: 9, mostGiB: 8)
                $0.windowsShare = Rational(11, over: 10)
            } == [
                "instances: is 0; expected a whole number from 1 to 20000000",
                "accounts: is 100001; expected a whole number from 1 to 100000",
                "firstAccount: is -1; expected a whole number from 0 to 999999900000",
                "regions: has 0 regions; expected from 1 to 100",
                "accountSkew.shape: is nan; expected a number from 0.1 to 100.0",
                "accountSkew.ratio: is 0.5; expected a number from 1.0 to 1000000.0",
                "volumesPerInstance: has 0 weights; expected from 1 to 8",
                "rootSize.medianGiB: is 0.0; expected a number above 0, at most 65536",
                "rootSize.sigma: is -1.0; expected a number from 0.0 to 10.0",
                "rootSize.leastGiB: is 0; expected a whole number from 1 to 65536",
                "rootSize.mostGiB: is 65537; expected a whole number from 1 to 65536",
                "dataSize.medianGiB: is inf; expected a number above 0, at most 65536",
                "dataSize.sigma: is nan; expected a number from 0.0 to 10.0",
                "dataSize.mostGiB: is 8; expected a whole number from 9 to 65536",
                "windowsShare: is 1.1; expected a share from 0 to 1",
            ])
    }

    @Test func regions() {
        #expect(
            faults {
                $0.regions = [
                    .init("us-east-1", share: 1), .init("us-east-1", share: 2), .init("US East", share: 0),
                    .init("eu-west-1", share: Rational(-1, over: 2)),
                ]
            } == [
                "regions[1].name: us-east-1 is listed twice",
                "regions[2].name: is \"US East\"; expected a region such as us-east-1",
                "regions[3].share: is -0.5; expected a share of at least 0",
            ])
        #expect(
            faults { $0.regions = [.init("us-east-1", share: 0)] }
                == ["regions: all shares are 0; expected one above 0"])
        let fine = "regions: the shares need whole numbers above 10^18 to say their proportions; expected fewer digits"
        #expect(
            faults {
                $0.regions = [
                    .init("us-east-1", share: Rational(1, over: 999_999_937)),
                    .init("us-east-2", share: Rational(1, over: 999_999_929)),
                    .init("us-west-1", share: Rational(1, over: 999_999_893)),
                ]
            } == [fine])
        #expect(faults { $0.regions = [.init("us-east-1", share: Rational(.max))] } == [fine])
        #expect(faults { $0.regions = [.init("us-east-1", share: Rational(1, over: .max))] } == [fine])
    }

    @Test func weightsOfVolumes() {
        #expect(
            faults { $0.volumesPerInstance = [0, 0] } == ["volumesPerInstance: all weights are 0; expected one above 0"]
        )
        #expect(
            faults { $0.volumesPerInstance = [1, -1, 1_000_001, 1, 1, 1, 1, 1, 1] } == [
                "volumesPerInstance: has 9 weights; expected from 1 to 8",
                "volumesPerInstance[1]: is -1; expected a whole number from 0 to 1000000",
                "volumesPerInstance[2]: is 1000001; expected a whole number from 0 to 1000000",
            ])
    }

    @Test func tags() {
        #expect(
            faults {
                $0.tag = .init(
                    key: "", value: String(repeating: "é", count: 257), share: Rational(-1, over: 10),
                    otherValue: String(repeating: "a", count: 257), otherShare: 2)
            } == [
                "tag.key: has 0 characters; expected from 1 to 128",
                "tag.value: has 257 characters; expected from 0 to 256",
                "tag.otherValue: has 257 characters; expected from 0 to 256",
                "tag.share: is -0.1; expected a share from 0 to 1",
                "tag.otherShare: is 2; expected a share from 0 to 1",
            ])
        #expect(
            faults {
                $0.tag?.share = Rational(6, over: 10)
                $0.tag?.otherShare = Rational(1, over: 2)
                $0.tag?.otherValue = "daily"
            } == [
                "tag.otherShare: is 1.1 together with tag.share; expected at most 1",
                "tag.otherValue: is the same as tag.value",
            ])
        #expect(
            faults { $0.tag?.share = Rational(1, over: 1_000_000_000_000_000_001) }
                == ["tag.share: is 1/1000000000000000001; expected a share of at most 18 decimal places"])
    }
}
