/// A key and a word that belongs to it.
@frozen
@usableFromInline
struct PendingEntry: BitwiseCopyable, Sendable {
    @usableFromInline var key: UInt64
    @usableFromInline var word: UInt64

    @inlinable
    @inline(__always)
    init(key: UInt64, word: UInt64) {
        self.key = key
        self.word = word
    }
}

/// Entries in the order of their keys, the earlier pushed first among equal keys; bit 0 of a key does not count.
///
/// A sorted radix wheel. The earliest entries lie sorted in the *run*, from which they are popped and into which a new
/// key that belongs there is inserted from the back. All later entries lie unsorted, in the order in which they came,
/// in the *buckets* of *rungs*. A rung cuts a range of keys that share their higher bits into 4...256 buckets of the same
/// power of two; the rung below it cuts the bucket that comes first there, and the run is the first bucket of the
/// lowest rung. So the highest bit in which a key differs from the cursor tells its rung, and the bits of the key
/// there its bucket: a push looks up one line of a table and appends.
///
/// When the run is empty the next bucket takes its place: sorted at once if it is small, else cut by a new rung into
/// buckets of about a dozen entries, however dense or sparse, clustered or far away its keys are. Few entries need
/// no rung at all: they are the run. Equal keys share a bucket at any time and are moved in order, so they stay in order.
///
/// Buckets are lists of chunks of one array, whose memory grows to the largest number of pending entries and is reused.
@frozen
@usableFromInline
struct EventWheel: ~Copyable, Sendable {
    /// Sorted entries in `head..<tail`.
    @usableFromInline var run: FlatBuffer<PendingEntry>
    @usableFromInline var head = 0
    @usableFromInline var tail = 0
    /// The index in the run at which an insertion first has to make room.
    @usableFromInline var stop = EventWheel.tinyRun
    /// Keys up to this one lie in the run, all others in buckets.
    @usableFromInline var last = UInt64.max
    /// Shares all bits above those of the lowest rung with every key of the run that is still to come.
    @usableFromInline var cursor: UInt64 = 0
    /// No key may be pushed below it. The owner raises it to the instant of what it popped, without priority.
    @usableFromInline var now: UInt64 = 0

    /// Where a key goes whose highest bit of difference from the cursor is the index.
    @usableFromInline var places: FlatBuffer<Place>
    /// The entry that the next push into a bucket writes; a multiple of the chunk size if it needs a chunk first.
    @usableFromInline var ends: FlatBuffer<UInt32>
    @usableFromInline var entries: FlatBuffer<PendingEntry>
    /// Number of entries in buckets.
    @usableFromInline var outside = 0

    /// The first chunk of each bucket, and the number of its chunks.
    @usableFromInline var firsts: FlatBuffer<UInt32>
    @usableFromInline var lengths: FlatBuffer<UInt32>
    /// The chunk after each chunk, in its bucket or among the free ones.
    @usableFromInline var links: FlatBuffer<UInt32>
    @usableFromInline var freeChunk = EventWheel.noChunk
    /// Chunks from here on were never used.
    @usableFromInline var freshChunk = 0

    /// From the highest bits of a key to the lowest; the first `depth` are in use.
    @usableFromInline var rungs: FlatBuffer<Rung>
    @usableFromInline var depth = 0
    /// A bit for each bucket that holds entries, `Rung.occupancyWords` words for each rung.
    @usableFromInline var occupied: FlatBuffer<UInt64>
    /// Scratch memory of the sorting of a bucket.
    @usableFromInline var sortKeys: FlatBuffer<UInt32>
    @usableFromInline var sortRanks: FlatBuffer<UInt32>

    /// Where the keys of a rung find their bucket.
    @frozen
    @usableFromInline
    struct Place: BitwiseCopyable, Sendable {
        @usableFromInline var firstBucket: UInt16
        @usableFromInline var mask: UInt8
        @usableFromInline var shift: UInt8

        @inlinable
        init(firstBucket: UInt16, mask: UInt8, shift: UInt8) {
            self.firstBucket = firstBucket
            self.mask = mask
            self.shift = shift
        }

        @inlinable
        @inline(__always)
        func bucket(of key: UInt64) -> Int {
            Int(firstBucket) &+ Int(truncatingIfNeeded: (key &>> UInt64(shift)) & UInt64(mask))
        }
    }

