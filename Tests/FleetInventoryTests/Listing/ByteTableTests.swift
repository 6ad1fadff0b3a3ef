import Testing

@testable import FleetInventory

@Suite("Distinct byte strings")
struct ByteTableTests {
    @Test("Indices are those of a dictionary, for many texts and long ones")
    func dictionary() {
        var table = ByteTable()
        var expected: [String: Int32] = [:]
        var state: UInt64 = 7
        for _ in 0..<20_000 {
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            let number = Int(state >> 40) % 5000
            let text = number == 0 ? "" : String(repeating: "é\(number)", count: 1 + number % 40)
            let index = expected[text] ?? Int32(expected.count)
            expected[text] = index
            let found = table.intern(text)
            #expect(found == index)
        }
        #expect(table.count == expected.count)
        for (text, index) in expected { #expect(table.text(index) == text) }
        var other = ByteTable()
        for index in (0..<Int32(table.count)).reversed() {
            let copied = other.intern(index, of: table)
            #expect(other.text(copied) == table.text(index))
        }
    }
}
