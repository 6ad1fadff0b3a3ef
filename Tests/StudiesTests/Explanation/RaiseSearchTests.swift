import ScanModel
import Studies
import TestSupport
import Testing

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
