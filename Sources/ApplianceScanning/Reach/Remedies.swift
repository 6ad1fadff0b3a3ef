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

    /// The remedies of one segment, the least effort first.
    ///
    /// - Complexity: O(networks) and as many comparisons of addresses.
    private func remedies(_ index: Int, occupied: Set<Int>) -> [Remedy] {
        let segment = segments[index]
        let home = homes[index]
        let peered = Set(peers[home])
        // The place is the last part of the rank, so ranks differ and name their place.
        var ranks: [Int] = []
        for place in networks.indices {
            let connected = place == home || peered.contains(place)
            guard let effort = effort(at: place, for: index, connected: connected) else { continue }
            let unoccupied = occupied.contains(place) ? 0 : 1
            let away = place == home ? 0 : 1
            let abroad = networks[place].region == networks[home].region ? 0 : 1
            ranks.append((((effort * 2 + unoccupied) * 2 + away) * 2 + abroad) * networks.count + place)
        }
        return ranks.sorted().prefix(UnreachableSegment.remediesMax).map { rank in
            let place = rank % networks.count
            let network = networks[place]
            let admitted = segment.admission.admits(network.name)
            if place == home || peered.contains(place) {
                return admitted
                    ? .acceptAppliance(network: network.name)
                    : .openSecurityGroup(segment: segment.name, to: network.name)
            }
            let missing = missingLinks(home, place)
            return admitted ? .peer(missing) : .peerAndOpen(missing, segment: segment.name, to: network.name)
        }
    }

    /// 0 for a security group alone, then a half and a whole peering, an appliance, and a peering with a security group;
    /// `nil` where one such change does not open the segment.
    private func effort(at place: Int, for index: Int, connected: Bool) -> Int? {
        let network = networks[place]
        let admitted = segments[index].admission.admits(network.name)
        if connected {
            if network.acceptsAppliances { return 0 }
            return admitted ? 3 : nil
        }
        guard network.acceptsAppliances, Self.overlap(network, networks[homes[index]]) == nil else { return nil }
        let missing = missingLinks(homes[index], place).count
        return admitted ? missing : 3 + missing
    }

    private func missingLinks(_ home: Int, _ place: Int) -> [Peering] {
        Peering.mutual(networks[home].name, networks[place].name).filter { !links.contains($0) }
    }
}
