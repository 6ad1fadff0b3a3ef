public import ScanModel

/// A time at which a scan cycle may start, and how long it may take until the next one.
public struct StaggerSlot: Hashable, Sendable {
    /// From 1, in the order of time.
    public var number: Int
    /// Day of the round, from 0, and minute of that day, in UTC.
    public var day: Int
    public var minute: Int
    /// Its day of the calendar; nil if no first day is known.
    public var date: CalendarDay?
    /// Its day of the week, 1 for Sunday to 7 for Saturday; nil if neither a day is known nor the round is of whole weeks.
    public var weekday: Int?
    /// The window that closes it; nil: it is open.
    public var blackout: BlackoutWindow?
}

/// The days and start times that accounts are spread over.
public struct StaggerCalendar: Hashable, Sendable {
    /// Days of a round; each account is scanned once in it.
    public var days: Int
    /// Minutes from one start to the next; a day has a whole number of them.
    public var slotMinutes: Int
    /// The first day of the round; nil: not known.
    public var first: CalendarDay?
    /// In the order of time.
    public var slots: [StaggerSlot]
    /// Windows with dates that were not looked at, because no first day is known.
    public var windowsNotLookedAt: Int
    /// Whether every round has the same slots open, so that it can come back as it is.
    public var repeats: Bool
    /// Windows that were looked at.
    private let windows: [BlackoutWindow]
    /// Minutes from 1970-01-01 00:00 to the first slot.
    private let origin: Int

    /// Slots that a round may have.
    public static let slotsMost = 5_000

    /// A slot is closed if a window shares a moment with it, from its start to the next one's.
    ///
    /// Without a first day the round begins on a Monday, and windows with dates are not looked at.
    ///
    /// - Parameters:
    ///   - days: 1 ... 366.
    ///   - slotMinutes: divides a day.
    public init(days: Int, slotMinutes: Int, first: CalendarDay?, blackouts: [BlackoutWindow]) {
        precondition((1...366).contains(days) && slotMinutes > 0 && BlackoutWindow.day % slotMinutes == 0)
        self.days = days
        self.slotMinutes = slotMinutes
        self.first = first
        let isWhole = days % 7 == 0
        // 1970-01-05 was a Monday.
        origin = (first?.daysSince1970 ?? 4) * BlackoutWindow.day
        let perDay = BlackoutWindow.day / slotMinutes
        let known = blackouts.filter { if case .dated = $0 { first != nil } else { true } }
        windows = known
        windowsNotLookedAt = blackouts.count - known.count
        slots = (0..<days * perDay).map { [origin] index in
            let (day, part) = index.quotientAndRemainder(dividingBy: perDay)
            let start = origin + index * slotMinutes
            let date = first?.adding(days: day)
            return StaggerSlot(
                number: index + 1, day: day, minute: part * slotMinutes, date: date,
                weekday: date?.weekday ?? (isWhole ? (day + 1) % 7 + 1 : nil),
                blackout: known.first { $0.overlaps(start: start, length: slotMinutes) })
        }
        repeats = known.allSatisfy { if case .weekly = $0 { isWhole } else { false } }
    }

    /// The first window that shares a moment with a cycle; nil if none does.
    ///
    /// - Parameters:
    ///   - slot: where the cycle starts, as an index.
    ///   - seconds: how long it takes, 0 or more; it counts in whole minutes, rounded up.
    public func window(meetingCycleFrom slot: Int, lasting seconds: Double) -> BlackoutWindow? {
        let minutes = max(1, Int((seconds / 60).rounded(.up)))
        return windows.first { $0.overlaps(start: origin + slot * slotMinutes, length: minutes) }
    }

    /// Indices of the slots that are open.
    public var open: [Int] { slots.indices.filter { slots[$0].blackout == nil } }
}
