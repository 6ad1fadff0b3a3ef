import ScanModel
import Statistics
import Studies
import Testing

@testable import Reporting

@Suite("How makespans spread")
struct MakespanPlotTests {
    /// A report of trials that took so many seconds each.
    private func report(_ makespans: [Double]) throws -> TrialReport {
        let tiny = TinyScenario()
        let answer = try tiny.answer()
        let outcomes = makespans.enumerated().map { trial, makespan in
            var outcome = TrialOutcome(answer, trial: UInt32(trial))
            outcome.values[Metric.makespan.index] = makespan
            return outcome
        }
        var report = TrialReport(TrialStatistics(outcomes), of: tiny.scenario, confidence: 0.95)
        report.isRandom = true
        return report
    }

    private func lines(_ makespans: [Double], _ deadlines: [Double], width: Int = 100) throws -> [String] {
        MakespanPlot(
            report: try report(makespans), deadlines: deadlines,
            style: TextStyle(width: width, plots: true, isUnicode: false)
        ).lines()
    }

    @Test("is counted by ranges of equal width, the deadline in the range that it falls into")
    func byHand() throws {
        // Ten ranges of 10 s from 100 s: 11 values in the first, one in each of the last two, 200 among them.
        let values = [Double](repeating: 100, count: 18) + [185, 200]
        let lines = try lines(values, [3_600, 183, 50])
        #expect(lines[0] == "Makespans of 20 trials")
        #expect(lines[1].split(separator: " ") == ["from", "to", "trials"])
        let rows = lines[2..<12].map { $0.split(separator: " ").joined(separator: " ") }
        #expect(rows[0] == "1 min 40 s 1 min 50 s 90 % " + String(repeating: "#", count: 40))
        for row in rows[1..<8] { #expect(row.hasSuffix(" 0 %")) }
        #expect(rows[8] == "3 min 3 min 10 s 5 % ## < deadline 3 min 3 s")
        #expect(rows[9] == "3 min 10 s 3 min 20 s 5 % ##")
        #expect(
            Array(lines[12...]) == [
                "  The deadline of 50 s lies below all of them.",
                "  The deadline of 1 h lies above all of them.",
            ])
    }

    @Test("holds every trial once, whatever the values")
    func counts() {
        for count in 1...60 {
            let values = (0..<count).map { Double($0 * $0 % 37) }
            let (least, greatest) = (values.min() ?? 0, values.max() ?? 0)
            guard greatest > least else { continue }
            for ranges in 2...12 {
                let counts = MakespanPlot.counts(values, from: least, to: greatest, ranges: ranges)
                #expect(counts.count == ranges && counts.reduce(0, +) == count)
                #expect(counts[0] > 0 && counts[ranges - 1] > 0)
            }
        }
    }

    @Test("is left out where nothing spreads or nobody wants it")
    func leftOut() throws {
        #expect(try lines([5, 5, 5], [6]).isEmpty)
        #expect(try lines([5, 6, 7], [6], width: 79).isEmpty)
        let report = try report([5, 6, 7])
        #expect(MakespanPlot(report: report, deadlines: [], style: TextStyle(width: 200)).lines().isEmpty)
    }

    @Test("keeps to the width", arguments: 80...200)
    func width(columns: Int) throws {
        let lines = try lines((0..<200).map { Double($0 * $0) * 1e3 }, [1e7, 2e7], width: columns)
        #expect(lines.count > 5)
        for line in lines { #expect(line.count <= columns, "\(line)") }
    }
}
