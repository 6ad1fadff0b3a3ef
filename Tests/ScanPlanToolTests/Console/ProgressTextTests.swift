import Testing

@testable import ScanPlanTool

@Suite("Progress as text")
struct ProgressTextTests {
    private func text(_ done: Int, _ total: Int?, rate: Double?, elapsed: Double = 7) -> ProgressText {
        ProgressText(title: "simulating", unit: "trials", done: done, total: total, rate: rate, elapsed: elapsed)
    }

    @Test("gives up words before numbers as the line gets shorter")
    func forms() {
        let text = text(1_200, 4_000, rate: 12)
        #expect(text.line(width: 200) == "simulating: 1,200 of 4,000 trials, 12 a second, 3 min 54 s left")
        #expect(text.line(width: 63) == text.line(width: 200))
        #expect(text.line(width: 62) == "simulating: 30 %, 12 a second, 3 min 54 s left")
        #expect(text.line(width: 45) == "simulating: 30 %, 12/s, 3 min 54 s left")
        #expect(text.line(width: 38) == "30 %, 12/s, 3 min 54 s left")
        #expect(text.line(width: 10) == "30 %")
        #expect(text.line(width: 2) == "30")
    }

    @Test("never is wider than the line, at any width and number", arguments: 0...200)
    func width(columns: Int) {
        for total in [nil, 0, 1, 7, 1_000_000_000] as [Int?] {
            for rate in [nil, 0, 1e-7, 0.3, 59, 1e12] as [Double?] {
                #expect(text((total ?? 3) / 3, total, rate: rate).line(width: columns).count <= columns)
            }
        }
    }

    @Test("tells how long it goes on where nothing else is known")
    func unknown() {
        #expect(text(0, nil, rate: nil, elapsed: 12.2).line(width: 80) == "simulating: 13 s")
        #expect(text(0, 5, rate: nil, elapsed: 2).line(width: 80) == "simulating: 0 of 5 trials, for 2 s")
    }

    @Test("has rates of one or more, in seconds, minutes or hours")
    func rates() {
        #expect(ProgressText.spelled(12_345.6) == "12,346 a second")
        #expect(ProgressText.spelled(1.25) == "1.3 a second")
        #expect(ProgressText.spelled(0.5) == "30 a minute")
        #expect(ProgressText.spelled(1.5 / 60) == "1.5 a minute")
        #expect(ProgressText.spelled(3.0 / 3_600) == "3 an hour")
        #expect(ProgressText.short(0.5) == "30/min")
        #expect(ProgressText.short(3.0 / 3_600) == "3/h")
    }

    @Test("has times in the units of a clock, rounded upwards")
    func durations() {
        #expect(ProgressText.duration(0.1) == "1 s")
        #expect(ProgressText.duration(59.2) == "1 min")
        #expect(ProgressText.duration(61) == "1 min 1 s")
        #expect(ProgressText.duration(3_600) == "1 h")
        #expect(ProgressText.duration(7_201) == "2 h 1 min")
        #expect(ProgressText.duration(3_599.5) == "1 h")
        #expect(ProgressText.duration(-1) == "0 s")
        #expect(ProgressText.duration(.infinity) == "277,777,777 h 47 min")
    }
}

@Suite("Smooth rate")
struct SmoothRateTests {
    @Test("of even work is that of the work, from the first look on")
    func even() throws {
        var rate = SmoothRate()
        #expect(rate.perSecond == nil)
        for _ in 0..<50 {
            rate.add(30, over: 0.2)
            #expect(abs(try #require(rate.perSecond) - 150) < 1e-9)
        }
    }

    @Test("follows a change without jumping, and stands still for no time")
    func change() throws {
        var rate = SmoothRate()
        for _ in 0..<100 { rate.add(20, over: 0.2) }
        rate.add(0, over: 0.2)
        let soon = try #require(rate.perSecond)
        #expect(soon > 90 && soon < 100)
        for _ in 0..<200 { rate.add(2, over: 0.2) }
        let later = try #require(rate.perSecond)
        #expect(later > 10 && later < 11)
        let before = rate.perSecond
        rate.add(1_000, over: 0)
        #expect(rate.perSecond == before)
    }
}

@Suite("What the environment tells of the terminal")
struct TerminalTextTests {
    @Test(
        "the first of the locale variables decides on UTF-8",
        arguments: [
            (["LANG": "C.UTF-8"], true), (["LANG": "de_DE.utf8"], true), (["LANG": "C"], false), ([:], false),
            (["LANG": "en_GB.UTF-8", "LC_ALL": "C"], false), (["LANG": "en_GB.UTF-8", "LC_ALL": ""], true),
            (["LANG": "C", "LC_CTYPE": "C.UTF-8"], true), (["LANG": "de_DE.ISO-8859-1"], false),
        ] as [([String: String], Bool)])
    func locale(environment: [String: String], isUTF8: Bool) {
        #expect(TerminalText(environment: environment).isUTF8 == isUTF8)
    }

    @Test("colours are refused by NO_COLOR and by a terminal that can only print")
    func colours() {
        #expect(TerminalText(environment: ["NO_COLOR": "1"]).refusesColours)
        #expect(!TerminalText(environment: ["NO_COLOR": ""]).refusesColours)
        #expect(TerminalText(environment: ["TERM": "dumb"]).refusesColours)
        #expect(!TerminalText(environment: ["TERM": "xterm"]).refusesColours)
    }

    @Test("a stamp of a build is a commit and a day, and nothing else")
    func stamp() {
        #expect(BuildStamp.commit("0123abcd 2026-11-30")?.id == "0123abcd")
        #expect(BuildStamp.commit("0123abcd 2026-11-30")?.day == "2026-11-30")
        #expect(BuildStamp.commit("") == nil && BuildStamp.commit("0123abcd") == nil)
    }
}
