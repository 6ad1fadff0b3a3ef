/// What the time of a stretch went into.
public enum PathKind: Hashable, Sendable {
    /// Behind the region gate.
    case gate
    /// The network of the region is made, or taken down.
    case setup
    case teardown
    /// The work of a stage.
    case stage(String)
    /// The work of a stage was over and nobody had looked yet.
    case poll(String)
    /// For tokens, by action; several at once are joined by commas.
    case tokens(String)
    /// For the next request after one that was refused.
    case backOff(String)
    /// For units of a counted limit.
    case limit(String)
    /// For the next look at a counted limit.
    case look(String)
    /// For its round of the first stage.
    case round
    /// For the other instances of the batch.
    case batch
    /// For the vendor's timer.
    case timer
    /// For a place on a scanner.
    case place
    /// For the next request of a scanner after one that came to nothing.
    case launchRetry
    case boot
    /// On a scanner that was taken away, for nothing.
    case lost
    /// A scanner is taken down and its position is not free yet.
    case drain

    /// Whether something is done, rather than waited for.
    public var isWork: Bool {
        switch self {
        case .setup, .teardown, .stage, .boot, .drain, .lost: true
        default: false
        }
    }

    /// The kind in words.
    public var title: String {
        switch self {
        case .gate: "waits for the region gate"
        case .setup: "sets the region up"
        case .teardown: "takes the region down"
        case .stage(let name): name
        case .poll(let name): "waits until the end of \(name) is noticed"
        case .tokens(let action): "waits for \(action) tokens"
        case .backOff(let action): "waits after refused \(action)"
        case .limit(let name): "waits for the limit \(name)"
        case .look(let name): "waits for the next look at \(name)"
        case .round: "waits for its round of snapshots"
        case .batch: "waits for the rest of the batch"
        case .timer: "waits for the vendor's timer"
        case .place: "waits for a place on a scanner"
        case .launchRetry: "waits to ask for a scanner again"
        case .boot: "boot of the scanner"
        case .lost: "work on a scanner that was taken away"
        case .drain: "end of the scanner"
        }
    }
}

/// What the end of a stretch let go on.
public enum PathLink: Hashable, Sendable {
    /// The same instance, or the batch that it completed.
    case same
    /// Another one that waited for the place on a scanner that became free.
    case place
    /// Another one that waited for units of a counted limit.
    case limit(String)
    /// A region that waited behind the gate.
    case gate
}

/// One stretch of a path, in ticks from the start of the cycle.
public struct PathSegment: Hashable, Sendable {
    public var kind: PathKind
    /// The region, as an index into the plan's.
    public var region: Int
    public var from: Int64
    public var to: Int64
    /// The instance, as an index among those of the region; nil: a region or a scanner alone.
    public var item: Int?
    /// What its end let go on.
    public var link: PathLink
    /// Tokens that others were ahead for in the same bucket, where tokens are waited for; of several buckets together nil.
    public var tokensAhead: Int?

    public var ticks: Int64 { to - from }
}
