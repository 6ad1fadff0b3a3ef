/// Records are dealt to the slots of their regions, the largest first, each to the slot with the least so far.
///
/// Sizes are whole GiB, so that a histogram per region tells the order of the records without moving any of them: slots
/// are dealt along the histogram, and a record finds its slot by its place among those of its size.
public struct LongestFirst: ~Copyable {
    private static let regions = 30
    private static let slots = 70

    private let regionOf: Column<UInt8>
    private let sizeOf: Column<UInt32>

    /// Draws the records. Complexity: O(records).
    public init(records: Int) {
        regionOf = Column(repeating: 0, count: records)
        sizeOf = Column(repeating: 0, count: records)
        let table = ExponentialTable()
        var regions = RandomStream(41)
        var sizes = RandomStream(42)
        for record in 0..<records {
            regionOf[record] = UInt8(((regions.next() >> 32) * UInt64(Self.regions)) >> 32)
            sizeOf[record] = UInt32(8 + table.draw(sizes.next(), mean: 96))
        }
    }

    public struct Plan: ~Copyable {
        /// By region, the GiB of its fullest slot.
        var largest: [UInt64] = []
        /// By record.
        var slotOf: Column<UInt8>

        /// Complexity: O(records).
        public func result() -> WorkloadResult {
            var sum: UInt64 = 0
            for record in 0..<slotOf.count { sum &+= UInt64(record + 1) &* UInt64(slotOf[record]) }
            return WorkloadResult(events: slotOf.count, statistics: largest + [sum])
        }
    }

    /// Complexity: O(records + regions * largest size).
    public func plan() -> Plan {
        let records = sizeOf.count
        var most: UInt32 = 0
        for record in 0..<records { most = max(most, sizeOf[record]) }
        let width = Int(most) + 1
        // By region and size, from the largest down: first how many, then the first place in the order of dealing.
        let places = Column<UInt32>(repeating: 0, count: Self.regions * width)
        for record in 0..<records { places[bin(of: record, width)] &+= 1 }
        let dealt = Column<UInt8>(repeating: 0, count: records)
        var plan = Plan(slotOf: Column(repeating: 0, count: records))
        var place = 0
        for region in 0..<Self.regions {
            var slots = SlotRing(slots: Self.slots)
            for bin in 0..<width {
                let end = place + Int(places[region * width + bin])
                places[region * width + bin] = UInt32(place)
                while place < end {
                    dealt[place] = slots.fill(Int(most) - bin)
                    place &+= 1
                }
            }
            plan.largest.append(slots.largest)
        }
        for record in 0..<records {
            let bin = bin(of: record, width)
            plan.slotOf[record] = dealt[Int(places[bin])]
            places[bin] &+= 1
        }
        return plan
    }

    @inline(__always)
    private func bin(of record: Int, _ width: Int) -> Int {
        (Int(regionOf[record]) &+ 1) &* width &- 1 &- Int(sizeOf[record])
    }
}

/// Slots in the order of (GiB, number), as a ring: the first one is filled and mostly becomes the last.
private struct SlotRing: ~Copyable {
    private static let mask = 127

    private let slots: Int
    /// GiB above the lowest seven bits, which hold the number.
    private let ring = Column<UInt64>(repeating: 0, count: mask + 1)
    private var first = 0

    init(slots: Int) {
        self.slots = slots
        for slot in 0..<slots { ring[slot] = UInt64(slot) }
    }

    /// GiB of the fullest slot.
    var largest: UInt64 { ring[(first + slots - 1) & Self.mask] >> 7 }

    /// Puts so many GiB into the first slot, and tells its number.
    @inline(__always)
    mutating func fill(_ size: Int) -> UInt8 {
        let slot = ring[first & Self.mask]
        let filled = slot &+ UInt64(truncatingIfNeeded: size) &<< 7
        first &+= 1
        var place = first &+ slots &- 1
        while place > first {
            let before = ring[(place &- 1) & Self.mask]
            if before <= filled { break }
            ring[place & Self.mask] = before
            place &-= 1
        }
        ring[place & Self.mask] = filled
        return UInt8(truncatingIfNeeded: slot & UInt64(Self.mask))
    }
}
