/// Deals the hosts of one site to the slots of its appliances, one slot after the other, the longest hosts first.
///
/// ``SlotUnits`` proves that hosts within the site's capacity always find a slot.
struct SlotFilling {
    /// Hosts of one segment at the site.
    struct Batch: Hashable, Sendable {
        var segment: Int
        var hosts: Int
        var units: Int
        var seconds: Int
    }

    /// Batches on each appliance, in the order of filling.
    private(set) var loads: [[Batch]]
    /// End of the fullest slot of each appliance, in seconds.
    private(set) var makespans: [Int]

    /// - Parameters:
    ///   - slots: of each appliance.
    ///   - perSlot: units of a slot.
    /// - Returns: `nil` if the slots are too few.
    /// - Complexity: O(slots + batches log batches).
    init?(_ batches: [Batch], slots: [Int], perSlot: Int) {
        loads = Array(repeating: [], count: slots.count)
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
                    seconds += count * batch.seconds
                    makespans[appliance] = max(makespans[appliance], seconds)
                    add(batch, count, to: appliance)
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
    }

    private mutating func add(_ batch: Batch, _ count: Int, to appliance: Int) {
        if let last = loads[appliance].last, last.segment == batch.segment {
            loads[appliance][loads[appliance].count - 1].hosts += count
        } else {
            var part = batch
            part.hosts = count
            loads[appliance].append(part)
        }
    }
}
