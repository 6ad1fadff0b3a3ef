internal import ScanModel
internal import Studies

/// How many scanners each region had in the course of a cycle, a line for each.
struct ScannerPlot {
    let answer: DeploymentAnswer
    let style: TextStyle

    /// Longer names of regions are cut.
    private static let nameMost = 24
    /// More columns would not show more.
    private static let columnsMost = 120

    /// Empty without a run, without plots, or where nothing was scanned.
    ///
    /// All regions have the same scale, so that their heights can be compared; at the end of a line stands the most
    /// scanners at once.
    /// Complexity: O(scanners log scanners + regions times columns).
    func lines() -> [String] {
        guard style.showsPlots, let run = answer.run, run.makespan > 0 else { return [] }
        let openings = zip(run.windows, answer.plan.regions).map { $0.activated + $1.setupTicks }
        let regions = zip(run.regions, openings).filter { !$0.0.scanners.isEmpty }
        guard !regions.isEmpty else { return [] }
        let names = regions.map { ScannerPlot.cut($0.0.region) }
        let most = regions.map { Wording.count(ScannerPlot.peak($0.0.scanners)) }
        let nameWidth = max("region".count, names.map(\.count).max() ?? 0)
        let mostWidth = max("most".count, most.map(\.count).max() ?? 0)
        let columns = min(ScannerPlot.columnsMost, style.width - nameWidth - mostWidth - 6)
        let curves = regions.map { region, opening in
            ScannerPlot.means(region.scanners, opening: opening, end: run.makespan, columns: columns)
        }
        let top = curves.joined().max() ?? 0
        let start = Wording.clock(0)
        let end = Wording.clock(run.scale.seconds(run.makespan).doubleValue)
        let gap = String(repeating: " ", count: max(1, columns - start.count - end.count))
        let stretch = Wording.duration(run.scale.seconds(run.makespan).doubleValue / Double(columns))
        var lines = [style.bold("Scanners over the cycle (a column is \(stretch))")]
        lines.append(ScannerPlot.row("region", start + gap + end, "most", nameWidth, mostWidth))
        let strokes = style.strokes
        for (index, curve) in curves.enumerated() {
            lines.append(
                ScannerPlot.row(names[index], strokes.columns(curve, top: top), most[index], nameWidth, mostWidth))
        }
        return lines
    }

    private static func row(_ name: String, _ middle: String, _ most: String, _ nameWidth: Int, _ mostWidth: Int)
        -> String
    {
        "  " + name + String(repeating: " ", count: nameWidth - name.count + 2) + middle
            + String(repeating: " ", count: mostWidth - most.count + 2) + most
    }

    private static func cut(_ name: String) -> String {
        name.count <= nameMost ? name : String(name.prefix(nameMost - 1)) + "…"
    }

    /// Mean number of scanners billed in each of `columns` equal stretches from 0 to `end`.
    ///
    /// - Parameter opening: when the region's own clock, on which its scanners live, was at 0.
    /// - Complexity: O(scanners + columns).
    static func means(_ scanners: [ScannerLife], opening: Int64, end: Int64, columns: Int) -> [Double] {
        guard end > 0, columns > 0 else { return [] }
        let width = Double(end) / Double(columns)
        // Stretches that a life covers in part are filled at once, the whole ones between them by their two ends.
        var parts = [Double](repeating: 0, count: columns)
        var steps = [Double](repeating: 0, count: columns + 1)
        for life in scanners {
            let from = min(max(Double(opening + life.launched) / width, 0), Double(columns))
            let to = min(max(Double(opening + life.terminated) / width, from), Double(columns))
            let (first, last) = (min(Int(from), columns - 1), min(Int(to), columns - 1))
            if first == last {
                parts[first] += to - from
                continue
            }
            parts[first] += Double(first + 1) - from
            parts[last] += to - Double(last)
            steps[first + 1] += 1
            steps[last] -= 1
        }
        var whole = 0.0
        return (0..<columns).map { column in
            whole += steps[column]
            return whole + parts[column]
        }
    }

    /// Most scanners at once; one that ends makes room for one that is launched at the same instant.
    static func peak(_ scanners: [ScannerLife]) -> Int {
        let launches = scanners.map(\.launched).sorted()
        let ends = scanners.map(\.terminated).sorted()
        var (most, gone) = (0, 0)
        for (index, launch) in launches.enumerated() {
            while gone < ends.count, ends[gone] <= launch { gone += 1 }
            most = max(most, index + 1 - gone)
        }
        return most
    }
}
