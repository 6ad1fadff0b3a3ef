import FleetInventory
import ScanModel
import Testing

@Suite struct FleetGeneratorTests {
    private func instances(_ specification: FleetSpecification) -> [GeneratedInstance] {
        var instances: [GeneratedInstance] = []
        FleetGenerator.forEachInstance(specification) { instances.append($0) }
        return instances
    }

    @Test(arguments: [1, 2, 99, 300, 301, 4321])
    func theTotalIsExact(total: Int) {
        #expect(FleetGenerator.fleet(.sample(instances: total)).instanceCount == total)
        #expect(FleetGenerator.fleet(.sample(instances: total, accounts: 1)).instanceCount == total)
    }

    @Test func everyRegionIsWithinOneInstanceOfItsShare() {
        let specification = FleetSpecification.sample(instances: 4999)
        let shares = specification.regions.map(\.share)
        let sum = shares.reduce(.zero, +)
        var counts = shares.map { _ in 0 }
        FleetGenerator.forEachInstance(specification) { counts[$0.region] += 1 }
        for (count, share) in zip(counts, shares) {
            let exact = Rational(4999) * share / sum
            #expect(Rational(count) >= Rational(exact.floor) && Rational(count) <= Rational(exact.ceiling))
        }
    }

    @Test func sharesAreProportions() {
        let regions = FleetSpecification.sampleRegions
        let thrice = regions.map { FleetSpecification.RegionShare($0.name, share: $0.share * 3) }
        #expect(instances(.sample(regions: regions)) == instances(.sample(regions: thrice)))
    }

    @Test func evenAccountsHaveTheSameNumber() {
        var specification = FleetSpecification.sample(instances: 1000, accounts: 300)
        specification.accountSkew = .even
        var counts = [Int](repeating: 0, count: 300)
        FleetGenerator.forEachInstance(specification) { counts[$0.account] += 1 }
        #expect(counts == [Int](repeating: 4, count: 100) + [Int](repeating: 3, count: 200))
    }

    @Test func theOrderIsAccountRegionNumber() {
        let places = instances(.sample()).map { [$0.account, $0.region, $0.number] }
        for (place, next) in zip(places, places.dropFirst()) {
            #expect(place.lexicographicallyPrecedes(next))
            #expect(next[2] == (place[0...1] == next[0...1] ? place[2] + 1 : 0))
        }
    }

    @Test func theFleetIsTheStream() {
        let specification = FleetSpecification.sample(instances: 500)
        let fleet = FleetGenerator.fleet(specification)
        let instances = instances(specification)
        #expect(fleet.instanceCount == instances.count)
        for (index, instance) in instances.enumerated() {
            #expect(fleet.accounts[fleet.instanceAccount[index]] == specification.accountID(instance.account))
            #expect(
                fleet.regions[Int32(fleet.instanceRegion[index])] == specification.regions[instance.region].name)
            #expect(fleet.instancePlatform[index] == instance.platform)
            #expect(fleet.tagSets[Int(fleet.instanceTagSet[index])] == specification.tags(of: instance.tagging))
            #expect(fleet.volumeSize[fleet.volumes(of: index)].elementsEqual(instance.volumes))
        }
        #expect(fleet.intake == FleetIntake())
    }

    @Test func anInstanceAloneIsTheOneOfTheStream() {
        let specification = FleetSpecification.sample(seed: .max)
        for instance in instances(specification).shuffled().prefix(1500) {
            let alone = FleetGenerator.instance(
                of: specification, account: instance.account, region: instance.region, number: instance.number)
            #expect(alone == instance)
        }
    }

    @Test func aLargerFleetBeginsWithTheSameInstances() {
        let larger = FleetSpecification.sample(instances: 50_000)
        for instance in instances(.sample(instances: 500)) {
            let same = FleetGenerator.instance(
                of: larger, account: instance.account, region: instance.region, number: instance.number)
            #expect(same == instance)
        }
    }

    @Test func theSameSeedGivesTheSameFleet() {
        #expect(FleetGenerator.fleet(.sample()) == FleetGenerator.fleet(.sample()))
    }

    /// These numbers change only if generated fleets do, and then every result that rests on one changes too.
    @Test func theFleetOfASeedIsPinned() {
        #expect(FleetGenerator.fleet(.sample()).fingerprint == 0xBF6A_9C0E_F6CE_AF21)
        #expect(FleetGenerator.fleet(.sample(seed: 2)).fingerprint == 0x4DE1_A959_8B09_2036)
        #expect(FleetGenerator.fleet(.sample(instances: 100, accounts: 100_000)).fingerprint == 0x6D1A_D94D_456A_C3AF)
    }

    @Test func otherSeedsGiveOtherFleets() {
        let fingerprints = [0, 1, 2, 1 << 32, 1 << 63].map {
            FleetGenerator.fleet(.sample(seed: $0, instances: 200)).fingerprint
        }
        #expect(Set(fingerprints).count == fingerprints.count)
    }

    @Test func accountsHaveTwelveDigits() {
        var specification = FleetSpecification.sample(instances: 20, accounts: 10)
        #expect(FleetGenerator.fleet(specification).accounts.texts.allSatisfy { $0.hasPrefix("90000000000") })
        specification.firstAccount = 7
        #expect(specification.accountID(0) == "000000000007")
        #expect(specification.accountID(9) == "000000000016")
        specification.firstAccount = 999_999_999_990
        #expect(specification.faults == [])
        #expect(specification.accountID(9) == "999999999999")
    }

    @Test func theDefaultAccountsLookLikeNoExample() {
        // 111122223333 and 444455556666 as in manuals, 123412341234, 123456789012, and twelve times one digit.
        func isExample(_ digits: [UInt8]) -> Bool {
            let groups = [digits[0..<4], digits[4..<8], digits[8..<12]]
            let ascends = zip(digits, digits.dropFirst()).allSatisfy { ($0 - 48 + 1) % 10 == $1 - 48 }
            return groups.allSatisfy { Set($0).count == 1 } || Set(groups).count == 1 || ascends
        }
        #expect(isExample(Array("111122223333".utf8)) && isExample(Array("123456789012".utf8)))
        let specification = FleetSpecification.sample(accounts: FleetSpecification.accountsMax)
        for account in 0..<FleetSpecification.accountsMax {
            #expect(!isExample(Array(specification.accountID(account).utf8)))
        }
    }

    @Test func theStreamEndsWithTheFirstError() {
        struct Enough: Error {}
        var count = 0
        #expect(throws: Enough.self) {
            try FleetGenerator.forEachInstance(.sample()) { _ throws(Enough) in
                count += 1
                if count == 7 { throw Enough() }
            }
        }
        #expect(count == 7)
    }
}
