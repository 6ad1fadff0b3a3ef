import ScanModel
import Studies
import Testing

@testable import Reporting

@Suite("Scanners over the cycle")
struct ScannerPlotTests {
    /// Numbers of a linear congruence (Knuth's MMIX constants), so that a failure can be seen again.
    private struct Numbers {
        var state: UInt64

        mutating func next(below limit: Int64) -> Int64 {
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            return Int64(state >> 33) % limit
        }
    }

    @Test("means are what counting every tick gives", arguments: 1...40)
    func means(seed: Int) {
        var numbers = Numbers(state: UInt64(seed))
        let end = 20 + numbers.next(below: 200)
        let opening = numbers.next(below: 20)
        let columns = 1 + Int(numbers.next(below: 30))
        let lives = (0..<numbers.next(below: 12)).map { _ in
            let launched = numbers.next(below: end - opening)
            return ScannerLife(
                launched: launched, terminated: launched + numbers.next(below: end - opening - launched + 1))
        }
        // Ticks are cut so finely that no column ends within one.
        var ticks = [Double](repeating: 0, count: Int(end) * columns)
        for life in lives {
            for tick in (Int(opening + life.launched) * columns)..<(Int(opening + life.terminated) * columns) {
                ticks[tick] += 1
            }
        }
        let expected = (0..<columns).map { column in
            ticks[(column * Int(end))..<((column + 1) * Int(end))].reduce(0, +) / Double(end)
        }
        let found = ScannerPlot.means(lives, opening: opening, end: end, columns: columns)
        #expect(found.count == columns)
        for (value, wanted) in zip(found, expected) { #expect(abs(value - wanted) < 1e-9) }
        let most = (0..<end).map { tick in lives.count { $0.launched <= tick && tick < $0.terminated } }.max() ?? 0
        #expect(ScannerPlot.peak(lives) == most)
    }

    @Test("show each region's scanners when they were there")
    func byHand() throws {
        let answer = try TinyScenario().answer()
        let style = TextStyle(width: 100, plots: true)
        let lines = ScannerPlot(answer: answer.deployments[0], style: style).lines()
        // 346 s in 79 columns of 4.38 s. us-east-1 has a scanner from 51 s to 341 s, eu-west-1 from 70 s to 245 s.
        #expect(lines[0] == "Scanners over the cycle (a column is 4.3 s)" || lines[0].contains("a column is 4."))
        #expect(lines[1].hasPrefix("  region     0:00:00 ") && lines[1].hasSuffix(" 0:05:46  most"))
        let rows = lines.dropFirst(2).map { Array($0) }
        #expect(rows.map { String($0.prefix(11)) } == ["  us-east-1", "  eu-west-1"])
        for (row, hours) in zip(rows, [(51.0, 341.0), (70.0, 245.0)]) {
            let columns = row.count - 11 - 2 - 6
            let curve = row[13..<(13 + columns)]
            let stretch = 346.0 / Double(columns)
            for (index, sign) in curve.enumerated() {
                let (from, to) = (Double(index) * stretch, Double(index + 1) * stretch)
                if to <= hours.0 || from >= hours.1 {
                    #expect(sign == " ", "\(index)")
                } else if from >= hours.0, to <= hours.1 {
                    #expect(sign == "█", "\(index)")
                } else {
                    #expect(sign != " ", "\(index)")
                }
            }
            #expect(row.last == "1")
        }
    }

    @Test("are there from 80 columns on, only with plots, and only of a simulated cycle")
    func whereThereIsRoom() throws {
        let answer = try TinyScenario().answer().deployments[0]
        #expect(ScannerPlot(answer: answer, style: TextStyle(width: 79, plots: true)).lines().isEmpty)
        #expect(ScannerPlot(answer: answer, style: TextStyle(width: 200)).lines().isEmpty)
        let planned = try TinyScenario().answer(.plan).deployments[0]
        #expect(ScannerPlot(answer: planned, style: TextStyle(width: 100, plots: true)).lines().isEmpty)
        let wide = ScannerPlot(answer: answer, style: TextStyle(width: 100, plots: true, isUnicode: false)).lines()
        #expect(wide.count == 4 && wide.joined().allSatisfy(\.isASCII))
    }

    @Test("and every other line keep to the width", arguments: 60...200)
    func width(columns: Int) throws {
        for isUnicode in [true, false] {
            let answer = try TinyScenario(snapshotPricedInEurope: false).answer()
            let style = TextStyle(width: columns, plots: true, isUnicode: isUnicode)
            let text = AnswerText.document(answer, style: style)
            for line in text.split(separator: "\n") where line.hasPrefix(" ") {
                #expect(line.count <= columns, "\(line)")
            }
            #expect(text.contains("Scanners over the cycle") == (columns >= 80))
            let plain = AnswerText.document(answer, style: TextStyle(width: columns))
            #expect((text == plain) == (columns < 80))
        }
    }

    @Test("stand beside bars of the costs, the greatest the longest")
    func costs() throws {
        let answer = try TinyScenario().answer()
        let text = AnswerText.document(answer, style: TextStyle(width: 100, plots: true, isUnicode: false))
        // The curves of scanners are drawn with the same sign.
        let table = try #require(text.range(of: "Cost at list prices"))
        let lengths = text[table.lowerBound...].split(separator: "\n").map { $0.count { $0 == "#" } }.filter { $0 > 0 }
        let estimate = answer.deployments[0].estimate
        var amounts: [String: Double] = [:]
        for line in estimate.lines { amounts[line.kind.title, default: 0] += line.amount }
        let most = try #require(amounts.values.max())
        #expect(lengths.sorted() == amounts.values.map { max(1, Int(($0 / most * 16).rounded())) }.sorted())
        #expect(lengths.max() == 16)
    }
}
