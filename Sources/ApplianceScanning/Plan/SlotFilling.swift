/// Deals the hosts of one site to the slots of its appliances, one slot after the other, the longest hosts first.
///
/// ``SlotUnits`` proves that hosts within the site's capacity always find a slot. An appliance knows no slots of ours: it
/// takes the next host of its list whenever it can. With the hosts listed in the order of their starts here, the list
/// starts none of them later than the filling does: when a host is due, those before it have started no later than
/// planned and so at most as many of them still run as in the filling, which leaves room for it. So the list keeps the
/// window too. (A list by length alone does not.)
struct SlotFilling {
    /// Hosts of one segment at the site.
    struct Batch: Hashable, Sendable {
        var segment: Int
        var hosts: Int
        var units: Int
        var seconds: Int
    }

    /// Batches on each appliance, the longest hosts first.
    private(set) var loads: [[Batch]]
    /// The same hosts in the order of their starts; neighbours of one segment together.
    private(set) var orders: [[Batch]]
    /// End of the fullest slot of each appliance, in seconds.
    private(set) var makespans: [Int]

    /// - Parameters:
    ///   - slots: of each appliance.
    ///   - perSlot: units of a slot.
    /// - Returns: `nil` if the slots are too few.
    /// - Complexity: O(slots + hosts log hosts).
    init?(_ batches: [Batch], slots: [Int], perSlot: Int) {
        loads = Array(repeating: [], count: slots.count)
        orders = loads
        var starts: [[(start: Int, slot: Int, batch: Batch)]] = Array(repeating: [], count: slots.count)
        makespans = Array(repeating: 0, count: slots.count)
        var appliance = 0
        var slot = 0
        var units = 0
        var seconds = 0
        for batch in batches.sorted(by: { ($0.units, $1.segment) > ($1.units, $0.segment) }) {
            var left = batch.hosts
            while left > 0 {
                guard appliance < slots.count else { return nil }
                let count = min(left, (perSlot - units) / batch.units)
                if count > 0 {
                    left -= count
                    units += count * batch.units
                    for _ in 0..<count {
                        starts[appliance].append((seconds, slot, batch))
                        seconds += batch.seconds
                    }
                    makespans[appliance] = max(makespans[appliance], seconds)
                    Self.add(batch, count, to: &loads[appliance])
                }
                if left > 0 {
                    units = 0
                    seconds = 0
                    slot += 1
                    if slot == slots[appliance] {
                        slot = 0
                        appliance += 1
                    }
                }
            }
        }
        for index in starts.indices {
            starts[index].sort { ($0.start, $0.slot) < ($1.start, $1.slot) }
            for (_, _, batch) in starts[index] { Self.add(batch, 1, to: &orders[index]) }
        }
    }

    private static func add(_ batch: Batch, _ count: Int, to list: inout [Batch]) {
        if let last = list.last, last.segment == batch.segment {
            list[list.count - 1].hosts += count
        } else {
            var part = batch
            part.hosts = count
            list.append(part)
        }
    }
}
