extension QuartzSchedule {
    /// The starts in a number of days, in seconds from the beginning of the first one; rising.
    ///
    /// Days have 86,400 s: no time zone with a summer time is known here. Of the nearest weekday to a day of the month
    /// (`15W`), none in another month is taken, as Quartz does.
    /// - Complexity: O(days * starts of a day + starts).
    public func starts(from first: CalendarDay, days: Int) -> [Int64] {
        let words = sevenFields.split(separator: " ").map(String.init)
        let times = QuartzTimes(
            seconds: QuartzSchedule.values(words[0], in: 0...59), minutes: QuartzSchedule.values(words[1], in: 0...59),
            hours: QuartzSchedule.values(words[2], in: 0...23))
        let days = (0..<days).filter { number in
            first.adding(days: number).map { isStartDay($0, words) } ?? false
        }
        return days.flatMap { day in times.ofDay.map { Int64(day) * 86_400 + $0 } }
    }

    private func isStartDay(_ day: CalendarDay, _ words: [String]) -> Bool {
        let months = [
            "JAN", "FEB", "MAR", "APR", "MAY", "JUN", "JUL", "AUG", "SEP", "OCT", "NOV", "DEC",
        ]
        guard QuartzSchedule.values(words[4], in: 1...12, names: months).contains(day.month),
            QuartzSchedule.values(words[6], in: 1970...2099).contains(day.year)
        else { return false }
        return words[3] == "?"
            ? QuartzSchedule.isWeekday(day, words[5]) : QuartzSchedule.isDayOfMonth(day, words[3])
    }

    /// `SUN` is 1. `L` alone is Saturday, `6L` the last Friday of the month, `6#3` its third.
    private static func isWeekday(_ day: CalendarDay, _ text: String) -> Bool {
        let names = ["SUN", "MON", "TUE", "WED", "THU", "FRI", "SAT"]
        func number(_ text: Substring) -> Int? {
            names.firstIndex(of: text.uppercased()).map { $0 + 1 } ?? Int(text)
        }
        if text == "L" { return day.weekday == 7 }
        if text.hasSuffix("L"), let wanted = number(text.dropLast()) {
            return day.weekday == wanted && day.day + 7 > CalendarDay.days(inMonth: day.month, of: day.year)
        }
        if let sign = text.firstIndex(of: "#"), let wanted = number(text[..<sign]),
            let week = Int(text[text.index(after: sign)...])
        {
            return day.weekday == wanted && (day.day - 1) / 7 + 1 == week
        }
        return values(text, in: 1...7, names: names).contains(day.weekday)
    }

    /// `L` is the last day, `L-3` the third before it, `15W` the weekday nearest to the 15th, `LW` the last weekday.
    private static func isDayOfMonth(_ day: CalendarDay, _ text: String) -> Bool {
        let last = CalendarDay.days(inMonth: day.month, of: day.year)
        if text == "L" { return day.day == last }
        if text.hasPrefix("L-"), let before = Int(text.dropFirst(2)) { return day.day == last - before }
        guard text.hasSuffix("W") else { return values(text, in: 1...31).contains(day.day) }
        guard let wanted = text == "LW" ? last : Int(text.dropLast()), wanted <= last,
            let target = CalendarDay(year: day.year, month: day.month, day: wanted)
        else { return false }
        let nearest =
            switch target.weekday {
            case 7: wanted == 1 ? 3 : wanted - 1
            case 1: wanted == last ? wanted - 2 : wanted + 1
            default: wanted
            }
        return day.day == nearest
    }

    /// The numbers of a field that has been checked.
    private static func values(_ text: String, in range: ClosedRange<Int>, names: [String] = []) -> Set<Int> {
        func number(_ text: Substring) -> Int? {
            names.firstIndex(of: text.uppercased()).map { range.lowerBound + $0 } ?? Int(text)
        }
        var values: Set<Int> = []
        for part in text.split(separator: ",") {
            let halves = part.split(separator: "/", omittingEmptySubsequences: false)
            let step = halves.count == 2 ? Int(halves[1]) ?? 1 : 1
            let ends = halves[0].split(separator: "-")
            var first = range.lowerBound
            var last = range.upperBound
            if halves[0] != "*", halves[0] != "?", let start = ends.first.flatMap(number) {
                first = start
                last = ends.count == 2 ? number(ends[1]) ?? start : halves.count == 2 ? range.upperBound : start
            }
            if first <= last {
                values.formUnion(stride(from: first, through: last, by: step))
            } else {
                // A range such as FRI-MON goes on at the beginning.
                values.formUnion(
                    stride(from: first, through: last + range.count, by: step).map {
                        $0 > range.upperBound ? $0 - range.count : $0
                    })
            }
        }
        return values
    }
}

/// The starts of a day on which there are any.
private struct QuartzTimes {
    let ofDay: [Int64]

    init(seconds: Set<Int>, minutes: Set<Int>, hours: Set<Int>) {
        ofDay = hours.sorted().flatMap { hour in
            minutes.sorted().flatMap { minute in
                seconds.sorted().map { Int64(hour * 3600 + minute * 60 + $0) }
            }
        }
    }
}

extension CalendarDay {
    /// The day of the week, 1 for Sunday to 7 for Saturday. Complexity: O(years since 1970).
    public var weekday: Int {
        // 1970-01-01 was a Thursday.
        (daysSince1970 + 4) % 7 + 1
    }
}
