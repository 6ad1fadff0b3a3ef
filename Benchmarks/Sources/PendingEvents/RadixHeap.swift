/// Entries in the order in which they came, in an array that grows.
struct EntryList {
    struct Entry: BitwiseCopyable {
        var time: UInt64
        var word: UInt32
    }

    var entries: UnsafeMutablePointer<Entry> = .allocate(capacity: 16)
    var capacity = 16
    var count = 0

    @inline(__always)
    mutating func append(_ entry: Entry) {
        if count == capacity { grow() }
        entries[count] = entry
        count += 1
    }

    @inline(never)
    mutating func grow() {
        let larger = UnsafeMutablePointer<Entry>.allocate(capacity: 2 * capacity)
        larger.moveInitialize(from: entries, count: count)
        entries.deallocate()
        entries = larger
        capacity *= 2
    }
}

/// A radix heap (Ahuja, Mehlhorn, Orlin and Tarjan, 1990): bucket b holds the times whose highest bit of difference from
/// the time popped last is bit b - 1; bucket 0 holds equal times, in order.
struct RadixHeap: Candidate, ~Copyable {
    static let name = "radix-heap"

    let buckets: UnsafeMutablePointer<EntryList>
    var occupied: UInt64 = 0
    var now: UInt64 = 0
    var head = 0

    init(capacity: Int) {
        buckets = .allocate(capacity: 64)
        for bucket in 0..<64 { (buckets + bucket).initialize(to: EntryList()) }
    }

    deinit {
        for bucket in 0..<64 { buckets[bucket].entries.deallocate() }
        buckets.deallocate()
    }

    mutating func push(_ word: UInt32, at time: UInt64) { push(EntryList.Entry(time: time, word: word)) }

    @inline(__always)
    mutating func push(_ entry: EntryList.Entry) {
        let bucket = 64 - (entry.time ^ now).leadingZeroBitCount
        buckets[bucket].append(entry)
        occupied |= 1 << UInt64(bucket)
    }

    mutating func pop() -> (time: UInt64, word: UInt32) {
        if head == buckets[0].count {
            head = 0
            buckets[0].count = 0
            occupied &= ~1
            let bucket = occupied.trailingZeroBitCount
            occupied &= ~(1 << UInt64(bucket))
            let (entries, count) = (buckets[bucket].entries, buckets[bucket].count)
            now = entries[0].time
            for index in 1..<max(count, 1) { now = min(now, entries[index].time) }
            buckets[bucket].count = 0
            for index in 0..<count { push(entries[index]) }
        }
        head += 1
        let entry = buckets[0].entries[head - 1]
        return (entry.time, entry.word)
    }
}
