/// A ladder queue (Tang, Goh and Thng, 2005): an unsorted Top for the far future, a Ladder of rungs whose buckets are cut
/// into the rung below when the clock reaches them, and a Bottom that is sorted.
///
/// As in the paper a bucket of more than `threshold` entries becomes a rung of as many buckets as it has entries, a
/// smaller one is sorted into Bottom, and a Bottom that grows beyond the threshold becomes a rung itself. Buckets are
/// lists in one array of nodes, so that none of them allocates; they are last in, first out and turned round on the way.
struct LadderQueue: Candidate, ~Copyable {
    static let name = "ladder"

    struct Node: BitwiseCopyable {
        var time: UInt64
        var word: UInt32
        var next: Int32
    }

    struct Bucket: BitwiseCopyable {
        var first: Int32 = -1
        var count: Int32 = 0
    }

    /// A rung, whose buckets lie in `buckets` from `firstBucket`.
    struct Rung: BitwiseCopyable {
        var start: UInt64
        var width: UInt64
        /// 2^64 / width, rounded up: a division for each push would cost more than all else.
        var inverse: UInt64
        var firstBucket: Int
        var bucketCount: Int
        /// The bucket that comes next, and the time at which it starts: earlier entries belong below.
        var current = 0
        var currentStart: UInt64
        var count = 0
    }

    static let threshold = 50
    static let rungsMax = 8
    static let widthMin: UInt64 = 2

    var nodes: UnsafeMutablePointer<Node>
    var nodesEnd: Int32 = 0
    var free: Int32 = -1

    var top = Bucket()
    var topStart: UInt64 = 0
    var topMin: UInt64 = .max
    var topMax: UInt64 = 0

    let rungs: UnsafeMutablePointer<Rung>
    var depth = 0
    var buckets: UnsafeMutablePointer<Bucket>
    var bucketsCapacity = 4_096

    /// Sorted in `head..<tail`.
    var bottom: UnsafeMutablePointer<Node>
    var bottomCapacity = 4_096
    var head = 0
    var tail = 0

    init(capacity: Int) {
        nodes = .allocate(capacity: capacity + 1)
        rungs = .allocate(capacity: Self.rungsMax)
        buckets = .allocate(capacity: bucketsCapacity)
        bottom = .allocate(capacity: bottomCapacity)
    }

    deinit {
        nodes.deallocate()
        rungs.deallocate()
        buckets.deallocate()
        bottom.deallocate()
    }

    @inline(__always)
    mutating func push(_ word: UInt32, at time: UInt64) {
        if time >= topStart {
            topMin = min(topMin, time)
            topMax = max(topMax, time)
            top = Bucket(first: node(time, word, before: top.first), count: top.count + 1)
            return
        }
        var rung = 0
        while rung < depth, time < rungs[rung].currentStart { rung += 1 }
        if rung < depth {
            add(time, word, toRung: rung)
        } else {
            pushIntoBottom(time, word)
        }
    }

    @inline(__always)
    mutating func pop() -> (time: UInt64, word: UInt32) {
        if head == tail { refill() }
        let node = bottom[head]
        head += 1
        return (node.time, node.word)
    }

    @inline(__always)
    private mutating func node(_ time: UInt64, _ word: UInt32, before next: Int32) -> Int32 {
        var index = free
        if index >= 0 { free = nodes[Int(index)].next } else { (index, nodesEnd) = (nodesEnd, nodesEnd + 1) }
        nodes[Int(index)] = Node(time: time, word: word, next: next)
        return index
    }

    @inline(__always)
    private mutating func add(_ time: UInt64, _ word: UInt32, toRung rung: Int) {
        let place = place(of: time, inRung: rung)
        rungs[rung].count += 1
        let bucket = buckets[place]
        buckets[place] = Bucket(first: node(time, word, before: bucket.first), count: bucket.count + 1)
    }

    @inline(__always)
    private func place(of time: UInt64, inRung rung: Int) -> Int {
        let offset = time &- rungs[rung].start
        var digit = offset.multipliedFullWidth(by: rungs[rung].inverse).high
        // The inverse is rounded up, so the digit may be one too high.
        if digit &* rungs[rung].width > offset { digit &-= 1 }
        return rungs[rung].firstBucket &+ Int(truncatingIfNeeded: digit)
    }

    private mutating func pushIntoBottom(_ time: UInt64, _ word: UInt32) {
        if tail - head >= Self.threshold, depth < Self.rungsMax, bottom[tail - 1].time > bottom[head].time {
            bottomToRung()
            push(word, at: time)
            return
        }
        if tail == bottomCapacity { growBottom(to: 2 * bottomCapacity) }
        var place = tail
        while place > head, bottom[place - 1].time > time {
            bottom[place] = bottom[place - 1]
            place -= 1
        }
        bottom[place] = Node(time: time, word: word, next: -1)
        tail += 1
    }

