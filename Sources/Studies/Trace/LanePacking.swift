/// Puts stretches of time on as few lanes as hold them without overlap.
enum LanePacking {
    /// The lane of each stretch: the lowest that is free when it begins.
    ///
    /// Stretches are taken in the order of their beginnings, so there are as many lanes as stretches at once at most
    /// (the first-fit colouring of an interval graph is optimal). A lane is free again at the instant at which its
    /// stretch ends.
    ///
    /// - Returns: the lanes, and how many there are.
    /// - Complexity: O(n log n).
    static func lanes(_ stretches: [(from: Int64, to: Int64)]) -> (lanes: [Int], count: Int) {
        // Stretches without length go before those that begin with them, so that they lie beside them.
        let order = stretches.indices.sorted {
            (stretches[$0].from, stretches[$0].to, $0) < (stretches[$1].from, stretches[$1].to, $1)
        }
        var lanes = Array(repeating: 0, count: stretches.count)
        var count = 0
        var busy = LaneHeap()
        var free = LaneHeap()
        for index in order {
            while let end = busy.first, end.key <= stretches[index].from {
                free.insert((Int64(end.lane), end.lane))
                busy.removeFirst()
            }
            let lane: Int
            if let lowest = free.first {
                lane = lowest.lane
                free.removeFirst()
            } else {
                lane = count
                count += 1
            }
            lanes[index] = lane
            busy.insert((stretches[index].to, lane))
        }
        return (lanes, count)
    }
}

/// Lanes by a key, the smallest first: a binary heap.
private struct LaneHeap {
    private var entries: [(key: Int64, lane: Int)] = []

    var first: (key: Int64, lane: Int)? { entries.first }

    mutating func insert(_ entry: (key: Int64, lane: Int)) {
        entries.append(entry)
        var child = entries.count - 1
        while child > 0 {
            let parent = (child - 1) / 2
            guard entries[child] < entries[parent] else { return }
            entries.swapAt(child, parent)
            child = parent
        }
    }

    mutating func removeFirst() {
        entries.swapAt(0, entries.count - 1)
        entries.removeLast()
        var parent = 0
        while case let left = 2 * parent + 1, left < entries.count {
            let right = left + 1
            let child = right < entries.count && entries[right] < entries[left] ? right : left
            guard entries[child] < entries[parent] else { return }
            entries.swapAt(child, parent)
            parent = child
        }
    }
}
