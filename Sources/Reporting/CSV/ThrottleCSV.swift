public import ObservedRuns

/// Minutes in which requests were refused, as a table.
public enum ThrottleCSV {
    /// One row a minute; `refused_by_profile` is empty where the profile has no bucket for the action.
    public static func table(_ minutes: [ThrottledMinute]) -> String {
        var text = "action,account,region,minute,asked,refused,refused_by_profile\n"
        for minute in minutes {
            text += "\(minute.action),\(minute.account),\(minute.region),\(minute.minute),\(minute.asked),"
            text += "\(minute.refused),\(minute.refusedByProfile.map(String.init) ?? "")\n"
        }
        return text
    }
}
