import CapacityPlanning
import ScanModel
import TestSupport
import Testing

@Suite("The order of regions")
struct RegionSequenceTests {
    private func gate(_ window: Int, _ discipline: GateDiscipline = .sliding) -> RegionGate {
        RegionGate(reading: .window, window: window, discipline: discipline)
    }

    /// The least makespan over all orders.
    private func least(_ durations: [Int64], _ gate: RegionGate) -> Int64 {
        var best = Int64.max
        var order = durations
        func permute(_ place: Int) {
            if place == order.count { best = min(best, gate.makespan(durations: order)) }
            for other in place..<order.count {
                order.swapAt(place, other)
                permute(place + 1)
                order.swapAt(place, other)
            }
        }
        permute(0)
        return best
    }

    @Test("is the best of all in small cases", arguments: GateDiscipline.allCases)
    func best(discipline: GateDiscipline) {
        var dice = Dice(seed: 3)
        for _ in 0..<40 {
            let durations = (0..<dice.roll(1...7)).map { _ in Int64(dice.roll(1...30)) }
            let gate = gate(dice.roll(1...3), discipline)
            let order = RegionSequence.best(durations: durations, bounds: durations, gate: gate, steps: 1_000_000)
            #expect(order.sorted() == Array(durations.indices))
            #expect(gate.makespan(durations: order.map { durations[$0] }) == least(durations, gate))
        }
    }

    @Test("leaves room that regions can use up without delaying the end", arguments: GateDiscipline.allCases)
    func allowances(discipline: GateDiscipline) {
        var dice = Dice(seed: 4)
        for _ in 0..<200 {
            let durations = (0..<dice.roll(1...12)).map { _ in Int64(dice.roll(0...30)) }
            let gate = gate(dice.roll(1...5), discipline)
            let end = gate.makespan(durations: durations) + Int64(dice.pick([0, 0, 7]))
            let (ticks, order) = RegionSequence.allowances(durations: durations, gate: gate, end: end)
            #expect(zip(ticks, durations).allSatisfy { $0 >= $1 } && order.sorted() == Array(durations.indices))
            #expect(gate.makespan(durations: order.map { ticks[$0] }) <= end)
            // And whoever takes less of it delays nobody.
            let shorter = zip(ticks, durations).map { Int64(dice.roll(Int($1)...Int($0))) }
            #expect(gate.makespan(durations: order.map { shorter[$0] }) <= end)
        }
    }
}
