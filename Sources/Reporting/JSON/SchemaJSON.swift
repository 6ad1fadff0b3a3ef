public import ScanModel

/// A shape as JSON Schema (2020-12), https://json-schema.org/draft/2020-12/json-schema-core.
///
/// Patterns keep to what ECMA 262, Python, Go and Rust read alike: no look-around, no classes by property.
public enum SchemaJSON {
    /// - Parameters:
    ///   - title: what the documents are.
    ///   - shape: a document that stands alone.
    ///   - overlay: a document with a value under `base`.
    ///   - furtherRules: what a reader checks beyond the schema.
    public static func document(
        identifier: String, title: String, shape: DocumentShape, overlay: DocumentShape, furtherRules: [String]
    ) -> JSONValue {
        var writer = SchemaWriter()
        let alone = writer.schema(shape)
        let changing = writer.schema(overlay)
        let rules = furtherRules.map { "- \($0)" }.joined(separator: "\n")
        return .members([
            "$schema": .text("https://json-schema.org/draft/2020-12/schema"),
            "$id": .text(identifier),
            "title": .text(title),
            "description": .text("A document that fits may still break one of these rules:\n\(rules)"),
            "type": .text("object"),
            "if": present(["base"]),
            "then": changing,
            "else": alone,
            "$defs": .object(
                writer.definitions.sorted { $0.key < $1.key }.map { .init(name: $0.key, value: $0.value) }),
        ])
    }

    /// A mapping in which all these keys have a value.
    static func present(_ keys: [String]) -> JSONValue {
        let some = JSONValue.members(["not": .members(["type": .text("null")])])
        return .members([
            "required": .array(keys.map(JSONValue.text)),
            "properties": .object(keys.map { .init(name: $0, value: some) }),
        ])
    }
}

private struct SchemaWriter {
    /// Schemas that are referred to, by name.
    var definitions: [String: JSONValue] = [:]

    mutating func schema(_ shape: DocumentShape) -> JSONValue {
        switch shape {
        case .integer(let range):
            return .members([
                "type": .text("integer"), "minimum": .count(range.lowerBound), "maximum": .count(range.upperBound),
            ])
        case .decimal(let least, let isAboveLeast, let most):
            return .members([
                "type": .text("number"), isAboveLeast ? "exclusiveMinimum" : "minimum": .number(least.doubleValue),
                "maximum": .number(most.doubleValue),
            ])
        case .flag:
            return .members(["type": .text("boolean")])
        case .text(let form):
            return reference(form.name) { _ in SchemaWriter.text(form) }
        case .choice(let words):
            return .members(["enum": .array(words.map(JSONValue.text))])
        case .list(let element, let count, let isUnique):
            var members = JSONValue.members([
                "type": .text("array"), "items": schema(element), "minItems": .count(count.lowerBound),
                "maxItems": .count(count.upperBound),
            ]).members
            if isUnique { members.append(.init(name: "uniqueItems", value: .bool(true))) }
            return .object(members)
        case .mapping(let mapping):
            return self.mapping(mapping)
        case .entries(let keys, let values, let count):
            return entries(keys: keys, values: values, count: count)
        case .either(let ways):
            return .members(["anyOf": .array(ways.map { schema($0) })])
        case .named(let name, let shape):
            return reference(name) { $0.schema(shape) }
        case .nothing:
            return .members(["type": .text("null")])
        case .anything:
            return .object([])
        }
    }

    private mutating func reference(_ name: String, _ make: (inout SchemaWriter) -> JSONValue) -> JSONValue {
        if definitions[name] == nil {
            let made = make(&self)
            definitions[name] = made
        }
        return .members(["$ref": .text("#/$defs/\(name)")])
    }

    private mutating func mapping(_ mapping: DocumentMapping) -> JSONValue {
        var members = JSONValue.members(["type": .text("object")]).members
        let required = mapping.members.filter(\.isRequired).map { JSONValue.text($0.key) }
        if !required.isEmpty { members.append(.init(name: "required", value: .array(required))) }
        members.append(
            .init(
                name: "properties",
                value: .object(mapping.members.map { .init(name: $0.key, value: property($0)) })))
        members.append(.init(name: "additionalProperties", value: .bool(false)))
        if !mapping.rules.isEmpty {
            members.append(.init(name: "allOf", value: .array(mapping.rules.map(SchemaWriter.rule))))
        }
        return .object(members)
    }

    private mutating func property(_ member: DocumentMapping.Member) -> JSONValue {
        var value = schema(member.shape)
        // A key that may be left out may have no value: that is how an overlay and YAML's empty value leave it out.
        if !member.isRequired {
            value = .members(["anyOf": .array([value, .members(["type": .text("null")])])])
        }
        guard !member.about.isEmpty else { return value }
        return .object([.init(name: "description", value: .text(member.about))] + value.members)
    }

    private mutating func entries(
        keys: DocumentShape, values: DocumentShape, count: ClosedRange<Int>
    ) -> JSONValue {
        var members = JSONValue.members([
            "type": .text("object"), "propertyNames": schema(keys), "additionalProperties": schema(values),
            "minProperties": .count(count.lowerBound),
        ]).members
        if count.upperBound < Int.max {
            members.append(.init(name: "maxProperties", value: .count(count.upperBound)))
        }
        return .object(members)
    }

    private static func rule(_ rule: DocumentMapping.Rule) -> JSONValue {
        switch rule {
        case .atLeastOne(let keys):
            return .members(["anyOf": .array(keys.map { SchemaJSON.present([$0]) })])
        case .exactlyOne(let keys):
            return .members(["oneOf": .array(keys.map { SchemaJSON.present([$0]) })])
        case .allOrNone(let keys):
            let none = JSONValue.members(["not": .members(["anyOf": .array(keys.map { SchemaJSON.present([$0]) })])])
            return .members(["anyOf": .array([SchemaJSON.present(keys), none])])
        }
    }

    private static func text(_ form: TextForm) -> JSONValue {
        var members = JSONValue.members([
            "description": .text(form.words), "type": .text("string"),
        ]).members
        if let pattern = form.pattern { members.append(.init(name: "pattern", value: .text(pattern))) }
        if let refused = form.refusedPattern {
            members.append(.init(name: "not", value: .members(["pattern": .text(refused)])))
        }
        if form.length.lowerBound > 0 {
            members.append(.init(name: "minLength", value: .count(form.length.lowerBound)))
        }
        if form.length.upperBound < Int.max {
            members.append(.init(name: "maxLength", value: .count(form.length.upperBound)))
        }
        let string = JSONValue.object(members)
        let flag = JSONValue.members(["type": .text("boolean")])
        switch form.bare {
        case .none: return string
        case .all: return .members(["anyOf": .array([string, .members(["type": .text("number")]), flag])])
        case .allFromZero:
            return .members([
                "anyOf": .array([string, .members(["type": .text("number"), "minimum": .count(0)]), flag])
            ])
        case .numbers(let range): return .members(["anyOf": .array([string, bare("number", range)])])
        case .integers(let range): return .members(["anyOf": .array([string, bare("integer", range)])])
        }
    }

    private static func bare(_ type: String, _ range: ClosedRange<Int>) -> JSONValue {
        .members([
            "type": .text(type), "minimum": .count(range.lowerBound), "maximum": .count(range.upperBound),
        ])
    }
}

extension JSONValue {
    /// The members of an object; none of anything else.
    fileprivate var members: [Member] {
        guard case .object(let members) = self else { return [] }
        return members
    }
}
