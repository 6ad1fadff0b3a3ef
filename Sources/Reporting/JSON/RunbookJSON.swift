public import Rollout

/// Runbooks as JSON.
public enum RunbookJSON {
    public static func document(scenario: String, runbooks: [Runbook], version: String) -> JSONValue {
        .members([
            "format": .text("scanplan-runbook/1"), "version": .text(version), "scenario": .text(scenario),
            "deployments": .array(
                runbooks.map { runbook in
                    .members([
                        "deployment": .text(runbook.deployment), "profile": .text(runbook.profile),
                        "sections": .array(
                            runbook.sections.map { section in
                                .members([
                                    "name": .text(section.name), "title": .text(section.title),
                                    "steps": .array(section.steps.map(step)),
                                ])
                            }),
                    ])
                }),
        ])
    }

    private static func step(_ step: RunbookStep) -> JSONValue {
        .members([
            "title": .text(step.title), "place": .text(step.place), "notes": .array(step.notes.map(JSONValue.text)),
            "commands": .array(step.commands.map(JSONValue.text)),
        ])
    }
}
