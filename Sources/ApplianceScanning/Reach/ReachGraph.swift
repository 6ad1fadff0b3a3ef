/// A peering that carries no traffic, and why.
public enum PeeringFinding: Hashable, Sendable, CustomStringConvertible {
    /// One direction exists, the other does not.
    case oneWay(exists: Peering, missing: Peering)
    /// The networks share addresses, so Azure refuses the peering.
    case overlap(Peering, AddressBlock, AddressBlock)

    public var description: String {
        switch self {
        case .oneWay(let exists, let missing):
            "\(exists.from) is peered to \(exists.to), but \(missing.from) is not to \(missing.to)"
        case .overlap(let peering, let one, let other):
            "\(peering.from) and \(peering.to) cannot be peered: \(one) and \(other) overlap"
        }
    }
}

/// Which networks exchange traffic, on indices in the order of names.
struct ReachGraph: Sendable {
    /// In the order of names, so that no answer depends on the order of the input.
    let networks: [VirtualNetwork]
    /// In the order of names.
    let segments: [HostSegment]
    let indexOfName: [String: Int]
    /// Index of the network of each segment.
    let homes: [Int]
    /// Networks with a working peering, ascending, per network.
    let peers: [[Int]]
    /// Directed links as given, useful or not.
    let links: Set<Peering>
    let findings: [PeeringFinding]
    /// Networks from which each segment can be scanned, ascending; only such as accept appliances.
    let sources: [[Int]]

    /// - Complexity: O(n log n) for the n networks, peerings and segments, and per segment the peers of its network.
    init(_ estate: ScanEstate) {
        let networks = estate.networks.sorted { $0.name < $1.name }
        let segments = estate.segments.sorted { $0.name < $1.name }
        let indexOfName = Dictionary(uniqueKeysWithValues: networks.enumerated().map { ($1.name, $0) })
        let links = Set(estate.peerings)
        var findings: [PeeringFinding] = []
        var peers: [[Int]] = Array(repeating: [], count: networks.count)
        for link in links.sorted() {
            let back = Peering(from: link.to, to: link.from)
            guard links.contains(back) else {
                findings.append(.oneWay(exists: link, missing: back))
                continue
            }
            guard let from = indexOfName[link.from], let to = indexOfName[link.to] else { continue }
            if let (one, other) = Self.overlap(networks[from], networks[to]) {
                if from < to { findings.append(.overlap(link, one, other)) }
            } else {
                peers[from].append(to)
            }
        }
        homes = segments.map { indexOfName[$0.network] ?? -1 }
        sources = zip(segments, homes).map { segment, home in
            (peers[home] + [home]).sorted().filter {
                networks[$0].acceptsAppliances && segment.admission.admits(networks[$0].name)
            }
        }
        self.networks = networks
        self.segments = segments
        self.indexOfName = indexOfName
        self.links = links
        self.findings = findings
        self.peers = peers
    }

    /// A pair of blocks that keeps two networks from being peered.
    static func overlap(_ one: VirtualNetwork, _ other: VirtualNetwork) -> (AddressBlock, AddressBlock)? {
        for mine in one.addresses {
            for yours in other.addresses where mine.overlaps(yours) { return (mine, yours) }
        }
        return nil
    }

    /// Groups of segments that share places, directly or through others; each ascending, in the order of their first.
    ///
    /// Segments without hosts or without any place are in none.
    /// - Complexity: O(segments + arcs).
    func components() -> [[Int]] {
        var served: [[Int]] = Array(repeating: [], count: networks.count)
        for (segment, places) in sources.enumerated() where segments[segment].hosts > 0 {
            for place in places { served[place].append(segment) }
        }
        var seenSegment = Array(repeating: false, count: segments.count)
        var seenPlace = Array(repeating: false, count: networks.count)
        var components: [[Int]] = []
        for first in segments.indices where segments[first].hosts > 0 && !sources[first].isEmpty {
            if seenSegment[first] { continue }
            seenSegment[first] = true
            var component = [first]
            var next = 0
            while next < component.count {
                for place in sources[component[next]] where !seenPlace[place] {
                    seenPlace[place] = true
                    for segment in served[place] where !seenSegment[segment] {
                        seenSegment[segment] = true
                        component.append(segment)
                    }
                }
                next += 1
            }
            components.append(component.sorted())
        }
        return components
    }
}
