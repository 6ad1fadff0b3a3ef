/// An instance while it lives, and its record with the product. A row is used again when both are over.
struct InstanceRow: BitwiseCopyable, Sendable {
    enum State: UInt8, BitwiseCopyable, Sendable {
        /// Nobody uses the row.
        case free
        /// It has no request: it is unknown, or its next scan is not due.
        case idle
        /// Its start is among the reports that are being gathered.
        case reported
        /// On its way to the limit, in line for a place, and holding one.
        case asking, inLine, holding
        /// On its way from there to readiness.
        case resting
        /// Waits for a search, then for a scanner.
        case ready, taken
        case onScanner
    }

    /// The last completed scan, at first the instance's start.
    var since: Int64
    /// When it ends; Int64.max: never.
    var end: Int64
    /// The next discovery that sees it; Int64.max: none.
    var sighting: Int64
    /// When the request in hand was made.
    var found: Int64 = 0
    /// When the record vanishes; Int64.max: not while it is so.
    var expiry: Int64 = .max
    /// The item of the plan that it equals.
    var template: Int32
    /// Neighbours in the line it stands in, or -1.
    var next: Int32 = -1
    var previous: Int32 = -1
    /// The search that took it.
    var search: Int32 = 0
    var state = State.idle
    /// Whether it was ever seen, was ever scanned, has ended, and was there at the start.
    var isKnown = false
    var isScanned = false
    var hasEnded = false
    var isOfTheStart = false

    init(since: Int64, end: Int64, sighting: Int64, template: Int32) {
        self.since = since
        self.end = end
        self.sighting = sighting
        self.template = template
    }
}

/// First and last row of a line, or -1.
struct RowLine: BitwiseCopyable, Sendable {
    var head: Int32 = -1
    var tail: Int32 = -1
}

/// An account in a region.
struct AccountRow: BitwiseCopyable, Sendable {
    /// When within a discovery it is seen, in ticks; -1: never.
    var offset: Int64
    /// Whether starts of its instances are reported.
    var isReported: Bool
    /// Places of the limit in use, and who waits for one. Where the limit is one for all, the first account keeps it.
    var used: Int64 = 0
    var line = RowLine()
    /// Greatest age, in seconds.
    var greatest: Int64 = 0
    /// Instances at the start.
    var instances: Int32 = 0

    init(offset: Int64, isReported: Bool) {
        self.offset = offset
        self.isReported = isReported
    }
}
