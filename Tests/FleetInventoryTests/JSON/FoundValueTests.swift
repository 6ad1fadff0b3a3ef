import FoundationEssentials
import Testing

@testable import FleetInventory

@Suite struct FoundValueTests {
    private func found<Value: Decodable>(_ text: String, as type: Value.Type) throws -> FoundValue<Value> {
        try JSONDecoder().decode(FoundValue<Value>.self, from: Data(text.utf8))
    }

    @Test func valuesOfTheRightType() throws {
        #expect(try found("\"x\"", as: String.self).value == "x")
        #expect(try found("8.0", as: Int.self).value == 8)
        #expect(try found("[1, null, 3]", as: [FoundValue<Int>].self).value?.map(\.value) == [1, nil, 3])
    }

    @Test(arguments: [
        ("null", "null"), ("true", "true"), ("-3", "the number -3"), ("0.25", "the number 0.25"), ("[]", "a list"),
        ("{}", "an object"), ("\"1e400\"", "the text \"1e400\""), ("1e400", "a value that cannot be read"),
        ("\"two\\nlines \\u001b[31m\"", "the text \"two\\nlines \\u{1B}[31m\""),
    ])
    func whatElseThereIs(text: String, description: String) throws {
        struct Nothing: Decodable {
            init(from decoder: any Decoder) throws {
                throw DecodingError.dataCorrupted(.init(codingPath: [], debugDescription: ""))
            }
        }
        guard case .other(let found) = try found(text, as: Nothing.self) else {
            Issue.record("nothing could be read, and was")
            return
        }
        #expect(found == description)
    }
}
