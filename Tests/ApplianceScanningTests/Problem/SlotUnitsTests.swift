import Testing

@testable import ApplianceScanning

@Suite("Slot units")
struct SlotUnitsTests {
    @Test("one kind of host fills an appliance exactly: hosts in parallel times floor(window / time)")
    func oneKind() {
        for seconds in [1, 7, 190, 1200, 3601, 28_800] {
            let units = SlotUnits(windowSeconds: 28_800, times: [seconds], slots: 30)
            #expect(units.capacity(slots: 30) / units.units(seconds: seconds) == 28_800 / seconds * 30)
            #expect(units.reserve == 0)
        }
    }

    @Test("times that divide each other need no reserve")
    func chain() {
        let units = SlotUnits(windowSeconds: 28_800, times: [300, 600, 1200], slots: 30)
        #expect(units.reserve == 0)
        #expect([300, 600, 1200].map(units.units) == [1, 2, 4])
        #expect(units.perSlot == 96)
    }

    @Test("any mix within the capacity is filled into slots that end within the window", arguments: 0..<300)
    func anyMix(number: Int) throws {
        var dice = Dice(seed: number)
        let window = 3600 + dice.roll(30_000)
        let slots = 1 + dice.roll(number < 150 ? 4 : 40)
        let times = (0...dice.roll(5)).map { _ in 1 + dice.roll(number.isMultiple(of: 2) ? window : window / 20) }
        let units = SlotUnits(windowSeconds: window, times: Set(times), slots: slots)
        #expect(units.perSlot <= SlotUnits.perSlotMax)
        var room = units.capacity(slots: slots)
        #expect(room >= units.perSlot)
        var batches: [SlotFilling.Batch] = []
        for (segment, seconds) in times.enumerated() {
            let unit = units.units(seconds: seconds)
            #expect(unit * units.hosts(seconds: seconds) == units.perSlot)
            #expect(units.hosts(seconds: seconds) <= window / seconds)
            // The last kind takes all that is left, so that the capacity is used up.
            let most = room / unit
            let hosts = segment == times.count - 1 ? most : dice.roll(most + 1)
            room -= hosts * unit
            batches.append(SlotFilling.Batch(segment: segment, hosts: hosts, units: unit, seconds: seconds))
        }
        let filling = try #require(SlotFilling(batches, slots: [slots], perSlot: units.perSlot))
        #expect(filling.makespans[0] <= window)
        let dealt = filling.loads.joined().reduce(into: [Int: Int]()) { $0[$1.segment, default: 0] += $1.hosts }
        for batch in batches { #expect(dealt[batch.segment, default: 0] == batch.hosts) }
    }

    @Test("one host more than the capacity of one kind does not fit")
    func oneMore() {
        let full = SlotFilling.Batch(segment: 0, hosts: 30 * 24 + 1, units: 1, seconds: 1200)
        #expect(SlotFilling([full], slots: [30], perSlot: 24) == nil)
    }

    @Test("many odd times round hosts per slot down to a divisor")
    func odd() {
        let times: Set<Int> = [311, 313, 317, 331, 337, 347, 349]
        let units = SlotUnits(windowSeconds: 28_800, times: times, slots: 30)
        #expect(units.perSlot == 720_720)
        // 28,800 / 311 = 92, and 91 is the next divisor.
        #expect(units.hosts(seconds: 311) == 91)
    }

    @Test("where a reserve would fill the only slot, hosts per slot are powers of two")
    func narrow() {
        let units = SlotUnits(windowSeconds: 6000, times: [6000, 3000, 2000], slots: 1)
        #expect(units.reserve == 0)
        #expect(units.capacity(slots: 1) == units.perSlot)
        #expect([6000, 3000, 2000].map(units.hosts) == [1, 2, 2])
    }
}
