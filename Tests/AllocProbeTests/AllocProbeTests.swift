import AllocProbe
import Testing

/// One block of memory.
private final class Box {
    let number: Int

    init(_ number: Int) { self.number = number }
}

extension AllocProbe.Counts {
    fileprivate var areZero: Bool { allocations == 0 && frees == 0 && expansions == 0 }
}

/// Allocations and frees that happen while `count` boxes are made, kept and dropped.
private func boxes(_ count: Int) -> (made: UInt64, dropped: UInt64) {
    var kept: [Box] = []
    kept.reserveCapacity(count)
    let start = AllocProbe.read()
    for number in 0..<count { kept.append(Box(number)) }
    let full = AllocProbe.read()
    kept.removeAll(keepingCapacity: true)
    let end = AllocProbe.read()
    return (full.allocations - start.allocations, end.frees - full.frees)
}

/// Each in a process of its own: the counts are those of all threads, and installing changes the process.
@Suite("Allocation probe, with jemalloc", .enabled(if: AllocProbe.isJemalloc, "needs jemalloc as the allocator"))
struct AllocProbeTests {
    @Test("counts a known number of objects exactly")
    func exactCounts() async {
        await #expect(processExitsWith: .success) {
            #expect(AllocProbe.install())
            _ = boxes(10)
            for count in [0, 1, 1_000, 100_000] {
                let found = boxes(count)
                #expect(found.made == UInt64(count))
                #expect(found.dropped == UInt64(count))
            }
        }
    }

    @Test("counts the objects of every task")
    func allThreads() async {
        await #expect(processExitsWith: .success) {
            #expect(AllocProbe.install())
            func run(_ count: Int) async -> UInt64 {
                let start = AllocProbe.read().allocations
                await withTaskGroup(of: Void.self) { group in
                    for _ in 0..<4 { group.addTask { _ = boxes(count) } }
                }
                return AllocProbe.read().allocations - start
            }
            _ = await run(10)
            let few = await run(10)
            let many = await run(50_010)
            // The tasks and their arrays cost the same a second time, up to a few blocks of the runtime.
            #expect(many >= few + 199_900)
            #expect(many <= few + 200_100)
        }
    }

    @Test("keeps its counters and counts once when it is installed twice")
    func installTwice() async {
        await #expect(processExitsWith: .success) {
            #expect(AllocProbe.read().areZero)
            #expect(AllocProbe.install())
            _ = boxes(1_000)
            let before = AllocProbe.read()
            #expect(before.allocations >= 1_000)
            #expect(AllocProbe.install())
            #expect(AllocProbe.read().allocations >= before.allocations)
            #expect(boxes(1_000).made == 1_000)
        }
    }

    @Test("stands still once it is removed, and goes on when it is installed again")
    func removal() async {
        await #expect(processExitsWith: .success) {
            AllocProbe.remove()
            #expect(AllocProbe.install())
            _ = boxes(100)
            AllocProbe.remove()
            let removed = AllocProbe.read()
            #expect(removed.allocations >= 100)
            #expect(boxes(1_000) == (0, 0))
            #expect(AllocProbe.read() == removed)
            #expect(AllocProbe.install())
            #expect(AllocProbe.read().allocations >= removed.allocations)
            #expect(boxes(1_000).made == 1_000)
        }
    }

    @Test("reads its counters without allocating")
    func readsAreFree() async {
        await #expect(processExitsWith: .success) {
            #expect(AllocProbe.install())
            _ = AllocProbe.read()
            let start = AllocProbe.read()
            var last = start
            for _ in 0..<10_000 { last = AllocProbe.read() }
            #expect(last == start)
        }
    }

    @Test("knows the live bytes")
    func liveBytes() async throws {
        await #expect(processExitsWith: .success) {
            let before = try #require(AllocProbe.liveBytes)
            let block = UnsafeMutableRawPointer.allocate(byteCount: 64 << 20, alignment: 16)
            let during = try #require(AllocProbe.liveBytes)
            block.deallocate()
            let after = try #require(AllocProbe.liveBytes)
            #expect(during >= before + 64 << 20)
            #expect(after < during)
        }
    }
}

@Suite("Allocation probe, without jemalloc", .disabled(if: AllocProbe.isJemalloc, "jemalloc is the allocator"))
struct AllocProbeWithoutJemallocTests {
    @Test("has nothing to say")
    func nothing() {
        #expect(!AllocProbe.install())
        _ = Array(repeating: Box(1), count: 10)
        #expect(AllocProbe.read().areZero)
        #expect(AllocProbe.liveBytes == nil)
        AllocProbe.remove()
    }
}
