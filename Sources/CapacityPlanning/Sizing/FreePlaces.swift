/// Equal places and when each becomes free: a heap of instants with the number of places that share it.
///
/// `Key` holds both in one number; ``fits(slots:horizon:)`` says whether it can.
struct FreePlaces<Key: FixedWidthInteger & UnsignedInteger & Sendable>: Sendable {
    /// A heap of four children a node, filled up with `Key.max` so that every node has four.
    private var heap: [Key]
    private var size: Int
    private let countBits: Int

    /// Whether instants up to `horizon` and counts up to `slots` fit into a key.
    static func fits(slots: Int, horizon: Int128) -> Bool {
        let bits = (Int128.bitWidth - horizon.leadingZeroBitCount) + (Int.bitWidth - slots.leadingZeroBitCount)
        return bits < Key.bitWidth
    }

    /// `slots` places, at least 1, all free at one instant of at least 0.
    init(slots: Int, free: Int64) {
        countBits = Int.bitWidth - slots.leadingZeroBitCount
        heap = [Key](repeating: .max, count: 8)
        heap[0] = Key(free) << Key(truncatingIfNeeded: countBits) | Key(slots)
        size = 1
    }

    /// Takes `wanted` places that are free first, from `ready` or when the last of them is free, for a time.
    ///
    /// - Returns: when they are taken.
    /// - Complexity: O(log slots), amortised over the calls; allocates only while the heap grows to its largest.
    @inline(__always)
    mutating func take(_ wanted: Int, ready: Int64, for duration: Int64) -> Int64 {
        let bits = Key(truncatingIfNeeded: countBits)
        let mask = (Key(1) << bits) - 1
        var missing = Key(truncatingIfNeeded: wanted)
        while true {
            let root = heap[0]
            let count = root & mask
            guard count < missing else {
                let start = max(ready, Int64(truncatingIfNeeded: root &>> bits))
                let end = Key(truncatingIfNeeded: start + duration) &<< bits | Key(truncatingIfNeeded: wanted)
                if count == missing {
                    settle(end)
                } else {
                    // Fewer places at the same instant: still the first of all.
                    heap[0] = root - missing
                    push(end)
                }
                return start
            }
            missing -= count
            size -= 1
            let last = heap[size]
            heap[size] = .max
            if size > 0 { settle(last) }
        }
    }

    /// Puts a key in the place of the first one.
    @inline(__always)
    private mutating func settle(_ key: Key) {
        let size = size
        heap.withUnsafeMutableBufferPointer { heap in
            var node = 0
            while true {
                let child = 4 * node + 1
                if child >= size { break }
                let left = heap[child + 1] < heap[child] ? child + 1 : child
                let right = heap[child + 3] < heap[child + 2] ? child + 3 : child + 2
                let least = heap[right] < heap[left] ? right : left
                if heap[least] >= key { break }
                heap[node] = heap[least]
                node = least
            }
            heap[node] = key
        }
    }

    private mutating func push(_ key: Key) {
        // The last node that has a child has four of them, so three more than are used.
        if size + 4 > heap.count { heap.append(contentsOf: repeatElement(.max, count: heap.count)) }
        var node = size
        size += 1
        while node > 0 {
            let parent = (node - 1) / 4
            if heap[parent] <= key { break }
            heap[node] = heap[parent]
            node = parent
        }
        heap[node] = key
    }
}
