public import ObservedRuns

/// Minutes in which requests were refused, as a table.
public enum ThrottleCSV {
    /// One row a minute; `refused_by_profile` is empty where the profile has no bucket for the action.
    public static func table(_ minutes: [ThrottledMinute]) -> String {
        CSVText.table(
            ["action", "account", "region", "minute", "asked", "refused", "refused_by_profile"],
            minutes.map {
                [
                    $0.action, $0.account, $0.region, $0.minute, String($0.asked), String($0.refused),
                    $0.refusedByProfile.map(String.init) ?? "",
                ]
            })
    }
}
