/// A division of the places of a problem into neighbourhoods of limited size.
struct Clusters: Sendable {
    /// Places of each cluster, ascending; every place is in one.
    let groups: [[Int]]
    /// How many clusters reach each segment.
    let shared: [Int]

    /// Grows one cluster after another, always by the place whose work in reach lies in the cluster's reach by the
    /// greatest part. A spoke of a hub joins the hub's cluster; another hub, most of whose work is elsewhere, does not.
    ///
    /// - Parameters:
    ///   - size: places of a cluster at most.
    ///   - turn: other turns start from other places, so that borders lie elsewhere.
    ///   - affinity: least part of a place's work that must lie in a cluster's reach for the place to join, 0 ..< 1.
    /// - Complexity: O(places log places + arcs x the places of a segment).
    init(_ problem: CoverProblem, size: Int, turn: Int, affinity: Double) {
        let work = problem.segments.map { Double($0.hosts * $0.units) }
        let reach = (0..<problem.placeCount).map { place in
            problem.arcs(ofPlace: place).reduce(0.0) { $0 + work[problem.arcSegment[$1]] }
        }
        let degree = (0..<problem.placeCount).map { problem.arcs(ofPlace: $0).count }
        let seeds: [Int]
        switch turn % 3 {
        case 0: seeds = degree.indices.sorted { (-degree[$0], $0) < (-degree[$1], $1) }
        case 1: seeds = degree.indices.sorted { (degree[$0], $0) < (degree[$1], $1) }
        default:
            let start = turn * 977 % max(1, degree.count)
            seeds = degree.indices.map { (start + $0) % degree.count }
        }
        var groupOf = Array(repeating: -1, count: problem.placeCount)
        var groups: [[Int]] = []
        for seed in seeds where groupOf[seed] < 0 {
            var group: [Int] = []
            var common: [Int: Double] = [:]
            var covered: Set<Int> = []
            var next: Int? = seed
            while let place = next, group.count < size {
                groupOf[place] = groups.count
                group.append(place)
                common[place] = nil
                for arc in problem.arcs(ofPlace: place) {
                    let segment = problem.arcSegment[arc]
                    if !covered.insert(segment).inserted { continue }
                    for other in problem.arcs(ofSegment: segment) where groupOf[problem.arcPlace[other]] < 0 {
                        common[problem.arcPlace[other], default: 0] += work[segment]
                    }
                }
                var top = affinity
                next = nil
                for (candidate, amount) in common {
                    let part = amount / reach[candidate]
                    if part > top || (part == top && candidate < next ?? -1) {
                        top = part
                        next = candidate
                    }
                }
            }
            groups.append(group.sorted())
        }
        self.groups = groups
        shared = problem.segments.indices.map { segment in
            Set(problem.arcs(ofSegment: segment).map { groupOf[problem.arcPlace[$0]] }).count
        }
    }
}
