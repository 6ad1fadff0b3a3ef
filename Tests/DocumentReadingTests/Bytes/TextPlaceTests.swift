import DocumentReading
import Testing

@Suite struct TextPlaceTests {
    @Test func linesAndColumnsCountCharacters() {
        let bytes = Array("aé\n\n😀b".utf8)
        let places = TextPlace.places(of: [9, 0, 1, 3, 4, 5, 10, 99], in: bytes)
        #expect(places[0] == TextPlace(line: 1, column: 1))
        #expect(places[1] == TextPlace(line: 1, column: 2))
        #expect(places[3] == TextPlace(line: 1, column: 3))
        #expect(places[4] == TextPlace(line: 2, column: 1))
        #expect(places[5] == TextPlace(line: 3, column: 1))
        #expect(places[9] == TextPlace(line: 3, column: 2))
        #expect(places[10] == TextPlace(line: 3, column: 3))
        #expect(places[99] == TextPlace(line: 3, column: 3))
    }
}
