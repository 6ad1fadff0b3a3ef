import ScanModel
import Testing

@Suite("Rational as text")
struct RationalTextTests {
    @Test(
        "reads decimals exactly",
        arguments: [
            ("0", 0, 1), ("7", 7, 1), ("007", 7, 1), ("+7", 7, 1), ("-7", -7, 1), ("0.3", 3, 10), (".5", 1, 2),
            ("5.", 5, 1), ("2.50", 5, 2), ("-0.125", -1, 8), ("-0", 0, 1), ("1e3", 1_000, 1), ("1E-3", 1, 1_000),
            ("1.5e+2", 150, 1), ("0.00001e5", 1, 1), ("1e18", 1_000_000_000_000_000_000, 1),
            ("1e-18", 1, 1_000_000_000_000_000_000), ("123456789012345678", 123_456_789_012_345_678, 1),
            ("0.123456789012345678", 61_728_394_506_172_839, 500_000_000_000_000_000),
            ("0.000000000000000000", 0, 1), ("0e5", 0, 1), ("0e-10", 0, 1),
        ] as [(String, Int128, Int128)])
    func reads(text: String, numerator: Int128, denominator: Int128) throws {
        #expect(try #require(Rational(decimal: text)) == Rational(numerator, over: denominator))
    }

    @Test(
        "refuses what is no decimal or has too many digits",
        arguments: [
            "", ".", "-", "+", "--1", "+-1", "e5", ".e5", "1e", "1e+", "1e1.5", "1e 5", "1e40", "1e-40", "1e19", "2e18",
            "1e99999999999999999999", "1.2.3", "1_0", "1,5", " 1", "1 ", "1\n", "0x10", "NaN", "nan", "Infinity", "inf",
            "1234567890123456789", "1.234567890123456789", "-1234567890123456789", "１", "½", "1e-19", "9e-19",
        ])
    func refuses(text: String) {
        #expect(Rational(decimal: text) == nil, "\(text)")
    }

    @Test("reads a part of a longer text")
    func substring() {
        #expect(Rational(decimal: "rate=0.75/s".dropFirst(5).prefix(4)) == Rational(3, over: 4))
    }

    /// In processes of their own, since a refusal by a trap would take the other tests along.
    @Test("refuses extreme exponents without stopping the program")
    func extremeExponents() async {
        await #expect(processExitsWith: .success) { #expect(Rational(decimal: "1e-20") == nil) }
        await #expect(processExitsWith: .success) { #expect(Rational(decimal: "1e-21") == nil) }
        await #expect(processExitsWith: .success) { #expect(Rational(decimal: "1e-36") == nil) }
        await #expect(processExitsWith: .success) { #expect(Rational(decimal: "0.0000000000000000000000001") == nil) }
        await #expect(processExitsWith: .success) { #expect(Rational(decimal: "0.000001234567890123457") == nil) }
        await #expect(processExitsWith: .success) { #expect(Rational(decimal: "999999999999999999e18") == nil) }
        await #expect(processExitsWith: .success) { #expect(Rational(decimal: "1e-9223372036854775808") == nil) }
    }

    @Test("counts no zeros at the end as decimal places")
    func trailingZeros() {
        let smallest = Rational(1, over: 1_000_000_000_000_000_000)
        for text in ["1e-18", "1.0e-18", "10e-19", "0.0000000000000000010", "0.00000000000000000100"] {
            #expect(Rational(decimal: text) == smallest, "\(text)")
        }
        #expect(Rational(decimal: "1.0e-19") == nil)
    }

    @Test("reads zero whatever its exponent")
    func zeroWithExponent() {
        #expect(Rational(decimal: "0e19") == .zero)
        #expect(Rational(decimal: "0.0e-36") == .zero)
    }

    @Test("writes a finite decimal where there is one, else a fraction")
    func writes() {
        #expect(Rational(3, over: 4).description == "0.75")
        #expect(Rational(-1, over: 8).description == "-0.125")
        #expect(Rational(1, over: 3).description == "1/3")
        #expect(Rational(-7, over: 6).description == "-7/6")
        #expect(Rational(12).description == "12")
        #expect(Rational(-12).description == "-12")
        #expect(Rational.zero.description == "0")
        #expect(Rational(1, over: 50).description == "0.02")
        #expect(Rational(123_456, over: 1_000).description == "123.456")
        #expect(Rational(1, over: 1_000_000_000_000_000_000).description == "0.000000000000000001")
    }

    @Test("writes what it reads back as the same value", arguments: 1...3 as ClosedRange<UInt64>)
    func roundTrip(seed: UInt64) {
        var inputs = TestInputs(seed)
        for _ in 0..<1_000 {
            var denominator: Int128 = 1
            for _ in 0..<inputs.number(0...9) { denominator *= inputs.chance(percent: 50) ? 2 : 5 }
            let value = Rational(Int128(inputs.number(-99_999_999...99_999_999)), over: denominator)
            #expect(Rational(decimal: value.description) == value, "\(value)")
        }
    }

    /// 1000 + 1e-18 is the sum of two numbers that inputs may hold.
    @Test("writes long decimals of 18 places")
    func longDecimal() async {
        await #expect(processExitsWith: .success) {
            let value = Rational(1_000) + Rational(1, over: 1_000_000_000_000_000_000)
            #expect(value.description == "1000.000000000000000001")
        }
    }
}
