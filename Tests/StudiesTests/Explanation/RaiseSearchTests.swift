import ScanModel
import TestSupport
import Testing

@testable import Studies

/// The fewest raises, against every vector there is.
@Suite("Raises of limits")
struct RaiseSearchTests {
    /// In time are the vectors at or above one of these.
    private struct Drawn {
        var most: [Int]
        var corners: [[Int]]

        init(_ dice: inout Dice) {
            let most = (0..<dice.roll(1...4)).map { _ in dice.roll(0...4) }
            self.most = most
            corners = (0..<dice.roll(0...3)).map { _ in
                most.map { dice.chance(40) ? 0 : min($0, dice.roll(0...4)) }
            }
        }

        func fits(_ levels: [Int]) -> Bool {
            corners.contains { zip(levels, $0).allSatisfy { $0 >= $1 } }
        }

        var all: [[Int]] {
            most.reduce([[]]) { vectors, most in vectors.flatMap { vector in (0...most).map { vector + [$0] } } }
        }
    }

    @Test("are the fewest there are, and none can be lower", arguments: 1...20 as ClosedRange<UInt64>)
    func exhaustive(seed: UInt64) async {
        var dice = Dice(seed: seed)
        for _ in 0..<20 {
            let drawn = Drawn(&dice)
            // A bound that excludes some of what does not fit: the sum of all levels is too low.
            let least = drawn.all.filter(drawn.fits).map { $0.reduce(0, +) }.min() ?? 0
            var simulated = 0
            let outcome = await RaiseSearch(most: drawn.most).solve(
                mayFit: { $0.reduce(0, +) >= least },
                fits: {
                    simulated += 1
                    return drawn.fits($0)
                })
            let fitting = drawn.all.filter(drawn.fits)
            func raised(_ levels: [Int]) -> Int { levels.count { $0 > 0 } }
            switch outcome {
            case .notNeeded: #expect(drawn.fits(drawn.most.map { _ in 0 }))
            case .impossible(let isProved):
                #expect(fitting.isEmpty)
                #expect(!isProved)
            case .raises(let levels, let isFewest):
                #expect(drawn.fits(levels) && isFewest)
                #expect(raised(levels) == fitting.map(raised).min())
                for limit in levels.indices where levels[limit] > 0 {
                    var lower = levels
                    lower[limit] -= 1
                    #expect(!drawn.fits(lower), "\(drawn)")
                }
            }
            #expect(simulated <= drawn.all.count)
        }
    }

    /// Whether vectors are in time as chance has it, so that more may be late where less is not.
    private struct Whim {
        var most: [Int]
        var inTime: Set<[Int]>

        init(_ dice: inout Dice) {
            let most = (0..<dice.roll(2...4)).map { _ in dice.roll(0...3) }
            self.most = most
            let all = most.reduce([[]]) { vectors, most in
                vectors.flatMap { vector in (0...most).map { vector + [$0] } }
            }
            let percent = dice.roll(5...60)
            inTime = Set(all.filter { _ in dice.chance(percent) })
            inTime.insert(most)
        }

        func top(_ set: [Int]) -> [Int] { most.indices.map { set.contains($0) ? most[$0] : 0 } }

        /// Every set of limits that can be raised.
        var sets: [[Int]] {
            most.indices.filter { most[$0] > 0 }.reduce([[]]) { sets, limit in sets + sets.map { $0 + [limit] } }
        }
    }

