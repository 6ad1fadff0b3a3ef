import ScanModel

/// The forms of text of `rollout`, each beside the function that tells whether a text has it.
extension TextForm {
    /// A whole share of the accounts.
    static let wholePercentage = TextForm(
        name: "wholePercentage", words: "a whole share from 1% to 100%", pattern: "^(?:100|[1-9][0-9]?)%$")

    /// The number of a text such as `25%`; nil if it is no whole share.
    static func wholePercentage(of text: String) -> Int? {
        guard text.hasSuffix("%"), text.utf8.count <= 4, text.utf8.first != UInt8(ascii: "0"),
            text.utf8.dropLast().allSatisfy({ (48...57).contains($0) }), let share = Int(text.dropLast())
        else { return nil }
        return (1...100).contains(share) ? share : nil
    }

    /// Six or seven words; what they say is a rule of its own.
    static let quartzSchedule = TextForm(
        name: "quartzSchedule", words: "the six or seven fields of a Quartz schedule, such as 0 0 2 ? * * *",
        pattern: "^[!-~]+(?: +[!-~]+){5,6}$", length: 1...256)

    static func isQuartzSchedule(_ text: String) -> Bool {
        text.utf8.count <= 256 && text.utf8.allSatisfy { (0x20...0x7e).contains($0) }
            && !text.hasPrefix(" ") && !text.hasSuffix(" ") && [6, 7].contains(text.split(separator: " ").count)
    }

    /// A day as digits; whether the calendar has it is a rule of its own.
    static let calendarDay = TextForm(
        name: "calendarDay", words: "a day such as 2026-11-21", pattern: "^[0-9]{4}-[0-9]{2}-[0-9]{2}$")

    static func isCalendarDay(_ text: String) -> Bool {
        let parts = text.utf8.split(separator: UInt8(ascii: "-"), omittingEmptySubsequences: false)
        return parts.map(\.count) == [4, 2, 2] && parts.allSatisfy { $0.allSatisfy { (48...57).contains($0) } }
    }
}
