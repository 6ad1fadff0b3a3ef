/// A fraction in lowest terms with a positive bottom, for the numbers a test case is made of.
struct NaiveFraction: Hashable, Sendable, CustomStringConvertible {
    let top: Int128
    let bottom: Int128

    init(_ top: Int128, over bottom: Int128 = 1) {
        precondition(bottom > 0, "\(top)/\(bottom)")
        let shared = max(1, NaiveFraction.commonDivisor(top < 0 ? -top : top, bottom))
        self.top = top / shared
        self.bottom = bottom / shared
    }

    static let zero = NaiveFraction(0)

    var description: String { bottom == 1 ? "\(top)" : "\(top)/\(bottom)" }

    /// The same value counted in `grain`-ths, which must be a whole number of them.
    func counted(in grain: Int128) -> Int128 {
        precondition(grain % bottom == 0, "\(self) in 1/\(grain)")
        return top * (grain / bottom)
    }

    var inverted: NaiveFraction { NaiveFraction(bottom, over: top) }

    static func * (left: NaiveFraction, right: NaiveFraction) -> NaiveFraction {
        NaiveFraction(left.top * right.top, over: left.bottom * right.bottom)
    }

    static func + (left: NaiveFraction, right: NaiveFraction) -> NaiveFraction {
        NaiveFraction(left.top * right.bottom + right.top * left.bottom, over: left.bottom * right.bottom)
    }

    static func - (left: NaiveFraction, right: NaiveFraction) -> NaiveFraction {
        NaiveFraction(left.top * right.bottom - right.top * left.bottom, over: left.bottom * right.bottom)
    }

    static func commonDivisor(_ first: Int128, _ second: Int128) -> Int128 {
        second == 0 ? first : commonDivisor(second, first % second)
    }
}
