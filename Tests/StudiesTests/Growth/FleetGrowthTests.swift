import ScanModel
import Studies
import Testing

@Suite struct FleetGrowthTests {
    /// Three regions of several accounts; the size of an instance's volume tells which one it is.
    private func fleet(_ counts: [Int] = [101, 40, 3]) -> Fleet {
        var fleet = Fleet()
        var size: Int32 = 0
        for (index, count) in counts.enumerated() {
            let region = fleet.internRegion("region-\(index)")
            for number in 0..<count {
                size += 1
                let account = fleet.internAccount("account-\(number % 4)")
                fleet.append(account: account, region: region, platform: .linux, volumes: [size])
            }
        }
        return fleet
    }

    /// How often each instance is there, by the size of its volume.
    private func times(_ fleet: Fleet) -> [Int32: Int] {
        Dictionary(fleet.volumeSize.map { ($0, 1) }, uniquingKeysWith: +)
    }

    private func count(_ fleet: Fleet, region: String) -> Int {
        fleet.instanceRegion.count { fleet.regions.texts[Int($0)] == region }
    }

    private static let factors = [0, 0.004, 0.1, 0.333, 0.5, 0.9, 1, 1.01, 1.25, 1.5, 1.999, 2, 2.001, 3.7, 10]

    @Test func onceTheFleetIsTheFleet() {
        let fleet = fleet()
        let grown = FleetGrowth(fleet, seed: 7).fleet(factor: 1).fleet
        #expect(grown == fleet)
    }

    @Test func aLargerFleetContainsASmallerOne() {
        let growth = FleetGrowth(fleet(), seed: 7)
        var smaller: [Int32: Int] = [:]
        for factor in Self.factors {
            let grown = growth.fleet(factor: factor).fleet
            let times = times(grown)
            #expect(smaller.allSatisfy { times[$0.key, default: 0] >= $0.value }, "factor \(factor)")
            // No instance is copied much more often than another one of its region.
            #expect(times.values.allSatisfy { $0 <= Int(factor.rounded(.down)) + 1 }, "factor \(factor)")
            smaller = times
        }
    }

    @Test func everyRegionGrowsInProportion() {
        let fleet = fleet()
        let growth = FleetGrowth(fleet, seed: 7)
        for factor in Self.factors {
            let grown = growth.fleet(factor: factor).fleet
            for (region, listed) in zip(["region-0", "region-1", "region-2"], [101, 40, 3]) {
                #expect(abs(Double(count(grown, region: region)) - factor * Double(listed)) <= 0.5)
            }
            #expect(grown.instanceCount == growth.count(factor: factor))
        }
    }

    @Test func oneRegionGrowsAlone() {
        let growth = FleetGrowth(fleet(), seed: 7)
        let grown = growth.fleet(factor: 2.5, in: "region-1").fleet
        #expect([101, 100, 3] == (0..<3).map { count(grown, region: "region-\($0)") })
        #expect(growth.count(factor: 2.5, in: "region-1") == 204)
        #expect(growth.fleet(factor: 3, in: "nowhere").fleet == growth.fleet(factor: 1).fleet)
    }

    @Test func anotherSeedCopiesOtherInstances() {
        let one = times(FleetGrowth(fleet(), seed: 1).fleet(factor: 1.5).fleet)
        let other = times(FleetGrowth(fleet(), seed: 2).fleet(factor: 1.5).fleet)
        #expect(one != other)
        #expect(one == times(FleetGrowth(fleet(), seed: 1).fleet(factor: 1.5).fleet))
    }

    @Test func copiesMayBelongToNewAccounts() {
        let fleet = fleet()
        func held(_ fleet: Fleet) -> [String: Int] {
            Dictionary(fleet.instanceAccount.map { (fleet.accounts[$0], 1) }, uniquingKeysWith: +)
        }
        let before = held(fleet)
        let (grown, added) = FleetGrowth(fleet, seed: 7).fleet(factor: 2.4, owner: .newAccounts)
        let after = held(grown)
        // The old accounts hold what they held, and a new one holds no more than the one that it is like.
        #expect(before.allSatisfy { after[$0.key] == $0.value })
        #expect(added.allSatisfy { after[$0.account, default: 0] <= before[$0.like, default: 0] })
        #expect(added.map(\.account) == after.keys.filter { before[$0] == nil }.sorted())
        #expect(times(grown) == times(FleetGrowth(fleet, seed: 7).fleet(factor: 2.4).fleet))
    }

    @Test func newAccountsAreScannedLikeTheirModels() throws {
        let scenario = try scenario(instances: [
            "        - {account: \"999999999999\", region: eu-west-1, tags: {Scan: daily}, volumes: [8GiB], count: 9}"
        ])
        let growth = ScenarioGrowth(scenario, owner: .newAccounts)
        let grown = try answer(growth.scenario(.everything, factor: 2), depth: .plan)
        // 888 of the target account; the others have no target stack, however many there are.
        #expect(grown.deployments[0].plan.demand.eligibleInstances == 2 * 888)
        #expect(grown.deployments[0].plan.demand.excluded == [.notATargetAccount: 18])
    }
}
