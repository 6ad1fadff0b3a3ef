public import ScanModel

/// A setting in which two resolved scenarios differ.
public struct SettingsDifference: Hashable, Sendable {
    public var path: String
    /// nil where the scenario does not state it.
    public var before: String?
    public var after: String?

    public init(path: String, before: String?, after: String?) {
        (self.path, self.before, self.after) = (path, before, after)
    }

    /// What differs, in the order of the first scenario, then of what only the second one states.
    ///
    /// - Complexity: O(values), expected.
    public static func list(_ before: [SettingValue], _ after: [SettingValue]) -> [SettingsDifference] {
        let old = Dictionary(before.map { ($0.path, $0.value) }) { first, _ in first }
        let new = Dictionary(after.map { ($0.path, $0.value) }) { first, _ in first }
        let changed = before.compactMap { value -> SettingsDifference? in
            let now = new[value.path]
            return now == value.value ? nil : SettingsDifference(path: value.path, before: value.value, after: now)
        }
        let added = after.filter { old[$0.path] == nil }.map {
            SettingsDifference(path: $0.path, before: nil, after: $0.value)
        }
        return changed + added
    }
}
