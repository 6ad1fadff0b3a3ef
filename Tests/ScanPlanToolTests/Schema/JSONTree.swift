/// A JSON document that tests take apart and change.
indirect enum JSONTree: Decodable, Hashable {
    case null
    case flag(Bool)
    case integer(Int)
    case number(Double)
    case text(String)
    case list([JSONTree])
    case mapping([String: JSONTree])

    init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        if container.decodeNil() {
            self = .null
        } else if let flag = try? container.decode(Bool.self) {
            self = .flag(flag)
        } else if let integer = try? container.decode(Int.self) {
            self = .integer(integer)
        } else if let number = try? container.decode(Double.self) {
            self = .number(number)
        } else if let text = try? container.decode(String.self) {
            self = .text(text)
        } else if let list = try? container.decode([JSONTree].self) {
            self = .list(list)
        } else {
            self = .mapping(try container.decode([String: JSONTree].self))
        }
    }

    /// The document on one line, keys sorted.
    var line: String {
        switch self {
        case .null: "null"
        case .flag(let flag): "\(flag)"
        case .integer(let integer): "\(integer)"
        case .number(let number): "\(number)"
        case .text(let text): JSONTree.quoted(text)
        case .list(let elements): "[" + elements.map(\.line).joined(separator: ",") + "]"
        case .mapping(let members):
            "{"
                + members.sorted { $0.key < $1.key }.map { JSONTree.quoted($0.key) + ":" + $0.value.line }
                .joined(separator: ",") + "}"
        }
    }

    private static func quoted(_ text: String) -> String {
        var quoted = "\""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "\"": quoted += "\\\""
            case "\\": quoted += "\\\\"
            case _ where scalar.value < 0x20:
                let digits = String(scalar.value, radix: 16)
                quoted += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
            default: quoted.unicodeScalars.append(scalar)
            }
        }
        return quoted + "\""
    }

    /// Number of values in the tree, this one included.
    var count: Int {
        switch self {
        case .list(let elements): elements.reduce(1) { $0 + $1.count }
        case .mapping(let members): members.values.reduce(1) { $0 + $1.count }
        default: 1
        }
    }

    /// The tree with the value of a number, in depth-first order with keys sorted, changed; nil takes it away.
    func changing(_ number: Int, _ change: (JSONTree) -> JSONTree?) -> JSONTree? {
        if number == 0 { return change(self) }
        var left = number - 1
        switch self {
        case .list(let elements):
            var changed: [JSONTree] = []
            for element in elements {
                if (0..<element.count).contains(left) {
                    element.changing(left, change).map { changed.append($0) }
                } else {
                    changed.append(element)
                }
                left -= element.count
            }
            return .list(changed)
        case .mapping(let members):
            var changed = members
            for (key, value) in members.sorted(by: { $0.key < $1.key }) {
                if (0..<value.count).contains(left) { changed[key] = value.changing(left, change) }
                left -= value.count
            }
            return .mapping(changed)
        default:
            return self
        }
    }
}
