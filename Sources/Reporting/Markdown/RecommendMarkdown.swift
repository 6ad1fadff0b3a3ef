internal import ScanModel
public import Studies

/// A recommendation as a section of a pull request: the setting and its figures, and the others closed.
public enum RecommendMarkdown {
    public static func document(_ recommendation: Recommendation) -> String {
        var text = "### \(MarkdownText.escaped(recommendation.scenario, most: 200))\n\n"
        for (index, world) in recommendation.worlds.enumerated() {
            if recommendation.worlds.count > 1 {
                let settings = world.settings.isEmpty ? "as the scenario is" : world.settings.joined(separator: ", ")
                text += "#### World \(index + 1): \(MarkdownText.escaped(settings, most: 400))\n\n"
            }
            text += section(RecommendWorldText(recommendation: recommendation, world: world, style: TextStyle()))
        }
        if let regret = recommendation.leastRegret {
            text += "#### Least regret over \(Wording.counted(recommendation.worlds.count, "world"))\n\n"
            text += MarkdownText.escaped(RecommendText.regretSentence(regret, recommendation)) + "\n\n"
        }
        return text
    }

    private static func section(_ world: RecommendWorldText) -> String {
        var text = MarkdownText.escaped(world.headline) + "\n\n"
        text += MarkdownTable.text([("", false), ("", false)], world.facts.map { [$0.name, $0.text] }) + "\n"
        if let table = world.simulatedTable() {
            text += MarkdownText.details(
                table.title,
                MarkdownTable.text(table.columns.map { ($0.title, $0.alignment == .right) }, table.rows)
                    + world.note.map { "\n\(MarkdownText.escaped($0))\n" }.joined())
        }
        let rejections = world.rejections
        let shown = rejections.prefix(RecommendWorldText.rowsShown).map {
            "- \(MarkdownText.escaped($0.settings)): \(MarkdownText.escaped($0.reason))\n"
        }
        let more = rejections.count - shown.count
        return text
            + MarkdownText.details(
                "\(Wording.counted(rejections.count, "setting")) rejected without a simulation",
                shown.joined() + (more > 0 ? "- and \(Wording.count(more)) more\n" : ""))
    }
}
