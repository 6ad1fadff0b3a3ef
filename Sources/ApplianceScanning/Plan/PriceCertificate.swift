/// A proof of a lower bound: a price per host of each segment.
///
/// Let every host bring its price. A network with some set of appliances then earns at most what the best filling of their
/// capacity brings, less traffic and the appliances' cost. The prices of all hosts less the greatest earnings of all
/// networks are a bound on the cost of any plan, since a plan that serves every host collects all prices and no network
/// of it earns more than that. Checking it needs one pass over the networks, no search.
public struct PriceCertificate: Hashable, Sendable {
    /// In 1 / 1024 micro-dollar per host and month, by segment; segments not named have price 0.
    public var prices: [String: Int]

    /// The bound that the prices prove, in micro-dollars per month.
    public var bound: Int

    public init(prices: [String: Int], bound: Int) {
        self.prices = prices
        self.bound = bound
    }

    /// Whether the prices prove the bound for this input; false too for prices out of range or of unknown segments.
    ///
    /// Whole numbers throughout. The fillings are computed anew, with none of the search's buffers or orders.
    /// - Complexity: O(arcs log arcs + options).
    public func proves(for estate: ScanEstate, _ terms: ApplianceTerms) -> Bool {
        guard EstateCheck.issues(estate, terms).isEmpty else { return false }
        let graph = ReachGraph(estate)
        let known = Set(graph.segments.map(\.name))
        guard prices.allSatisfy({ known.contains($0.key) && (0...PriceBound.priceMax).contains($0.value) }) else {
            return false
        }
        let terms = terms.inOrder
        var proved = 0
        for members in graph.components() {
            guard let component = CompiledComponent(members, of: graph, terms: terms) else { return false }
            let prices = members.map { self.prices[graph.segments[$0].name] ?? 0 }
            proved += Self.bound(component.problem, prices)
        }
        return bound <= proved
    }

    private static func bound(_ problem: CoverProblem, _ prices: [Int]) -> Int {
        var sum = zip(problem.segments, prices).reduce(0) { $0 + $1.0.hosts * $1.1 }
        for place in 0..<problem.placeCount {
            var offers: [(profit: Int, units: Int, hosts: Int)] = []
            for arc in problem.arcs(ofPlace: place) {
                let segment = problem.segments[problem.arcSegment[arc]]
                let profit = prices[problem.arcSegment[arc]] - problem.arcCost[arc] * PriceBound.scale
                if profit > 0 { offers.append((profit, segment.units, segment.hosts)) }
            }
            offers.sort { $0.profit * $1.units > $1.profit * $0.units }
            var best = 0
            for level in 0..<problem.optionCounts[place] {
                let option = problem.option(place, level)
                var room = option.capacity
                var value = -option.cost * PriceBound.scale
                for offer in offers where room > 0 {
                    let whole = min(offer.hosts, room / offer.units)
                    value += whole * offer.profit
                    room -= whole * offer.units
                    if whole == offer.hosts { continue }
                    // The last host in part, rounded up; nothing fits behind it.
                    value += (offer.profit * room + offer.units - 1) / offer.units
                    room = 0
                }
                best = max(best, value)
            }
            sum -= best
        }
        return PriceBound.microDollars(sum)
    }
}
