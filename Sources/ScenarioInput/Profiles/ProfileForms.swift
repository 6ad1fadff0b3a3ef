import ScanModel

/// The forms of text that profiles have.
extension TextForm {
    /// The identifier of a profile: product and version.
    static let profileIdentifier = TextForm(
        name: "profileIdentifier",
        words: "a product of small letters, digits and `-`, and its version, such as `my-vendor@1.0`",
        pattern: "^[a-z][a-z0-9-]{0,62}(@[0-9]+([.][0-9]+)*)?$", length: 1...64)

    static func isProfileIdentifier(_ text: String) -> Bool {
        let halves = text.split(separator: "@", omittingEmptySubsequences: false)
        guard text.utf8.count <= 64, halves.count <= 2, isProviderName(String(halves[0])) else { return false }
        guard halves.count == 2 else { return true }
        return halves[1].split(separator: ".", omittingEmptySubsequences: false).allSatisfy { part in
            !part.isEmpty && part.utf8.allSatisfy { (48...57).contains($0) }
        }
    }

    /// The cloud that a product scans.
    static let providerName = TextForm(
        name: "providerName", words: "a cloud in small letters, digits and `-`, such as `aws`",
        pattern: "^[a-z][a-z0-9-]{0,62}$", length: 1...63)

    static func isProviderName(_ text: String) -> Bool {
        text.utf8.count <= 63
            && text.utf8.enumerated().allSatisfy { index, byte in
                switch byte {
                case 97...122: true
                case 45, 48...57: index > 0
                default: false
                }
            } && !text.isEmpty
    }

    /// The name of a parameter, constant, action, limit or stage: it becomes a key of scenarios.
    static let profileName = TextForm(
        name: "profileName", words: "1 to 64 letters, digits, `-` or `_`, the first a letter",
        pattern: "^[A-Za-z][A-Za-z0-9_-]{0,63}$", length: 1...64)

    static func isProfileName(_ text: String) -> Bool {
        (1...64).contains(text.utf8.count)
            && text.utf8.enumerated().allSatisfy { index, byte in
                switch byte {
                case 65...90, 97...122: true
                case 45, 48...57, 95: index > 0
                default: false
                }
            }
    }

    /// The date of a source.
    static let sourceDate = TextForm(
        name: "sourceDate", words: "a year, month or day such as 2026-01-31, or `undated`",
        pattern: "^(undated|[0-9]{4}(-[0-9]{2}(-[0-9]{2})?)?)$", bare: .all)

    static func isSourceDate(_ text: String) -> Bool {
        if text == "undated" { return true }
        let parts = text.split(separator: "-", omittingEmptySubsequences: false)
        let isDigits = parts.allSatisfy { part in part.utf8.allSatisfy { (48...57).contains($0) } }
        guard (1...3).contains(parts.count), isDigits, parts[0].count == 4 else { return false }
        let numbers = parts.compactMap { Int($0) }
        guard parts.dropFirst().allSatisfy({ $0.count == 2 }), numbers.count == parts.count else { return false }
        if parts.count == 3 { return CalendarDay(text) != nil }
        return parts.count == 1 || (1...12).contains(numbers[1])
    }
}
