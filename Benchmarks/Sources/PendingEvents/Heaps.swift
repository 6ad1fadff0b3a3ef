/// A 4-ary heap of (time, sequence, word) in an array with its checks, compared by branches: stable.
struct PlainHeap: Candidate, ~Copyable {
    static let name = "plain-heap"

    struct Entry: BitwiseCopyable {
        var time: UInt64
        var sequence: UInt64
        var word: UInt32

        func precedes(_ other: Entry) -> Bool { time != other.time ? time < other.time : sequence < other.sequence }
    }

    var heap: ContiguousArray<Entry> = []
    var sequence: UInt64 = 0

    init(capacity: Int) { heap.reserveCapacity(capacity) }

    mutating func push(_ word: UInt32, at time: UInt64) {
        let entry = Entry(time: time, sequence: sequence, word: word)
        sequence += 1
        heap.append(entry)
        var hole = heap.count - 1
        while hole > 0, entry.precedes(heap[(hole - 1) / 4]) {
            heap[hole] = heap[(hole - 1) / 4]
            hole = (hole - 1) / 4
        }
        heap[hole] = entry
    }

    mutating func pop() -> (time: UInt64, word: UInt32) {
        let first = heap[0]
        let last = heap.removeLast()
        var hole = 0
        while 4 * hole + 1 < heap.count {
            var least = 4 * hole + 1
            for child in (least + 1)..<max(min(least + 4, heap.count), least + 1)
            where heap[child].precedes(heap[least]) { least = child }
            guard heap[least].precedes(last) else { break }
            heap[hole] = heap[least]
            hole = least
        }
        if !heap.isEmpty { heap[hole] = last }
        return (first.time, first.word)
    }
}

/// A 4-ary heap of 64-bit keys, 44 bits of time and 20 of the word, whose least child is found without branches.
///
/// Equal times come in the order of their words and not in that of pushing, and times end at 2^44: it shows how far a
/// heap can go, no more.
struct PackedHeap: Candidate, ~Copyable {
    static let name = "packed-heap"

    /// Key i lies at place i + 3, so that the four children of a key share a cache line.
    let keys: UnsafeMutablePointer<UInt64>
    var count = 0
    /// The first key is taken and its place not filled yet; the next push does it.
    var hasHole = false

    init(capacity: Int) {
        keys = .allocate(capacity: capacity + 16)
        keys.initialize(repeating: .max, count: capacity + 16)
    }

    deinit { keys.deallocate() }

    mutating func push(_ word: UInt32, at time: UInt64) {
        let key = time << 20 | UInt64(word)
        if hasHole {
            hasHole = false
            sink(key)
            return
        }
        var hole = count
        count += 1
        while hole > 0, key < keys[(hole - 1) / 4 + 3] {
            keys[hole + 3] = keys[(hole - 1) / 4 + 3]
            hole = (hole - 1) / 4
        }
        keys[hole + 3] = key
    }

    mutating func pop() -> (time: UInt64, word: UInt32) {
        if hasHole {
            count -= 1
            let last = keys[count + 3]
            keys[count + 3] = .max
            sink(last)
        }
        hasHole = true
        return (keys[3] >> 20, UInt32(keys[3] & 0xFFFFF))
    }

    /// Fills the hole at the root. Places behind the last key hold the largest one, so that there are always four.
    private mutating func sink(_ key: UInt64) {
        var hole = 0
        while 4 * hole + 1 < count {
            let child = 4 * hole + 1
            let (a, b, c, d) = (keys[child + 3], keys[child + 4], keys[child + 5], keys[child + 6])
            let left = child &+ (b < a ? 1 : 0)
            let right = child &+ (d < c ? 3 : 2)
            let (leftKey, rightKey) = (min(a, b), min(c, d))
            let least = min(leftKey, rightKey)
            if key <= least { break }
            keys[hole + 3] = least
            hole = rightKey < leftKey ? right : left
        }
        keys[hole + 3] = key
    }
}
