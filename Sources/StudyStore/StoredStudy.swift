/// A study as a store knows it.
public struct StoredStudy: Hashable, Sendable {
    /// What it asks, as a digest.
    public var address: StoreKey
    /// The name of the command that asks, at most ``StudyStore/nameBytesMax`` bytes, as are the next two.
    public var command: String
    /// What people call the scenario.
    public var scenario: String
    /// The version of the program whose points these are.
    public var version: String
    /// Trials of each point, 0 or more.
    public var trials: Int
    /// Points of the whole study, numbered from 0 on.
    public var points: Int
    /// Its settings in the caller's own form, at most ``StudyStore/settingsBytesMax`` bytes.
    public var settings: String
    /// When it was last used, in seconds since the beginning of 1970 in UTC.
    public var used: Int

    public init(
        address: StoreKey, command: String, scenario: String, version: String, trials: Int, points: Int,
        settings: String, used: Int
    ) {
        self.address = address
        self.command = command
        self.scenario = scenario
        self.version = version
        self.trials = trials
        self.points = points
        self.settings = settings
        self.used = used
    }
}

/// A study and what is there of it.
public struct StudyEntry: Hashable, Sendable {
    public var study: StoredStudy
    /// Points that are kept, 0 ... ``StoredStudy/points``.
    public var kept: Int
    /// Bytes of their payloads. Points that studies share count in each.
    public var bytes: Int
}

extension StudyStore {
    /// Adds a study, or notes that it is used again.
    ///
    /// Of a study that is there, the later time, the given name of the scenario and the given settings stay.
    ///
    /// - Returns: whether it was added.
    /// - Throws: ``StoreError/contradiction(_:)`` if a study of another command, version or size has its address.
    @discardableResult public func use(_ study: StoredStudy) throws(StoreError) -> Bool {
        let names = [("A command", study.command), ("A scenario", study.scenario), ("A version", study.version)]
        for (what, text) in names {
            try Self.require(what, bytes: text.utf8.count, most: Self.nameBytesMax)
        }
        try Self.require("The text of settings", bytes: study.settings.utf8.count, most: Self.settingsBytesMax)
        guard study.trials >= 0, study.points >= 0 else { throw .invalid(what: "a study of a negative size") }
        return try connection.transaction { () throws(StoreError) in
            var study = study
            let known = try self.study(at: study.address)
            if let known {
                guard known.command == study.command, known.version == study.version, known.trials == study.trials,
                    known.points == study.points
                else { throw .contradiction(study.address) }
                study.used = max(study.used, known.used)
            }
            try connection.run(
                """
                INSERT INTO study(address, command, scenario, version, trials, points, settings, used, sum)
                VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)
                ON CONFLICT(address) DO UPDATE
                SET scenario = excluded.scenario, settings = excluded.settings, used = excluded.used, sum = excluded.sum
                """,
                [
                    .text(study.address), .text(study.command), .text(study.scenario), .text(study.version),
                    .integer(study.trials), .integer(study.points), .text(study.settings), .integer(study.used),
                    .blob(RowSum.study(study)),
                ])
            return known == nil
        }
    }

    /// The study of an address; nil if there is none.
    public func study(at address: StoreKey) throws(StoreError) -> StoredStudy? {
        let statement = try connection.prepare("SELECT \(Self.studyColumns) FROM study WHERE address = ?1")
        try statement.bind([.text(address)])
        return try statement.step() ? try Self.study(statement) : nil
    }

    /// All studies with what is there of them, the last used ones first.
    ///
    /// - Complexity: O(studies + their points); payloads are not read.
    public func list() throws(StoreError) -> [StudyEntry] {
        let statement = try connection.prepare(
            """
            SELECT \(Self.studyColumns),
              (SELECT count(*) FROM study_point l WHERE l.study = study.address),
              (SELECT coalesce(sum(length(p.payload)), 0) FROM study_point l
               JOIN point p ON p.address = l.address AND p.baseline = l.baseline WHERE l.study = study.address)
            FROM study ORDER BY used DESC, address
            """)
        var entries: [StudyEntry] = []
        while try statement.step() {
            entries.append(
                StudyEntry(study: try Self.study(statement), kept: statement.integer(9), bytes: statement.integer(10)))
        }
        return entries
    }

    /// Removes a study with its claims. Its points stay until ``collect(olderThan:notVersion:now:)``, because another
    /// study may name them. A damaged study can be removed too.
    ///
    /// - Throws: ``StoreError/notFound(what:)`` if there is none.
    public func remove(_ address: StoreKey) throws(StoreError) {
        let removed = try connection.transaction { () throws(StoreError) in
            try connection.run("DELETE FROM study WHERE address = ?1", [.text(address)])
        }
        guard removed > 0 else { throw .notFound(what: "study \(address)") }
    }

    static let studyColumns = "address, command, scenario, version, trials, points, settings, used, sum"

    /// The study of a row whose sum fits.
    static func study(_ row: Statement) throws(StoreError) -> StoredStudy {
        guard isSoundStudy(row), let address = StoreKey(row.text(0)) else {
            throw .damaged(what: "what is known of a study")
        }
        guard ![row.text(1), row.text(2), row.text(3)].contains(where: ControlText.isIn) else {
            throw .damaged(what: "a text of the study \(address) holds a control character")
        }
        return StoredStudy(
            address: address, command: row.text(1), scenario: row.text(2), version: row.text(3),
            trials: row.integer(4), points: row.integer(5), settings: row.text(6), used: row.integer(7))
    }

    static func isSoundStudy(_ row: Statement) -> Bool {
        row.blob(8)
            == RowSum.study(
                address: row.text(0), texts: [row.text(1), row.text(2), row.text(3), row.text(6)],
                numbers: [row.integer(4), row.integer(5), row.integer(7)])
    }

    static func require(_ what: String, bytes: Int, most: Int) throws(StoreError) {
        guard bytes <= most else { throw .tooLarge(what: what, bytes: bytes, most: most) }
    }

    func requireStudy(_ address: StoreKey) throws(StoreError) -> StoredStudy {
        guard let study = try study(at: address) else { throw .notFound(what: "study \(address)") }
        return study
    }
}
