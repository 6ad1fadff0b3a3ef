/// A field of a foreign document: its value, or a description of what stands in its place.
///
/// Decoding never throws, so one wrong field does not hide the next.
enum FoundValue<Value: Decodable>: Decodable {
    case expected(Value)
    case other(String)

    /// The value, if it could be read.
    var value: Value? {
        if case .expected(let value) = self { value } else { nil }
    }

    init(from decoder: any Decoder) {
        if let value = try? Value(from: decoder) {
            self = .expected(value)
        } else {
            self = .other(describeValue(of: decoder))
        }
    }
}

/// A list whose elements are each read on their own.
typealias FoundList<Element: Decodable> = FoundValue<[FoundValue<Element>]>

/// Any key of an object.
struct AnyKey: CodingKey {
    var stringValue: String
    var intValue: Int? { nil }

    init(stringValue: String) { self.stringValue = stringValue }
    init?(intValue: Int) { nil }
}

private func describeValue(of decoder: any Decoder) -> String {
    if let single = try? decoder.singleValueContainer() {
        if single.decodeNil() { return "null" }
        if let flag = try? single.decode(Bool.self) { return "\(flag)" }
        if let number = try? single.decode(Int.self) { return "the number \(number)" }
        if let number = try? single.decode(Double.self) { return "the number \(number)" }
        if let text = try? single.decode(String.self) { return "the text \(Wording.quoted(text))" }
    }
    if (try? decoder.unkeyedContainer()) != nil { return "a list" }
    if (try? decoder.container(keyedBy: AnyKey.self)) != nil { return "an object" }
    return "a value that cannot be read"
}
