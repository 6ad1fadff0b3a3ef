import ScanModel
import Testing

/// A lower bound is a promise about every simulation.
@Suite("Lower bounds hold")
struct BoundsHoldTests {
    /// Eight seeds of 100 scenarios, about half of them with scanners per batch.
    @Test("in every region and for the cycle", arguments: 1...8 as ClosedRange<UInt64>)
    func hold(seed: UInt64) throws {
        var scenarios = RandomScenarios(seed: seed)
        for number in 1...100 {
            let scenario = scenarios.next()
            let plan = try scenario.planned()
            let run = scenario.simulated(plan)
            let bound = plan.deployments[0].bound
            #expect(bound.ticks <= run.makespan, "scenario \(seed)/\(number): \(bound)")
            for (region, simulated) in zip(plan.deployments[0].regions, run.regions) {
                for bound in region.bounds {
                    let name = "scenario \(seed)/\(number) \(region.region): \(bound.kind.title)"
                    #expect(bound.ticks <= simulated.completed, "\(name)")
                }
                #expect(region.boundTicks <= region.plannedTicks)
            }
        }
    }

    /// Items that are given up go a part of the way only, so these bounds are the ones that could be wrong.
    @Test("where volumes must be copied and instances may be given up", arguments: 11...18 as ClosedRange<UInt64>)
    func holdWithCopies(seed: UInt64) throws {
        var scenarios = RandomScenarios(seed: seed)
        var (givenUp, binding, close) = (0, 0, 0)
        for number in 1...100 {
            let scenario = scenarios.nextWithCopies()
            let plan = try scenario.planned()
            let run = scenario.simulated(plan)
            #expect(plan.deployments[0].bound.ticks <= run.makespan, "scenario \(seed)/\(number)")
            for (region, simulated) in zip(plan.deployments[0].regions, run.regions) {
                if simulated.abandoned[.gaveUpAtLimit] != nil { givenUp += 1 }
                if region.bindingBound.kind == .resource(name: "copies") { binding += 1 }
                if Double(region.bindingBound.ticks) >= 0.8 * Double(simulated.completed) { close += 1 }
                for bound in region.bounds {
                    let name = "scenario \(seed)/\(number) \(region.region): \(bound.kind.title)"
                    #expect(bound.ticks <= simulated.completed, "\(name)")
                }
            }
        }
        #expect(givenUp > 5 && binding > 3 && close > 40, "\(givenUp) \(binding) \(close)")
    }

    /// Bounds of zero would hold as well.
    @Test("and every kind is the strongest of some region")
    func everyKindBinds() throws {
        var scenarios = RandomScenarios(seed: 9)
        var binding: [String: Int] = [:]
        var close = 0
        var regions = 0
        for _ in 0..<150 {
            let scenario = scenarios.next()
            let plan = try scenario.planned()
            for (region, run) in zip(plan.deployments[0].regions, scenario.simulated(plan).regions) {
                binding[word(region.bindingBound.kind), default: 0] += 1
                regions += 1
                if Double(region.bindingBound.ticks) >= 0.8 * Double(run.completed) { close += 1 }
            }
        }
        for kind in ["item", "work", "launch", "tokens", "resource"] { #expect(binding[kind, default: 0] > 2) }
        // Half of the regions end within a quarter of their bound.
        #expect(close * 2 > regions, "\(close) of \(regions)")
    }

    private func word(_ kind: BoundKind) -> String {
        switch kind {
        case .longestItem: "item"
        case .scannerWork: "work"
        case .scannerLaunch: "launch"
        case .tokens: "tokens"
        case .resource: "resource"
        }
    }
}
