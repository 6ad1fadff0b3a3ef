/// Turns the numbers of solved components into the plan that users read.
struct PlanWriter {
    let graph: ReachGraph
    let terms: ApplianceTerms
    private(set) var appliances: [PlannedAppliance] = []
    private(set) var sites: [ApplianceSite] = []
    private(set) var components: [PlanComponent] = []
    private(set) var occupied: Set<Int> = []
    private(set) var prices: [String: Int] = [:]
    private var cost = ApplianceCost(machines: 0, licences: 0, traffic: 0)
    private var lowerBound = 0
    private var certified = 0

    init(graph: ReachGraph, terms: ApplianceTerms) {
        self.graph = graph
        self.terms = terms
    }

    /// Adds a component; its outcome holds a plan, since the menus always go up to all hosts in reach.
    mutating func add(_ component: CompiledComponent, _ outcome: SearchOutcome) {
        let problem = component.problem
        guard let solution = outcome.solution else { preconditionFailure("a component without a plan") }
        let before = appliances.count
        for place in component.places.indices where solution.levels[place] > 0 {
            addSite(place, component, solution)
        }
        for (arc, hosts) in solution.hosts.enumerated() { cost.traffic += hosts * problem.arcCost[arc] }
        lowerBound += outcome.bound
        let evaluator = PriceBound(problem)
        certified += PriceBound.microDollars(evaluator.evaluate(outcome.prices, LevelRanges(problem)))
        for (segment, price) in zip(component.segments, outcome.prices) {
            prices[graph.segments[segment].name] = price
        }
        components.append(
            PlanComponent(
                networks: component.places.map { graph.networks[$0].name },
                segments: component.segments.map { graph.segments[$0].name },
                hosts: problem.segments.reduce(0) { $0 + $1.hosts }, appliances: appliances.count - before,
                cost: solution.cost, lowerBound: outcome.bound))
    }

    func plan() -> AppliancePlan {
        AppliancePlan(
            appliances: appliances.sorted { one, other in
                // The length keeps number 10 behind number 9.
                (one.network, one.name.count, one.name) < (other.network, other.name.count, other.name)
            },
            sites: sites.sorted { $0.network < $1.network }, cost: cost, lowerBound: lowerBound,
            certificate: PriceCertificate(prices: prices, bound: certified), components: components,
            unreachable: graph.unreachable(occupied: occupied), peeringFindings: graph.findings)
    }

    private mutating func addSite(_ place: Int, _ component: CompiledComponent, _ solution: CoverSolution) {
        let problem = component.problem
        let network = graph.networks[component.places[place]]
        let option = problem.option(place, solution.levels[place])
        let offered = terms.offered(in: network.region)
        // The greatest first, so that the fewest appliances hold the most hosts.
        var machines = zip(offered, option.counts).flatMap { size, count in Array(repeating: size, count: count) }
        machines.sort { (terms.parallelism.hosts(on: $1), $0.name) < (terms.parallelism.hosts(on: $0), $1.name) }
        let slots = machines.map { terms.parallelism.hosts(on: $0) }
        var batches: [SlotFilling.Batch] = []
        var units = 0
        for arc in problem.arcs(ofPlace: place) where solution.hosts[arc] > 0 {
            let index = problem.arcSegment[arc]
            batches.append(
                SlotFilling.Batch(
                    segment: component.segments[index], hosts: solution.hosts[arc],
                    units: problem.segments[index].units,
                    seconds: graph.segments[component.segments[index]].secondsPerHost))
            units += solution.hosts[arc] * problem.segments[index].units
        }
        guard let filling = SlotFilling(batches, slots: slots, perSlot: problem.perSlot) else {
            preconditionFailure("\(units) units in \(slots) slots of \(problem.perSlot)")
        }
        for (number, size) in machines.enumerated() {
            let monthly = terms.monthlyCost(of: size.name, in: network.region)!
            cost.machines += monthly - terms.licencePerMonth
            cost.licences += terms.licencePerMonth
            appliances.append(
                PlannedAppliance(
                    name: "\(network.name)-\(number + 1)", network: network.name, region: network.region,
                    size: size.name, hostsInParallel: slots[number], monthlyCost: monthly,
                    load: filling.loads[number].map(share), order: filling.orders[number].map(share),
                    makespanSeconds: filling.makespans[number]))
        }
        occupied.insert(component.places[place])
        sites.append(
            ApplianceSite(
                network: network.name, appliances: machines.count,
                reason: reason(place, component, solution),
                load: Double(units) / Double(slots.reduce(0, +) * problem.perSlot)))
    }

    private func share(_ batch: SlotFilling.Batch) -> SegmentShare {
        SegmentShare(
            segment: graph.segments[batch.segment].name, hosts: batch.hosts, secondsPerHost: batch.seconds)
    }

    /// Why a site is not smaller by one step.
    private func reason(
        _ place: Int, _ component: CompiledComponent, _ solution: CoverSolution
    ) -> ApplianceSite.Reason {
        let problem = component.problem
        let level = solution.levels[place]
        let smaller = problem.option(place, level - 1).capacity
        var alone: [Int] = []
        var aloneUnits = 0
        var units = 0
        var neighbours: Set<Int> = []
        for arc in problem.arcs(ofPlace: place) where solution.hosts[arc] > 0 {
            let segment = problem.arcSegment[arc]
            let work = solution.hosts[arc] * problem.segments[segment].units
            units += work
            let others = problem.arcs(ofSegment: segment).map { problem.arcPlace[$0] }
                .filter { $0 != place && solution.levels[$0] > 0 }
            neighbours.formUnion(others)
            if others.isEmpty {
                alone.append(segment)
                aloneUnits += work
            }
        }
        if level == 1 && !alone.isEmpty { return .cover(alone.map { graph.segments[component.segments[$0]].name }) }
        if aloneUnits > smaller { return .capacity }
        let free = neighbours.reduce(0) { sum, other in
            let used = problem.arcs(ofPlace: other).reduce(0) {
                $0 + solution.hosts[$1] * problem.segments[problem.arcSegment[$1]].units
            }
            return sum + problem.option(other, solution.levels[other]).capacity - used
        }
        return units > smaller + free ? .capacity : .traffic
    }
}
