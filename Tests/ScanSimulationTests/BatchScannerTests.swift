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

    /// The same with rules of their own for some stages.
    @Test("agree with the naive simulation where stages have rules", arguments: 21...28 as ClosedRange<UInt64>)
    func rules(seed: UInt64) throws {
        var generator = BatchCaseGenerator(seed: seed)
        var dice = Dice(seed: seed &+ 1_000)
        for _ in 0..<60 {
            let made = generator.nextWithRules()
            let found = try BatchOutcome(made, dice: &dice).differences()
            #expect(found.isEmpty, "\(made.name): \(found.joined(separator: "; "))")
            if !found.isEmpty { return }
        }
    }

    /// The same with scanners that are taken away, launches that fail, outages and empty batches.
    @Test("agree with the naive simulation where scanners meet faults", arguments: 41...50 as ClosedRange<UInt64>)
    func faults(seed: UInt64) throws {
        var generator = BatchCaseGenerator(seed: seed)
        var dice = Dice(seed: seed &+ 1_000)
        for _ in 0..<60 {
            let made = generator.nextWithFaults()
            let found = try BatchOutcome(made, dice: &dice).differences()
            #expect(found.isEmpty, "\(made.name): \(found.joined(separator: "; "))")
            if !found.isEmpty { return }
        }
    }

    /// The same with scanners that read at a rate while they last.
    @Test("agree with the naive simulation where readers meet faults", arguments: 61...68 as ClosedRange<UInt64>)
    func readsAndFaults(seed: UInt64) throws {
        var generator = BatchCaseGenerator(seed: seed)
        var dice = Dice(seed: seed &+ 1_000)
        var (interrupted, full) = (0, 0)
        for _ in 0..<60 {
            let made = generator.nextWithReadsAndFaults()
            let outcome = try BatchOutcome(made, dice: &dice)
            let found = outcome.differences()
            #expect(found.isEmpty, "\(made.name): \(found.joined(separator: "; "))")
            if !found.isEmpty { return }
            interrupted += outcome.histories.reduce(0) { $0 + $1.interruptedScanners }
            full += outcome.histories.reduce(0) { $0 + ($1.interruptedScanners > 0 ? $1.earlyReleases : 0) }
        }
        #expect(interrupted > 20 && full > 0, "\(interrupted) interruptions, \(full) volumes full beside them")
    }

    @Test("the cases with faults meet interruptions, refused launches, leftovers and items given up")
    func faultsAreRich() throws {
        var generator = BatchCaseGenerator(seed: 41)
        var dice = Dice(seed: 1)
        var (interrupted, again, refused, lost, left) = (0, 0, 0, 0, 0)
        for _ in 0..<120 {
            for history in try BatchOutcome(generator.nextWithFaults(), dice: &dice).histories {
                if history.interruptedScanners > 1 { interrupted += 1 }
                if history.scanners.count > history.completed.count, history.interruptedItems > 0 { again += 1 }
                if history.refusedLaunches > 1 { refused += 1 }
                if history.lostScannersForGood > 0 { lost += 1 }
                if history.leftovers.contains(where: { $0 > 0 }) { left += 1 }
            }
        }
        for count in [interrupted, again, refused, lost, left] { #expect(count > 8) }
    }

    @Test("the cases with rules meet items given up, cuts and second looks")
    func rulesAreRich() throws {
        var generator = BatchCaseGenerator(seed: 21)
        var dice = Dice(seed: 1)
        var (cut, gaveUp, lost, copied, looked) = (0, 0, 0, 0, 0)
        for _ in 0..<100 {
            let made = generator.nextWithRules()
            let looks = made.workflow.stages.map { $0.recheck != nil }
            for history in try BatchOutcome(made, dice: &dice).histories {
                if history.stages.contains(where: { $0.cutOff > 0 }) { cut += 1 }
                if history.gaveUpLooking > 0 { gaveUp += 1 }
                if history.failedForGood > 0 { lost += 1 }
                if history.storage[2] > 0 { copied += 1 }
                if zip(looks, history.stages).contains(where: { $0 && $1.refusals > 0 }) { looked += 1 }
            }
        }
        for count in [cut, gaveUp, lost, copied, looked] { #expect(count > 8) }
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
