import ParallelWork
import Synchronization
import Testing

/// How many pieces are being worked on, and how many there were at most.
private final class Occupancy: Sendable {
    private let state = Mutex((now: 0, peak: 0))

    var peak: Int { state.withLock { $0.peak } }

    func enter() {
        state.withLock {
            $0.now += 1
            $0.peak = max($0.peak, $0.now)
        }
    }

    func leave() { state.withLock { $0.now -= 1 } }
}

/// Work that takes a while and that no optimiser can do without.
private func spin(_ rounds: Int) -> UInt64 {
    (0..<rounds).reduce(1) { ($0 as UInt64) &* 6_364_136_223_846_793_005 &+ UInt64($1) }
}

@Suite("Ordered map")
struct OrderedMapTests {
    @Test("gives the results of the sequential map for any width", arguments: [1, 2, 8, 500])
    func equalsSequential(width: Int) async {
        for count in [1, 2, 7, 100] {
            let expected = ParallelWork.map(count) { spin($0 % 13 * 100) ^ UInt64($0) }
            let found = await ParallelWork.map(count, width: width) { spin($0 % 13 * 100) ^ UInt64($0) }
            #expect(found == expected, "\(count) pieces")
        }
    }

    @Test("keeps the results in order when the first pieces end last", arguments: [1, 2, 8])
    func order(width: Int) async {
        let found = await ParallelWork.map(40, width: width) { index in
            _ = spin((40 - index) * 500)
            return index
        }
        #expect(found == Array(0..<40))
    }

    @Test("of nothing is empty", arguments: [1, 2, 8])
    func nothing(width: Int) async {
        #expect(ParallelWork.map(0) { $0 }.isEmpty)
        let found = await ParallelWork.map(0, width: width) { $0 }
        #expect(found.isEmpty)
    }

    @Test("works on every piece exactly once", arguments: [1, 2, 8])
    func once(width: Int) async {
        let visits = Mutex([Int](repeating: 0, count: 200))
        _ = await ParallelWork.map(200, width: width) { index in visits.withLock { $0[index] += 1 } }
        #expect(visits.withLock { $0 } == [Int](repeating: 1, count: 200))
    }

    @Test("never works on more pieces at once than its width", arguments: [1, 2, 3])
    func boundedWidth(width: Int) async {
        let occupancy = Occupancy()
        let found = await ParallelWork.map(60, width: width) { _ in
            occupancy.enter()
            defer { occupancy.leave() }
            return spin(20_000)
        }
        #expect(Set(found).count == 1)
        #expect(occupancy.peak >= 1)
        #expect(occupancy.peak <= width)
    }

    @Test("takes the heaviest pieces first and gives the results in order")
    func heaviestFirst() async {
        let weights = [3, 9, 0, 9, 5]
        let visits = Mutex([Int]())
        let found = await ParallelWork.map(weights: weights, width: 1) { index in
            visits.withLock { $0.append(index) }
            return weights[index] * 10
        }
        #expect(visits.withLock { $0 } == [1, 3, 4, 0, 2])
        #expect(found == [30, 90, 0, 90, 50])
        for width in [2, 8] {
            #expect(await ParallelWork.map(weights: weights, width: width) { weights[$0] * 10 } == found)
        }
    }

    @Test("maps in order without any task")
    func sequential() {
        var visited: [Int] = []
        let found = ParallelWork.map(4) { index in
            visited.append(index)
            return index * index
        }
        #expect(found == [0, 1, 4, 9])
        #expect(visited == [0, 1, 2, 3])
    }

    @Test("stops the program at a width below 1")
    func precondition() async {
        await #expect(processExitsWith: .failure) { _ = await ParallelWork.map(1, width: 0) { $0 } }
    }
}
