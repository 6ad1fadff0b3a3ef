internal import ScanModel
public import Studies

/// The inputs of an answer with their marks.
public enum InputText {
    /// Inputs that are told one by one where a condition is true.
    private static let failuresShown = 100

    /// Why a condition makes an answer fail, and the inputs that count for it.
    public static func failure(_ condition: MarkCondition, _ marks: InputMarks, of deployment: String) -> String {
        let share = Wording.percent(marks.share(condition.mark, of: condition.basis) ?? 0)
        let mark = condition.mark.rawValue
        let own = marks.inputs.filter { $0.mark == condition.mark }
        let what =
            switch condition.basis {
            case .inputs: "\(own.count) of \(marks.inputs.count) inputs (\(share)) are \(mark)"
            case .cost: "\(share) of the cost rests on prices that are \(mark)"
            case .time: "\(share) of the time in stages rests on times that are \(mark)"
            }
        let lines = own.prefix(failuresShown).map { "  \(mark)  \($0.name) = \(cut($0.value))" }
        let rest = own.count > failuresShown ? ["  and \(own.count - failuresShown) more"] : []
        return (["error: \(deployment): \(condition.text): \(what)"] + lines + rest).joined(separator: "\n")
    }

    /// Empty if they were not asked for.
    static func lines(_ answer: DeploymentAnswer, style: TextStyle) -> [String] {
        guard let marks = answer.inputs else { return [] }
        var table = TextTable([("mark", .left), ("input", .left), ("value", .left), ("source", .left)])
        for input in marks.inputs {
            table.add([input.mark.rawValue, input.name, cut(input.value), input.source])
        }
        var lines = [style.bold("Inputs: \(marks.inputs.count), \(shares(marks, .inputs))")]
        for (basis, title) in [(InputMarks.Basis.cost, "by cost"), (.time, "by time")] {
            let text = shares(marks, basis)
            if !text.isEmpty { lines += TextWrap.lines(text, first: "  \(title)    ", indent: 13, width: style.width) }
        }
        return lines + table.lines(width: style.width)
    }

    /// "26 assumed (40 %), …", or the shares alone where not inputs are counted.
    static func shares(_ marks: InputMarks, _ basis: InputMarks.Basis) -> String {
        InputMarks.order.compactMap { mark in
            guard let share = marks.share(mark, of: basis), share > 0 else { return nil }
            let percent = Wording.percent(share)
            return basis == .inputs
                ? "\(marks.count(mark)) \(mark.rawValue) (\(percent))" : "\(percent) \(mark.rawValue)"
        }.joined(separator: ", ")
    }

    private static func cut(_ text: String) -> String { text.count > 32 ? "\(text.prefix(31))…" : text }
}