    @Test("claim no more than was tried where more may be slower", arguments: 1...20 as ClosedRange<UInt64>)
    func anomalies(seed: UInt64) async {
        var dice = Dice(seed: seed)
        var answers = 0
        for _ in 0..<20 {
            let whim = Whim(&dice)
            let outcome = await RaiseSearch(most: whim.most, budget: dice.roll(0...30)).solve(
                mayFit: { _ in true }, fits: { whim.inTime.contains($0) })
            guard case .raises(let levels, let isFewest) = outcome else {
                #expect(outcome == .notNeeded && whim.inTime.contains(whim.most.map { _ in 0 }))
                continue
            }
            answers += 1
            #expect(whim.inTime.contains(levels))
            for limit in levels.indices where levels[limit] > 0 {
                var lower = levels
                lower[limit] -= 1
                #expect(!whim.inTime.contains(lower), "\(whim), \(levels)")
            }
            let raised = levels.count { $0 > 0 }
            if isFewest {
                let smaller = whim.sets.filter { $0.count < raised }
                #expect(!smaller.contains { whim.inTime.contains(whim.top($0)) }, "\(whim), \(levels)")
            }
        }
        #expect(answers > 5)
    }

    @Test("begin from the highest levels that go together", arguments: 1...10 as ClosedRange<UInt64>)
    func highest(seed: UInt64) async {
        var dice = Dice(seed: seed)
        for _ in 0..<20 {
            let most = (0..<dice.roll(1...4)).map { _ in dice.roll(0...40) }
            let alone = most.map { dice.roll(0...max(1, $0 * 2)) }
            let sum = dice.roll(0...100)
            func isPossible(_ levels: [Int]) -> Bool {
                zip(levels, alone).allSatisfy { $0 <= $1 } && levels.reduce(0, +) <= sum
            }
            let found = await RaiseSearch.highest(most, isPossible: isPossible)
            #expect(isPossible(found))
            // One more of any of them is too much.
            for limit in most.indices where found[limit] < most[limit] {
                var more = found
                more[limit] += 1
                #expect(!isPossible(more))
            }
        }
    }

    @Test("as many trials as the probability asks for, whatever a product rounds to")
    func trialsNeeded() {
        #expect(0.55 * 100 > 55)
        #expect(RaisePlan.trialsNeeded(probability: 0.55, trials: 100) == 55)
        #expect(RaisePlan.trialsNeeded(probability: 0.551, trials: 100) == 56)
        #expect(RaisePlan.trialsNeeded(probability: 0, trials: 100) == 1)
        for trials in [1, 3, 7, 100, 1000, 9999] {
            for count in 1...trials {
                let share = Double(count) / Double(trials)
                #expect(RaisePlan.trialsNeeded(probability: share, trials: trials) == count)
            }
        }
    }

    @Test("limits that no scenario can have together are no proof that nothing helps")
    func together() async throws {
        var small = SmallScenario()
        small.counts = [12, 0]
        small.objective = "{deadline: 20s}"
        small.lines = ["limits: {onDemandVcpu: 2, pendingSnapshots: 2}", "policies: {volumesPerScanner: 1}"]
        let variants = try small.variants()
        func find(_ variant: ([String]) throws(InvalidInput) -> Scenario) async throws -> RaisePlan {
            await RaisePlan.find(try small.planned(), deployment: 0, trials: 1, width: 1, variant: variant)
        }
        func raises(_ settings: [String], _ name: String) -> Bool { settings.contains { $0.contains(name) } }
        func isProved(_ plan: RaisePlan) -> Bool? {
            guard case .impossible(let isProved, let makespan, _) = plan.outcome else { return nil }
            #expect(makespan >= 23)
            return isProved
        }
        // The longest instance takes 23 s, so that no scenario meets 20 s.
        let free = try await find(variants)
        #expect(isProved(free) == true && !free.isCapped)
        let tied = try await find { settings throws(InvalidInput) in
            guard !raises(settings, "onDemandVcpu") || !raises(settings, "pendingSnapshots") else {
                throw InvalidInput([InputIssue(file: "", line: 0, column: 0, path: "", problem: "not both")])
            }
            return try variants(settings)
        }
        #expect(isProved(tied) == false && tied.isCapped)
        // A limit that cannot be planned with is no way to be in time either.
        let unplanned = try await find { settings throws(InvalidInput) in
            let none = raises(settings, "pendingSnapshots") ? ["deployments[0].limits.onDemandVcpu=0"] : []
            return try variants(settings + none)
        }
        #expect(isProved(unplanned) == false && unplanned.isCapped)
    }

