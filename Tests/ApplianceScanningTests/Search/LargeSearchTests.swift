import Testing

@testable import ApplianceScanning

@Suite("Search in clusters")
struct LargeSearchTests {
    private let effort = PlanningEffort(wholeComponentMax: 0, clusterSize: 3, boundClusterSize: 3, priceSteps: 100)

    @Test("bound <= least cost <= plan, also when every component is cut into clusters", arguments: 0..<8)
    func bracket(part: Int) throws {
        var apart = 0
        for number in 0..<10 {
            var dice = Dice(seed: 5000 + 10 * part + number)
            let estate = ScanEstate.random(&dice)
            let plan = try AppliancePlanner.plan(estate, .sample, effort: effort)
            let least = ExhaustivePlan(estate, .sample).leastCost()
            #expect(plan.lowerBound <= least, "\(number)")
            #expect(plan.cost.total >= least, "\(number)")
            #expect(faults(of: plan, estate, .sample) == [])
            #expect(plan.certificate.proves(for: estate, .sample))
            if plan.cost.total > least { apart += 1 }
        }
        #expect(apart <= 3)
    }

    @Test("clusters take every place once and are no greater than allowed", arguments: 0..<6)
    func clusters(turn: Int) throws {
        var dice = Dice(seed: 77)
        let estate = ScanEstate.landingZones(networks: 150, hosts: 3000, dice: &dice)
        let graph = ReachGraph(estate)
        let terms = ApplianceTerms.landingZones.inOrder
        let members = try #require(graph.components().max { $0.count < $1.count })
        let problem = try #require(CompiledComponent(members, of: graph, terms: terms)).problem
        let clusters = Clusters(problem, size: 20, turn: turn, affinity: [0.6, 0.05][turn % 2])
        #expect(clusters.groups.flatMap { $0 }.sorted() == Array(0..<problem.placeCount))
        #expect(clusters.groups.allSatisfy { $0.count <= 20 })
        for segment in problem.segments.indices {
            let places = Set(problem.arcs(ofSegment: segment).map { problem.arcPlace[$0] })
            let meeting = clusters.groups.filter { !places.isDisjoint(with: $0) }
            #expect(clusters.shared[segment] == meeting.count)
        }
    }
}
