/// The planning of appliances as numbers: places with menus of capacity, segments with hosts, and arcs between them.
///
/// Choose an option at every place and a place for every host, so that the units of hosts at a place are within its
/// capacity, at the least sum of option costs and arc costs. A segment may have an outside, where any number of its
/// hosts can go at a price per host; parts of a greater problem use it for what the other parts may take over.
///
/// The problem has set cover (each option large) and bin packing of unsplittable capacity (each option small) as
/// special cases, so it is NP-hard.
struct CoverProblem: Sendable {
    struct Segment: Hashable, Sendable {
        /// 1 or more.
        var hosts: Int
        /// Units of one host.
        var units: Int
        /// Units of a slot / ``units``.
        var perSlot: Int
        /// Price of a host outside; `nil` where there is none.
        var outside: Int?
    }

    /// Units of a slot; all costs of flows are counted in parts of 1 / `perSlot` micro-dollar.
    var perSlot: Int
    var segments: [Segment]
    var menus: [CapacityMenu]
    /// Menu of each place.
    var menuOfPlace: [Int]
    /// Options of its menu that each place may take: 0 ..< count.
    var optionCounts: [Int]

    /// Arcs of place p: `arcStart[p] ..< arcStart[p + 1]`.
    var arcStart: [Int]
    var arcSegment: [Int]
    var arcPlace: [Int]
    /// Micro-dollars per host and month.
    var arcCost: [Int]
    /// Arcs of segment s: `arcsOfSegment[segmentStart[s] ..< segmentStart[s + 1]]`, by place.
    var segmentStart: [Int]
    var arcsOfSegment: [Int]

    var placeCount: Int { menuOfPlace.count }

    func arcs(ofPlace place: Int) -> Range<Int> { arcStart[place]..<arcStart[place + 1] }

    func arcs(ofSegment segment: Int) -> ArraySlice<Int> {
        arcsOfSegment[segmentStart[segment]..<segmentStart[segment + 1]]
    }

    func option(_ place: Int, _ level: Int) -> CapacityMenu.Option { menus[menuOfPlace[place]].options[level] }

    /// Builds the arrays.
    ///
    /// - Parameters:
    ///   - arcs: segment and cost per host of every arc, by place.
    ///   - limits: options of each place; `nil` takes as many as the hosts in reach can need.
    init(
        perSlot: Int, segments: [Segment], menus: [CapacityMenu], menuOfPlace: [Int],
        arcs: [[(segment: Int, cost: Int)]], limits: [Int]? = nil
    ) {
        self.perSlot = perSlot
        self.segments = segments
        self.menus = menus
        self.menuOfPlace = menuOfPlace
        arcStart = [0]
        arcSegment = []
        arcPlace = []
        arcCost = []
        optionCounts = []
        var degrees = Array(repeating: 0, count: segments.count + 1)
        for (place, list) in arcs.enumerated() {
            var work = 0
            for arc in list {
                arcSegment.append(arc.segment)
                arcPlace.append(place)
                arcCost.append(arc.cost)
                degrees[arc.segment + 1] += 1
                work += segments[arc.segment].hosts * segments[arc.segment].units
            }
            arcStart.append(arcSegment.count)
            optionCounts.append(limits?[place] ?? menus[menuOfPlace[place]].count(work: work))
        }
        for index in segments.indices { degrees[index + 1] += degrees[index] }
        segmentStart = degrees
        arcsOfSegment = Array(repeating: 0, count: arcSegment.count)
        for arc in arcSegment.indices {
            arcsOfSegment[degrees[arcSegment[arc]]] = arc
            degrees[arcSegment[arc]] += 1
        }
    }
}

/// A choice at every place, and where every host goes.
struct CoverSolution: Hashable, Sendable {
    /// Option of each place.
    var levels: [Int]
    /// Hosts on each arc.
    var hosts: [Int]
    /// Hosts of each segment that go outside.
    var outside: [Int]
    /// Micro-dollars per month.
    var cost: Int
}

/// A component of the reach graph with the names behind its numbers.
struct CompiledComponent: Sendable {
    var problem: CoverProblem
    /// Index in ``ReachGraph/networks`` of each place.
    var places: [Int]
    /// Index in ``ReachGraph/segments`` of each segment.
    var segments: [Int]
    var units: SlotUnits

    /// Appliances that one network may need at most; far above any real estate.
    static let appliancesMax = 100_000.0

    /// - Parameter members: segments of the component, ascending.
    /// - Returns: `nil` if the sums of the searches could be too great for 64 bits.
    /// - Complexity: O(arcs + places x options).
    init?(_ members: [Int], of graph: ReachGraph, terms: ApplianceTerms) {
        let slots = terms.sizes.map { terms.parallelism.hosts(on: $0) }
        let units = SlotUnits(
            windowSeconds: terms.windowSeconds, times: Set(members.map { graph.segments[$0].secondsPerHost }),
            slots: slots.min() ?? 1)
        let places = Set(members.flatMap { graph.sources[$0] }).sorted()
        let placeOf = Dictionary(uniqueKeysWithValues: places.enumerated().map { ($1, $0) })
        var arcs: [[(segment: Int, cost: Int)]] = Array(repeating: [], count: places.count)
        var total = 0
        let segments = members.enumerated().map { index, member in
            let segment = graph.segments[member]
            let home = graph.homes[member]
            for source in graph.sources[member] {
                let cost =
                    source == home
                    ? 0
                    : terms.monthlyTraffic(
                        megabytesPerHost: segment.megabytesPerHost, between: graph.networks[source].region,
                        and: graph.networks[home].region)
                arcs[placeOf[source]!].append((index, cost))
            }
            let unit = units.units(seconds: segment.secondsPerHost)
            total += segment.hosts * unit
            return CoverProblem.Segment(
                hosts: segment.hosts, units: unit, perSlot: units.perSlot / unit, outside: nil)
        }
        let dearestArc = arcs.joined().map(\.cost).max() ?? 0
        let traffic = Double(dearestArc) * segments.reduce(0.0) { $0 + Double($1.hosts) }
        var machines = 0.0
        for (size, slots) in zip(terms.sizes, slots) {
            let count = Double(total) / Double(units.capacity(slots: slots)) + 1
            if count > Self.appliancesMax { return nil }
            for region in terms.hourlyPrices.keys {
                machines = max(machines, count * Double(terms.monthlyCost(of: size.name, in: region) ?? 0))
            }
        }
        let sum = (machines * Double(places.count) + traffic) * Double(max(units.perSlot, PriceBound.scale))
        // A tenth of what fits, for sums of sums on the way.
        if sum > 0.1 * Double(Int.max) || dearestArc >= PriceBound.priceMax / PriceBound.scale { return nil }
        let regions = Set(places.map { graph.networks[$0].region }).sorted()
        let menus = regions.map { region in
            CapacityMenu(
                sizes: zip(terms.sizes, slots).compactMap { size, slots in
                    terms.monthlyCost(of: size.name, in: region).map { ($0, units.capacity(slots: slots)) }
                }, work: total)
        }
        let menuOfRegion = Dictionary(uniqueKeysWithValues: regions.enumerated().map { ($1, $0) })
        problem = CoverProblem(
            perSlot: units.perSlot, segments: segments, menus: menus,
            menuOfPlace: places.map { menuOfRegion[graph.networks[$0].region]! }, arcs: arcs)
        self.places = places
        self.segments = members
        self.units = units
    }
}
