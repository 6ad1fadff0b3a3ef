internal import HeapModule

/// Sends the hosts of all segments to places with given capacities at the least sum of arc costs.
///
/// A minimum-cost flow in units of work, by successive shortest paths: one segment after another sends its hosts along
/// the path of least cost that changes earlier decisions where that pays. Dijkstra's search with potentials ends at
/// the first end of a path, so that a path costs as much as the neighbourhood that it explores.
/// Source: R. Ahuja, T. Magnanti, J. Orlin, Network Flows, 1993, section 9.7.
struct HostFlow {
    let problem: CoverProblem
    /// Units on each arc.
    private(set) var units: [Int]
    /// Units of each segment outside.
    private(set) var outside: [Int]
    /// Units of each segment that are still to be sent.
    private var unserved: [Int]
    /// Units that are free at each place.
    private var free: [Int]
    // Nodes are segments, then places, then the end of all paths.
    private var potential: [Int]
    private var distance: [Int]
    private var cameBy: [Int]
    private var settled: [Bool]
    private var touched: [Int] = []
    private var ends = Heap<PathEnd>()
    private var lower: [Int]
    private var upper: [Int]

    private var endNode: Int { problem.segments.count + problem.placeCount }

    init(_ problem: CoverProblem) {
        self.problem = problem
        let arcs = problem.arcSegment.count
        let nodes = problem.segments.count + problem.placeCount + 1
        units = Array(repeating: 0, count: arcs)
        lower = units
        upper = units
        outside = Array(repeating: 0, count: problem.segments.count)
        unserved = outside
        free = Array(repeating: 0, count: problem.placeCount)
        potential = Array(repeating: 0, count: nodes)
        distance = Array(repeating: .max, count: nodes)
        cameBy = Array(repeating: -1, count: nodes)
        settled = Array(repeating: false, count: nodes)
    }

    /// Whether no host is torn apart.
    var isWhole: Bool {
        units.indices.allSatisfy { units[$0] % problem.segments[problem.arcSegment[$0]].units == 0 }
    }

    /// Sum of all costs in 1 / ``CoverProblem/perSlot`` micro-dollar.
    var cost: Int {
        var sum = 0
        for arc in units.indices where units[arc] > 0 {
            sum += units[arc] * problem.arcCost[arc] * problem.segments[problem.arcSegment[arc]].perSlot
        }
        for (segment, gone) in zip(problem.segments, outside) where gone > 0 {
            sum += gone * segment.outside! * segment.perSlot
        }
        return sum
    }

    /// Starts anew with these capacities and sends all hosts.
    ///
    /// - Parameter bounds: fewest and most units of each arc; all units without.
    /// - Returns: false if some host finds no place; the flow is of no use then.
    /// - Complexity: O(paths x (arcs + nodes log nodes)) at worst; paths are about segments + places.
    mutating func solve(capacities: [Int], bounds: (lower: [Int], upper: [Int])? = nil) -> Bool {
        free = capacities
        for node in potential.indices { potential[node] = 0 }
        for segment in problem.segments.indices {
            outside[segment] = 0
            unserved[segment] = problem.segments[segment].hosts * problem.segments[segment].units
        }
        for arc in units.indices {
            let segment = problem.arcSegment[arc]
            lower[arc] = bounds?.lower[arc] ?? 0
            upper[arc] = bounds?.upper[arc] ?? problem.segments[segment].hosts * problem.segments[segment].units
            units[arc] = lower[arc]
            unserved[segment] -= lower[arc]
            free[problem.arcPlace[arc]] -= lower[arc]
        }
        if free.contains(where: { $0 < 0 }) || unserved.contains(where: { $0 < 0 }) { return false }
        for segment in problem.segments.indices {
            while unserved[segment] > 0 {
                guard findPath(from: segment) else { return false }
                push(from: segment)
            }
        }
        return true
    }

    /// Fills `cameBy` with a least-cost path to the end.
    private mutating func findPath(from source: Int) -> Bool {
        let segmentCount = problem.segments.count
        for node in touched {
            distance[node] = .max
            settled[node] = false
        }
        touched.removeAll(keepingCapacity: true)
        ends.removeAll { _ in true }
        relax(source, 0, by: -1)
        while let end = ends.popMin() {
            let (found, node) = (end.length, end.node)
            if settled[node] || found > distance[node] { continue }
            settled[node] = true
            if node == endNode {
                for other in touched where settled[other] { potential[other] += distance[other] - found }
                return true
            }
            if node < segmentCount {
                let segment = problem.segments[node]
                for arc in problem.arcs(ofSegment: node) where units[arc] < upper[arc] {
                    let place = segmentCount + problem.arcPlace[arc]
                    let cost = problem.arcCost[arc] * segment.perSlot
                    relax(place, found + cost + potential[node] - potential[place], by: arc)
                }
                if let price = segment.outside {
                    relax(endNode, found + price * segment.perSlot + potential[node] - potential[endNode], by: node)
                }
            } else {
                let place = node - segmentCount
                if free[place] > 0 { relax(endNode, found + potential[node] - potential[endNode], by: node) }
                for arc in problem.arcs(ofPlace: place) where units[arc] > lower[arc] {
                    let segment = problem.arcSegment[arc]
                    let cost = problem.arcCost[arc] * problem.segments[segment].perSlot
                    relax(segment, found - cost + potential[node] - potential[segment], by: arc)
                }
            }
        }
        return false
    }

    private mutating func relax(_ node: Int, _ candidate: Int, by arc: Int) {
        if distance[node] == .max { touched.append(node) } else if candidate >= distance[node] { return }
        distance[node] = candidate
        cameBy[node] = arc
        ends.insert(PathEnd(length: candidate, node: node))
    }

    private mutating func push(from source: Int) {
        let segmentCount = problem.segments.count
        let last = cameBy[endNode]
        var amount = unserved[source]
        if last >= segmentCount { amount = min(amount, free[last - segmentCount]) }
        var node = last
        while node != source {
            let arc = cameBy[node]
            if node >= segmentCount {
                amount = min(amount, upper[arc] - units[arc])
                node = problem.arcSegment[arc]
            } else {
                amount = min(amount, units[arc] - lower[arc])
                node = segmentCount + problem.arcPlace[arc]
            }
        }
        node = last
        while node != source {
            let arc = cameBy[node]
            if node >= segmentCount {
                units[arc] += amount
                node = problem.arcSegment[arc]
            } else {
                units[arc] -= amount
                node = segmentCount + problem.arcPlace[arc]
            }
        }
        if last >= segmentCount { free[last - segmentCount] -= amount } else { outside[last] += amount }
        unserved[source] -= amount
    }
}

/// The end of a path; of equal lengths the lower node comes first, so that ties never depend on history.
private struct PathEnd: Comparable {
    var length: Int
    var node: Int

    static func < (one: PathEnd, other: PathEnd) -> Bool { (one.length, one.node) < (other.length, other.node) }
}
