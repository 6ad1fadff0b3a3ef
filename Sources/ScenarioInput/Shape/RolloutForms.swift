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

    /// A weekly window, or one with dates; whether its end lies behind its start and the calendar has its days is a rule of
    /// its own.
    static let blackout = {
        let weekday = "(?:\(BlackoutWindow.weekdays.joined(separator: "|")))"
        let time = "[0-9]{2}:[0-9]{2}"
        let date = "[0-9]{4}-[0-9]{2}-[0-9]{2}"
        return TextForm(
            name: "blackout",
            words: "a window such as Sat 00:00-Sun 24:00, Mon 08:00-18:00, 2026-12-24/2026-12-26 or "
                + "2026-12-24T18:00Z/2026-12-27T06:00Z, in UTC",
            pattern:
                "^(?:\(weekday) \(time)-(?:\(weekday) )?\(time)|\(date)/\(date)|\(date)T\(time)Z/\(date)T\(time)Z)$")
    }()

    static func isBlackout(_ text: String) -> Bool {
        // Letters and digits by their kind, so that the form is a matter of comparing words.
        let kinds = String(
            text.unicodeScalars.map { ("0"..."9").contains($0) ? "0" : Character($0) })
        let weekdays = BlackoutWindow.weekdays
        let date = "0000-00-00"
        let instant = date + "T00:00Z"
        if kinds == "\(date)/\(date)" || kinds == "\(instant)/\(instant)" { return true }
        return weekdays.contains { first in
            kinds == "\(first) 00:00-00:00" || weekdays.contains { kinds == "\(first) 00:00-\($0) 00:00" }
        }
    }
}
