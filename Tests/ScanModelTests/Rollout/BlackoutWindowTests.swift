import ScanModel
import Testing

@Suite("Times without scans")
struct BlackoutWindowTests {
    private let day = BlackoutWindow.day

    @Test("are read as they are written")
    func read() {
        #expect(BlackoutWindow("Sat 00:00-Sun 24:00") == .weekly(from: 5 * day, to: 7 * day))
        #expect(BlackoutWindow("Mon 08:30-18:00") == .weekly(from: 510, to: 1080))
        #expect(BlackoutWindow("Sun 22:00-Mon 06:00") == .weekly(from: 6 * day + 1320, to: 7 * day + 360))
        #expect(BlackoutWindow("Mon 00:00-Mon 00:00") == .weekly(from: 0, to: 7 * day))
        #expect(BlackoutWindow("1970-01-02/1970-01-03") == .dated(from: day, to: 3 * day))
        #expect(BlackoutWindow("1970-01-02T06:00Z/1970-01-02T24:00Z") == .dated(from: day + 360, to: 2 * day))
    }

    @Test(
        "are refused in any other form",
        arguments: [
            "", "Sat", "Sat 00:00", "Sat 00:00-", "sat 00:00-Sun 24:00", "Sat 24:00-Sun 24:00", "Sat 00:00-Sun 24:01",
            "Sat 0:00-Sun 24:00", "Sat 00:60-Sun 24:00", "Mon 18:00-08:00", "Mon 08:00-08:00", "Sat 00:00 - Sun 24:00",
            "2026-12-26/2026-12-24", "2026-02-30/2026-03-01", "2026-12-24", "2026-12-24/2026-12-25/2026-12-26",
            "2026-12-24T18:00/2026-12-25T06:00", "2026-12-24T18:00Z/2026-12-24T18:00Z", "2026-12-24/2026-12-25T06:00Z",
        ])
    func refused(text: String) { #expect(BlackoutWindow(text) == nil) }

    @Test(
        "are written so that they are read again",
        arguments: [
            "Sat 00:00-Sun 24:00", "Sun 22:00-Mon 06:00", "Mon 08:30-Mon 18:00", "2026-12-24T00:00Z/2026-12-27T00:00Z",
        ])
    func written(text: String) {
        #expect(BlackoutWindow(text)?.description == text)
        #expect(BlackoutWindow("Mon 08:30-18:00")?.description == "Mon 08:30-Mon 18:00")
    }

    @Test("share a moment with stretches just as a look at every minute says")
    func overlaps() throws {
        let windows = try ["Sat 23:50-Mon 00:10", "Mon 00:00-00:05", "Wed 10:00-Wed 09:00"].map {
            try #require(BlackoutWindow($0))
        }
        for window in windows {
            guard case .weekly(let from, let to) = window else { continue }
            // 1970-01-01 was a Thursday, so that Monday lies three days before it.
            func isInside(_ minute: Int) -> Bool {
                let inWeek = (minute + 3 * day) % (7 * day)
                return [inWeek, inWeek + 7 * day].contains { $0 >= from && $0 < to }
            }
            for start in stride(from: 0, to: 8 * day, by: 131) {
                for length in [1, 20, 700] {
                    let expected = (start..<start + length).contains(where: isInside)
                    #expect(window.overlaps(start: start, length: length) == expected, "\(window) \(start) \(length)")
                }
            }
        }
        let dated = try #require(BlackoutWindow("1970-01-02/1970-01-02"))
        #expect(dated.overlaps(start: 0, length: day + 1) && !dated.overlaps(start: 0, length: day))
        #expect(dated.overlaps(start: 2 * day - 1, length: 1) && !dated.overlaps(start: 2 * day, length: 1))
    }

    @Test("days are counted from 1970")
    func days() {
        #expect(CalendarDay("1970-01-01")?.daysSince1970 == 0)
        #expect(CalendarDay("2000-03-01")?.daysSince1970 == 11_017)
        #expect(CalendarDay("2026-12-07")?.daysSince1970 == 20_794)
        let first = CalendarDay("1970-01-01")
        for count in stride(from: 0, to: 40_000, by: 997) {
            #expect(first?.adding(days: count)?.daysSince1970 == count)
        }
    }
}
