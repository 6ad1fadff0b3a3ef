/// Whether a text is a year, a month or a day as ISO 8601 writes them, or the word "undated".
func isDate(_ text: String) -> Bool {
    if text == "undated" { return true }
    let parts = text.split(separator: "-", omittingEmptySubsequences: false)
    guard parts.count <= 3, parts.map(\.count) == Array([4, 2, 2].prefix(parts.count)) else { return false }
    let numbers = parts.compactMap { $0.allSatisfy(\.isNumber) ? Int($0) : nil }
    guard numbers.count == parts.count, (2006...2099).contains(numbers[0]) else { return false }
    return numbers.dropFirst().allSatisfy { $0 >= 1 } && (numbers.dropFirst().first ?? 1) <= 12
        && (numbers.dropFirst(2).first ?? 1) <= 31
}
