public import ScanModel

/// How fast a fleet is expected to grow.
public struct GrowthRate: Hashable, Sendable {
    /// What one step of growth takes.
    public enum Period: String, Hashable, Sendable {
        case week, month
    }

    /// What a period adds, as a share of the fleet; above 0.
    public var share: Double
    public var period: Period

    public init(share: Double, period: Period) {
        self.share = share
        self.period = period
    }
}

/// When a growing fleet has a size.
public struct GrowthForecast: Hashable, Sendable {
    /// Periods beyond which nobody plans: a hundred years of weeks.
    private static let periodsMost = 5_200

    public var rate: GrowthRate
    /// Whole periods after which the fleet is still no larger; nil: it is larger now.
    public var periodsKept: Int?
    /// Whether the first period after which it is larger lies beyond what is looked at.
    public var isEndless: Bool
    /// The day on which the period begins that is the first to end with a larger fleet; nil if no first day is known or
    /// the day lies beyond the calendar.
    public var reached: CalendarDay?

    /// - Parameters:
    ///   - factor: the size as a multiple of the fleet; nil: no size is small enough.
    ///   - first: the day on which the fleet has the size it has now.
    /// - Complexity: O(periods).
    public init(_ factor: Double?, rate: GrowthRate, from first: CalendarDay?) {
        self.rate = rate
        isEndless = false
        guard let factor, factor >= 1 else {
            periodsKept = nil
            reached = first
            return
        }
        var (kept, size) = (0, 1 + rate.share)
        while size <= factor, kept < GrowthForecast.periodsMost { (kept, size) = (kept + 1, size * (1 + rate.share)) }
        periodsKept = kept
        isEndless = kept == GrowthForecast.periodsMost
        reached = isEndless ? nil : first.flatMap { rate.period.adding(kept, to: $0) }
    }
}

extension GrowthRate.Period {
    /// The day that lies so many periods later; a month without that day has its last one instead.
    fileprivate func adding(_ count: Int, to day: CalendarDay) -> CalendarDay? {
        switch self {
        case .week: return day.adding(days: 7 * count)
        case .month:
            let months = day.year * 12 + day.month - 1 + count
            let (year, month) = (months / 12, months % 12 + 1)
            return (0..<4).lazy.compactMap { CalendarDay(year: year, month: month, day: day.day - $0) }.first
        }
    }
}
