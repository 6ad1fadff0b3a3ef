import ScanModel
import VendorProfiles

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

    /// An account of AWS, in quotes or not, or a subscription of Azure, which is known by its small letters.
    func account() -> String? {
        text(.account) { AccountName.normalized($0.utf8) != nil }.flatMap { AccountName.normalized($0.utf8) }
    }

    /// An account of AWS, in quotes or not.
    func accountNumber() -> String? {
        text(.accountNumber) { AccountName.isNumber($0.utf8) }
    }

    /// The key of an instance's tag.
    func tagKey() -> String? {
        guard let text = text(.tagKey, { _ in true }) else { return nil }
        if let fault = Tag.fault(inKey: text) { report(fault.problem, expected: fault.expected) }
        return text
    }

    /// The value of an instance's tag, which may be empty in quotes.
    func tagValue() -> String? {
        guard let text = possiblyEmptyText(.tagValue) else { return nil }
        if let fault = Tag.fault(inValue: text) { report(fault.problem, expected: fault.expected) }
        return text
    }

    /// A known region.
    func region() -> String? {
        if let recorder {
            recorder.note(.region(of: cloud))
            return nil
        }
        guard let text = text(expected: "a region") else { return nil }
        return checkedRegion(text) ? text : nil
    }
}
