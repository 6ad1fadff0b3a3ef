// How a small bucket becomes the run.

extension EventWheel {
    /// Buckets up to this size, no larger than a chunk, are sorted as if they had it.
    private static var sortedAlikeMax: Int { 16 }
    /// Keys that agree above these many bits are sorted in one go.
    private static var sortedBits: Int { 26 }

    /// Moves a bucket of at most `sortedAtOnceMax` entries behind the run, sorted.
    mutating func sortIntoRun(bucket: Int, shift: Int) {
        let count = size(ofBucket: bucket)
        let start = tail
        let room = start + EventWheel.sortedAtOnceMax
        if run.capacity < room { run.grow(to: 2 * room, keeping: start) }
        // All buckets of this size cost the same few instructions, so that the processor foresees every branch.
        let chunk = Int(truncatingIfNeeded: firsts[bucket])
        if count <= EventWheel.sortedAlikeMax {
            gatherKeys(chunk: chunk, at: 0, EventWheel.sortedAlikeMax, shift: shift)
            sortKeys.rank(EventWheel.sortedAlikeMax, of: count, into: &sortRanks)
            scatter(chunk: chunk, at: 0, EventWheel.sortedAlikeMax, to: start)
            free(chunk: chunk)
        } else {
            sortLargerIntoRun(count, firstChunk: chunk, shift: shift)
        }
        tail = start &+ count
        outside &-= count
        markEmpty(bucket: bucket)
        if shift > EventWheel.sortedBits { finishSorting(from: start) }
    }

    private mutating func sortLargerIntoRun(_ count: Int, firstChunk: Int, shift: Int) {
        let start = tail
        var chunk = firstChunk
        var index = 0
        while index < count {
            gatherKeys(chunk: chunk, at: index, min(count &- index, EventWheel.chunkSize), shift: shift)
            chunk = Int(truncatingIfNeeded: links[chunk])
            index &+= EventWheel.chunkSize
        }
        sortKeys.rank(count, of: count, into: &sortRanks)
        chunk = firstChunk
        index = 0
        while index < count {
            scatter(chunk: chunk, at: index, min(count &- index, EventWheel.chunkSize), to: start)
            chunk = Int(truncatingIfNeeded: free(chunk: chunk))
            index &+= EventWheel.chunkSize
        }
    }

    /// Numbers in the order of the keys: the 25 highest bits in which they may differ, then the place in the bucket, so
    /// that all differ and are below 2^31.
    @inline(__always)
    private mutating func gatherKeys(chunk: Int, at index: Int, _ count: Int, shift: Int) {
        let mask = EventWheel.bits(below: shift)
        let ignored = UInt64(max(1, shift &- EventWheel.sortedBits &+ 1))
        let base = chunk &* EventWheel.chunkSize
        for offset in 0..<count {
            let high = (entries[base &+ offset].key & mask) &>> ignored
            let place = UInt64(truncatingIfNeeded: index &+ offset)
            sortKeys[index &+ offset] = UInt32(truncatingIfNeeded: high &<< 6 | place)
        }
    }

    @inline(__always)
    private mutating func scatter(chunk: Int, at index: Int, _ count: Int, to start: Int) {
        let base = chunk &* EventWheel.chunkSize
        for offset in 0..<count {
            run[start &+ Int(truncatingIfNeeded: sortRanks[index &+ offset])] = entries[base &+ offset]
        }
    }

    /// Whether a key stands behind a greater one. Hardly ever does one, and a loop that ends sometimes here and sometimes
    /// there costs more than to look at all places that buckets have alike; what lies behind the run does not count.
    @inline(__always)
    private func isOutOfOrder(from start: Int) -> Bool {
        // A rung never takes fewer than two bits of a whole key, so the keys of a bucket differ by less than 2^63 and the
        // highest bit of a difference is its sign.
        var before = run[start].key | 1
        var signs: UInt64 = 0
        for index in 1..<EventWheel.sortedAlikeMax {
            let key = run[start &+ index].key | 1
            signs |= ((key &- before) &>> 63) &<< UInt64(truncatingIfNeeded: index)
            before = key
        }
        let count = tail &- start
        if count <= EventWheel.sortedAlikeMax { return signs & EventWheel.bits(below: count) != 0 }
        for index in (start &+ EventWheel.sortedAlikeMax)..<tail {
            let key = run[index].key | 1
            signs |= (key &- before) &>> 63
            before = key
        }
        return signs != 0
    }

    /// Puts in order what agrees in the bits that were looked at.
    private mutating func finishSorting(from start: Int) {
        guard isOutOfOrder(from: start) else { return }
        for index in (start + 1)..<tail {
            let entry = run[index]
            var place = index
            while place > start, run[place - 1].key | 1 > entry.key | 1 {
                run[place] = run[place - 1]
                place -= 1
            }
            if place < index { run[place] = entry }
        }
    }
}
