import ApplianceScanning
import Testing

@Suite("Properties of plans")
struct PlanPropertiesTests {
    private func shuffled<Element>(_ list: [Element], _ dice: inout Dice) -> [Element] {
        var list = list
        for index in list.indices.dropFirst() { list.swapAt(index, dice.roll(index + 1)) }
        return list
    }

    @Test("the order of the input does not matter, to the last byte", arguments: 0..<30)
    func permutation(number: Int) throws {
        var dice = Dice(seed: 2000 + number)
        let estate = ScanEstate.random(&dice)
        var other = estate
        other.networks = shuffled(estate.networks, &dice)
        other.peerings = shuffled(estate.peerings, &dice)
        other.segments = shuffled(estate.segments, &dice)
        var terms = ApplianceTerms.sample
        terms.sizes.reverse()
        #expect(try AppliancePlanner.plan(estate, .sample) == AppliancePlanner.plan(other, terms))
    }

    @Test("so it is when the search goes by clusters")
    func permutationLarge() throws {
        var dice = Dice(seed: 3)
        let estate = ScanEstate.landingZones(networks: 80, hosts: 4000, dice: &dice)
        var other = estate
        other.networks = shuffled(estate.networks, &dice)
        other.peerings = shuffled(estate.peerings, &dice)
        other.segments = shuffled(estate.segments, &dice)
        let plan = try AppliancePlanner.plan(estate, .landingZones)
        #expect(try AppliancePlanner.plan(other, .landingZones) == plan)
        #expect(faults(of: plan, estate, .landingZones) == [])
    }

    @Test("a longer window never costs more", arguments: 0..<30)
    func window(number: Int) throws {
        var dice = Dice(seed: 3000 + number)
        var estate = ScanEstate.random(&dice)
        // One length of scan: with several, the reserve for mixing them depends on their common multiples.
        for index in estate.segments.indices { estate.segments[index].secondsPerHost = 3600 }
        var terms = ApplianceTerms.sample
        var last = Int.max
        for minutes in [60, 119, 120, 170, 181, 240, 300, 600, 6000] {
            terms.windowSeconds = minutes * 60
            let plan = try AppliancePlanner.plan(estate, terms)
            #expect(plan.isOptimal)
            #expect(plan.cost.total <= last, "\(minutes)")
            last = plan.cost.total
        }
    }

    @Test("more hosts in parallel, a peering more or a wider security group never cost more", arguments: 0..<30)
    func freedom(number: Int) throws {
        var dice = Dice(seed: 4000 + number)
        let estate = ScanEstate.random(&dice)
        let plan = try AppliancePlanner.plan(estate, .sample)
        var terms = ApplianceTerms.sample
        terms.parallelism.hosts += 1
        #expect(try AppliancePlanner.plan(estate, terms).cost.total <= plan.cost.total)
        // Openings may bring in hosts that could not be reached before, so only estates without such count.
        if !plan.unreachable.isEmpty { return }
        var open = estate
        for index in open.segments.indices { open.segments[index].admission = .virtualNetwork }
        open.peerings += estate.peerings.map { Peering(from: $0.to, to: $0.from) }
        #expect(try AppliancePlanner.plan(open, .sample).cost.total <= plan.cost.total)
    }

    @Test("lengths of scan that do not divide each other still end within the window", arguments: 0..<40)
    func oddTimes(number: Int) throws {
        var dice = Dice(seed: 6000 + number)
        var estate = ScanEstate.random(&dice)
        for index in estate.segments.indices {
            estate.segments[index].secondsPerHost = 200 + dice.roll(5000)
            estate.segments[index].hosts *= 7
        }
        let plan = try AppliancePlanner.plan(estate, .sample, effort: PlanningEffort(wholeNodes: 30))
        #expect(faults(of: plan, estate, .sample) == [])
    }

    @Test("an estate without hosts costs nothing")
    func empty() throws {
        let plan = try AppliancePlanner.plan(ScanEstate(networks: [.sample(0)], segments: []), .sample)
        #expect(plan.appliances.isEmpty && plan.cost.total == 0 && plan.isOptimal && plan.gap == 0)
    }
}
