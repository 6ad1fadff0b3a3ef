import Testing

@testable import FleetInventory

@Suite struct JSONTextTests {
    @Test func utf8StaysAndLosesItsMark() {
        #expect(JSONText.normalized(Array("{é}".utf8)) == Array("{é}".utf8))
        #expect(JSONText.normalized([0xEF, 0xBB, 0xBF] + Array("{é}".utf8)) == Array("{é}".utf8))
        #expect(JSONText.normalized([]) == [])
        #expect(JSONText.normalized([0xEF, 0xBB]) == [0xEF, 0xBB])
    }

    @Test func utf16InBothOrders() {
        let units = Array("{é 😀}".utf16)
        let little: [UInt8] = units.flatMap { [UInt8($0 & 0xFF), UInt8($0 >> 8)] as [UInt8] }
        let big: [UInt8] = units.flatMap { [UInt8($0 >> 8), UInt8($0 & 0xFF)] as [UInt8] }
        #expect(JSONText.normalized([0xFF, 0xFE] + little) == Array("{é 😀}".utf8))
        #expect(JSONText.normalized([0xFE, 0xFF] + big) == Array("{é 😀}".utf8))
        #expect(JSONText.normalized([0xFF, 0xFE]) == [])
        #expect(JSONText.normalized([0xFF, 0xFE, 0x7B]) == [])
    }
}
