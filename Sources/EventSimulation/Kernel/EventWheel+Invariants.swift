extension EventWheel {
    /// Traps if the wheel is not in order. For tests. Complexity: O(entries + buckets).
    func checkInvariants() {
        precondition(head <= tail && tail <= stop && stop <= run.capacity, "run \(head) \(tail) \(stop)")
        for index in head..<tail {
            precondition(run[index].key >= now, "\(run[index].key) in the run, at \(now)")
            precondition(index == head || run[index - 1].key | 1 <= run[index].key | 1, "run not sorted at \(index)")
        }
        precondition(depth > 0 || (outside == 0 && last == .max), "\(outside) outside, none in a rung")
        var above = 64
        var firstBucket = 0
        var counted = 0
        var chunks = 0
        for number in 0..<depth {
            let rung = rungs[number]
            precondition(rung.shift + rung.bits == above && rung.shift >= 1, "a gap above rung \(number)")
            precondition(rung.bits >= 1 && rung.bits <= Rung.bitsMax && rung.firstBucket == firstBucket, "\(rung)")
            for bit in rung.shift..<above { precondition(Int(places[bit].shift) == rung.shift, "place of bit \(bit)") }
            for digit in 0..<(1 << rung.bits) {
                let bucket = firstBucket + digit
                let bit = occupied[number * Rung.occupancyWords + digit / 64] >> UInt64(digit % 64) & 1
                precondition((bit == 1) == (ends[bucket] != 0), "occupancy of bucket \(bucket)")
                guard bit == 1 else { continue }
                counted += checkBucket(bucket, of: number)
                chunks += Int(lengths[bucket])
            }
            above = rung.shift
            firstBucket += 1 << rung.bits
        }
        precondition(counted == outside, "\(counted) entries in buckets, not \(outside)")
        precondition(depth == 0 || last == cursor | EventWheel.bits(below: above), "the run ends at \(last)")
        var free = freeChunk
        while free != EventWheel.noChunk {
            chunks += 1
            precondition(chunks <= freshChunk, "the free chunks run in a circle")
            free = links[Int(free)]
        }
        precondition(chunks == freshChunk && freshChunk <= links.capacity, "\(chunks) chunks of \(freshChunk)")
    }

    private func checkBucket(_ bucket: Int, of rung: Int) -> Int {
        let count = size(ofBucket: bucket)
        var left = count
        var chunk = Int(firsts[bucket])
        var index = chunk * EventWheel.chunkSize
        while left > 0 {
            let key = entries[index].key
            precondition(key > last, "\(key) outside, but the run ends at \(last)")
            let highest = 63 - (key ^ cursor).leadingZeroBitCount
            precondition(places[highest].bucket(of: key) == bucket, "\(key) in the wrong bucket, \(bucket)")
            left -= 1
            index += 1
            if index % EventWheel.chunkSize == 0, left > 0 {
                chunk = Int(links[chunk])
                index = chunk * EventWheel.chunkSize
            }
        }
        precondition(index == Int(ends[bucket]), "bucket \(bucket) ends at \(index), not \(ends[bucket])")
        return count
    }
}

extension EventQueue {
    /// Traps if the queue is not in order. For tests. Complexity: O(count).
    package func checkInvariants() {
        wheel.checkInvariants()
        precondition(dead >= 0 && count >= 0, "\(dead) dead of \(count)")
    }
}
