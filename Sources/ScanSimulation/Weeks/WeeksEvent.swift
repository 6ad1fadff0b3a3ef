/// What happens while weeks go by; 8 bytes, so that it travels inside the queue.
///
/// An event never has to be cancelled: the row it names tells whether it still expects something at this instant.
struct WeeksEvent: BitwiseCopyable, Sendable {
    enum Kind: UInt8, BitwiseCopyable, Sendable {
        /// An instance starts; the index is the stream it comes from.
        case starts
        case ends
        /// A discovery sees an instance that has no record.
        case found
        /// The reports of started instances are handed over.
        case reported
        /// An item asks for its place in the limit.
        case asks
        /// It gives the place back.
        case released
        /// It can go on a scanner.
        case ready
        /// The record of an item vanishes.
        case forgotten
        /// The search for items that are ready.
        case search
        /// An item's scan is completed.
        case completed
        /// A scanner is gone; free scanners are handed out.
        case scannerGone, launches
        /// A day is over; the index is its number.
        case dayEnds
        /// The window of regions lets regions in; one of them is set up, or taken down.
        case admit, opened, closed
        /// A start of the schedule; the index is its number.
        case runStarts
    }

    var kind: Kind
    /// The region among those on the same clock.
    var region: UInt16
    /// The row, or what the kind says.
    var index: Int32

    init(_ kind: Kind, _ index: Int = 0, region: UInt16 = 0) {
        self.kind = kind
        self.region = region
        self.index = Int32(truncatingIfNeeded: index)
    }
}
