/// The version of the program and of its data, for people.
public enum VersionText {
    /// The first line is the name and the version alone.
    public static func document(_ overview: VersionOverview) -> String {
        var lines = ["scanplan \(overview.version)", ""]
        let commit = overview.commit.map { "\($0.id) of \($0.day)" } ?? "not told by this build"
        lines += ["  commit     \(commit)", "  allocator  \(overview.allocator)", ""]
        var table = TextTable([
            ("data", .left), ("", .left), ("values", .right), ("oldest source", .left), ("newest source", .left),
        ])
        for (kind, rows) in [
            ("profile", overview.profiles), ("prices", overview.prices), ("quotas", overview.quotas),
        ] {
            for row in rows {
                table.add([kind, row.name, Wording.count(row.count), row.oldest ?? "-", row.newest ?? "-"])
            }
        }
        return (lines + table.lines(width: 80)).joined(separator: "\n") + "\n"
    }
}
