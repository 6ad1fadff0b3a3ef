import ScanModel
import TestSupport
import Testing

/// Scanners per batch: the engine against the naive simulation beside these tests.
@Suite("Scanners per batch")
struct BatchScannerTests {
    /// Ten seeds of 70 cases, each compared to the tick.
    @Test("agree with the naive simulation in everything that is counted", arguments: 1...10 as ClosedRange<UInt64>)
    func agree(seed: UInt64) throws {
        var generator = BatchCaseGenerator(seed: seed)
        var dice = Dice(seed: seed &+ 1_000)
        for _ in 0..<70 {
            let made = generator.next()
            let outcome = try BatchOutcome(made, dice: &dice)
            #expect(outcome.plan.deployments[0].scale.ratesAreWhole, "\(made.name)")
            let found = outcome.differences()
            #expect(found.isEmpty, "\(made.name): \(found.joined(separator: "; "))")
            if !found.isEmpty { return }
        }
    }

    /// The comparison above is worth something only if the cases meet what they are meant to meet.
    @Test("the cases meet refusals, waiting lines, throttled launches and terminations, and each other")
    func casesAreRich() throws {
        var generator = BatchCaseGenerator(seed: 1)
        var dice = Dice(seed: 1)
        var refused = 0
        var queued = 0
        var throttled = 0
        var lateLaunches = 0
        var waitingBatches = 0
        var ties = 0
        for _ in 0..<100 {
            for history in try BatchOutcome(generator.next(), dice: &dice).histories {
                if history.stages.contains(where: { $0.refusals > 1 }) { refused += 1 }
                if history.stages.contains(where: { $0.waitingForResources > 0 }) { queued += 1 }
                if history.stages.contains(where: { $0.waitingForTokens > 0 }) { throttled += 1 }
                if history.waitingForLaunch > 0 { lateLaunches += 1 }
                if history.waitingForScanner > 0 { waitingBatches += 1 }
                let completed = history.completed.compactMap(\.self)
                if Set(completed).count < completed.count { ties += 1 }
            }
        }
        for count in [refused, queued, throttled, lateLaunches, waitingBatches, ties] { #expect(count > 30) }
    }
}
