import ApplianceScanning
import Testing

@Suite("Appliance planner against exhaustive search")
struct ExhaustivePlanTests {
    @Test("the plan of 200 random topologies costs the least there is, and says so", arguments: 0..<10)
    func leastCost(tenth: Int) throws {
        for number in 0..<20 {
            var dice = Dice(seed: 20 * tenth + number)
            let estate = ScanEstate.random(&dice)
            var terms = ApplianceTerms.sample
            terms.licencePerMonth = [0, 3_000_000][dice.roll(2)]
            let plan = try AppliancePlanner.plan(estate, terms)
            #expect(plan.cost.total == ExhaustivePlan(estate, terms).leastCost(), "\(20 * tenth + number)")
            #expect(plan.isOptimal, "\(20 * tenth + number): \(plan.cost.total), \(plan.lowerBound)")
            #expect(faults(of: plan, estate, terms) == [])
            #expect(plan.certificate.proves(for: estate, terms))
        }
    }
}
