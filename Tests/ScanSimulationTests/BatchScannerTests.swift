import ScanModel
import Testing

/// Scanners per batch: the engine against the naive simulation beside these tests.
@Suite("Scanners per batch")
struct BatchScannerTests {
    /// Ten seeds of 100 cases, each compared to the tick.
    @Test("agree with the naive simulation in everything that is counted", arguments: 1...10 as ClosedRange<UInt64>)
    func agree(seed: UInt64) throws {
        var generator = BatchCaseGenerator(seed: seed)
        var dice = Dice(seed: seed &+ 1_000)
        for _ in 0..<100 {
            let made = generator.next()
            let outcome = try BatchOutcome(made, dice: &dice)
            #expect(outcome.plan.deployments[0].scale.ratesAreWhole)
            let found = outcome.differences()
            #expect(found.isEmpty, "\(made.name): \(found.joined(separator: "; "))")
            if !found.isEmpty { return }
        }
    }
}
