import ApplianceScanning

/// The least cost of any plan, by trying for every network every number of hosts of every segment.
///
/// Shares no code with the planner but the input types. Times must be halves of each other, down from the window or a
/// whole part of it: then hosts fit on an appliance exactly when their parts of a slot sum up to at most its slots.
struct ExhaustivePlan {
    private let estate: ScanEstate
    private let terms: ApplianceTerms

    init(_ estate: ScanEstate, _ terms: ApplianceTerms) {
        self.estate = estate
        self.terms = terms
    }

    /// Whether an appliance in a network can scan a segment.
    static func reaches(_ estate: ScanEstate, from source: VirtualNetwork, _ segment: HostSegment) -> Bool {
        guard source.acceptsAppliances else { return false }
        if case .only(let names) = segment.admission, !names.contains(source.name) { return false }
        if source.name == segment.network { return true }
        guard estate.peerings.contains(Peering(from: source.name, to: segment.network)),
            estate.peerings.contains(Peering(from: segment.network, to: source.name))
        else { return false }
        let home = estate.networks.first { $0.name == segment.network }!
        for one in home.addresses { for other in source.addresses where one.overlaps(other) { return false } }
        return true
    }

    /// Quarters of a slot that a host takes.
    private func quarters(_ segment: HostSegment) -> Int {
        switch terms.windowSeconds / segment.secondsPerHost {
        case 1: 4
        case 2: 2
        case 4: 1
        default: fatalError("a time that is no half or quarter of the window")
        }
    }

    /// Least cost of appliances in a region for so many quarters of a slot.
    private func machines(_ region: String, _ quarters: Int) -> Int {
        var least = Array(repeating: Int.max, count: quarters + 1)
        least[0] = 0
        if quarters == 0 { return 0 }
        for amount in 1...quarters {
            for size in terms.sizes {
                guard let price = terms.hourlyPrices[region]?[size.name] else { continue }
                let slots = terms.parallelism.hosts * (size.vCPUs >= 4 && size.memoryGiB >= 8 ? 3 : 1)
                let cost = price * terms.hoursPerMonth + terms.licencePerMonth
                least[amount] = min(least[amount], cost + least[max(0, amount - 4 * slots)])
            }
        }
        return least[quarters]
    }

    private func traffic(_ segment: HostSegment, from source: VirtualNetwork) -> Int {
        if source.name == segment.network { return 0 }
        let home = estate.networks.first { $0.name == segment.network }!
        let perGigabyte = home.region == source.region ? 20_000 : 70_000
        return segment.megabytesPerHost * terms.scansPerMonth * perGigabyte / 1000
    }

    /// Micro-dollars a month, with unreachable segments left out.
    func leastCost() -> Int {
        let segments = estate.segments.filter { segment in
            estate.networks.contains { Self.reaches(estate, from: $0, segment) }
        }
        // What is left to do, as one number: digit s has base hosts(s) + 1.
        var bases: [Int] = []
        var states = 1
        for segment in segments {
            bases.append(states)
            states *= segment.hosts + 1
        }
        var least = Array(repeating: Int.max, count: states)
        least[states - 1] = 0
        for source in estate.networks where source.acceptsAppliances {
            let reached = segments.indices.filter { Self.reaches(estate, from: source, segments[$0]) }
            if reached.isEmpty { continue }
            var takings: [(shift: Int, work: Int, traffic: Int)] = [(0, 0, 0)]
            for index in reached {
                takings = takings.flatMap { taking in
                    (0...segments[index].hosts).map { count in
                        (
                            taking.shift + count * bases[index],
                            taking.work + count * quarters(segments[index]),
                            taking.traffic + count * traffic(segments[index], from: source)
                        )
                    }
                }
            }
            let costs = takings.map { $0.traffic + machines(source.region, $0.work) }
            // Downward, so that this network's takings are never stacked on each other.
            var next = least
            for state in 0..<states where least[state] < .max {
                let room = reached.map { index -> (left: Int, base: Int, digits: Int) in
                    let digits = segments[index].hosts + 1
                    return (state / bases[index] % digits, bases[index], digits)
                }
                for (index, taking) in takings.enumerated() {
                    if room.contains(where: { taking.shift / $0.base % $0.digits > $0.left }) { continue }
                    next[state - taking.shift] = min(next[state - taking.shift], least[state] + costs[index])
                }
            }
            least = next
        }
        return least[0]
    }
}
