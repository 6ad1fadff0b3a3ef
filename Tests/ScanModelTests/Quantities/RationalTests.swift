import ScanModel
import Testing

@Suite("Rational")
struct RationalTests {
    /// Fractions with small parts, zero and whole numbers among them.
    private func samples(_ count: Int, seed: UInt64) -> [Rational] {
        var inputs = TestInputs(seed)
        return (0..<count).map { _ in
            Rational(Int128(inputs.number(-30...30)), over: Int128(inputs.number(1...12)))
        }
    }

    @Test("is in lowest terms with the sign above")
    func lowestTerms() {
        let value = Rational(6, over: -8)
        #expect(value.numerator == -3)
        #expect(value.denominator == 4)
        #expect(Rational(-6, over: -8) == Rational(3, over: 4))
        #expect(Rational(0, over: -5) == .zero)
        #expect(Rational(0, over: -5).denominator == 1)
        #expect(Rational(6, over: 3) == 2)
        #expect(Rational(6, over: 3).isWhole)
        #expect(!Rational(6, over: 4).isWhole)
    }

    @Test("obeys the laws of fractions", arguments: 1...4 as ClosedRange<UInt64>)
    func laws(seed: UInt64) {
        let values = samples(300, seed: seed)
        for index in 2..<values.count {
            let (a, b, c) = (values[index - 2], values[index - 1], values[index])
            #expect(a + b == b + a)
            #expect(a * b == b * a)
            #expect((a + b) + c == a + (b + c))
            #expect((a * b) * c == a * (b * c))
            #expect(a * (b + c) == a * b + a * c)
            #expect(a + .zero == a)
            #expect(a * .one == a)
            #expect(a - a == .zero)
            #expect((a - b) + b == a)
            if b != .zero { #expect((a / b) * b == a) }
        }
    }

    @Test("adds, subtracts, multiplies and divides as on paper")
    func byHand() {
        let half = Rational(1, over: 2)
        let third = Rational(1, over: 3)
        #expect(half + third == Rational(5, over: 6))
        #expect(half - third == Rational(1, over: 6))
        #expect(half * third == Rational(1, over: 6))
        #expect(half / third == Rational(3, over: 2))
        #expect(third - half == Rational(-1, over: 6))
        #expect(half / -2 == Rational(-1, over: 4))
    }

    @Test("is ordered as its value", arguments: 5...8 as ClosedRange<UInt64>)
    func order(seed: UInt64) {
        let values = samples(300, seed: seed)
        for (a, b) in zip(values, values.dropFirst()) {
            // The parts are so small that binary floating point tells unequal values apart.
            let (x, y) = (a.doubleValue, b.doubleValue)
            #expect((a < b) == (x < y && a != b))
            #expect((a == b) == ((a - b).numerator == 0))
            #expect([a < b, a == b, b < a].count { $0 } == 1)
        }
    }

    @Test("has the floor and the ceiling of the value, below zero too")
    func floorAndCeiling() {
        let expected: [(Int128, Int128, Int128, Int128)] = [
            (7, 2, 3, 4), (-7, 2, -4, -3), (6, 2, 3, 3), (-6, 2, -3, -3), (0, 5, 0, 0), (1, 3, 0, 1), (-1, 3, -1, 0),
            (-2, 3, -1, 0), (-3, 3, -1, -1), (-4, 3, -2, -1),
        ]
        for (numerator, denominator, floor, ceiling) in expected {
            let value = Rational(numerator, over: denominator)
            #expect(value.floor == floor, "\(value)")
            #expect(value.ceiling == ceiling, "\(value)")
        }
        for value in samples(500, seed: 9) {
            #expect(Rational(value.floor) <= value && value < Rational(value.floor) + .one)
            #expect(-Rational(-1 * value.numerator, over: value.denominator).floor == value.ceiling)
        }
    }

    @Test("has the nearest Double of simple fractions")
    func doubleValue() {
        #expect(Rational(1, over: 4).doubleValue == 0.25)
        #expect(Rational(-1, over: 10).doubleValue == -0.1)
        #expect(Rational(1, over: 3).doubleValue == 1.0 / 3)
        #expect(Rational(1_000_000_000_000_000_000).doubleValue == 1e18)
    }

    @Test("finds the least common multiple, or nothing beyond 128 bits")
    func leastCommonMultiple() {
        #expect(Rational.leastCommonMultiple(4, 6) == 12)
        #expect(Rational.leastCommonMultiple(7, 1) == 7)
        #expect(Rational.leastCommonMultiple(.max, 1) == .max)
        #expect(Rational.leastCommonMultiple(.max, .max) == .max)
        #expect(Rational.leastCommonMultiple(.max, 2) == nil)
    }

    @Test("has a product, or none beyond 128 bits")
    func products() async {
        let large = Rational(Int128.max)
        #expect(large.multiplied(by: 2) == nil)
        #expect(Rational(1, over: .max).multiplied(by: Rational(1, over: 2)) == nil)
        #expect(large.multiplied(by: Rational(1, over: .max)) == .one)
        #expect(Rational(2, over: 3).multiplied(by: Rational(3, over: 4)) == Rational(1, over: 2))
        await #expect(processExitsWith: .failure) { _ = Rational(Int128.max) * 2 }
    }

    @Test("stops the program at a zero denominator and at a division by zero")
    func zeroDenominator() async {
        await #expect(processExitsWith: .failure) { _ = Rational(1, over: 0) }
        await #expect(processExitsWith: .failure) { _ = Rational(1) / .zero }
        await #expect(processExitsWith: .success) { _ = Rational.zero / 1 }
    }
}