    @Test("bounds of nominal durations are no proof where durations are drawn")
    func random() async throws {
        var small = SmallScenario()
        small.counts = [1, 0]
        small.lines = ["variation: {snapshot: {uniform: {halfWidth: 1}}}"]
        func outcome(_ objective: String) async throws -> RaisePlan.Outcome {
            small.objective = objective
            return await RaisePlan.find(
                try small.planned(), deployment: 0, trials: 20, width: 1, variant: try small.variants()
            ).outcome
        }
        // Nominally 23 s, of which the snapshot is 10: from 13 to 33 s.
        #expect(try await outcome("{deadline: 20s, probability: 10%}") == .notNeeded)
        guard case .impossible(let isProved, let makespan, _) = try await outcome("{deadline: 12s}") else {
            Issue.record("12 s are too short")
            return
        }
        #expect(!isProved && makespan > 13 && makespan < 33)
    }

    @Test("of a scenario: both limits are needed, and each is the least that is in time")
    func scenario() async throws {
        var small = SmallScenario()
        small.counts = [12, 0]
        small.objective = "{deadline: 60s}"
        small.lines = ["limits: {onDemandVcpu: 2, pendingSnapshots: 2}", "policies: {volumesPerScanner: 1}"]
        let plan = await RaisePlan.find(
            try small.planned(), deployment: 0, trials: 1, width: 1, variant: try small.variants())
        guard case .raises(let raises, let isFewest) = plan.outcome else {
            Issue.record("\(plan.outcome)")
            return
        }
        #expect(isFewest && plan.inTime == 1 && (plan.makespan ?? 99) <= 60)
        func isInTime(_ vcpu: Int, _ pending: Int) throws -> Bool {
            let changed = try small.planned([
                "deployments[0].limits.onDemandVcpu=\(vcpu)", "deployments[0].limits.pendingSnapshots=\(pending)",
            ])
            return changed.answer(trial: 0).deployments[0].makespan <= 60
        }
        // Every scenario of the two limits.
        var fitting: [[Int]] = []
        for vcpu in stride(from: 2, through: 14, by: 2) {
            for pending in 2...12 where try isInTime(vcpu, pending) { fitting.append([vcpu, pending]) }
        }
        let fewest = fitting.map { ($0[0] > 2 ? 1 : 0) + ($0[1] > 2 ? 1 : 0) }.min()
        #expect(raises.count == fewest)
        let found = Dictionary(uniqueKeysWithValues: raises.map { ($0.name, Int($0.after) ?? 0) })
        let (vcpu, pending) = (found["on-demand vCPU"] ?? 2, found["pendingSnapshots"] ?? 2)
        #expect(fitting.contains([vcpu, pending]))
        #expect(!fitting.contains { $0 != [vcpu, pending] && $0[0] <= vcpu && $0[1] <= pending })
        #expect(try isInTime(vcpu, pending) && !isInTime(2, 2))
    }

    @Test("none is enough for the longest instance, none is needed for an easy deadline")
    func limits() async throws {
        var small = SmallScenario()
        small.objective = "{deadline: 20s}"
        let never = await RaisePlan.find(
            try small.planned(), deployment: 0, trials: 1, width: 1, variant: try small.variants())
        guard case .impossible(let isProved, let makespan, let bound) = never.outcome else {
            Issue.record("\(never.outcome)")
            return
        }
        #expect(isProved && makespan == 23)
        #expect(bound == .region(name: "us-east-1", bound: .longestItem))
        small.objective = "{deadline: 1h}"
        let easy = await RaisePlan.find(
            try small.planned(), deployment: 0, trials: 1, width: 1, variant: try small.variants())
        #expect(easy.outcome == .notNeeded)
    }
}
