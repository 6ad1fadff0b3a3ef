internal import Reporting
internal import ScanModel
internal import Studies

/// Writes all points of a sweep, wherever they were answered.
enum SweepOutput {
    static func write(_ report: SweepReport, _ format: SweepFormat) {
        switch format {
        case .text: Console.answer(SweepText.document(report, style: Console.style))
        case .json: Console.answer(SweepJSON.document(report, version: Version.text).document)
        case .csv: Console.answer(SweepCSV.document(report))
        case .markdown: Console.answer(SweepText.markdown(report))
        }
    }

    static func suites(_ report: SweepReport) -> [JUnitXML.Suite] {
        report.points.map { point in
            let values = zip(report.axes, point.values).map { "\($0.path)=\($1)" }.joined(separator: " ")
            return JUnitXML.Suite(
                name: "\(report.scenario) #\(point.number) \(values)", results: point.answer?.thresholds ?? [],
                error: point.reason)
        }
    }
}
