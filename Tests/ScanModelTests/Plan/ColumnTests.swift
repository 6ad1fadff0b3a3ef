import ScanModel
import Testing

@Suite("Columns of a plan")
struct ColumnTests {
    @Test("are narrow as long as every value fits", arguments: [[], [0], [255, 0, 7], [0, 256], [-1, 3], [70_000]])
    func narrow(values: [Int32]) {
        let column = NarrowColumn<UInt8, Int32>(values)
        #expect(Array(column) == values)
        #expect(column.indices.map { column[$0] } == values)
        let fits = values.allSatisfy { (0...255).contains($0) }
        #expect(column.bytesPerValue == (fits ? 1 : 4))
        guard let largest = values.max(), largest >= 0, !values.contains(-1) else { return }
        // However it is made, it is the same column.
        let counted = NarrowColumn<UInt8, Int32>(count: values.count, largest: largest) { values[$0] }
        #expect(counted == column)
        #expect(counted.hashValue == column.hashValue)
    }

    @Test("differ if a value does")
    func narrowEquality() {
        let column: NarrowColumn<UInt8, Int32> = [1, 2]
        #expect(column != [1, 3])
        #expect(column != [1, 2, 2])
        #expect(column != [1, 300])
    }

    @Test("take no memory if all values are the same", arguments: [[], [3], [3, 3, 3], [3, 3, 4], [4, 3]])
    func uniform(values: [UInt8]) {
        let column = UniformColumn(values)
        #expect(Array(column) == values)
        #expect(column.uniform == (Set(values).count == 1 ? values[0] : nil))
        #expect(column.bytesPerValue == (Set(values).count <= 1 ? 0 : 1))
        let counted = UniformColumn(count: values.count) { values[$0] }
        #expect(counted == column)
        #expect(counted.hashValue == column.hashValue)
    }

    @Test("of one value each differ if the value or the number does")
    func uniformEquality() {
        let column: UniformColumn<UInt8> = [3, 3]
        #expect(column != [3])
        #expect(column != [4, 4])
        #expect(column != [3, 4])
    }

    @Test("of a work item take 9 bytes where sizes are small, and 10 with both platforms")
    func bytesPerItem() {
        var items = WorkItems()
        items.account = [0, 1]
        items.volumes = [3, 1]
        items.totalSize = [120_000, 8]
        items.largestSize = [60_000, 8]
        items.platform = [.linux, .linux]
        items.failures = [0, 0]
        #expect(items.bytesPerItem == 9)
        items.platform = [.linux, .windows]
        #expect(items.bytesPerItem == 10)
        items.largestSize = [70_000, 8]
        #expect(items.bytesPerItem == 12)
    }
}
