internal import ScanModel

/// The time of one kind on a path.
public struct PathShare: Hashable, Sendable {
    public var kind: PathKind
    public var ticks: Int64
    /// Stretches that it is the sum of.
    public var count: Int
}

/// Stretches of a path one after another, each of which let the next one go on in the same way.
public struct PathChain: Hashable, Sendable {
    /// The region, as an index into the plan's.
    public var region: Int
    public var from: Int64
    public var to: Int64
    /// What joins its links; ``PathLink/same`` for a chain of one link.
    public var link: PathLink
    /// Instances or scanners one after another.
    public var links: Int
    /// What its time went into, the most first.
    public var shares: [PathShare]
}

/// Stretches from the start of the cycle to its end, each of which began when the one before ended.
///
/// Identity: the stretches lie end to end from 0 to the makespan, so that their lengths add up to it, to the tick.
public struct CriticalPath: Hashable, Sendable {
    /// In the order of time.
    public var segments: [PathSegment]

    /// What the time went into, the most first.
    public var shares: [PathShare] { CriticalPath.shares(segments[...]) }

    /// Time by region, as index and ticks, in the order of time.
    public var regions: [(region: Int, ticks: Int64)] {
        var found: [(region: Int, ticks: Int64)] = []
        for segment in segments {
            if let index = found.firstIndex(where: { $0.region == segment.region }) {
                found[index].ticks += segment.ticks
            } else {
                found.append((segment.region, segment.ticks))
            }
        }
        return found
    }

    /// The path in few parts. Complexity: O(segments).
    public var chains: [PathChain] {
        var chains: [PathChain] = []
        var start = 0
        var links = 1
        var joint: PathLink?
        func close(at end: Int) {
            let part = segments[start..<end]
            guard let first = part.first, let last = part.last else { return }
            chains.append(
                PathChain(
                    region: first.region, from: first.from, to: last.to, link: joint ?? .same, links: links,
                    shares: CriticalPath.shares(part)))
            (start, links, joint) = (end, 1, nil)
        }
        for index in segments.indices.dropLast() {
            switch segments[index].link {
            case .same: continue
            case .gate: close(at: index + 1)
            case let link where joint == nil || joint == link:
                joint = link
                links += 1
            default: close(at: index + 1)
            }
        }
        close(at: segments.count)
        return chains
    }

    private static func shares(_ segments: ArraySlice<PathSegment>) -> [PathShare] {
        var order: [PathKind] = []
        var found: [PathKind: PathShare] = [:]
        for segment in segments {
            if found[segment.kind] == nil { order.append(segment.kind) }
            found[segment.kind, default: PathShare(kind: segment.kind, ticks: 0, count: 0)].ticks += segment.ticks
            found[segment.kind]?.count += 1
        }
        return order.indices.compactMap { index in found[order[index]].map { (index, $0) } }
            .sorted { (-$0.1.ticks, $0.0) < (-$1.1.ticks, $1.0) }.map(\.1)
    }
}
