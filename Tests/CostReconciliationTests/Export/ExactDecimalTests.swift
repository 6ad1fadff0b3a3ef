import Testing

@testable import CostReconciliation

@Suite struct ExactDecimalTests {
    private static func units(_ text: String) -> Int128? { ExactDecimal(Array(text.utf8))?.units }

    @Test(arguments: [
        ("0", 0), ("1", 1_000_000_000_000_000_000), ("-0.05", -50_000_000_000_000_000), ("5E-8", 50_000_000_000),
        ("+1.5e+1", 15_000_000_000_000_000_000), (".5", 500_000_000_000_000_000), ("7.", 7_000_000_000_000_000_000),
        // Half of the last place goes away from zero, less than half is dropped.
        ("0.0000000000000000005", 1), ("-0.0000000000000000005", -1), ("0.00000000000000000049", 0),
        ("0.0416666666666666666666667", 41_666_666_666_666_667), ("1e-999", 0), ("0e999", 0),
    ])
    func readsWhatExportsWrite(text: String, units: Int128) { #expect(Self.units(text) == units) }

    @Test(arguments: [
        "", "-", ".", "1,5", "1e", "1e9999", "0x10", "NaN", "1 ", "1e13", "1000000000001", "--1", "1e+-2",
    ])
    func refusesAnythingElse(text: String) { #expect(Self.units(text) == nil) }

    /// A tenth, which no binary number is, added ten thousand times is exactly a thousand.
    @Test func sumsAreExact() {
        let tenth = ExactDecimal(Array("0.1".utf8)) ?? .zero
        #expect((0..<10_000).reduce(into: ExactDecimal.zero) { sum, _ in sum += tenth }.doubleValue == 1000)
    }

    @Test func manyDigitsKeepTheSizeOfTheNumber() {
        #expect(Self.units("123456789.123456789012345678901234567890123") == 123_456_789_123_456_789_012_345_679)
        #expect(Self.units(String(repeating: "9", count: 60)) == nil)
        #expect(Self.units("1" + String(repeating: "0", count: 12)) == ExactDecimal.most * 1_000_000_000_000_000_000)
    }
}
