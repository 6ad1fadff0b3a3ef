/// Whole numbers in which the times of scans add up exactly.
///
/// An appliance has H slots, one per host in parallel. A slot scans k = floor(window / time) hosts of one kind, so a
/// host of that kind takes 1/k of a slot. With L the least common multiple of all k, a slot is L units long and a host
/// takes u = L / k units, all whole.
///
/// When a slot holds hosts of several kinds and their units sum up to at most L, their times sum up to at most the
/// window: time <= window / k = window x u / L. When hosts are filled into slots one slot after the other, longest
/// first, a slot of one kind alone is filled without a rest, and a slot in which a kind begins loses at most
/// u - gcd(u, units of all longer kinds). The sum of these losses is ``reserve``. So hosts whose units sum up to at most
/// H x L - reserve always fit, and with one kind of host the rule is exact: floor(window / time) x H hosts.
struct SlotUnits: Hashable, Sendable {
    /// Units of one slot.
    let perSlot: Int
    /// Units that filling may lose in the slots of one appliance.
    let reserve: Int
    /// Hosts that a slot can scan one after another, by seconds per host.
    private let hostsPerSlot: [Int: Int]

    /// The common multiple is kept below this, so that sums stay within 64 bits.
    static let perSlotMax = 720_720

    /// - Parameters:
    ///   - times: seconds per host, each at most the window.
    ///   - slots: the fewest slots that an appliance may have. Where the reserve would leave them no room for a host,
    ///     hosts per slot are rounded down to powers of two, which divide each other and need no reserve.
    init(windowSeconds: Int, times: Set<Int>, slots: Int) {
        let exact = Self(windowSeconds: windowSeconds, times: times) { $0 }
        let fits = slots * exact.perSlot - exact.reserve >= exact.perSlot
        self =
            fits
            ? exact
            : Self(windowSeconds: windowSeconds, times: times) { 1 << ($0.bitWidth - 1 - $0.leadingZeroBitCount) }
    }

    private init(windowSeconds: Int, times: Set<Int>, rounding: (Int) -> Int) {
        let exact = times.map { (time: $0, hosts: rounding(windowSeconds / $0)) }
        var common = 1
        for (_, hosts) in exact where common <= Self.perSlotMax { common = Self.leastCommonMultiple(common, hosts) }
        if common <= Self.perSlotMax {
            perSlot = common
            hostsPerSlot = Dictionary(uniqueKeysWithValues: exact.map { ($0.time, $0.hosts) })
        } else {
            // 720,720 = 2^4 x 3^2 x 5 x 7 x 11 x 13 has 240 divisors, so few hosts are lost by taking the next of them.
            perSlot = Self.perSlotMax
            hostsPerSlot = Dictionary(
                uniqueKeysWithValues: exact.map { ($0.time, Self.divisor(of: Self.perSlotMax, atMost: $0.hosts)) })
        }
        var shared = perSlot
        var lost = 0
        for units in Set(hostsPerSlot.values.map { [perSlot] in perSlot / $0 }).sorted(by: >) {
            let common = Self.greatestCommonDivisor(shared, units)
            lost += units - common
            shared = common
        }
        // The longest kind divides a slot, so it loses nothing.
        reserve = lost
    }

    /// Hosts of this time that one slot scans in the window.
    func hosts(seconds: Int) -> Int { hostsPerSlot[seconds]! }

    /// Units that one host of this time takes.
    func units(seconds: Int) -> Int { perSlot / hostsPerSlot[seconds]! }

    /// Units of hosts that surely fit on an appliance of so many slots.
    func capacity(slots: Int) -> Int { slots * perSlot - reserve }

    private static func divisor(of number: Int, atMost limit: Int) -> Int {
        var candidate = min(number, limit)
        while number % candidate != 0 { candidate -= 1 }
        return candidate
    }

    static func greatestCommonDivisor(_ one: Int, _ other: Int) -> Int {
        var (one, other) = (one, other)
        while other != 0 { (one, other) = (other, one % other) }
        return one
    }

    private static func leastCommonMultiple(_ one: Int, _ other: Int) -> Int {
        one / greatestCommonDivisor(one, other) * other
    }
}
