internal import ScanModel

/// Which members of a group stand for the whole group.
///
/// The vendor shuffles the members and asks one after the other: who is asked is scanned while fewer than the share are,
/// so the first one always is. How it shuffles is not published; here a hash of the seed and the instance decides, so
/// the same fleet and seed give the same sample.
enum GroupSample {
    /// True for each instance of a group that is left out.
    ///
    /// - Parameters:
    ///   - percent: share of a group that is scanned, 1 ... 100.
    ///   - isCandidate: whether nothing else speaks against an instance; others are no members here.
    /// - Complexity: O(instances + members * log members).
    static func leftOut(of fleet: Fleet, percent: Int, seed: UInt64, isCandidate: (Int) -> Bool) -> [Bool] {
        var members: [Place: [Int]] = [:]
        for instance in fleet.instanceGroup.indices where fleet.instanceGroup[instance] >= 0 && isCandidate(instance) {
            let place = Place(
                group: fleet.instanceGroup[instance], account: fleet.instanceAccount[instance],
                region: fleet.instanceRegion[instance])
            members[place, default: []].append(instance)
        }
        var leftOut = [Bool](repeating: false, count: fleet.instanceCount)
        // Groups have no member in common, so their order decides nothing.
        for instances in members.values {
            let asked = instances.map { (key: mixed(seed, UInt64($0)), instance: $0) }.sorted { $0 < $1 }
            var leaders = 0
            for (_, instance) in asked {
                if leaders * 100 >= percent * asked.count { leftOut[instance] = true } else { leaders += 1 }
            }
        }
        return leftOut
    }

    /// A group is one of its account and region.
    private struct Place: Hashable {
        var group: Int32
        var account: Int32
        var region: UInt16
    }

    /// SplitMix64 of a seed and a number (https://prng.di.unimi.it/splitmix64.c).
    private static func mixed(_ seed: UInt64, _ number: UInt64) -> UInt64 {
        var value = seed &+ (number &+ 1) &* 0x9e37_79b9_7f4a_7c15
        value = (value ^ value >> 30) &* 0xbf58_476d_1ce4_e5b9
        value = (value ^ value >> 27) &* 0x94d0_49bb_1331_11eb
        return value ^ value >> 31
    }
}
