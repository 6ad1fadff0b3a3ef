/// The studies of a store, for programs.
public enum StudyListJSON {
    /// Name and version of the document.
    public static let schema = "scanplan.studies/1"

    /// Member order is fixed, so the same store gives the same bytes.
    public static func document(_ rows: [StudyRow], version: String) -> JSONValue {
        .members([
            "schema": .text(schema), "version": .text(version),
            "studies": .array(
                rows.map { row in
                    .members([
                        "study": .text(row.study), "command": .text(row.command), "scenario": .text(row.scenario),
                        "version": .text(row.version), "trials": .count(row.trials), "points": .count(row.points),
                        "kept": .count(row.kept), "bytes": .count(row.bytes), "used": .text(row.used),
                    ])
                }),
        ])
    }
}
