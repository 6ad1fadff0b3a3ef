public import Calibration
internal import ScanModel
internal import Statistics

/// A calibration for people.
public enum CalibrationText {
    /// Below this p-value the text says that the best family does not fit either.
    static let doubtful = 0.05

    public static func document(_ report: CalibrationReport, style: TextStyle) -> String {
        let parts = [
            headline(report, style), fits(report, style), classes(report, style), leftAlone(report, style),
            notes(report, style),
        ]
        return parts.filter { !$0.isEmpty }.joined(separator: [""]).joined(separator: "\n") + "\n"
    }

    private static func headline(_ report: CalibrationReport, _ style: TextStyle) -> [String] {
        let all = report.fits.count + report.leftAlone.count
        let durations = report.fits.reduce(0) { $0 + $1.finished + $1.censored }
        var text = "\(report.profile): \(report.fits.count) of \(all) stages calibrated"
        if durations > 0 { text += " from \(Wording.count(durations)) durations" }
        if let period = report.period {
            text += ", \(CalibrationWording.day(period.from)) to \(CalibrationWording.day(period.to))"
        }
        return TextWrap.lines(text + ".", first: "", indent: 2, width: style.width).map(style.bold)
    }

    private static func fits(_ report: CalibrationReport, _ style: TextStyle) -> [String] {
        guard !report.fits.isEmpty else { return [] }
        var table = TextTable([
            ("stage", .left), ("finished", .right), ("censored", .right), ("distribution", .left), ("base", .left),
            ("for each GiB", .left), ("shape", .left), ("test", .left),
        ])
        for fit in report.fits {
            func cell(_ kind: FittedNumber.Kind, _ unit: String) -> String {
                fit.numbers.first { $0.kind == kind }.map { CalibrationWording.number($0, unit: unit) } ?? "-"
            }
            let shape = fit.fit.family.shapeName.map { "\($0) " } ?? ""
            table.add([
                fit.stage, Wording.count(fit.finished), Wording.count(fit.censored), fit.fit.family.rawValue,
                cell(.base, " s"), cell(.perGiB, " s"), shape + cell(.shape, ""),
                fit.goodness.map { "p \(CalibrationWording.probability($0.pValue))" } ?? "-",
            ])
        }
        let confidence = Wording.percent(report.settings.confidence)
        return [style.bold("Fitted stages (with intervals of \(confidence))")]
            + table.lines(width: max(style.width, 140))
    }

    private static func classes(_ report: CalibrationReport, _ style: TextStyle) -> [String] {
        guard report.fits.contains(where: { !$0.classes.isEmpty }) else { return [] }
        var table = TextTable([
            ("stage", .left), ("class", .left), ("finished", .right), ("own", .right), ("pooled", .right),
            ("interval", .left), ("keeps of its own", .right),
        ])
        for fit in report.fits {
            for part in fit.classes {
                table.add([
                    fit.stage, part.observationClass.words, Wording.count(part.finished),
                    part.ownRatio.map(CalibrationWording.number) ?? "-", CalibrationWording.number(part.ratio),
                    "\(CalibrationWording.number(part.interval.low)) to "
                        + CalibrationWording.number(part.interval.high),
                    Wording.percent(part.weight, places: 0),
                ])
            }
        }
        return [style.bold("Classes, as multiples of what the fit of the stage says")]
            + table.lines(width: max(style.width, 120))
    }

    private static func leftAlone(_ report: CalibrationReport, _ style: TextStyle) -> [String] {
        guard !report.leftAlone.isEmpty else { return [] }
        var table = TextTable([
            ("stage", .left), ("finished", .right), ("censored", .right), ("stays", .left), ("known as", .left),
        ])
        for stage in report.leftAlone {
            table.add([
                stage.subject.name, Wording.count(stage.finished), Wording.count(stage.censored),
                stage.subject.standard, stage.subject.provenance.confidence.rawValue,
            ])
        }
        return [style.bold("Left as the profile says: fewer than \(FitSettings.countLeast) durations finished")]
            + table.lines(width: style.width)
    }

    private static func notes(_ report: CalibrationReport, _ style: TextStyle) -> [String] {
        var notes: [String] = []
        for fit in report.fits {
            if let goodness = fit.goodness, goodness.pValue < doubtful {
                notes.append(
                    "\(fit.stage): the test of \(goodness.test.rawValue) rejects even the best family, "
                        + "\(fit.fit.family.rawValue). Its mean is still that of the log; take its tails with care.")
            }
            if fit.throttled > 0 {
                notes.append(
                    "\(fit.stage): \(Wording.count(fit.throttled)) throttled requests are counted and not fitted.")
            }
            if fit.sizeless > 0 {
                notes.append(
                    "\(fit.stage): \(Wording.count(fit.sizeless)) durations have no size, so none is used.")
            }
            if fit.finished < 30 {
                notes.append("\(fit.stage): \(fit.finished) durations are few; the intervals hold for many.")
            }
        }
        if report.fits.contains(where: { !$0.classes.isEmpty }) {
            notes.append(
                "The simulator knows one distribution for each stage: classes inform this table and the back-test.")
        }
        return notes.flatMap { TextWrap.lines($0, first: "note  ", indent: 6, width: style.width) }
    }
}
