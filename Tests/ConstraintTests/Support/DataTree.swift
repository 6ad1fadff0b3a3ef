/// Any JSON text, so that a single value of a data file can be looked up and changed.
enum DataTree: Hashable, Sendable, Codable {
    case null
    case bool(Bool)
    case integer(Int)
    case text(String)
    case list([DataTree])
    case object([String: DataTree])

    init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        if container.decodeNil() {
            self = .null
        } else if let value = try? container.decode(Bool.self) {
            self = .bool(value)
        } else if let value = try? container.decode(Int.self) {
            self = .integer(value)
        } else if let value = try? container.decode(String.self) {
            self = .text(value)
        } else if let value = try? container.decode([DataTree].self) {
            self = .list(value)
        } else {
            self = .object(try container.decode([String: DataTree].self))
        }
    }

    func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        switch self {
        case .null: try container.encodeNil()
        case .bool(let value): try container.encode(value)
        case .integer(let value): try container.encode(value)
        case .text(let value): try container.encode(value)
        case .list(let values): try container.encode(values)
        case .object(let values): try container.encode(values)
        }
    }

    /// What an element of a list goes by.
    private var name: String? {
        guard case .object(let values) = self else { return nil }
        for key in ["name", "action"] {
            if case .text(let name)? = values[key] { return name }
        }
        return nil
    }

    /// The value that a path leads to; elements of lists go by their names. nil if there is none.
    subscript(path: ArraySlice<String>) -> DataTree? {
        guard let step = path.first else { return self }
        switch self {
        case .object(let values): return values[step]?[path.dropFirst()]
        case .list(let values): return values.first { $0.name == step }?[path.dropFirst()]
        default: return nil
        }
    }

    /// The same with another value at the end of a path; nil if the path does not lead into an object.
    func replacing(_ path: ArraySlice<String>, with value: DataTree) -> DataTree? {
        guard let step = path.first else { return value }
        switch self {
        case .object(var values):
            let inner = values[step] ?? .null
            guard let changed = inner.replacing(path.dropFirst(), with: value) else { return nil }
            values[step] = changed
            return .object(values)
        case .list(var values):
            guard let index = values.firstIndex(where: { $0.name == step }),
                let changed = values[index].replacing(path.dropFirst(), with: value)
            else { return nil }
            values[index] = changed
            return .list(values)
        default: return nil
        }
    }

    /// The innermost object around a path that says where it comes from.
    func sourced(_ path: ArraySlice<String>) -> [String: DataTree]? {
        for length in (0...path.count).reversed() {
            guard case .object(let values)? = self[path.prefix(length)] else { continue }
            if values["source"] != nil { return values }
            // A step says where its times come from.
            if case .object(let base)? = values["base"], base["source"] != nil { return base }
        }
        return nil
    }

    /// As a table shows it.
    var shown: String {
        switch self {
        case .null: "none"
        case .bool(let value): "\(value)"
        case .integer(let value): "\(value)"
        case .text(let value): value
        case .list([]): "none"
        case .list(let values):
            values.count > 6 ? "\(values.count) values" : values.map(\.shown).joined(separator: ", ")
        case .object: "an object"
        }
    }
}
