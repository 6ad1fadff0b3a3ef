/// Equal places and when each becomes free: a heap of instants, each with the number of places that share it.
///
/// `Key` holds both in one number; ``fits(slots:latest:)`` says whether it can. The heap has four children a node and
/// lives in memory of the caller, filled up with `Key.max` so that every node has four.
struct FreePlaces<Key: FixedWidthInteger & UnsignedInteger & Sendable> {
    private let heap: UnsafeMutablePointer<Key>
    /// Entries of the heap.
    private(set) var size: Int
    private let countBits: Key

    /// Whether instants up to `latest` and counts up to `slots` fit into a key.
    static func fits(slots: Int, latest: Int128) -> Bool {
        let bits = (Int128.bitWidth - latest.leadingZeroBitCount) + (Int.bitWidth - slots.leadingZeroBitCount)
        return bits < Key.bitWidth
    }

    /// Keys that a heap needs room for if places are taken `calls` times.
    static func room(slots: Int, calls: Int) -> Int { min(slots, calls + 1) + 4 }

    /// Memory for one heap, which the caller frees.
    static func memory(slots: Int, calls: Int) -> UnsafeMutablePointer<Key> {
        let room = room(slots: slots, calls: calls)
        let keys = UnsafeMutablePointer<Key>.allocate(capacity: room)
        keys.initialize(repeating: .max, count: room)
        return keys
    }

    /// `slots` places, at least 1, all free at one instant of at least 0.
    ///
    /// - Parameter room: as many keys as ``room(slots:calls:)`` says, all `Key.max`.
    init(in room: UnsafeMutablePointer<Key>, slots: Int, free: Int64) {
        self.init(in: room, slots: slots, size: 1)
        heap[0] = Key(truncatingIfNeeded: free) << countBits | Key(truncatingIfNeeded: slots)
    }

    /// The places that were left in memory, with the size that the heap had.
    @inline(__always)
    init(in room: UnsafeMutablePointer<Key>, slots: Int, size: Int) {
        heap = room
        self.size = size
        countBits = Key(truncatingIfNeeded: Int.bitWidth - slots.leadingZeroBitCount)
    }

    /// Takes `wanted` places that are free first, from `ready` or when the last of them is free, for a time.
    ///
    /// - Returns: when they are taken.
    /// - Complexity: O(log slots), amortised over the calls; without allocation.
    @inline(__always)
    mutating func take(_ wanted: Int, ready: Int64, for duration: Int64) -> Int64 {
        let mask = (Key(1) &<< countBits) &- 1
        var missing = Key(truncatingIfNeeded: wanted)
        while true {
            let root = heap[0]
            let count = root & mask
            guard count < missing else {
                let start = max(ready, Int64(truncatingIfNeeded: root &>> countBits))
                let end = Key(truncatingIfNeeded: start &+ duration) &<< countBits | Key(truncatingIfNeeded: wanted)
                if count == missing {
                    settle(end)
                } else {
                    // Fewer places at the same instant: still the first of all.
                    heap[0] = root &- missing
                    push(end)
                }
                return start
            }
            missing &-= count
            size &-= 1
            let last = heap[size]
            heap[size] = .max
            if size > 0 { settle(last) }
        }
    }

    /// Puts a key in the place of the first one.
    @inline(__always)
    private func settle(_ key: Key) {
        var node = 0
        while true {
            let child = 4 &* node &+ 1
            if child >= size { break }
            let left = heap[child &+ 1] < heap[child] ? child &+ 1 : child
            let right = heap[child &+ 3] < heap[child &+ 2] ? child &+ 3 : child &+ 2
            let least = heap[right] < heap[left] ? right : left
            if heap[least] >= key { break }
            heap[node] = heap[least]
            node = least
        }
        heap[node] = key
    }

    @inline(__always)
    private mutating func push(_ key: Key) {
        var node = size
        size &+= 1
        while node > 0 {
            let parent = (node &- 1) / 4
            if heap[parent] <= key { break }
            heap[node] = heap[parent]
            node = parent
        }
        heap[node] = key
    }
}
