public import Calibration
internal import ScanModel

/// A back-test for people.
public enum BackTestText {
    /// - Parameters:
    ///   - makespan: nil if no cycles were compared.
    ///   - reason: why they were not.
    public static func document(
        _ test: BackTest, makespan: MakespanBackTest?, reason: String?, style: TextStyle
    ) -> String {
        let parts = [
            headline(test, style), stages(test, style), makespan.map { cycles($0, style) } ?? [],
            notes(test, makespan, reason, style),
        ]
        return parts.filter { !$0.isEmpty }.joined(separator: [""]).joined(separator: "\n") + "\n"
    }

    private static func headline(_ test: BackTest, _ style: TextStyle) -> [String] {
        let fitted = test.report.fits.reduce(0) { $0 + $1.finished }
        let tested = test.stages.reduce(0) { $0 + $1.tested }
        let text =
            "\(test.report.profile): fitted to \(Wording.count(fitted)) durations before "
            + "\(CalibrationWording.instant(test.split)), tested on \(Wording.count(tested)) after."
        return TextWrap.lines(text, first: "", indent: 2, width: style.width).map(style.bold)
    }

    private static func stages(_ test: BackTest, _ style: TextStyle) -> [String] {
        guard !test.stages.isEmpty else { return [] }
        var table = TextTable([
            ("stage", .left), ("fitted", .right), ("tested", .right), ("distribution", .left), ("bias", .right),
            ("MAPE of means", .right), ("MAPE of singles", .right), ("in the 90 % interval", .left),
            ("up to the 95 % quantile", .left),
        ])
        for stage in test.stages {
            table.add([
                stage.stage, Wording.count(stage.fitted), Wording.count(stage.tested), stage.fit.family.rawValue,
                CalibrationWording.percent(stage.bias), CalibrationWording.percent(stage.errorOfMeans),
                CalibrationWording.percent(stage.errorOfSingles), CalibrationWording.share(stage.inside),
                CalibrationWording.share(stage.below[1]),
            ])
        }
        let confidence = Wording.percent(test.report.settings.confidence)
        return [style.bold("Stages (shares with their exact intervals of \(confidence))")]
            + table.lines(width: max(style.width, 160))
    }

    private static func cycles(_ test: MakespanBackTest, _ style: TextStyle) -> [String] {
        let interval =
            "\(Wording.duration(test.low)) to \(Wording.duration(test.high)) in 90 % of "
            + "\(Wording.count(test.trials)) trials"
        let facts = [
            "predicted  \(Wording.duration(test.predicted)) on average; \(interval)",
            "bias       \(Wording.percent(test.bias))", "MAPE       \(Wording.percent(test.error))",
            "coverage   \(test.inside.hits) of \(test.inside.count) cycles inside: "
                + CalibrationWording.share(test.inside),
        ]
        var table = TextTable([("cycle", .left), ("observed", .right), ("inside", .left)])
        for cycle in test.cycles.prefix(20) {
            table.add([cycle.name, Wording.duration(cycle.makespan), cycle.isInside ? "yes" : "no"])
        }
        let rest = test.cycles.count - 20
        return [style.bold("Makespan of the later cycles")] + facts.map { "  " + $0 }
            + table.lines(width: style.width)
            + (rest > 0 ? ["  and \(Wording.count(rest)) more cycles"] : [])
    }

    private static func notes(
        _ test: BackTest, _ makespan: MakespanBackTest?, _ reason: String?, _ style: TextStyle
    ) -> [String] {
        var notes: [String] = []
        let few = test.stages.filter { $0.tested < BackTest.countFew }.map(\.stage)
        if !few.isEmpty {
            notes.append(
                "Fewer than \(BackTest.countFew) later durations of \(few.joined(separator: ", ")): the shares say "
                    + "little, as their intervals show.")
        }
        let missing = test.report.fits.map(\.stage).filter { name in !test.stages.contains { $0.stage == name } }
        if !missing.isEmpty {
            notes.append("No later durations of \(missing.joined(separator: ", ")): not tested.")
        }
        let censored = test.stages.reduce(0) { $0 + $1.censored }
        if censored > 0 {
            notes.append(
                "\(Wording.count(censored)) later durations did not finish and are left out: where they are many, "
                    + "the bias is too high for it, and the shares are, too.")
        }
        if test.timeless > 0 {
            notes.append("\(Wording.count(test.timeless)) observations tell no time and are in neither part.")
        }
        if let makespan {
            notes.append(
                "A makespan is compared as far as the log has every stage of every instance of a cycle, and the "
                    + "scenario the same fleet, settings and limits.")
            if makespan.cycles.count < BackTest.countFew {
                notes.append(
                    "\(makespan.cycles.count) cycles cannot tell whether 90 % intervals hold 90 %.")
            }
        }
        if let reason { notes.append(reason) }
        notes.append(
            "MAPE of singles holds the scatter of single durations, which no fit can foretell; MAPE of means is the "
                + "error of what is predicted.")
        return notes.flatMap { TextWrap.lines($0, first: "note  ", indent: 6, width: style.width) }
    }
}
