/// A ``ReadRule`` as whole numbers on one clock, for loops that must be fast.
public struct ReadTicks: Hashable, BitwiseCopyable, Sendable {
    /// Index of the stage that reads.
    public let stage: Int
    /// Bytes of each size unit that the stage itself reads.
    public let bytesPerUnit: Int64
    /// The clock has a whole number of ticks in a millisecond where anything is read.
    public let ticksPerMillisecond: Int64
    @usableFromInline let method: Int64
    @usableFromInline let volume: Int64
    /// Int64.max: no limit.
    @usableFromInline let baseline: Int64
    @usableFromInline let burst: Int64
    @usableFromInline let credit: Int64
    /// Bytes of data in each size unit, and bytes a second that fill a volume; 0: volumes are not filled at a paid rate.
    @usableFromInline let dataPerUnit: Int64
    @usableFromInline let fillRate: Int64
    /// Index of the resource that counts volumes being filled, or -1.
    public let fillingResource: Int
    /// Index of the stage that waits for fast restore, or -1; ticks that it waits for each size unit, and at least.
    public let preparationStage: Int
    public let preparationPerUnit: Int64
    public let preparationLeast: Int64

    /// Traps where the scale does not make milliseconds and preparations whole.
    ///
    /// A persistent scanner reads at its baseline: its credit lasts for half an hour of a life of many.
    public init(_ rule: ReadRule, lifecycle: ScannerLifecycle, scale: TickScale, sizeUnitsPerGiB: Int64) {
        let instance = rule.instance.map {
            lifecycle == .persistent ? InstanceBandwidth(baseline: $0.baseline, burst: $0.baseline) : $0
        }
        stage = rule.stage
        bytesPerUnit = rule.bytes(rule.readShares[0], perUnitOf: sizeUnitsPerGiB)
        ticksPerMillisecond = scale.ticks(ReadTicks.millisecond)
        method = rule.firstRead?.bytesPerSecond ?? .max
        volume = rule.volume?.bytesPerSecond ?? .max
        baseline = instance?.baseline.bytesPerSecond ?? .max
        burst = instance?.burst.bytesPerSecond ?? .max
        credit = instance?.credit ?? 0
        dataPerUnit = rule.bytes(perUnitOf: sizeUnitsPerGiB)
        fillRate = rule.filling?.initialisation.rate.bytesPerSecond ?? 0
        fillingResource = rule.filling?.resource ?? -1
        preparationStage = rule.preparationStage ?? -1
        let prepares = rule.preparationStage != nil
        preparationPerUnit = prepares ? scale.ticks(ReadTicks.preparation(perUnitOf: sizeUnitsPerGiB)) : 0
        preparationLeast = prepares ? scale.ticks(FastRestore.firstCreditLeast) : 0
    }

    /// Every read takes whole milliseconds.
    public static let millisecond = Rational(1, over: 1000)

    /// Seconds of preparation for a size unit.
    public static func preparation(perUnitOf sizeUnitsPerGiB: Int64) -> Rational {
        FastRestore.preparingPerGiB * Rational(1, over: Int128(sizeUnitsPerGiB))
    }

    /// How a volume is read beside others, `aboard` in all.
    @inlinable
    public func share(aboard: Int64) -> ReadShare {
        ReadShare(
            method: method, volume: volume, instance: baseline == .max ? nil : (baseline, burst, credit),
            aboard: aboard)
    }

    /// Ticks until a volume is full that is filled at a paid rate.
    @inlinable
    public func filling(_ size: Int64) -> Int64 {
        ReadShare.quotient(size * dataPerUnit, 1000, by: fillRate) * ticksPerMillisecond
    }

    /// Ticks from enabling fast restore of a snapshot of this size until its first volume can be made.
    @inlinable
    public func preparation(_ size: Int64) -> Int64 { max(preparationLeast, preparationPerUnit * size) }
}

/// What is known of a volume and its credit while the parts of a stage read it, one after another.
///
/// What one part has read, the next ones read again and no longer for the first time; a part that was cut off is taken to
/// have loaded nothing for the others, and to have used the credit of all it wanted to read. An attempt that is repeated
/// begins with full credit and nothing loaded.
public struct ReadProgress: BitwiseCopyable, Sendable {
    @usableFromInline let share: ReadShare
    @usableFromInline let ticksPerMillisecond: Int64
    @usableFromInline var credit: Int64
    /// Bytes that were read before.
    @usableFromInline var loaded: Int64 = 0

    /// How long a part lasts.
    public struct Part: Hashable, BitwiseCopyable, Sendable {
        public var ticks: Int64
        public var isCut: Bool
        /// What the reading rests on, where it is longer than the timing; nil: the timing decides.
        public var limit: ReadLimit?

