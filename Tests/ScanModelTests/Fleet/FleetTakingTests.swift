import ScanModel
import Testing

@Suite("Taking instances of a fleet into another one")
struct FleetTakingTests {
    @Test("gives the fleet of the same instances with their texts alone", arguments: 1...20 as ClosedRange<UInt64>)
    func parts(seed: UInt64) {
        var inputs = TestInputs(seed)
        let instances = (0..<40).map { _ in DrawnInstance(&inputs) }
        let (left, right) = (Fleet(instances), Fleet(instances.reversed(), internedFirst: Array(instances[20...])))
        var taker = FleetTaker()
        taker.take(stride(from: 0, to: 40, by: 2), of: left)
        taker.take(stride(from: 1, to: 40, by: 2).map { 39 - $0 }, of: right, source: 1)
        let wanted =
            stride(from: 0, to: 40, by: 2).map { instances[$0] } + stride(from: 1, to: 40, by: 2).map { instances[$0] }
        #expect(taker.fleet == Fleet(wanted))
    }
}
