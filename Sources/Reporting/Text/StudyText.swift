internal import ScanModel
public import Studies

/// The usual answer with what further trials and thresholds tell, the wider view first.
public enum StudyText {
    /// - Parameters:
    ///   - answer: of trial 0.
    ///   - trials: nil if nobody asked for more than one trial.
    public static func document(
        _ answer: StudyAnswer, trials: TrialReport?, thresholds: [ThresholdResult], style: TextStyle
    ) -> String {
        var text = ""
        if let trials {
            text += TrialText.document(trials, style: style) + "\n"
            let deadlines = answer.deployments.compactMap { $0.deadline?.value.doubleValue }
            let plot = MakespanPlot(report: trials, deadlines: deadlines, style: style).lines()
            if !plot.isEmpty { text += plot.joined(separator: "\n") + "\n\n" }
            if !thresholds.isEmpty { text += ThresholdText.document(thresholds, style: style) + "\n" }
            if trials.isRandom { text += style.bold("Trial 0 in detail") + "\n" }
            return text + AnswerText.document(answer, style: style)
        }
        text += AnswerText.document(answer, style: style)
        if !thresholds.isEmpty { text += "\n" + ThresholdText.document(thresholds, style: style) }
        return text
    }
}