        @inlinable
        public init(ticks: Int64, isCut: Bool, limit: ReadLimit?) {
            self.ticks = ticks
            self.isCut = isCut
            self.limit = limit
        }
    }

    @inlinable
    public init(_ ticks: ReadTicks, aboard: Int64) {
        share = ticks.share(aboard: aboard)
        ticksPerMillisecond = ticks.ticksPerMillisecond
        credit = share.credit
    }

    /// The next part: at least `timing` ticks, `bytes` to read, cut off at `timeout`.
    @inlinable
    public mutating func part(timing: Int64, bytes: Int64, timeout: Int64) -> Part {
        let first = max(0, bytes - loaded)
        let milliseconds =
            share.milliseconds(first, at: share.first, credit: &credit)
            + share.milliseconds(bytes - first, at: share.again, credit: &credit)
        let reading = milliseconds * ticksPerMillisecond
        let limit = reading <= timing ? nil : limit(first: first > 0)
        let wanted = max(timing, reading)
        if wanted > timeout { return Part(ticks: timeout, isCut: true, limit: limit) }
        loaded = max(loaded, bytes)
        return Part(ticks: wanted, isCut: false, limit: limit)
    }

    /// What a read rests on. One whose credit is gone rests on the scanner, whatever else was slower before.
    @inlinable
    func limit(first: Bool) -> ReadLimit {
        if credit == 0, (first ? share.first : share.again) > share.baseline { return .instance }
        return first ? share.firstLimit : share.againLimit
    }
}

/// The least that parts can last, one after another: no credit runs out, no part before was cut off, nothing is rounded up.
///
/// For `aboard` volumes of one scanner. It does not fall with their number, and its quotient by that number does not rise.
struct LeastReads {
    let reads: ReadTicks
    let aboard: Int64
    private var loaded: Int64 = 0

    init(_ reads: ReadTicks, aboard: Int64) {
        self.reads = reads
        self.aboard = aboard
    }

    /// Ticks of the next part.
    mutating func part(timing: Int64, bytes: Int64, timeout: Int64) -> Int64 {
        let first = max(0, bytes - loaded)
        loaded = max(loaded, bytes)
        let milliseconds =
            least(first, at: min(reads.method, reads.volume)) + least(bytes - first, at: reads.volume)
        return min(timeout, max(timing, milliseconds * reads.ticksPerMillisecond))
    }

    /// Whole milliseconds that bytes take at a rate of the volume's own, and at its part of the scanner's burst rate.
    private func least(_ bytes: Int64, at rate: Int64) -> Int64 {
        let thousandfold = Int128(bytes) * 1000
        let own = rate == .max ? 0 : thousandfold / Int128(rate)
        let shared = reads.burst == .max ? 0 : thousandfold * Int128(aboard) / Int128(reads.burst)
        return Int64(max(own, shared))
    }
}

extension WorkflowTicks {
    /// Ticks that the reading stage lasts for an item, its scan types included.
    ///
    /// - Parameter aboard: volumes on the scanner.
    public func reading(
        _ reading: ReadTicks, totalSize: Int64, largestSize: Int64, platform: Platform, aboard: Int64
    ) -> Int64 {
        var progress = ReadProgress(reading, aboard: aboard)
        return parts(of: reading, totalSize: totalSize, largestSize: largestSize, platform: platform) {
            progress.part(timing: $0, bytes: $1, timeout: $2).ticks
        }
    }

    /// Ticks that the reading stage lasts at least for an item if at least `aboard` volumes are on its scanner.
    ///
    /// The quotient by `aboard` does not rise with it: a full scanner reads no slower than one after another.
    public func leastReading(
        _ reading: ReadTicks, totalSize: Int64, largestSize: Int64, platform: Platform, aboard: Int64
    ) -> Int64 {
        var least = LeastReads(reading, aboard: aboard)
        return parts(of: reading, totalSize: totalSize, largestSize: largestSize, platform: platform) {
            least.part(timing: $0, bytes: $1, timeout: $2)
        }
    }

    /// The sum of what `part` says of the stage itself and of each scan type that the item goes through.
    private func parts(
        of reading: ReadTicks, totalSize: Int64, largestSize: Int64, platform: Platform,
        _ part: (_ timing: Int64, _ bytes: Int64, _ timeout: Int64) -> Int64
    ) -> Int64 {
        let size = usesTotal[reading.stage] ? totalSize : largestSize
        var ticks = part(
            duration(stage: reading.stage, totalSize: totalSize, largestSize: largestSize),
            size * reading.bytesPerUnit, .max)
        for type in scanTypes[scanTypes(of: reading.stage)] where !(type.skipsWindows && platform == .windows) {
            let size = type.usesTotal ? totalSize : largestSize
            ticks += part(type.base + type.perUnit * size, size * type.bytesPerUnit, type.timeout)
        }
        return ticks
    }
}
