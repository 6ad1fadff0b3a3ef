import ScanModel

/// A value that the user states, with the text that states it and where it stands.
struct Setting<Value> {
    var value: Value
    var field: Field

    /// The value as it is written.
    var text: String {
        guard case .scalar(let text, _) = field.node.content else { return "" }
        return Excerpt.of(text)
    }

    var provenance: Provenance { field.stated }
}

extension Field {
    /// Joins a value with this place; nil if there is no value.
    func setting<Value>(_ value: Value?) -> Setting<Value>? {
        value.map { Setting(value: $0, field: self) }
    }

    /// An account identifier, in quotes or not.
    func account() -> String? {
        let expected = "an account of 12 digits"
        guard let text = text(expected: expected) else { return nil }
        guard text.utf8.count == 12, text.utf8.allSatisfy({ (48...57).contains($0) }) else {
            report(shown, expected: expected)
            return nil
        }
        return text
    }

    /// A known region.
    func region() -> String? {
        guard let text = text(expected: "a region") else { return nil }
        return checkedRegion(text) ? text : nil
    }
}
