import FleetInventory
import ScanModel
import Testing

/// What no input may do, of whatever kind: stop the program, take for ever, or be wrong without a word.
@Suite("Thousands of damaged inputs")
struct ListingCorpusTests {
    private static let inputsPerKind = 270

    private struct Outcome {
        var inputs = 0
        var fleets = 0
        var refusals = 0
        /// Inputs that were refused, and of which something was read all the same.
        var rescued = 0
        var longest = Duration.zero
    }

    @Test("Every damaged input gives a fleet or issues, in a time, and both come about", .timeLimit(.minutes(5)))
    func corpus() async throws {
        var all = Outcome()
        for sample in ListingSample.all {
            let (outcome, longest) = (try Self.run(sample), sample.name)
            #expect(outcome.fleets > 0 || sample.isPacked, "\(longest): nothing was read")
            #expect(outcome.refusals > 0, "\(longest): nothing was refused")
            #expect(outcome.longest < .seconds(5), "\(longest): \(outcome.longest)")
            all.inputs += outcome.inputs
            all.fleets += outcome.fleets
            all.refusals += outcome.refusals
            all.rescued += outcome.rescued
        }
        #expect(all.inputs >= 5000)
        #expect(all.fleets + all.refusals == all.inputs)
        #expect(all.fleets > 100 && all.refusals > 1000 && all.rescued > 100)
    }

    private static func run(_ sample: ListingSample) throws -> Outcome {
        let whole = try sample.read(sample.bytes, false)
        #expect(whole.skippedCount == 0 && whole.skipped.isEmpty, "\(sample.name)")
        var outcome = Outcome()
        // A name, so that a new kind does not change the inputs of the others.
        var mutations = Mutations(seed: sample.name.utf8.reduce(8) { $0 &* 31 &+ UInt64($1) })
        let clock = ContinuousClock()
        for number in 0..<inputsPerKind {
            let bytes = mutations.changed(sample.bytes)
            let start = clock.now
            let words: Comment = "input \(number) of \(sample.name)"
            do throws(InvalidInput) {
                let strict = try sample.read(bytes, false)
                outcome.fleets += 1
                expectSound(strict.fleet, words)
                #expect(strict.skippedCount == 0 && strict.skipped.isEmpty, words)
                if sample.canKeepGoing {
                    let lenient = try sample.read(bytes, true)
                    #expect(lenient.skippedCount == 0 && lenient.skipped.isEmpty, words)
                    #expect(lenient.fleet == strict.fleet && lenient.snapshots == strict.snapshots, words)
                }
            } catch {
                outcome.refusals += 1
                expectTold(error.issues, words)
                if sample.canKeepGoing {
                    let lenient = try sample.read(bytes, true)
                    #expect(Set(error.issues).isSubset(of: lenient.skipped), words)
                    #expect(lenient.skippedCount > 0, words)
                    expectSound(lenient.fleet, words)
                    if lenient.fleet.instanceCount > 0 { outcome.rescued += 1 }
                }
            }
            outcome.longest = max(outcome.longest, clock.now - start)
            outcome.inputs += 1
        }
        return outcome
    }

    private static func expectTold(_ issues: [InputIssue], _ words: Comment) {
        #expect(!issues.isEmpty && issues.count <= 300, words)
        #expect(issues.allSatisfy { $0.file == ListingSample.file && !$0.problem.isEmpty }, words)
        #expect(issues.allSatisfy { ($0.line > 0) == ($0.column > 0) && ($0.byteOffset ?? 0) >= 0 }, words)
    }

    /// What every fleet promises, however its input came about.
    private static func expectSound(_ fleet: Fleet, _ words: Comment) {
        #expect(fleet.volumeSize.allSatisfy { (1...65_536).contains($0) }, words)
        #expect(fleet.accounts.texts.allSatisfy { AccountName.normalized($0.utf8) == $0 }, words)
        #expect(fleet.regions.texts.allSatisfy { RegionName.isValid($0.utf8) }, words)
        #expect(fleet.instanceCount <= 20_000_000 && fleet.volumeCount <= 200_000_000, words)
    }
}
