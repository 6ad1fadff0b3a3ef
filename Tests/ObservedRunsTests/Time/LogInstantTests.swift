import ScanModel
import Testing

@testable import ObservedRuns

struct LogInstantTests {
    @Test(arguments: [
        ("1970-01-01T00:00:00Z", "0", 1), ("2014-11-05T20:50:18Z", "1415220618", 1),
        ("2000-02-29T23:59:59.5Z", "951868799.5", 10),
        ("2025-03-01T04:00:00.123456+01:00", "1740798000.123456", 1_000_000),
        ("2025-03-01T04:00:00-0330", "1740814200", 1), ("2016-12-31T23:59:60Z", "1483228800", 1),
        ("1740801600", "1740801600", 1), ("1740801600.25", "1740801600.25", 100),
        ("9999-12-31T23:59:59.999999999Z", "253402300799.999999999", 1_000_000_000),
    ])
    func reads(text: String, seconds: String, parts: Int) throws {
        let instant = try #require(LogInstant(text))
        #expect(instant.seconds == Rational(decimal: seconds) || seconds.count > 18)
        #expect(instant.seconds >= .zero)
        #expect(instant.resolution == Rational(1, over: Int128(parts)))
    }

    @Test(arguments: [
        "", "yesterday", "2025-03-01", "2025-03-01T04:00:00", "2025-03-01 04:00:00Z", "2025-02-30T00:00:00Z",
        "1900-02-29T00:00:00Z", "2025-03-01T24:00:00Z", "2025-03-01T04:60:00Z", "2025-03-01T04:00:61Z",
        "2025-03-01T04:00:00.Z", "2025-03-01T04:00:00.1234567890Z", "2025-03-01T04:00:00Zx", "-1", "+5", "1e9", "5.",
        ".5",
        "1969-12-31T23:59:59Z", "1970-01-01T00:00:00+00:01", "253402300800", "1415220618876", "9999999999999",
        "2025-13-01T00:00:00Z", "2025-00-01T00:00:00Z", "2025-03-00T00:00:00Z", "２０２５-03-01T00:00:00Z",
    ])
    func refuses(text: String) { #expect(LogInstant(text) == nil) }

    /// Every day of eight hundred years follows the one before, by the rules of the calendar counted one by one.
    @Test func daysFollowOneAnother() {
        let lengths = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]
        var expected = 0
        for year in 1970..<2770 {
            let isLeap = year % 400 == 0 || year % 4 == 0 && year % 100 != 0
            for month in 1...12 {
                let length = lengths[month - 1] + (month == 2 && isLeap ? 1 : 0)
                for day in 1...length {
                    #expect(CivilDay.days(year: year, month: month, day: day) == expected)
                    #expect(CivilDay.civil(of: expected) == (year, month, day))
                    expected += 1
                }
                #expect(CivilDay.days(year: year, month: month, day: length + 1) == nil)
            }
        }
    }

    @Test func tellsTheMinute() throws {
        #expect(try #require(LogInstant("2025-03-01T04:05:59.9Z")).minute == "2025-03-01T04:05Z")
        #expect(try #require(LogInstant("0")).minute == "1970-01-01T00:00Z")
    }

    /// Whatever the true instants were, cut off to whole seconds they give an interval that holds the true length.
    @Test func lengthsHoldTheTruth() throws {
        for start in stride(from: 0, to: 30, by: 1) {
            for length in stride(from: 0, to: 40, by: 1) {
                let cut = [start / 10, (start + length) / 10].map {
                    LogInstant(seconds: Rational($0), resolution: .one)
                }
                let told = try #require(LogInstant.length(from: cut[0], to: cut[1]))
                let truth = Rational(Int128(length), over: 10)
                let resolution = try #require(told.resolution).value
                #expect(truth <= told.duration.value)
                #expect(truth >= told.duration.value - resolution)
                #expect(resolution <= Rational(2))
            }
        }
        let late = LogInstant(seconds: Rational(5), resolution: .one)
        #expect(LogInstant.length(from: late, to: LogInstant(seconds: Rational(4), resolution: .one)) == nil)
    }
}
