/// A calendar queue (Brown, 1988) that sorts lazily: a ring of days as linked lists, of which only the present one is
/// sorted, by insertion; later years share the days. Days are cut anew whenever the number of entries has doubled.
struct LazyCalendar: Candidate, ~Copyable {
    static let name = "lazy-calendar"

    struct Node: BitwiseCopyable {
        var time: UInt64
        var word: UInt32
        var next: Int32
    }

    var nodes: UnsafeMutablePointer<Node>
    var nodesEnd: Int32 = 0
    var free: Int32 = -1
    var days: UnsafeMutablePointer<Int32>
    var dayCount = 64
    var dayBits: UInt64 = 20
    var day: UInt64 = 0
    var today: ContiguousArray<Node> = []
    var head = 0
    var count = 0

    init(capacity: Int) {
        nodes = .allocate(capacity: 2 * capacity + 64)
        days = .allocate(capacity: dayCount)
        days.initialize(repeating: -1, count: dayCount)
    }

    deinit {
        nodes.deallocate()
        days.deallocate()
    }

    mutating func push(_ word: UInt32, at time: UInt64) {
        count += 1
        if count > 2 * dayCount { cut() }
        insert(Node(time: time, word: word, next: -1))
    }

    @inline(__always)
    private mutating func insert(_ node: Node) {
        let number = node.time >> dayBits
        if number <= day {
            today.append(node)
            var place = today.count - 1
            while place > head, today[place - 1].time > node.time {
                today[place] = today[place - 1]
                place -= 1
            }
            today[place] = node
            return
        }
        var index = free
        if index >= 0 { free = nodes[Int(index)].next } else { (index, nodesEnd) = (nodesEnd, nodesEnd + 1) }
        let slot = Int(truncatingIfNeeded: number) & (dayCount - 1)
        nodes[Int(index)] = Node(time: node.time, word: node.word, next: days[slot])
        days[slot] = index
    }

    mutating func pop() -> (time: UInt64, word: UInt32) {
        while head == today.count { nextDay() }
        head += 1
        count -= 1
        return (today[head - 1].time, today[head - 1].word)
    }

    /// Lists are last in, first out, so that equal times are turned round on the way into the day.
    private mutating func nextDay() {
        today.removeAll(keepingCapacity: true)
        head = 0
        day += 1
        let slot = Int(truncatingIfNeeded: day) & (dayCount - 1)
        var index = days[slot]
        days[slot] = -1
        while index >= 0 {
            let node = nodes[Int(index)]
            if node.time >> dayBits == day {
                nodes[Int(index)].next = free
                free = index
                today.append(node)
                var place = today.count - 1
                while place > 0, today[place - 1].time >= node.time {
                    today[place] = today[place - 1]
                    place -= 1
                }
                today[place] = node
            } else {
                nodes[Int(index)].next = days[slot]
                days[slot] = index
            }
            index = node.next
        }
    }

    /// Doubles the days and makes them about four entries long.
    private mutating func cut() {
        var all = Array(today[head...])
        for slot in 0..<dayCount {
            var index = days[slot]
            while index >= 0 {
                all.append(nodes[Int(index)])
                index = nodes[Int(index)].next
            }
        }
        all.sort { $0.time < $1.time }
        let span = all[all.count * 3 / 4].time - all[0].time
        let width = max(1, span * 4 / UInt64(all.count))
        dayBits = UInt64(63 - width.leadingZeroBitCount)
        dayCount *= 2
        days.deallocate()
        days = .allocate(capacity: dayCount)
        days.initialize(repeating: -1, count: dayCount)
        (nodesEnd, free, head) = (0, -1, 0)
        today.removeAll(keepingCapacity: true)
        day = all[0].time >> dayBits
        for node in all { insert(node) }
    }
}
