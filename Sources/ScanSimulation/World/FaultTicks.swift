internal import EventSimulation
internal import RandomStreams
internal import ScanModel

/// What goes wrong with scanners, on the clock of a region.
struct FaultTicks: BitwiseCopyable, Sendable {
    /// Mean time to an interruption, in ticks; nil: scanners are not taken away.
    let meanLife: Double?
    /// Chance that a granted launch comes to nothing.
    let launchFailure: Double
    let retry: CompiledRegion.BackoffTicks

    init(_ faults: FaultRules, scale: TickScale) {
        // Who is interrupted within an hour with chance p lives 1 h / -ln(1 - p) on average.
        meanLife = faults.interruption.map {
            Double(scale.ticksPerSecond) * 3600 / -exactLog(1 - $0.perHour)
        }
        launchFailure = faults.launchFailure
        retry = CompiledRegion.BackoffTicks(
            first: scale.ticks(faults.retry.first.value), factor: Int64(faults.retry.factor),
            limit: scale.ticks(faults.retry.limit.value), fullJitter: faults.retry.fullJitter)
    }
}

/// A time without capacity, in ticks of the cycle.
struct OutageTicks: BitwiseCopyable, Sendable {
    let from: Int64
    let to: Int64

    init(_ outage: ZoneOutage, scale: TickScale) {
        from = scale.ticks(outage.from.value)
        to = scale.ticks(outage.to.value)
    }
}

/// The stage coordinates of draws about batches; those of items are below them.
enum FaultDraws {
    /// How long the scanner of a batch lives; the draw index is the number of scanners that it lost before.
    static let life = UInt16.max - 1
    /// Whether a launch fails, and how long the batch then waits; the draw index is the number of its requests before.
    static let launch = UInt16.max - 2
    static let wait = UInt16.max - 3
}

/// Where an item stands while its scanner may be taken away.
struct AboardState: BitwiseCopyable, Sendable {
    enum Pending: UInt8, BitwiseCopyable, Sendable {
        /// It is not on a scanner.
        case nothing
        /// It stands in line for units of a limit.
        case line
        /// It will look at a limit again.
        case look
        /// It waits for tokens, or for its next request for them.
        case tokens
        /// Its stage has its end.
        case end
        /// It has given its place back for good.
        case left
    }

    var pending = Pending.nothing
    /// The event that it waits for, if any.
    var handle: EventHandle?
    /// When the stage begins and ends; only with an end.
    var begins: Int64 = 0
    var ends: Int64 = 0
}

/// What befell a batch so far.
struct BatchFaults: BitwiseCopyable, Sendable {
    /// Scanners that it lost.
    var interruptions: UInt32 = 0
    /// Requests for its scanners, and those since the last one that succeeded.
    var requests: UInt32 = 0
    var refusals: UInt32 = 0
    /// When the first of those came to nothing.
    var refusedSince: Int64 = 0
}

/// When a scanner will be taken away, and the event of it once the scanner is ready.
struct PendingInterruption: Sendable {
    var instant: Int64
    var handle: EventHandle?
}
