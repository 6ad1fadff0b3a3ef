import ScanModel
import Testing

@Suite("Batches")
struct BatchesTests {
    @Test("are none at first")
    func empty() {
        #expect(Batches().count == 0)
        #expect(Batches().isEmpty)
    }

    @Test("hold their items in the order in which they came")
    func members() {
        var batches = Batches()
        batches.endBatch()
        batches.add(4)
        batches.add(2)
        batches.endBatch()
        batches.endBatch()
        batches.add(7)
        #expect(batches.count == 1)
        batches.endBatch()
        #expect(batches.count == 2)
        #expect(!batches.isEmpty)
        #expect(Array(batches[0]) == [4, 2])
        #expect(Array(batches[1]) == [7])
        #expect(batches.members == [4, 2, 7])
    }

    @Test("are the same if their members are known beforehand")
    func known() {
        var batches = Batches()
        for item in [4, 2] { batches.add(item) }
        batches.endBatch()
        batches.add(7)
        batches.endBatch()
        #expect(Batches(members: [4, 2, 7], ends: [2, 3]) == batches)
        #expect(batches.range(1) == 2..<3)
        #expect(Batches(members: [], ends: []) == Batches())
    }
}