    @frozen
    @usableFromInline
    struct Rung: BitwiseCopyable, Sendable {
        /// The lowest bit of a key that tells the bucket, and the number of these bits.
        @usableFromInline var shift: Int
        @usableFromInline var bits: Int
        @usableFromInline var firstBucket: Int

        init(shift: Int, bits: Int, firstBucket: Int) {
            self.shift = shift
            self.bits = bits
            self.firstBucket = firstBucket
        }

        var place: Place {
            Place(firstBucket: UInt16(firstBucket), mask: UInt8((1 << bits) - 1), shift: UInt8(shift))
        }

        static let bitsMax = 8
        static let occupancyWords = 4
    }

    @inlinable static var chunkSize: Int { 32 }
    @inlinable static var noChunk: UInt32 { .max }
    /// The largest run that is filled by insertion alone.
    @inlinable static var tinyRun: Int { 48 }
    /// The largest bucket that is sorted at once; at most 64, because the sorting numbers entries with six bits.
    @inlinable static var sortedAtOnceMax: Int { 32 }
    /// Room for insertions behind a freshly sorted run.
    @inlinable static var runSlack: Int { 64 }
    /// 63 bits of a key, at most 8 of them for each rung: seven rungs of 256 buckets and one of 128, or fewer.
    @inlinable static var bucketsMax: Int { 1920 }

    /// An empty wheel with room for `capacity` entries.
    @usableFromInline
    init(capacity: Int) {
        let chunks = 1 + capacity / EventWheel.chunkSize + min(capacity, 256)
        run = FlatBuffer(capacity: EventWheel.sortedAtOnceMax + EventWheel.runSlack)
        places = FlatBuffer(repeating: Place(firstBucket: 0, mask: 0, shift: 0), count: 64)
        ends = FlatBuffer(repeating: 0, count: EventWheel.bucketsMax)
        firsts = FlatBuffer(repeating: EventWheel.noChunk, count: EventWheel.bucketsMax)
        lengths = FlatBuffer(repeating: 0, count: EventWheel.bucketsMax)
        rungs = FlatBuffer(repeating: Rung(shift: 0, bits: 0, firstBucket: 0), count: 64)
        occupied = FlatBuffer(repeating: 0, count: 64 * Rung.occupancyWords)
        entries = FlatBuffer(capacity: chunks * EventWheel.chunkSize)
        links = FlatBuffer(capacity: chunks)
        sortKeys = FlatBuffer(repeating: 0, count: EventWheel.sortedAtOnceMax + 16)
        sortRanks = FlatBuffer(repeating: 0, count: EventWheel.sortedAtOnceMax + 16)
    }

    @inlinable
    var count: Int { tail - head + outside }

    @inlinable
    var capacity: Int { entries.capacity + run.capacity }

    /// Adds an entry, whose key may not be less than `now`.
    @inlinable
    @inline(__always)
    mutating func push(_ entry: PendingEntry) {
        if entry.key <= last {
            insert(entry)
        } else {
            append(entry)
        }
    }

    /// Removes the first entry, or returns nil.
    @inlinable
    @inline(__always)
    mutating func pop() -> PendingEntry? {
        if head == tail {
            guard refill() else { return nil }
        }
        let entry = run[head]
        head &+= 1
        return entry
    }

    /// Inserts an entry into the run, behind all equal keys.
    @inlinable
    mutating func insert(_ entry: PendingEntry) {
        if tail == stop {
            makeRoomInRun()
            if entry.key > last {
                append(entry)
                return
            }
        }
        let bound = entry.key | 1
        var place = tail
        while place > head {
            let before = run[place &- 1]
            if before.key <= bound { break }
            run[place] = before
            place &-= 1
        }
        run[place] = entry
        tail &+= 1
    }

    /// Appends an entry whose key is greater than `last` to its bucket.
    @inlinable
    @inline(__always)
    mutating func append(_ entry: PendingEntry) {
        outside &+= 1
        let difference = 63 &- (entry.key ^ cursor).leadingZeroBitCount
        append(entry, toBucket: places[difference].bucket(of: entry.key))
    }

    @inlinable
    @inline(__always)
    mutating func append(_ entry: PendingEntry, toBucket bucket: Int) {
        var end = Int(truncatingIfNeeded: ends[bucket])
        if end & (EventWheel.chunkSize &- 1) == 0 { end = startChunk(ofBucket: bucket) }
        entries[end] = entry
        ends[bucket] = UInt32(truncatingIfNeeded: end &+ 1)
    }
}
