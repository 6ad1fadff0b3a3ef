/// The answer of one point of a study.
public struct StoredPoint: Hashable, Sendable {
    /// Its place in the study, from 0 on.
    public var number: Int
    /// What it answers, as a digest.
    public var address: StoreKey
    /// What it was compared with, as a digest; nil if with nothing.
    public var baseline: StoreKey?
    /// The answer, at most ``StudyStore/payloadBytesMax`` bytes.
    public var payload: [UInt8]

    public init(number: Int, address: StoreKey, baseline: StoreKey?, payload: [UInt8]) {
        self.number = number
        self.address = address
        self.baseline = baseline
        self.payload = payload
    }
}

extension StudyStore {
    /// The points of a study that are there, in the order of their numbers; none for a study that is not there.
    ///
    /// - Complexity: O(bytes), in time and memory; ``forEachPoint(of:_:)`` holds one point at a time.
    public func points(of study: StoreKey) throws(StoreError) -> [StoredPoint] {
        var points: [StoredPoint] = []
        try forEachPoint(of: study) { points.append($0) }
        return points
    }

    /// The numbers of the points of a study that are there, in order. Payloads are not read.
    public func numbers(of study: StoreKey) throws(StoreError) -> [Int] {
        let statement = try connection.prepare("SELECT number FROM study_point WHERE study = ?1 ORDER BY number")
        try statement.bind([.text(study)])
        var numbers: [Int] = []
        while try statement.step() { numbers.append(statement.integer(0)) }
        return numbers
    }

    /// Hands over the points of a study one by one, as they were at the beginning.
    ///
    /// - Throws: ``StoreError/damaged(what:)`` at the first point whose bytes are not those that were kept.
    public func forEachPoint(
        of study: StoreKey, _ body: (StoredPoint) throws(StoreError) -> Void
    ) throws(StoreError) {
        let statement = try connection.prepare(
            """
            SELECT l.number, l.address, l.baseline, l.sum, p.payload, p.sum FROM study_point l
            LEFT JOIN point p ON p.address = l.address AND p.baseline = l.baseline
            WHERE l.study = ?1 ORDER BY l.number
            """)
        try statement.bind([.text(study)])
        while try statement.step() {
            let (number, address, baseline) = (statement.integer(0), statement.text(1), statement.text(2))
            let sum = RowSum.link(study: study.text, number: number, address: address, baseline: baseline)
            guard statement.blob(3) == sum, let key = StoreKey(address), baseline.isEmpty || StoreKey(baseline) != nil
            else { throw .damaged(what: "what is known of point \(number) of the study \(study)") }
            let payload = statement.blob(4)
            guard statement.blob(5) == RowSum.point(address: address, baseline: baseline, payload: payload) else {
                throw .damaged(what: "point \(number) of the study \(study), under \(address)")
            }
            try body(StoredPoint(number: number, address: key, baseline: StoreKey(baseline), payload: payload))
        }
    }

    /// The answer kept under an address, whichever study asked; nil if there is none.
    public func point(address: StoreKey, baseline: StoreKey?) throws(StoreError) -> [UInt8]? {
        let statement = try connection.prepare(
            "SELECT payload, sum FROM point WHERE address = ?1 AND baseline = ?2")
        try statement.bind([.text(address), .text(baseline?.text ?? "")])
        guard try statement.step() else { return nil }
        let payload = statement.blob(0)
        let sum = RowSum.point(address: address.text, baseline: baseline?.text ?? "", payload: payload)
        guard statement.blob(1) == sum else { throw .damaged(what: "the point under \(address)") }
        return payload
    }

    /// Keeps points of a study, all of them or none. What is there already stays; what is there and damaged is replaced.
    ///
    /// - Throws: ``StoreError/contradiction(_:)`` if other bytes are kept under an address, or the number has another
    ///   address; ``StoreError/notFound(what:)`` without such a study; ``StoreError/invalid(what:)`` for a number that
    ///   the study does not have; ``StoreError/tooLarge(what:bytes:most:)``; ``StoreError/full``.
    public func keep(_ points: [StoredPoint], of study: StoreKey) throws(StoreError) {
        for point in points {
            try Self.require("The payload of a point", bytes: point.payload.count, most: Self.payloadBytesMax)
        }
        try connection.transaction { () throws(StoreError) in
            let size = try requireStudy(study).points
            let keeping = try PointKeeping(connection, study: study)
            for point in points {
                guard (0..<size).contains(point.number) else {
                    throw .invalid(what: "point \(point.number) of a study that has \(size)")
                }
                try keeping.keep(point)
            }
        }
    }
}

/// The statements that keep a point, compiled once for many.
private struct PointKeeping {
    let study: StoreKey
    let insertPoint: Statement
    let selectPoint: Statement
    let updatePoint: Statement
    let insertLink: Statement
    let selectLink: Statement
    let updateLink: Statement

    init(_ connection: Connection, study: StoreKey) throws(StoreError) {
        self.study = study
        insertPoint = try connection.prepare(
            "INSERT OR IGNORE INTO point(address, baseline, payload, sum) VALUES (?1, ?2, ?3, ?4)")
        selectPoint = try connection.prepare(
            "SELECT payload, sum FROM point WHERE address = ?1 AND baseline = ?2")
        updatePoint = try connection.prepare(
            "UPDATE point SET payload = ?3, sum = ?4 WHERE address = ?1 AND baseline = ?2")
        insertLink = try connection.prepare(
            "INSERT OR IGNORE INTO study_point(study, number, address, baseline, sum) VALUES (?1, ?2, ?3, ?4, ?5)")
        selectLink = try connection.prepare(
            "SELECT address, baseline, sum FROM study_point WHERE study = ?1 AND number = ?2")
        updateLink = try connection.prepare(
            "UPDATE study_point SET address = ?3, baseline = ?4, sum = ?5 WHERE study = ?1 AND number = ?2")
    }

    func keep(_ point: StoredPoint) throws(StoreError) {
        let (address, baseline) = (point.address.text, point.baseline?.text ?? "")
        let sum = RowSum.point(address: address, baseline: baseline, payload: point.payload)
        let values: [SQLValue] = [.text(address), .text(baseline), .blob(point.payload), .blob(sum)]
        if try insertPoint.run(values) == 0 {
            try selectPoint.bind([.text(address), .text(baseline)])
            if try selectPoint.step() {
                let kept = selectPoint.blob(0)
                let keptSum = selectPoint.blob(1)
                if keptSum != sum || kept != point.payload {
                    let isSound = keptSum == RowSum.point(address: address, baseline: baseline, payload: kept)
                    guard !isSound else { throw .contradiction(point.address) }
                    try updatePoint.run(values)
                }
            }
        }
        try link(point.number, to: point.address, baseline)
    }

    private func link(_ number: Int, to address: StoreKey, _ baseline: String) throws(StoreError) {
        let sum = RowSum.link(study: study.text, number: number, address: address.text, baseline: baseline)
        let values: [SQLValue] = [.text(study), .integer(number), .text(address), .text(baseline), .blob(sum)]
        guard try insertLink.run(values) == 0 else { return }
        try selectLink.bind([.text(study), .integer(number)])
        guard try selectLink.step(), selectLink.blob(2) != sum else { return }
        let keptSum = RowSum.link(
            study: study.text, number: number, address: selectLink.text(0), baseline: selectLink.text(1))
        guard selectLink.blob(2) != keptSum else { throw .contradiction(address) }
        try updateLink.run(values)
    }
}
