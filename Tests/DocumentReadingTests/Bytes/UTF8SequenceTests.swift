import DocumentReading
import Testing

@Suite struct UTF8SequenceTests {
    @Test(arguments: [0, 0x7F, 0x80, 0x7FF, 0x800, 0xD7FF, 0xE000, 0xFFFF, 0x10000, 0x3FFFF, 0x40000, 0x10FFFF])
    func everyLengthOfCharacter(value: UInt32) throws {
        let bytes = Array(String(try #require(Unicode.Scalar(value))).utf8)
        #expect(UTF8Sequence.length(at: 0, in: bytes) == bytes.count)
    }

    @Test func agreesWithTheStandardLibraryOnAllPairsAndTriples() {
        let edges: [UInt8] = [0x00, 0x7F, 0x80, 0x8F, 0x90, 0x9F, 0xA0, 0xBF, 0xC0, 0xFF]
        for lead in 0...255 as ClosedRange<UInt8> {
            for second in edges {
                for third in edges {
                    for fourth in [0x41, 0x80] as [UInt8] {
                        let bytes = [lead, second, third, fourth]
                        let valid = (1...4).first { String(validating: bytes.prefix($0), as: UTF8.self) != nil } ?? 0
                        #expect(UTF8Sequence.length(at: 0, in: bytes) == valid)
                    }
                }
            }
        }
    }
}
