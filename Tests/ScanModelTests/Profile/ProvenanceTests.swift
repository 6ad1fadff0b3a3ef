import ScanModel
import Testing

@Suite("Provenance")
struct ProvenanceTests {
    @Test("of a value in the scenario is its path, without a date")
    func stated() {
        let provenance = Provenance.stated(at: "prices.items[0]")
        #expect(provenance.source == "prices.items[0]")
        #expect(provenance.date.isEmpty)
        #expect(provenance.confidence == .stated)
    }

    @Test("travels with its value")
    func sourced() {
        let provenance = Provenance(source: "a data sheet", date: "2024-05", confidence: .documented)
        let share = Sourced(Rational(1, over: 2), provenance)
        #expect(share.value == Rational(1, over: 2))
        #expect(share.provenance == provenance)
        #expect(share != Sourced(Rational(1, over: 2), .stated(at: "x")))
    }
}
