import TestSupport
import Testing

@testable import CapacityPlanning

@Suite("Free places")
struct FreePlacesTests {
    /// When each of some calls gets its places, by a heap of keys.
    private func starts<Key: FixedWidthInteger & UnsignedInteger & Sendable>(
        _ calls: [(wanted: Int, ready: Int64, time: Int64)], slots: Int, free: Int64, _: Key.Type
    ) -> [Int64] {
        let room = FreePlaces<Key>.room(slots: slots, calls: calls.count)
        var keys = [Key](repeating: .max, count: room)
        return keys.withUnsafeMutableBufferPointer { keys in
            var places = FreePlaces(in: keys.baseAddress!, slots: slots, free: free)
            return calls.map { call in
                // Left and taken up again, as where many owners take turns.
                places = FreePlaces(in: keys.baseAddress!, slots: slots, size: places.size)
                defer { #expect(places.size + 3 <= room) }
                return places.take(call.wanted, ready: call.ready, for: call.time)
            }
        }
    }

    @Test("are taken in the order in which they become free, several at once", arguments: [1, 2, 5, 24, 1_000])
    func taken(slots: Int) {
        var dice = Dice(seed: UInt64(slots))
        for _ in 0..<20 {
            let longest = dice.pick([0, 3, 1_000_000])
            let calls = (0..<dice.roll(1...300)).map { _ in
                (
                    wanted: dice.roll(1...min(slots, 12)), ready: Int64(dice.roll(0...50)),
                    time: Int64(dice.roll(0...longest))
                )
            }
            var naive = NaivePlaces(slots, at: 7)
            let expected = calls.map { call in
                let start = max(Int(call.ready), naive.take(call.wanted))
                naive.give(call.wanted, at: start + Int(call.time))
                return Int64(start)
            }
            #expect(starts(calls, slots: slots, free: 7, UInt64.self) == expected)
            #expect(starts(calls, slots: slots, free: 7, UInt128.self) == expected)
        }
    }

    @Test("need a wider key where instants and places do not fit into one word")
    func fits() {
        #expect(FreePlaces<UInt64>.fits(slots: 1 << 10, latest: 1 << 51))
        #expect(!FreePlaces<UInt64>.fits(slots: 1 << 11, latest: 1 << 51))
        #expect(!FreePlaces<UInt64>.fits(slots: 1 << 10, latest: 1 << 52))
        #expect(FreePlaces<UInt128>.fits(slots: .max, latest: Int128(Int64.max)))
    }
}
