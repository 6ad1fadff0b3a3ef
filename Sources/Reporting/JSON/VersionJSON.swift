/// The version of the program and of its data, for programs.
public enum VersionJSON {
    /// Name and version of the document.
    public static let schema = "scanplan.version/1"

    /// Member order is fixed, so the same build gives the same bytes. `commit` is null where the build did not tell it.
    public static func document(_ overview: VersionOverview) -> JSONValue {
        .members([
            "schema": .text(schema), "version": .text(overview.version),
            "commit": overview.commit.map { .members(["id": .text($0.id), "day": .text($0.day)]) } ?? .null,
            "allocator": .text(overview.allocator),
            "profiles": .array(overview.profiles.map { data($0, "profile") }),
            "prices": .array(overview.prices.map { data($0, "cloud") }),
            "quotas": .array(overview.quotas.map { data($0, "cloud") }),
        ])
    }

    private static func data(_ data: DatedData, _ name: String) -> JSONValue {
        .object([
            .init(name: name, value: .text(data.name)), .init(name: "values", value: .count(data.count)),
            .init(name: "oldestSource", value: .optional(data.oldest)),
            .init(name: "newestSource", value: .optional(data.newest)),
        ])
    }
}
