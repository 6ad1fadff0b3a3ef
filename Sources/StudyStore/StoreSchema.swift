/// The tables of a store, as numbered steps from an empty file to this version.
///
/// A step is never changed once it was used: files that took it are out there. The text of every statement is compared
/// with what a file holds, letter by letter.
enum StoreSchema {
    /// "scps", by which a store is told from other databases.
    static let applicationID = 0x7363_7073

    /// The version of what a store holds, which is the number of steps.
    static var version: Int { steps.count }

    /// Statements of version 1, version 2 and so on.
    static let steps: [[String]] = [
        [
            """
            CREATE TABLE study(
              address TEXT NOT NULL PRIMARY KEY, command TEXT NOT NULL, scenario TEXT NOT NULL, version TEXT NOT NULL,
              trials INTEGER NOT NULL, points INTEGER NOT NULL, settings TEXT NOT NULL, used INTEGER NOT NULL,
              sum BLOB NOT NULL
            ) STRICT
            """,
            """
            CREATE TABLE point(
              address TEXT NOT NULL, baseline TEXT NOT NULL, payload BLOB NOT NULL, sum BLOB NOT NULL,
              PRIMARY KEY (address, baseline)
            ) STRICT
            """,
            """
            CREATE TABLE study_point(
              study TEXT NOT NULL REFERENCES study(address) ON DELETE CASCADE, number INTEGER NOT NULL,
              address TEXT NOT NULL, baseline TEXT NOT NULL, sum BLOB NOT NULL,
              PRIMARY KEY (study, number), FOREIGN KEY (address, baseline) REFERENCES point(address, baseline)
            ) STRICT
            """,
            "CREATE INDEX study_point_by_point ON study_point(address, baseline)",
            """
            CREATE TABLE batch(
              plan TEXT NOT NULL, first INTEGER NOT NULL, count INTEGER NOT NULL, payload BLOB NOT NULL,
              sum BLOB NOT NULL, PRIMARY KEY (plan, first, count)
            ) STRICT
            """,
            """
            CREATE TABLE study_plan(
              study TEXT NOT NULL REFERENCES study(address) ON DELETE CASCADE, plan TEXT NOT NULL,
              PRIMARY KEY (study, plan)
            ) STRICT
            """,
            "CREATE INDEX study_plan_by_plan ON study_plan(plan)",
        ],
        [
            """
            CREATE TABLE claim(
              study TEXT NOT NULL REFERENCES study(address) ON DELETE CASCADE, number INTEGER NOT NULL,
              owner TEXT NOT NULL, until INTEGER NOT NULL, PRIMARY KEY (study, number)
            ) STRICT
            """,
            "CREATE INDEX claim_by_owner ON claim(owner)",
        ],
    ]

    /// What a file holds, a line for each table and index.
    static func text(of connection: Connection) throws(StoreError) -> [String] {
        let statement = try connection.prepare(
            "SELECT type, name, tbl_name, sql FROM sqlite_schema ORDER BY type, name")
        var lines: [String] = []
        // A stranger's file may hold any number of them; one too many is enough to tell.
        while lines.count < 100, try statement.step() {
            lines.append((0..<4).map { statement.text($0) }.joined(separator: "|"))
        }
        return lines
    }

    /// What a file of a version should hold, as this library of SQLite writes it.
    static func expected(_ version: Int) throws(StoreError) -> [String] {
        let connection = try Connection(memory: ())
        for step in steps.prefix(version) {
            for statement in step { try connection.run(statement) }
        }
        return try text(of: connection)
    }

    /// Takes the steps that a file lacks. To be called within a transaction, so that no file is half way.
    static func migrate(_ connection: Connection, to last: Int = version) throws(StoreError) {
        let first = try connection.integer("PRAGMA user_version") ?? 0
        guard first < last else { return }
        for step in steps[first..<last] {
            for statement in step { try connection.run(statement) }
        }
        try connection.run("PRAGMA application_id = \(applicationID)")
        try connection.run("PRAGMA user_version = \(last)")
    }
}
