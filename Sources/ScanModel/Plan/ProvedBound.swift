/// What a lower bound of a region rests on, with those that take too long for every plan.
public enum ProofKind: Hashable, Sendable {
    /// What every plan knows.
    case plan(BoundKind)
    /// Instances that take long to prepare, to scan or to clear crowd the scanners among themselves.
    case crowd
    /// However the work is shared out among the scanners, one of them has so much: a bound of P||Cmax.
    case packing
    /// Limits on the way let so many instances come to the scanners by each instant and no more.
    case arrivals
    /// Each request of an action needs a token, and whoever gets the last one has all the rest of the way before it.
    case lastGrant(action: String)

    /// The bound in words.
    public var title: String {
        switch self {
        case .plan(let kind): kind.title
        case .crowd: "the largest instances on the scanners"
        case .packing: "how instances share out among scanners"
        case .arrivals: "how fast instances come to the scanners"
        case .lastGrant(let action): "the last grant of \(action) and the way from there"
        }
    }
}

/// A proved minimum of a region's time between opening and completion.
public struct ProvedBound: Hashable, Sendable {
    public var kind: ProofKind
    /// In ticks.
    public var ticks: Int64

    public init(kind: ProofKind, ticks: Int64) {
        self.kind = kind
        self.ticks = ticks
    }
}

/// What the proved minimum of a whole cycle rests on.
public enum CycleProof: Hashable, Sendable {
    /// One region alone needs this long.
    case region(name: String, bound: ProofKind)
    /// All regions together, spread over the window of the gate.
    case windowWork
    /// However the regions are shared out among the places of the window, one of them has so much: a bound of P||Cmax.
    case windowPacking
    /// Barrier groups: the sum of every window-th longest region.
    case barrierGroups
    /// What every plan knows of what the regions share.
    case shared(CycleBoundKind)
}

/// A proved minimum of the makespan.
public struct ProvedCycle: Hashable, Sendable {
    public var proof: CycleProof
    /// In ticks.
    public var ticks: Int64

    public init(proof: CycleProof, ticks: Int64) {
        self.proof = proof
        self.ticks = ticks
    }
}
