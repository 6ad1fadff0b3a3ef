/// A segment that no appliance can scan, and what would change that.
public struct UnreachableSegment: Hashable, Sendable {
    public var segment: String
    public var network: String
    public var hosts: Int
    /// Changes of which each alone opens the segment, the least first; at most ``remediesMax``.
    public var remedies: [Remedy]

    public static let remediesMax = 3
}

/// A change that opens a segment to an appliance.
public enum Remedy: Hashable, Sendable, CustomStringConvertible {
    /// Let scan traffic from a network that is already in reach through the security group.
    case openSecurityGroup(segment: String, to: String)
    /// Complete or make a peering: the links that are missing.
    case peer([Peering])
    /// Make or complete the peering and open the security group as well, since neither is enough alone.
    case peerAndOpen([Peering], segment: String, to: String)
    /// Permit an appliance in a network from which the segment could be scanned.
    case acceptAppliance(network: String)

    public var description: String {
        switch self {
        case .openSecurityGroup(let segment, let network): "open the security group of \(segment) to \(network)"
        case .peer(let links): Self.text(links)
        case .peerAndOpen(let links, let segment, let network):
            Self.text(links) + " and open the security group of \(segment) to \(network)"
        case .acceptAppliance(let network): "permit an appliance in \(network)"
        }
    }

    private static func text(_ links: [Peering]) -> String {
        "peer " + links.map { "\($0.from) to \($0.to)" }.joined(separator: " and ")
    }
}

extension ReachGraph {
    /// Every segment with hosts that no place reaches.
    ///
    /// - Parameter occupied: networks that get an appliance anyway; of equal remedies those that use one come first,
    ///   because they need no new appliance for cover.
    func unreachable(occupied: Set<Int>) -> [UnreachableSegment] {
        segments.indices.filter { sources[$0].isEmpty && segments[$0].hosts > 0 }.map { index in
            let segment = segments[index]
            return UnreachableSegment(
                segment: segment.name, network: segment.network, hosts: segment.hosts,
                remedies: remedies(index, occupied: occupied))
        }
    }

    /// The remedies of one segment by effort: first those at one place, then peerings with one missing link, then
    /// others. - Complexity: O(networks log networks).
    private func remedies(_ index: Int, occupied: Set<Int>) -> [Remedy] {
        let segment = segments[index]
        let home = homes[index]
        let peered = Set(peers[home])
        var ranked: [(rank: [Int], remedy: Remedy)] = []
        for place in networks.indices {
            let network = networks[place]
            let admitted = segment.admission.admits(network.name)
            let connected = place == home || peered.contains(place)
            let own = place == home ? 0 : 1
            let unoccupied = occupied.contains(place) ? 0 : 1
            let abroad = network.region == networks[home].region ? 0 : 1
            if connected {
                if !network.acceptsAppliances {
                    // Two changes at once are no remedy to propose.
                    guard admitted else { continue }
                    ranked.append(([2, own, unoccupied, abroad, place], .acceptAppliance(network: network.name)))
                } else {
                    ranked.append(
                        (
                            [0, unoccupied, own, abroad, place],
                            .openSecurityGroup(segment: segment.name, to: network.name)
                        ))
                }
                continue
            }
            guard network.acceptsAppliances, Self.overlap(network, networks[home]) == nil else { continue }
            let missing = Peering.mutual(networks[home].name, network.name).filter { !links.contains($0) }
            let effort = admitted ? 1 : 3
            ranked.append(
                (
                    [effort, missing.count, unoccupied, abroad, place],
                    admitted
                        ? .peer(missing) : .peerAndOpen(missing, segment: segment.name, to: network.name)
                ))
        }
        let sorted = ranked.sorted { $0.rank.lexicographicallyPrecedes($1.rank) }
        return sorted.prefix(UnreachableSegment.remediesMax).map(\.remedy)
    }
}
