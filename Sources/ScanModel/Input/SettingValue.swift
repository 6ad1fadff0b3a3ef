/// One value of a resolved scenario: where it stands and how it is written.
public struct SettingValue: Hashable, Sendable, Comparable {
    /// Such as `deployments[0].parameters.Concurrency`.
    public var path: String
    /// As written; a mark in place of what may be a secret.
    public var value: String
    /// Whether it describes a fleet.
    public var isOfFleet: Bool
    /// Whether it says how the scenario wants to be answered.
    public var isOfStudy: Bool { path.hasPrefix("study.") }

    public init(path: String, value: String, isOfFleet: Bool = false) {
        (self.path, self.value, self.isOfFleet) = (path, value, isOfFleet)
    }

    public static func < (left: SettingValue, right: SettingValue) -> Bool {
        (left.path, left.value) < (right.path, right.value)
    }
}
