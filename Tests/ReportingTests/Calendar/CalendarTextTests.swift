import Testing

@testable import Reporting

@Suite struct CalendarTextTests {
    private func lines(_ text: CalendarText) -> [String] {
        let document = text.document
        #expect(document.utf8.suffix(2).elementsEqual([13, 10]))
        return document.utf8.dropLast(2).split(separator: 10, omittingEmptySubsequences: false).map {
            String(Substring($0)).replacing("\r", with: "")
        }
    }

    @Test func textIsEscaped() {
        #expect(CalendarText.escaped(#"a,b;c\d"#) == #"a\,b\;c\\d"#)
        #expect(CalendarText.escaped("one\ntwo\r\nthree\rfour") == #"one\ntwo\nthree\nfour"#)
        #expect(CalendarText.escaped("tab\tbell\u{7}delete\u{7F}") == "tab bell delete ")
        #expect(CalendarText.escaped("Kärnten – 東京") == "Kärnten – 東京")
    }

    @Test func noLineHasMoreThan75Octets() {
        // Characters of one to four octets, at every distance from the fold.
        for filler in ["a", "ä", "東", "𝄞"] {
            for shift in 0..<5 {
                let value = String(repeating: "x", count: shift) + String(repeating: filler, count: 200)
                var text = CalendarText()
                text.add("SUMMARY", text: value)
                let lines = lines(text)
                #expect(lines.count > 1 && lines.allSatisfy { $0.utf8.count <= 75 })
                #expect(lines.dropFirst().allSatisfy { $0.hasPrefix(" ") })
                let unfolded = lines[0] + lines.dropFirst().map { $0.dropFirst() }.joined()
                #expect(unfolded == "SUMMARY:" + value)
                // All lines but the last are as long as a whole character allows.
                #expect(lines.dropLast().allSatisfy { $0.utf8.count > 75 - filler.utf8.count })
            }
        }
    }

    @Test func aLineOf75OctetsStaysWhole() {
        var text = CalendarText()
        text.add("X", String(repeating: "y", count: 73))
        text.add("X", String(repeating: "y", count: 74))
        #expect(lines(text).map(\.utf8.count) == [75, 75, 2])
    }
}
