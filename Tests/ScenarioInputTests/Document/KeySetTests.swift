import Testing

@testable import ScenarioInput

@Suite("Keys of a mapping")
struct KeySetTests {
    @Test("A key gives the line of its first one, however many there are", arguments: [1, 15, 16, 17, 100])
    func lines(count: Int) {
        var keys = KeySet()
        for number in 0..<count { #expect(keys.insert("k\(number)", line: Int32(number + 1)) == nil) }
        for number in 0..<count { #expect(keys.insert("k\(number)", line: 1000) == Int32(number + 1)) }
        #expect(keys.insert("other", line: 7) == nil)
        #expect(keys.insert("other", line: 8) == 7)
    }
}
