public import Rollout

/// Runbooks as Markdown.
public enum RunbookText {
    public static func document(_ runbooks: [Runbook]) -> String {
        var lines: [String] = []
        for runbook in runbooks {
            if !lines.isEmpty { lines.append("") }
            lines += ["# \(runbook.deployment) (\(runbook.profile))"]
            for section in runbook.sections {
                lines += ["", "## \(section.title)"]
                for (index, step) in section.steps.enumerated() {
                    lines += ["", "### \(index + 1). \(step.title)", "", "In: \(step.place)."]
                    if !step.notes.isEmpty { lines += [""] + step.notes.map { "- \($0)" } }
                    if !step.commands.isEmpty { lines += ["", "```sh"] + step.commands + ["```"] }
                }
            }
        }
        return lines.joined(separator: "\n") + "\n"
    }
}
