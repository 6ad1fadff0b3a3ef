import ScanModel
import Testing

@Suite("Work items")
struct WorkItemsTests {
    @Test("need one unit for the item, one for each volume, or one for each size unit")
    func units() {
        var items = WorkItems()
        #expect(items.count == 0)
        items.account = [0, 0]
        items.volumes = [3, 1]
        items.totalSize = [120, 8]
        #expect(items.count == 2)
        #expect((0..<2).map { items.units(.item, of: $0) } == [1, 1])
        #expect((0..<2).map { items.units(.volume, of: $0) } == [3, 1])
        #expect((0..<2).map { items.units(.sizeUnit, of: $0) } == [120, 8])
    }
}
