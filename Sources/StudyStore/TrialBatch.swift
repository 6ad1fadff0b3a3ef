/// The outcomes of some trials of one plan, kept before all of its trials are done.
public struct TrialBatch: Hashable, Sendable {
    /// What is tried, as a digest.
    public var plan: StoreKey
    /// The first trial, 0 or more.
    public var first: Int
    /// How many trials, 1 or more.
    public var count: Int
    /// Their outcomes, at most ``StudyStore/payloadBytesMax`` bytes.
    public var payload: [UInt8]

    public init(plan: StoreKey, first: Int, count: Int, payload: [UInt8]) {
        self.plan = plan
        self.first = first
        self.count = count
        self.payload = payload
    }
}

extension StudyStore {
    /// The batches of a plan, by their first trials and then by their counts. Batches may overlap if they were cut in
    /// several ways.
    ///
    /// - Throws: ``StoreError/damaged(what:)`` if one of them is not what was kept.
    /// - Complexity: O(bytes), in time and memory.
    public func batches(of plan: StoreKey) throws(StoreError) -> [TrialBatch] {
        let statement = try connection.prepare(
            "SELECT first, count, payload, sum FROM batch WHERE plan = ?1 ORDER BY first, count")
        try statement.bind([.text(plan)])
        var batches: [TrialBatch] = []
        while try statement.step() {
            let batch = TrialBatch(
                plan: plan, first: statement.integer(0), count: statement.integer(1), payload: statement.blob(2))
            guard statement.blob(3) == batch.sum else {
                throw .damaged(what: "trials \(batch.first) and on of the plan \(plan)")
            }
            batches.append(batch)
        }
        return batches
    }

    /// Keeps a batch and notes that the study has a use for it. What is there and damaged is replaced.
    ///
    /// - Throws: ``StoreError/contradiction(_:)`` if the same trials had another outcome;
    ///   ``StoreError/notFound(what:)`` without such a study; ``StoreError/invalid(what:)``;
    ///   ``StoreError/tooLarge(what:bytes:most:)``; ``StoreError/full``.
    public func keep(_ batch: TrialBatch, of study: StoreKey) throws(StoreError) {
        try Self.require("The payload of a batch", bytes: batch.payload.count, most: Self.payloadBytesMax)
        guard batch.first >= 0, batch.count >= 1, batch.first <= Int.max - batch.count else {
            throw .invalid(what: "\(batch.count) trials from number \(batch.first) on")
        }
        let key: [SQLValue] = [.text(batch.plan), .integer(batch.first), .integer(batch.count)]
        let values = key + [.blob(batch.payload), .blob(batch.sum)]
        try connection.transaction { () throws(StoreError) in
            _ = try requireStudy(study)
            let added = try connection.run(
                "INSERT OR IGNORE INTO batch(plan, first, count, payload, sum) VALUES (?1, ?2, ?3, ?4, ?5)", values)
            if added == 0 {
                let kept = try connection.prepare(
                    "SELECT payload, sum FROM batch WHERE plan = ?1 AND first = ?2 AND count = ?3")
                try kept.bind(key)
                if try kept.step() {
                    var other = batch
                    other.payload = kept.blob(0)
                    if kept.blob(1) != other.sum {
                        try connection.run(
                            "UPDATE batch SET payload = ?4, sum = ?5 WHERE plan = ?1 AND first = ?2 AND count = ?3",
                            values)
                    } else if other.payload != batch.payload {
                        throw .contradiction(batch.plan)
                    }
                }
            }
            try connection.run(
                "INSERT OR IGNORE INTO study_plan(study, plan) VALUES (?1, ?2)", [.text(study), .text(batch.plan)])
        }
    }

    /// Drops the batches of a plan, when its point is kept.
    ///
    /// - Returns: how many there were.
    @discardableResult public func dropBatches(of plan: StoreKey) throws(StoreError) -> Int {
        try connection.transaction { () throws(StoreError) in
            try connection.run("DELETE FROM study_plan WHERE plan = ?1", [.text(plan)])
            return try connection.run("DELETE FROM batch WHERE plan = ?1", [.text(plan)])
        }
    }
}

extension TrialBatch {
    fileprivate var sum: [UInt8] { RowSum.batch(plan: plan.text, first: first, count: count, payload: payload) }
}
