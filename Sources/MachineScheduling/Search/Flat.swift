/// Plain values in memory of fixed size that one owner changes in place, without counting references.
///
/// Positions are checked in debug builds only: the search does little else than read and write here.
struct Flat<Element: BitwiseCopyable>: ~Copyable {
    let base: UnsafeMutablePointer<Element>
    let count: Int

    init(repeating value: Element, count: Int) {
        base = .allocate(capacity: max(count, 1))
        base.initialize(repeating: value, count: max(count, 1))
        self.count = count
    }

    deinit { base.deallocate() }

    @inline(__always)
    subscript(_ position: Int) -> Element {
        get {
            assert(position >= 0 && position < count)
            return base[position]
        }
        nonmutating set {
            assert(position >= 0 && position < count)
            base[position] = newValue
        }
    }
}

/// Random words by counter: the n-th word is a function of the seed and n alone (the mixing function of SplitMix64 by
/// G. Steele, D. Lea and C. Flood, "Fast splittable pseudorandom number generators", OOPSLA 2014).
struct CounterRandom {
    let seed: UInt64
    private(set) var counter: UInt64 = 0

    init(seed: UInt64) { self.seed = seed }

    @inline(__always)
    mutating func word() -> UInt64 {
        counter &+= 1
        var mixed = seed &+ counter &* 0x9E37_79B9_7F4A_7C15
        mixed = (mixed ^ (mixed &>> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed &>> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed &>> 31)
    }

    /// A number from 0 to below `end`, which is at least 1; its unevenness of end / 2^64 does not matter to a search.
    @inline(__always)
    mutating func below(_ end: Int) -> Int {
        Int(truncatingIfNeeded: word().multipliedFullWidth(by: UInt64(truncatingIfNeeded: end)).high)
    }
}
