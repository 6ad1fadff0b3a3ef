/// What a collection took away.
public struct CollectedRubbish: Hashable, Sendable {
    public var studies = 0
    public var points = 0
    public var batches = 0
    /// Claims that had ended; those of studies that were taken away are not counted.
    public var claims = 0
    /// Bytes by which the store is smaller.
    public var bytes = 0
}

extension StudyStore {
    /// Takes away what is of no use any more and gives its space back: studies that are old or of another version, then
    /// points and batches that no study names, and claims that have ended. A study with a claim that lasts is in use and
    /// stays.
    ///
    /// - Parameters:
    ///   - olderThan: studies last used before this time go, in seconds since the beginning of 1970; nil: none.
    ///   - notVersion: studies of other versions than this go; nil: none.
    ///   - now: in the same seconds, for the claims.
    /// - Complexity: O(rows + bytes that are moved).
    public func collect(
        olderThan: Int? = nil, notVersion: String? = nil, now: Int
    ) throws(StoreError) -> CollectedRubbish {
        let before = try bytes()
        var collected = try connection.transaction { () throws(StoreError) in
            var collected = CollectedRubbish()
            collected.claims = try connection.run("DELETE FROM claim WHERE until <= ?1", [.integer(now)])
            collected.studies = try connection.run(
                """
                DELETE FROM study WHERE (used < ?1 OR version <> ?2)
                AND NOT EXISTS (SELECT 1 FROM claim WHERE claim.study = study.address)
                """, [olderThan.map { .integer($0) } ?? .null, notVersion.map { .text($0) } ?? .null])
            collected.points = try connection.run(
                """
                DELETE FROM point WHERE NOT EXISTS
                (SELECT 1 FROM study_point l WHERE l.address = point.address AND l.baseline = point.baseline)
                """)
            collected.batches = try connection.run(
                "DELETE FROM batch WHERE NOT EXISTS (SELECT 1 FROM study_plan WHERE study_plan.plan = batch.plan)")
            return collected
        }
        try connection.run("PRAGMA incremental_vacuum")
        // If others read just now, the log shrinks later.
        try connection.run("PRAGMA wal_checkpoint(TRUNCATE)")
        collected.bytes = max(before - (try bytes()), 0)
        return collected
    }

    /// Bytes of the pages of the store, without its log.
    public func bytes() throws(StoreError) -> Int {
        let (pages, size) = (
            try connection.integer("PRAGMA page_count") ?? 0, try connection.integer("PRAGMA page_size") ?? 0
        )
        return pages * size
    }
}
