internal import ScanModel
internal import Studies
internal import StudyStore
internal import Synchronization

/// A store of studies for one sweep, which several threads may ask.
///
/// A store counts points from 0, a sweep from 1.
///
/// As a ``TrialMemory`` it never fails: the first thing that goes wrong there is told by ``check()``.
final class StoreKeeper: TrialMemory, @unchecked Sendable {
    private let header: SweepStudyHeader
    private let study: StoreKey
    /// Serves one thread at a time, so it is touched with `failure` locked alone: that is what makes this class sendable.
    private var store: StudyStore?
    /// The first thing that went wrong with trials.
    private let failure = Mutex<StoreError?>(nil)
    /// How much work a loss of power may cost, and how often the disk is waited for at most.
    private static let unpersisted = Duration.seconds(2)

    /// When what was committed was last known to be on the disk; touched like `store`.
    private var persisted = ContinuousClock.now
    /// How many points of the study had an answer when they were last counted or kept.
    private let counted = Atomic(0)

    /// Opens the store, makes it if there is none, and notes that the study is used.
    init(path: String, header: SweepStudyHeader) throws(StoreError) {
        let study = header.key
        let store = try StudyStore(path: path, mode: .create)
        try store.use(
            StoredStudy(
                address: study, command: "sweep", scenario: header.scenario, version: header.version,
                trials: header.trials, points: header.points,
                settings: String(decoding: RecordCoding.bytes(header), as: UTF8.self), used: Today.seconds))
        self.header = header
        self.study = study
        self.store = store
    }

    private func asked<Value: Sendable>(
        _ body: (StudyStore) throws(StoreError) -> Value
    ) throws(StoreError) -> Value {
        try failure.withLock { _ throws(StoreError) in
            // As a renewal of claims may, which began before the end.
            guard let store else { throw .other(code: 0, message: "the store is closed") }
            return try body(store)
        }
    }

    /// Closes the store, so that its log is taken into the file. Others may hold this object a little longer, such as tasks
    /// that are done, and the program may end before they let go of it.
    func close() { failure.withLock { _ in store = nil } }

    // MARK: - Points

    /// The numbers of the points that have an answer.
    func numbers() throws(StoreError) -> Set<Int> {
        let numbers = try asked { (store) throws(StoreError) in Set(try store.numbers(of: study).map { $0 + 1 }) }
        counted.store(numbers.count, ordering: .relaxed)
        return numbers
    }

    /// How many points are known to be kept, without waiting for anybody.
    var known: Int { counted.load(ordering: .relaxed) }

    /// All points that have an answer.
    func points() throws(StoreError) -> [SweepPoint] {
        let stored = try asked { (store) throws(StoreError) in try store.points(of: study) }
        var points: [SweepPoint] = []
        for record in stored { points.append(try StoreKeeper.point(record.payload, number: record.number + 1, header)) }
        return points
    }

    /// The answer to a point that some study asked for before.
    func point(_ address: ContentAddress?, number: Int) throws(StoreError) -> SweepPoint? {
        guard let address else { return nil }
        let payload = try asked { (store) throws(StoreError) in
            try store.point(address: header.key(address, number: number), baseline: header.baselineKey)
        }
        guard let payload else { return nil }
        return try StoreKeeper.point(payload, number: number, header)
    }

    /// What was kept of a point, as the point of a sweep that has it under its own number.
    static func point(_ payload: [UInt8], number: Int, _ header: SweepStudyHeader) throws(StoreError) -> SweepPoint {
        guard (1...header.points).contains(number) else { throw .damaged(what: "there is no point \(number)") }
        do throws(MisreadRecord) {
            var point = try RecordCoding.point(payload)
            point.number = number
            point.values = header.values(number)
            return point
        } catch {
            throw .damaged(what: "point \(number): \(error.reason)")
        }
    }

    func keep(_ points: [SweepPoint]) throws(StoreError) {
        let records = points.map { point in
            StoredPoint(
                number: point.number - 1, address: header.key(point.address, number: point.number),
                baseline: header.baselineKey, payload: RecordCoding.storedBytes(point))
        }
        try asked { (store) throws(StoreError) in
            try store.keep(records, of: study)
            try persistNowAndThen(store)
        }
        counted.add(records.count, ordering: .relaxed)
    }

    /// Waits until all that was kept is on the disk.
    func persist() throws(StoreError) { try asked { (store) throws(StoreError) in try store.persist() } }

    /// Waits for the disk if it was not waited for lately. To be called with the store locked.
    private func persistNowAndThen(_ store: StudyStore) throws(StoreError) {
        guard persisted.duration(to: .now) > StoreKeeper.unpersisted else { return }
        try store.persist()
        persisted = .now
    }

    // MARK: - Claims

    /// Claims points for a while; those that this process may answer now.
    func claim(_ numbers: [Int], owner: String, seconds: Int) throws(StoreError) -> [Int] {
        let now = Today.seconds
        return try asked { (store) throws(StoreError) in
            // Without a bound a claim whose end is damaged would keep everybody waiting for ever. Clocks may be set
            // meanwhile.
            try store.claim(
                numbers.map { $0 - 1 }, of: study, owner: owner, now: now, until: now + seconds,
                latest: now + 2 * seconds)
        }.map { $0 + 1 }
    }

    /// Who has claims of the study.
    func owners() throws(StoreError) -> [String] {
        try asked { (store) throws(StoreError) in try store.owners(of: study) }
    }

    func release(_ owner: String) throws(StoreError) {
        _ = try asked { (store) throws(StoreError) in try store.release(owner) }
    }

    // MARK: - Trials

    func outcomes(of plan: String) -> [PricedOutcome] {
        let key = header.key(plan: plan)
        return remembering([]) { (store) throws(StoreError) in
            var outcomes: [PricedOutcome] = []
            for batch in try store.batches(of: key) {
                do throws(MisreadRecord) {
                    outcomes += try RecordCoding.outcomes(batch.payload)
                } catch {
                    throw .damaged(what: "trials of the plan \(plan): \(error.reason)")
                }
            }
            return outcomes
        }
    }

    func keep(_ outcomes: [PricedOutcome], of plan: String) {
        guard let first = outcomes.first else { return }
        let batch = TrialBatch(
            plan: header.key(plan: plan), first: Int(first.outcome.trial), count: outcomes.count,
            payload: RecordCoding.bytes(outcomes))
        remembering(()) { (store) throws(StoreError) in
            try store.keep(batch, of: study)
            try persistNowAndThen(store)
        }
    }

    private func remembering<Value: Sendable>(
        _ otherwise: Value, _ body: (StudyStore) throws(StoreError) -> Value
    ) -> Value {
        do throws(StoreError) {
            return try asked(body)
        } catch {
            failure.withLock { $0 = $0 ?? error }
            return otherwise
        }
    }

    /// Tells what went wrong with trials.
    func check() throws(StoreError) {
        if let failure = failure.withLock({ $0 }) { throw failure }
    }
}

/// Nothing is kept, but plans get names that hold in every run of the program.
struct NoMemory: TrialMemory {
    func outcomes(of plan: String) -> [PricedOutcome] { [] }
    func keep(_ outcomes: [PricedOutcome], of plan: String) {}
}
