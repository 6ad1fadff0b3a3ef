/// A JSON value. A number stays the text it was written as, so that 0.3 is three tenths and nothing near it;
/// an object stays a list, so that it is written in the order it was built.
enum NaiveJSON {
    case null
    case bool(Bool)
    case number(String)
    case string(String)
    case array([NaiveJSON])
    case object([Member])

    struct Member {
        let key: String
        let value: NaiveJSON
    }
}

extension NaiveJSON {
    /// The member of that name; null and absent are the same thing.
    func optional(_ key: String) throws -> NaiveJSON? {
        guard case .object(let members) = self else {
            throw NaiveError.document("an object holding \"\(key)\" is expected")
        }
        guard let member = members.first(where: { $0.key == key }) else { return nil }
        if case .null = member.value {
            return nil
        }
        return member.value
    }

    func value(_ key: String) throws -> NaiveJSON {
        guard let value = try optional(key) else {
            throw NaiveError.document("\"\(key)\" is missing")
        }
        return value
    }

    func rational(_ key: String) throws -> NaiveRational {
        guard case .number(let text) = try value(key), let number = NaiveRational(decimal: text) else {
            throw NaiveError.document("\"\(key)\" is not a number")
        }
        return number
    }

    func integer(_ key: String) throws -> Int {
        guard let integer = try rational(key).integerValue else {
            throw NaiveError.document("\"\(key)\" is not an integer")
        }
        return integer
    }

    func string(_ key: String) throws -> String {
        guard case .string(let text) = try value(key) else {
            throw NaiveError.document("\"\(key)\" is not a string")
        }
        return text
    }

    func array(_ key: String) throws -> [NaiveJSON] {
        guard case .array(let elements) = try value(key) else {
            throw NaiveError.document("\"\(key)\" is not an array")
        }
        return elements
    }

    func word<Word: RawRepresentable>(_ key: String) throws -> Word where Word.RawValue == String {
        let text = try string(key)
        guard let word = Word(rawValue: text) else {
            throw NaiveError.document("\"\(key)\" cannot be \"\(text)\"")
        }
        return word
    }
}

extension NaiveJSON {
    var text: String {
        switch self {
        case .null: "null"
        case .bool(let value): value ? "true" : "false"
        case .number(let text): text
        case .string(let text): NaiveJSON.quoted(text)
        case .array(let elements): "[" + elements.map(\.text).joined(separator: ", ") + "]"
        case .object(let members):
            "{" + members.map { NaiveJSON.quoted($0.key) + ": " + $0.value.text }.joined(separator: ", ") + "}"
        }
    }

    private static func quoted(_ text: String) -> String {
        var result = "\""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "\"": result += "\\\""
            case "\\": result += "\\\\"
            case "\u{0}"..."\u{1F}":
                let digits = String(scalar.value, radix: 16)
                result += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
            default: result.unicodeScalars.append(scalar)
            }
        }
        return result + "\""
    }
}
