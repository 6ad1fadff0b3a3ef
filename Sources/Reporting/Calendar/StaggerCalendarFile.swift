internal import ScanModel
public import Studies

/// Accounts spread over days, as an iCalendar file (RFC 5545).
public enum StaggerCalendarFile {
    /// One event for each slot with accounts, in UTC; it comes back every round where every round is alike, else it has its
    /// date. Nothing in it depends on when it is written: its time stamp is the first day of the round.
    ///
    /// - Returns: nil if no first day is known.
    public static func document(_ answer: StaggerAnswer, version: String) -> String? {
        guard let first = answer.settings.first else { return nil }
        var text = CalendarText()
        text.add("BEGIN", "VCALENDAR")
        text.add("VERSION", "2.0")
        text.add("PRODID", text: "-//scanplan//scanplan \(version)//EN")
        text.add("CALSCALE", "GREGORIAN")
        for deployment in answer.deployments {
            for slot in deployment.slots where !slot.accounts.isEmpty {
                add(slot, deployment, scenario: answer.scenario, first: first, to: &text)
            }
        }
        text.add("END", "VCALENDAR")
        return text.document
    }

    private static func add(
        _ slot: StaggeredSlot, _ deployment: StaggeredDeployment, scenario: String, first: CalendarDay,
        to text: inout CalendarText
    ) {
        guard let date = slot.slot.date else { return }
        let calendar = deployment.calendar
        let count = calendar.slots.count
        // A cycle takes whole minutes, and every event some time.
        let minutes = slot.makespan.map { max(1, Int(($0 / 60).rounded(.up))) } ?? calendar.slotMinutes
        text.add("BEGIN", "VEVENT")
        text.add("UID", text: "\(deployment.name).\(digits(first)).slot-\(slot.slot.number)-of-\(count)@scanplan")
        text.add("DTSTAMP", "\(digits(first))T000000Z")
        text.add("DTSTART", "\(digits(date))T\(two(slot.slot.minute / 60))\(two(slot.slot.minute % 60))00Z")
        text.add("DURATION", "PT\(minutes)M")
        if calendar.repeats { text.add("RRULE", "FREQ=DAILY;INTERVAL=\(calendar.days)") }
        text.add(
            "SUMMARY",
            text:
                "Scan \(deployment.name), slot \(slot.slot.number) of \(count): \(Wording.count(slot.accounts.count)) "
                + (slot.accounts.count == 1 ? "account" : "accounts"))
        let quota = slot.quota.map { "\($0.title)\($0.region.map { " in \($0)" } ?? "")" } ?? "nothing"
        let blackout = slot.runsInto.map { "\nRuns into the blackout \($0)." } ?? ""
        text.add(
            "DESCRIPTION",
            text: "Scenario \(scenario): \(Wording.count(slot.instances)) instances, \(Wording.count(slot.volumes)) "
                + "volumes; uses \(Wording.percent(slot.share)) of \(quota).\(blackout)\nAccounts: "
                + slot.accounts.joined(separator: ", "))
        text.add("CATEGORIES", text: "scan")
        text.add("TRANSP", "TRANSPARENT")
        text.add("END", "VEVENT")
    }

    private static func digits(_ day: CalendarDay) -> String { String(day.description.filter { $0 != "-" }) }

    private static func two(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }
}
