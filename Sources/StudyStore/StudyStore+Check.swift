/// Something that is not as it should be in a store.
public enum StoreFault: Hashable, Sendable, CustomStringConvertible {
    /// The file's structure, in the words of SQLite.
    case structure(String)
    /// Tables or indices are not those of the store's version.
    case schema
    /// A row names something that is not there; the table is told.
    case reference(String)
    /// A row is not what was written; `what` names it.
    case sum(what: String)

    public var description: String {
        switch self {
        case .structure(let message): "The file is damaged: \(message)."
        case .schema: "The tables are not those of a store."
        case .reference(let table): "A row of the table \(table) names something that is not there."
        case .sum(let what): "Damaged: \(what)."
        }
    }
}

extension StudyStore {
    /// Reads everything and tells what is wrong; nothing is changed.
    ///
    /// - Returns: at most 100 faults of each kind; none for a store as it should be.
    /// - Throws: what keeps it from being read at all, such as ``StoreError/busy``; damage is no error here.
    /// - Complexity: O(bytes).
    public func check() throws(StoreError) -> [StoreFault] {
        var faults: [StoreFault] = []
        try noting(&faults) { (faults) throws(StoreError) in
            let version = try connection.integer("PRAGMA user_version") ?? 0
            guard (1...StoreSchema.version).contains(version),
                try StoreSchema.text(of: connection) == StoreSchema.expected(version)
            else { return faults.append(.schema) }
        }
        try noting(&faults) { (faults) throws(StoreError) in
            let statement = try connection.prepare("PRAGMA integrity_check(100)")
            while try statement.step() {
                let message = statement.text(0)
                if message != "ok" { faults.append(.structure(message)) }
            }
        }
        try noting(&faults) { (faults) throws(StoreError) in
            let statement = try connection.prepare("SELECT \"table\" FROM pragma_foreign_key_check LIMIT 100")
            while try statement.step() { faults.append(.reference(statement.text(0))) }
        }
        for table in SummedTable.allCases {
            try noting(&faults) { (faults) throws(StoreError) in
                for row in try table.damagedRows(connection, most: 100) { faults.append(.sum(what: row.what)) }
            }
        }
        return faults
    }

    /// Takes away the rows that are not what was written, and what names them, so that they are computed again.
    ///
    /// - Returns: how many rows were not what was written.
    /// - Throws: ``StoreError/damaged(what:)`` if the file's structure is damaged too; then only another file helps.
    /// - Complexity: O(bytes).
    @discardableResult public func mend() throws(StoreError) -> Int {
        try connection.transaction { () throws(StoreError) in
            var count = 0
            for table in SummedTable.allCases {
                for row in try table.damagedRows(connection, most: Int.max) {
                    if table == .point {
                        try connection.run(
                            """
                            DELETE FROM study_point WHERE (address, baseline) IN
                            (SELECT address, baseline FROM point WHERE rowid = ?1)
                            """, [.integer(row.id)])
                    }
                    try connection.run("DELETE FROM \(table.rawValue) WHERE rowid = ?1", [.integer(row.id)])
                    count += 1
                }
            }
            try connection.run(
                """
                DELETE FROM study_point WHERE NOT EXISTS
                (SELECT 1 FROM point p WHERE p.address = study_point.address AND p.baseline = study_point.baseline)
                """)
            for table in ["study_point", "study_plan", "claim"] {
                try connection.run(
                    "DELETE FROM \(table) WHERE NOT EXISTS (SELECT 1 FROM study WHERE study.address = \(table).study)")
            }
            return count
        }
    }

    /// Damage is noted and not thrown, so that the rest is looked at too.
    private func noting(
        _ faults: inout [StoreFault], _ body: (inout [StoreFault]) throws(StoreError) -> Void
    ) throws(StoreError) {
        do throws(StoreError) { try body(&faults) } catch .damaged(let what) { faults.append(.structure(what)) }
    }
}

/// A table whose rows carry sums.
private enum SummedTable: String, CaseIterable {
    case study
    case link = "study_point"
    case point
    case batch

    struct Row {
        var id: Int
        var what: String
    }

    /// The rows whose sums do not fit. One row is in memory at a time.
    func damagedRows(_ connection: Connection, most: Int) throws(StoreError) -> [Row] {
        let statement = try connection.prepare("SELECT \(columns), rowid FROM \(rawValue)")
        var rows: [Row] = []
        while rows.count < most, try statement.step() {
            guard !isSound(statement) else { continue }
            rows.append(Row(id: statement.integer(last), what: what(statement)))
        }
        return rows
    }

    private var columns: String {
        switch self {
        case .study: StudyStore.studyColumns
        case .link: "study, number, address, baseline, sum"
        case .point: "address, baseline, payload, sum"
        case .batch: "plan, first, count, payload, sum"
        }
    }

    private var last: Int32 {
        switch self {
        case .study: 9
        case .point: 4
        case .link, .batch: 5
        }
    }

    private func isSound(_ row: Statement) -> Bool {
        switch self {
        case .study: StudyStore.isSoundStudy(row)
        case .link:
            row.blob(4)
                == RowSum.link(
                    study: row.text(0), number: row.integer(1), address: row.text(2), baseline: row.text(3))
        case .point:
            row.blob(3) == RowSum.point(address: row.text(0), baseline: row.text(1), payload: row.blob(2))
        case .batch:
            row.blob(4)
                == RowSum.batch(
                    plan: row.text(0), first: row.integer(1), count: row.integer(2), payload: row.blob(3))
        }
    }

    private func what(_ row: Statement) -> String {
        let key = row.text(0).prefix(StoreKey.digitsMax)
        return switch self {
        case .study: "what is known of the study \(key)"
        case .link: "what is known of point \(row.integer(1)) of the study \(key)"
        case .point: "the point under \(key)"
        case .batch: "trials \(row.integer(1)) and on of the plan \(key)"
        }
    }
}
