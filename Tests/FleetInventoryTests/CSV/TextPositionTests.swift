import Testing

@testable import FleetInventory

@Suite struct TextPositionTests {
    @Test func linesAndColumnsCountCharacters() {
        let bytes = Array("aé\n\n😀b".utf8)
        let positions = TextPosition.positions(of: [9, 0, 1, 3, 4, 5, 10, 99], in: bytes)
        #expect(positions[0] == TextPosition(line: 1, column: 1))
        #expect(positions[1] == TextPosition(line: 1, column: 2))
        #expect(positions[3] == TextPosition(line: 1, column: 3))
        #expect(positions[4] == TextPosition(line: 2, column: 1))
        #expect(positions[5] == TextPosition(line: 3, column: 1))
        #expect(positions[9] == TextPosition(line: 3, column: 2))
        #expect(positions[10] == TextPosition(line: 3, column: 3))
        #expect(positions[99] == TextPosition(line: 3, column: 3))
    }
}
