import ScanModel
import Testing

@Suite("Limits of tags")
struct TagLimitsTests {
    private func key(_ count: Int, of character: String) -> String { String(repeating: character, count: count) }

    @Test("Keys and values of the longest length are fine, counted in characters", arguments: ["a", "é", "日", "😀"])
    func longest(character: String) {
        #expect(Tag.fault(inKey: key(128, of: character)) == nil)
        #expect(Tag.fault(inValue: key(256, of: character)) == nil)
    }

    @Test("One more is too long, and the message names the limit and its source", arguments: ["a", "日"])
    func tooLong(character: String) {
        let inKey = Tag.fault(inKey: key(129, of: character))
        #expect(inKey?.problem == "the key of a tag has 129 characters")
        #expect(inKey?.expected.hasPrefix("at most 128, the limit of AWS (https://docs.aws.amazon.com/") == true)
        let inValue = Tag.fault(inValue: key(257, of: character))
        #expect(inValue?.problem == "the value of a tag has 257 characters")
        #expect(inValue?.expected.hasPrefix("at most 256, the limit of AWS (https://docs.aws.amazon.com/") == true)
    }
}
