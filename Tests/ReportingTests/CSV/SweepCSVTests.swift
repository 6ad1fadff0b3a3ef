import Studies
import Testing

@testable import Reporting

@Suite("Sweeps as tables")
struct SweepCSVTests {
    @Test("a value on one line is the value")
    func line() {
        let value = JSONValue.members([
            "a": .array([.integer(1), .members(["b": .text("c\n")]), .array([])]), "d": .null,
        ])
        #expect(value.line == "{\"a\":[1,{\"b\":\"c\\n\"},[]],\"d\":null}\n")
    }
}
