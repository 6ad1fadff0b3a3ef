/// One stretch of an item's way that a trace keeps. Instants are ticks from the opening of the region.
public struct ItemStep: Hashable, BitwiseCopyable, Sendable {
    /// What an item did, or what it waited for.
    public enum Kind: UInt8, Hashable, BitwiseCopyable, Sendable {
        /// The work of a stage; `what` is -1.
        case work
        /// The work of a stage is over and nobody has looked yet.
        case poll
        /// Tokens of a bucket were promised for later; `what` is the bucket.
        case tokens
        /// A bucket was empty and the item comes back later; `what` is the bucket.
        case backOff
        /// In line for units of a counted limit; `what` is the resource, `cause` tells who let it go.
        case line
        /// Units of a counted limit were not there and the item looks again later; `what` is the resource.
        case look
        /// It waited since the opening of the region for its round of the first stage; `what` is -1.
        case round
        /// The item came aboard a scanner; `what` is the scanner. The scanner's own history tells why only then.
        case aboard
        /// A place on a scanner that stays; `what` is the scanner, `cause` tells who gave the place back.
        case place
    }

    /// Who ended a wait: an item by what it gave back, a scanner by becoming ready or by being taken away, or nobody.
    public enum Cause: Hashable, BitwiseCopyable, Sendable {
        case none
        case item(Int32)
        case scannerReady(Int32)
        case scannerLost(Int32)
    }

    public var kind: Kind
    /// The stage it belongs to.
    public var stage: UInt8
    public var what: Int32
    /// The step of the same item before this one, as an index, or -1.
    public var previous: Int32
    public var cause: Cause
    public var from: Int64
    /// Where a scanner was taken away in the middle, what would have been the end.
    public var to: Int64
}

/// A request for a scanner. Instants are ticks from the opening of the region.
public struct LaunchStep: Hashable, BitwiseCopyable, Sendable {
    /// The batch it is for, or -1: a scanner that stays.
    public var batch: Int32
    /// The request before, which came to nothing, as an index, or -1.
    public var previous: Int32
    /// The batch was complete: all its items were ready, or it lost its scanner.
    public var formed: Int64
    /// Who completed it.
    public var formedBy: ItemStep.Cause
    /// The batch stood in line for a scanner.
    public var lined: Int64
    /// A scanner was asked for.
    public var asked: Int64
    /// The scanner whose end let it ask; -1: there was room.
    public var freedBy: Int32
    /// The tokens of the request were granted.
    public var granted: Int64
    /// The scanner was ready; nil: the request came to nothing, or the scanner was taken away before.
    public var ready: Int64?
}

/// The end of a scanner. Instants are ticks from the opening of the region.
public struct ScannerEnd: Hashable, BitwiseCopyable, Sendable {
    /// Its last item left, or it was taken away.
    public var left: Int64
    /// That item; -1: it had none.
    public var lastItem: Int32
    /// The tokens of its termination were granted.
    public var granted: Int64
    /// It was gone.
    public var gone: Int64
    /// Whether the cloud took it away.
    public var isInterrupted: Bool
}

/// What each item and each scanner of a region did when, as far as it explains why it took so long.
///
/// Steps without length are left out, except for those that name a scanner. The steps of an item follow one another
/// without gaps from the opening of the region to its end; where a scanner was taken away, its batch's next request for
/// one takes over.
public struct RegionHistory: Hashable, Sendable {
    /// In the order in which they began or, of those that were promised for later, were promised.
    public internal(set) var steps: [ItemStep]
    /// The last step of each item, or -1.
    public internal(set) var lastStep: [Int32]
    public internal(set) var launches: [LaunchStep]
    /// The request of each scanner, as an index into ``launches``.
    public internal(set) var launchOfScanner: [Int32]
    /// The end of each scanner that was terminated while the region was open; nil for those that stay.
    public internal(set) var ends: [ScannerEnd?]
    /// Who got a place on a scanner that stays, in the order of time; scanners of batches are in ``steps``.
    public internal(set) var boardings: [Boarding]
    /// Units of a counted limit that came back within a stage, in the order of time.
    public internal(set) var earlyReleases: [EarlyRelease]
    /// When items that were given up were, with the scanner that took them along or -1.
    public internal(set) var abandoned: [Int32: Abandonment]
    /// When the last item was done or given up.
    public internal(set) var completed: Int64

    /// An item got a place on a scanner that stays.
    public struct Boarding: Hashable, BitwiseCopyable, Sendable {
        public var item: Int32
        public var scanner: Int32
        public var at: Int64
    }

    /// An item gave its units of a counted limit back before the end of the stage that says so.
    public struct EarlyRelease: Hashable, BitwiseCopyable, Sendable {
        public var item: Int32
        public var resource: Int32
        public var at: Int64
    }

    /// An item that was given up.
    public struct Abandonment: Hashable, Sendable {
        public var at: Int64
        /// The scanner that was taken away once too often; nil: it was given up for another reason.
        public var scanner: Int32?
    }

    /// The item that was done or given up last, the first listed among equals; nil without items.
    ///
    /// Complexity: O(items).
    public var lastItem: Int? {
        lastStep.indices.first { item in
            if let abandonment = abandoned[Int32(item)] { return abandonment.at == completed }
            return (lastStep[item] < 0 ? 0 : steps[Int(lastStep[item])].to) == completed
        }
    }
}
