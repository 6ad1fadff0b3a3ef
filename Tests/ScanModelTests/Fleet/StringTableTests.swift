import ScanModel
import Testing

@Suite("String table")
struct StringTableTests {
    @Test("gives each distinct text one index, in the order in which they come")
    func interning() {
        var table = StringTable()
        #expect(table.count == 0)
        #expect(["b", "a", "b", "", "a"].map { table.intern($0) } == [0, 1, 0, 2, 1])
        #expect(table.texts == ["b", "a", ""])
        #expect(table.count == 3)
        #expect(table[1] == "a")
    }

    @Test("looks up without adding")
    func lookup() {
        var table = StringTable()
        _ = table.intern("a")
        #expect(table.index(of: "a") == 0)
        #expect(table.index(of: "b") == nil)
        #expect(table.count == 1)
    }
}
