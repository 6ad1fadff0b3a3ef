/// Takes down how far the limits of a region are used while it is simulated once more, stretch by stretch of the cycle.
///
/// It keeps no events, so its memory is that of the answer: one row of stretches for each resource and each bucket state.
final class LimitMeter {
    /// A counter of a resource: units in use, and the last stretch that knows of them.
    private struct Level {
        var units: Int64 = 0
        var resource: Int32 = -1
        var stretch: Int32 = -1
    }

    /// Ticks from the start of the cycle to 0 on the clock of the region.
    private let offset: Int64
    private let stretch: Int64
    private let count: Int
    private let accounts: Int
    private var levels: [Level]
    private var units: [[Int64]]
    private var requests: [[Int]]
    /// By bucket, then place, then stretch; a bucket without a limit of its own has one place.
    private var tokens: [[UInt32]]

    /// - Parameters:
    ///   - counters: of the region, over its resources and accounts.
    ///   - perAccount: by bucket, whether each account has one of its own.
    init(stretches: Stretches, offset: Int64, counters: Int, resources: Int, perAccount: [Bool], accounts: Int) {
        (stretch, count) = (stretches.ticks, stretches.count)
        self.offset = offset
        self.accounts = accounts
        levels = Array(repeating: Level(), count: counters)
        units = Array(repeating: Array(repeating: 0, count: stretches.count), count: resources)
        requests = Array(repeating: Array(repeating: 0, count: stretches.count), count: perAccount.count)
        tokens = perAccount.map { Array(repeating: 0, count: ($0 ? accounts : 1) * stretches.count) }
    }

    /// The stretch of an instant; what is later than the cycle belongs to the last one.
    private func index(_ instant: Int64) -> Int { Int(min(max(0, (instant + offset) / stretch), Int64(count - 1))) }

    /// Units of a counter are taken.
    func takes(_ units: Int64, of resource: Int, from counter: Int, at now: Int64) {
        levels[counter].resource = Int32(resource)
        carry(counter, to: index(now))
        levels[counter].units += units
        let here = Int(levels[counter].stretch)
        self.units[resource][here] = max(self.units[resource][here], levels[counter].units)
    }

    /// Units of a counter are given back.
    func gives(_ units: Int64, to counter: Int, at now: Int64) {
        // At the first instant of a stretch they are gone before it begins.
        carry(counter, to: index(now - 1))
        levels[counter].units -= units
    }

    /// Units in use stay so up to a stretch.
    private func carry(_ counter: Int, to last: Int) {
        let level = levels[counter]
        guard level.stretch < last else { return }
        levels[counter].stretch = Int32(last)
        guard level.units > 0 else { return }
        for here in Int(level.stretch + 1)...last {
            units[Int(level.resource)][here] = max(units[Int(level.resource)][here], level.units)
        }
    }

    /// A request gets its tokens.
    func spends(_ count: Int64, of bucket: Int, account: Int, at granted: Int64) {
        let here = index(granted)
        requests[bucket][here] += Int(count)
        let place = tokens[bucket].count > self.count ? account : 0
        tokens[bucket][place * self.count + here] += UInt32(truncatingIfNeeded: count)
    }

    /// A request is refused.
    func isRefused(_ count: Int64, by bucket: Int, at now: Int64) { requests[bucket][index(now)] += Int(count) }

    /// What was taken down, up to the end of the region.
    func use(until completed: Int64) -> RegionLimitUse {
        for counter in levels.indices where levels[counter].units > 0 { carry(counter, to: index(completed)) }
        return RegionLimitUse(
            units: units, requests: requests,
            tokens: tokens.map { rows in
                (0..<count).map { here in
                    stride(from: here, to: rows.count, by: count).reduce(0) { max($0, Int(rows[$1])) }
                }
            })
    }
}

/// Stretches of equal length that cover a cycle.
public struct Stretches: Hashable, Sendable {
    /// Length of one, at least 1.
    public let ticks: Int64
    /// How many, at least 1.
    public let count: Int

    /// As few as cover the makespan with stretches of whole ticks, and no more than wanted.
    ///
    /// - Parameters:
    ///   - makespan: in ticks; 0 has one stretch of a tick.
    ///   - most: at least 1.
    public init(covering makespan: Int64, most: Int) {
        ticks = max(1, (makespan + Int64(most) - 1) / Int64(most))
        count = Int(max(1, (makespan + ticks - 1) / ticks))
    }
}

/// How far the limits of a region were used in the course of a cycle.
public struct RegionLimitUse: Hashable, Sendable {
    /// By resource of the workflow, then stretch: the most units that one counter had in use at once.
    public var units: [[Int64]]
    /// By bucket of the workflow, then stretch: requests of the whole region, those that were granted by the instant of
    /// their grant, those that were refused by that of the refusal.
    public var requests: [[Int]]
    /// By bucket, then stretch: the tokens that were spent where most of them were. Of a bucket that all regions share, the
    /// tokens of this region.
    public var tokens: [[Int]]
}
