extension StudyStore {
    /// Claims points of a study for an owner, so that others compute other ones meanwhile.
    ///
    /// A claim only saves work: without it a point is computed twice, and both give the same. Points that are kept
    /// already can be claimed too, so ask for the numbers that are there afterwards.
    ///
    /// - Parameters:
    ///   - numbers: of points, each 0 or more.
    ///   - owner: a name that no other process has, 1 ... ``nameBytesMax`` bytes.
    ///   - now: seconds since the beginning of 1970; claims that ended before or at this time are free.
    ///   - until: when the claim ends.
    ///   - latest: no claim of anybody ends later; one that does is damaged, or of a clock that went wrong, and is free.
    /// - Returns: those that the owner has now, because they were free, its own or expired, in the given order.
    /// - Throws: ``StoreError/notFound(what:)`` without such a study.
    public func claim(
        _ numbers: [Int], of study: StoreKey, owner: String, now: Int, until: Int, latest: Int = .max
    ) throws(StoreError) -> [Int] {
        guard !owner.isEmpty, until > now, numbers.allSatisfy({ $0 >= 0 }) else {
            throw .invalid(what: "a claim of nobody, of a negative number or without a duration")
        }
        try Self.require("The name of an owner", bytes: owner.utf8.count, most: Self.nameBytesMax)
        return try connection.transaction { () throws(StoreError) in
            _ = try requireStudy(study)
            let statement = try connection.prepare(
                """
                INSERT INTO claim(study, number, owner, until) VALUES (?1, ?2, ?3, ?4)
                ON CONFLICT(study, number) DO UPDATE SET owner = excluded.owner, until = excluded.until
                WHERE claim.owner = excluded.owner OR claim.until <= ?5 OR claim.until > ?6
                """)
            var gained: [Int] = []
            for number in numbers {
                let changed = try statement.run([
                    .text(study), .integer(number), .text(owner), .integer(until), .integer(now), .integer(latest),
                ])
                if changed > 0 { gained.append(number) }
            }
            return gained
        }
    }

    /// Who has claims of a study, in order; at most 1000 of them.
    ///
    /// - Complexity: O(claims of the study).
    public func owners(of study: StoreKey) throws(StoreError) -> [String] {
        let statement = try connection.prepare(
            "SELECT DISTINCT owner FROM claim WHERE study = ?1 ORDER BY owner LIMIT 1000")
        try statement.bind([.text(study)])
        var owners: [String] = []
        while try statement.step() { owners.append(statement.text(0)) }
        return owners
    }

    /// Gives up all claims of an owner.
    ///
    /// - Returns: how many there were.
    @discardableResult public func release(_ owner: String) throws(StoreError) -> Int {
        try connection.transaction { () throws(StoreError) in
            try connection.run("DELETE FROM claim WHERE owner = ?1", [.text(owner)])
        }
    }
}
