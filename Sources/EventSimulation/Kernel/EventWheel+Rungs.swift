// What happens once for many entries: chunks, rungs, and the next run.

extension EventWheel {
    /// Puts the next bucket, sorted, in place of the empty run. False if nothing is pending.
    @usableFromInline
    @inline(never)
    mutating func refill() -> Bool {
        head = 0
        tail = 0
        if outside <= EventWheel.fewOutside {
            while outside > 0 {
                let bucket = nextBucket()
                sortIntoRun(bucket: bucket, shift: rungs[depth - 1].shift)
            }
            depth = 0
            last = .max
        } else {
            while tail == 0 {
                let bucket = nextBucket()
                let shift = rungs[depth - 1].shift
                last = cursor | EventWheel.bits(below: shift)
                if shift == 1 {
                    takeEqualKeys(bucket: bucket)
                } else if size(ofBucket: bucket) <= EventWheel.sortedAtOnceMax {
                    sortIntoRun(bucket: bucket, shift: shift)
                } else {
                    cut(bucket: bucket, shift: shift)
                }
            }
        }
        stop = max(EventWheel.tinyRun, tail + EventWheel.runSlack / 2)
        if run.capacity < stop { run.grow(to: 2 * stop, keeping: tail) }
        return tail > 0
    }

    /// Wheels with so few entries outside the run go on with the run alone.
    private static var fewOutside: Int { 8 }
    /// How many entries a bucket of a new rung holds on average, as a power of two.
    private static var bucketBits: Int { 3 }
    /// Buckets up to this size, no larger than a chunk, are sorted as if they had it.
    private static var sortedAlikeMax: Int { 16 }
    /// Keys that agree above these many bits are sorted in one go.
    private static var sortedBits: Int { 26 }
    /// Up to this size the keys of a bucket are looked at before it is cut.
    private static var lookedAtMax: Int { 4_096 }

    static func bits(below bit: Int) -> UInt64 { (1 << UInt64(bit)) &- 1 }

    /// Finds the first bucket that holds entries, and moves the cursor to it. There must be one.
    private mutating func nextBucket() -> Int {
        while true {
            precondition(depth > 0, "\(outside) entries lost")
            let rung = rungs[depth - 1]
            let words = (depth - 1) * Rung.occupancyWords
            for word in words..<(words + Rung.occupancyWords) where occupied[word] != 0 {
                let digit = (word - words) * 64 + occupied[word].trailingZeroBitCount
                cursor = cursor & ~EventWheel.bits(below: rung.shift + rung.bits) | UInt64(digit) << UInt64(rung.shift)
                return rung.firstBucket + digit
            }
            depth -= 1
        }
    }

    /// Takes the entries of a bucket whose keys are all equal.
    private mutating func takeEqualKeys(bucket: Int) {
        guard cursor & 2 != 0 else {
            moveIntoRun(bucket: bucket)
            return
        }
        // The later priority of an instant. While its events are handled, ones of the earlier priority may come, which
        // go before them. So the run stays that of the earlier priority and only borrows one chunk: an insertion moves
        // no more than a chunk, and later keys join the bucket.
        cursor &= ~2
        last = cursor | 1
        let chunk = Int(firsts[bucket])
        let taken = min(size(ofBucket: bucket), EventWheel.chunkSize)
        for index in 0..<taken { run[index] = entries[chunk * EventWheel.chunkSize + index] }
        tail = taken
        outside -= taken
        firsts[bucket] = links[chunk]
        lengths[bucket] -= 1
        if lengths[bucket] == 0 { markEmpty(bucket: bucket) }
        free(chunk: chunk)
    }

    /// Moves a bucket behind the run, in the order in which it was filled.
    private mutating func moveIntoRun(bucket: Int) {
        let count = size(ofBucket: bucket)
        if run.capacity < tail + count { run.grow(to: 2 * (tail + count), keeping: tail) }
        var left = count
        var chunk = firsts[bucket]
        while left > 0 {
            let first = Int(chunk) * EventWheel.chunkSize
            for index in first..<(first + min(left, EventWheel.chunkSize)) {
                run[tail] = entries[index]
                tail += 1
            }
            left -= EventWheel.chunkSize
            chunk = free(chunk: Int(chunk))
        }
        outside -= count
        markEmpty(bucket: bucket)
    }

