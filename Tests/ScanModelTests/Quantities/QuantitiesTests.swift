import ScanModel
import Testing

@Suite("Quantities")
struct QuantitiesTests {
    @Test("are ordered as their values")
    func order() {
        let small = Rational(1, over: 3)
        let large = Rational(1, over: 2)
        #expect(Seconds(small) < Seconds(large))
        #expect(!(Seconds(large) < Seconds(small)))
        #expect(GiB(small) < GiB(large))
        #expect(Dollars(small) < Dollars(large))
        #expect(Seconds.zero.value == .zero)
    }
}