    /// Goes on with a rung when so many entries were pushed into Bottom that it is no longer cheap to keep it sorted.
    private mutating func bottomToRung() {
        let end = depth > 0 ? rungs[depth - 1].currentStart : topStart
        addRung(from: bottom[head].time, to: end, for: tail - head)
        for index in head..<tail { add(bottom[index].time, bottom[index].word, toRung: depth - 1) }
        (head, tail) = (0, 0)
        skipEmpty()
    }

    private mutating func refill() {
        (head, tail) = (0, 0)
        while true {
            while depth > 0, rungs[depth - 1].count == 0 { depth -= 1 }
            if depth == 0 { topToRung() }
            skipEmpty()
            let rung = rungs[depth - 1]
            let bucket = rung.firstBucket + rung.current
            let (first, count) = (buckets[bucket].first, Int(buckets[bucket].count))
            buckets[bucket] = Bucket()
            rungs[depth - 1].count -= count
            rungs[depth - 1].current += 1
            rungs[depth - 1].currentStart += rung.width
            if count <= Self.threshold || depth == Self.rungsMax || rung.width == Self.widthMin {
                sortIntoBottom(first, count)
                return
            }
            addRung(from: rung.currentStart, to: rung.currentStart + rung.width, for: count)
            deal(first)
        }
    }

    /// Moves on to the first bucket of the lowest rung that holds entries; there is one.
    @inline(__always)
    private mutating func skipEmpty() {
        let rung = rungs[depth - 1]
        var current = rung.current
        while buckets[rung.firstBucket + current].count == 0 { current += 1 }
        rungs[depth - 1].currentStart += UInt64(current - rung.current) * rung.width
        rungs[depth - 1].current = current
    }

    private mutating func topToRung() {
        let (first, count) = (top.first, Int(top.count))
        let (least, most) = (topMin, topMax)
        top = Bucket()
        (topMin, topMax) = (.max, 0)
        addRung(from: least, to: most + 1, for: count)
        topStart = rungs[0].start + UInt64(rungs[0].bucketCount) * rungs[0].width
        deal(first)
    }

    /// Moves a list, the last one pushed first, into the lowest rung in the order of pushing.
    private mutating func deal(_ first: Int32) {
        var index = turned(first)
        while index >= 0 {
            let node = nodes[Int(index)]
            let place = place(of: node.time, inRung: depth - 1)
            nodes[Int(index)].next = buckets[place].first
            buckets[place].first = index
            buckets[place].count += 1
            rungs[depth - 1].count += 1
            index = node.next
        }
    }

    private func turned(_ first: Int32) -> Int32 {
        var index = first
        var before: Int32 = -1
        while index >= 0 { (nodes[Int(index)].next, before, index) = (before, index, nodes[Int(index)].next) }
        return before
    }

    private mutating func addRung(from start: UInt64, to end: UInt64, for count: Int) {
        let width = max(Self.widthMin, (end - start + UInt64(count) - 1) / UInt64(count))
        let firstBucket = depth == 0 ? 0 : rungs[depth - 1].firstBucket + rungs[depth - 1].bucketCount
        let bucketCount = Int((end - start + width - 1) / width)
        if bucketsCapacity < firstBucket + bucketCount {
            let larger = UnsafeMutablePointer<Bucket>.allocate(capacity: 2 * (firstBucket + bucketCount))
            larger.moveInitialize(from: buckets, count: firstBucket)
            buckets.deallocate()
            buckets = larger
            bucketsCapacity = 2 * (firstBucket + bucketCount)
        }
        (buckets + firstBucket).initialize(repeating: Bucket(), count: bucketCount)
        rungs[depth] = Rung(
            start: start, width: width, inverse: UInt64.max / width + 1, firstBucket: firstBucket,
            bucketCount: bucketCount, currentStart: start)
        depth += 1
    }

    private mutating func sortIntoBottom(_ first: Int32, _ count: Int) {
        if bottomCapacity < count { growBottom(to: 2 * count) }
        tail = count
        // From the back, because the list starts with the entry that was pushed last.
        var index = first
        var place = count
        while index >= 0 {
            let node = nodes[Int(index)]
            nodes[Int(index)].next = free
            free = index
            index = node.next
            var hole = place
            while hole < count, bottom[hole].time < node.time {
                bottom[hole - 1] = bottom[hole]
                hole += 1
            }
            place -= 1
            bottom[hole - 1] = node
        }
    }

    private mutating func growBottom(to capacity: Int) {
        let larger = UnsafeMutablePointer<Node>.allocate(capacity: capacity)
        larger.moveInitialize(from: bottom + head, count: tail - head)
        bottom.deallocate()
        bottom = larger
        bottomCapacity = capacity
        (head, tail) = (0, tail - head)
    }
}