    /// Moves a bucket of at most `sortedAtOnceMax` entries behind the run, sorted.
    private mutating func sortIntoRun(bucket: Int, shift: Int) {
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

    /// Puts in order what agrees in the bits that were looked at.
    private mutating func finishSorting(from start: Int) {
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

    /// Spreads a bucket, which is that of the cursor, over a new rung.
    private mutating func cut(bucket: Int, shift: Int) {
        let count = size(ofBucket: bucket)
        var chunk = firsts[bucket]
        var top = shift
        if count <= EventWheel.lookedAtMax {
            let first = entries[Int(chunk) * EventWheel.chunkSize].key
            // At least the bit of the priority, so that equal keys end in a bucket of their own.
            let difference = differingBits(from: first, chunk: chunk, count: count) | 2
            top = 64 - difference.leadingZeroBitCount
            cursor = first & ~EventWheel.bits(below: top)
        }
        markEmpty(bucket: bucket)
        addRungs(from: shift, to: top, splitting: count)
        var left = count
        let place = rungs[depth - 1].place
        while left > 0 {
            let first = Int(chunk) * EventWheel.chunkSize
            for index in first..<(first + min(left, EventWheel.chunkSize)) {
                let entry = entries[index]
                append(entry, toBucket: place.bucket(of: entry.key))
            }
            left -= EventWheel.chunkSize
            chunk = free(chunk: Int(chunk))
        }
    }

    private func differingBits(from first: UInt64, chunk: UInt32, count: Int) -> UInt64 {
        var chunk = chunk
        var left = count
        var difference: UInt64 = 0
        while left > 0 {
            let start = Int(chunk) * EventWheel.chunkSize
            for index in start..<(start + min(left, EventWheel.chunkSize)) { difference |= entries[index].key ^ first }
            left -= EventWheel.chunkSize
            chunk = links[Int(chunk)]
        }
        return difference
    }

    /// Adds rungs for all bits below `shift`: first those down to `top`, in which nothing differs yet, then the one that
    /// is to spread `count` entries.
    private mutating func addRungs(from shift: Int, to top: Int, splitting count: Int) {
        var shift = shift
        while shift > top {
            let bits = min(Rung.bitsMax, shift - top)
            shift -= bits
            addRung(shift: shift, bits: bits)
        }
        let wanted = (Int.bitWidth - 1 - count.leadingZeroBitCount) - EventWheel.bucketBits
        let bits = min(max(wanted, 2), Rung.bitsMax, top - 1)
        addRung(shift: top - bits, bits: bits)
    }

    private mutating func addRung(shift: Int, bits: Int) {
        var firstBucket = 0
        if depth > 0 {
            let above = rungs[depth - 1]
            firstBucket = above.firstBucket + 1 << above.bits
        }
        let rung = Rung(shift: shift, bits: bits, firstBucket: firstBucket)
        rungs[depth] = rung
        depth += 1
        for bit in shift..<(shift + bits) { places[bit] = rung.place }
    }

    /// Makes room behind the run, by moving it to the front, by moving its later keys into buckets, or with more memory.
    @usableFromInline
    @inline(never)
    mutating func makeRoomInRun() {
        while tail - head > EventWheel.tinyRun / 2, narrowRun() {}
        let count = tail - head
        run.move(count, from: head, to: 0)
        head = 0
        tail = count
        stop = max(count + EventWheel.tinyRun, 2 * count)
        if run.capacity < stop { run.grow(to: 2 * stop, keeping: tail) }
    }

    /// Moves the later keys of the run into buckets of a new rung. False if the rest belongs to one instant and priority.
    private mutating func narrowRun() -> Bool {
        let shift = depth == 0 ? 64 : rungs[depth - 1].shift
        let top = 64 - (run[tail - 1].key ^ now).leadingZeroBitCount
        guard top > 1, top <= shift else { return false }
        cursor = now
        addRungs(from: shift, to: top, splitting: tail - head)
        last = now | EventWheel.bits(below: rungs[depth - 1].shift)
        var end = tail
        while end > head, run[end - 1].key > last { end -= 1 }
        for index in end..<tail { append(run[index]) }
        tail = end
        return true
    }

    /// Forgets all entries; the memory stays. Complexity: O(rungs).
    @usableFromInline
    mutating func removeAll() {
        while outside > 0 {
            let bucket = nextBucket()
            outside -= size(ofBucket: bucket)
            markEmpty(bucket: bucket)
        }
        head = 0
        tail = 0
        stop = EventWheel.tinyRun
        last = .max
        cursor = 0
        now = 0
        depth = 0
        freeChunk = EventWheel.noChunk
        freshChunk = 0
    }

    /// Forgets the entries of which `isDead` is true. Complexity: O(entries).
    @usableFromInline
    mutating func removeAll(where isDead: (PendingEntry) -> Bool) {
        var kept = head
        for index in head..<tail where !isDead(run[index]) {
            run[kept] = run[index]
            kept += 1
        }
        tail = kept
        for rung in 0..<depth {
            for digit in 0..<(1 << rungs[rung].bits)
            where occupied[rung * Rung.occupancyWords + digit / 64] & 1 << UInt64(digit % 64) != 0 {
                filter(bucket: rungs[rung].firstBucket + digit, rung: rung, isDead)
            }
        }
    }

    private mutating func filter(bucket: Int, rung: Int, _ isDead: (PendingEntry) -> Bool) {
        var left = size(ofBucket: bucket)
        var chunk = firsts[bucket]
        markEmpty(bucket: bucket, rung: rung)
        outside -= left
        while left > 0 {
            let first = Int(chunk) * EventWheel.chunkSize
            for index in first..<(first + min(left, EventWheel.chunkSize)) where !isDead(entries[index]) {
                append(entries[index], toBucket: bucket)
                outside += 1
            }
            left -= EventWheel.chunkSize
            chunk = free(chunk: Int(chunk))
        }
    }

    // MARK: - Chunks

    @inline(__always)
    func size(ofBucket bucket: Int) -> Int {
        let inLast = Int(ends[bucket] &- 1) & (EventWheel.chunkSize - 1) + 1
        return (Int(lengths[bucket]) - 1) * EventWheel.chunkSize + inLast
    }

    /// Adds a chunk to a bucket and returns the index of its first entry.
    @usableFromInline
    @inline(never)
    mutating func startChunk(ofBucket bucket: Int) -> Int {
        let chunk = takeChunk()
        let end = Int(ends[bucket])
        if end == 0 {
            firsts[bucket] = UInt32(chunk)
            lengths[bucket] = 1
            var rung = depth - 1
            while rungs[rung].firstBucket > bucket { rung -= 1 }
            let digit = bucket - rungs[rung].firstBucket
            occupied[rung * Rung.occupancyWords + digit / 64] |= 1 << UInt64(digit % 64)
        } else {
            links[(end - 1) / EventWheel.chunkSize] = UInt32(chunk)
            lengths[bucket] += 1
        }
        return chunk * EventWheel.chunkSize
    }

    /// Empties a bucket of the lowest rung.
    private mutating func markEmpty(bucket: Int) { markEmpty(bucket: bucket, rung: depth - 1) }

    private mutating func markEmpty(bucket: Int, rung: Int) {
        ends[bucket] = 0
        let digit = bucket - rungs[rung].firstBucket
        occupied[rung * Rung.occupancyWords + digit / 64] &= ~(1 << UInt64(digit % 64))
    }

    private mutating func takeChunk() -> Int {
        if freeChunk != EventWheel.noChunk {
            let chunk = Int(freeChunk)
            freeChunk = links[chunk]
            return chunk
        }
        if freshChunk == links.capacity {
            let capacity = 2 * freshChunk
            precondition(capacity * EventWheel.chunkSize <= UInt32.max, "more than 2^31 pending events")
            entries.grow(to: capacity * EventWheel.chunkSize, keeping: freshChunk * EventWheel.chunkSize)
            links.grow(to: capacity, keeping: freshChunk)
        }
        freshChunk += 1
        return freshChunk - 1
    }

    /// Gives a chunk back and returns the one that was linked behind it.
    @discardableResult
    @inline(__always)
    private mutating func free(chunk: Int) -> UInt32 {
        let after = links[chunk]
        links[chunk] = freeChunk
        freeChunk = UInt32(truncatingIfNeeded: chunk)
        return after
    }
}
