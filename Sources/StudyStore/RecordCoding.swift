internal import FoundationEssentials
internal import ScanModel
public import Studies

/// Why the bytes of a record are none: they were written by another program, or changed by hand.
public struct MisreadRecord: Error, Hashable, Sendable {
    /// One sentence for people.
    public var reason: String
}

/// Points, trials and headers as bytes: JSON with sorted keys, so equal values have equal bytes.
public enum RecordCoding {
    public static func bytes(_ header: SweepStudyHeader) -> [UInt8] { encoded(header) }

    public static func bytes(_ point: SweepPoint) -> [UInt8] {
        // Where an equal plan stands depends on what else is in the sweep.
        var point = point
        point.sameAs = nil
        return encoded(point)
    }

    /// A point for a store, where other sweeps may have it under other numbers and with other spellings of its values.
    public static func storedBytes(_ point: SweepPoint) -> [UInt8] {
        guard point.address != nil else { return bytes(point) }
        var point = point
        (point.number, point.values) = (0, [])
        return bytes(point)
    }

    public static func bytes(_ outcomes: [PricedOutcome]) -> [UInt8] { encoded(outcomes) }

    public static func header(_ bytes: [UInt8]) throws(MisreadRecord) -> SweepStudyHeader {
        let header: SweepStudyHeader = try decoded(bytes, "header")
        try check(header)
        return header
    }

    /// - Throws: for a header that no sweep of this version can have.
    static func check(_ header: SweepStudyHeader) throws(MisreadRecord) {
        guard header.form == SweepStudyHeader.form else {
            throw MisreadRecord(reason: "the header is of another form than \(SweepStudyHeader.form)")
        }
        guard header.axes.allSatisfy({ (1...AxisText.most).contains($0.values.count) }), !header.axes.isEmpty,
            header.axes.reduce(1.0, { $0 * Double($1.values.count) }) <= Double(AxisText.most)
        else { throw MisreadRecord(reason: "the axes of the header are none of a sweep") }
    }

    public static func point(_ bytes: [UInt8]) throws(MisreadRecord) -> SweepPoint {
        let point: SweepPoint = try decoded(bytes, "point")
        if let answer = point.answer, !answer.isWhole { throw MisreadRecord(reason: "a point lacks metrics") }
        if case .infeasible(let bottlenecks) = point.outcome, bottlenecks.isEmpty {
            throw MisreadRecord(reason: "a point is infeasible without a reason")
        }
        return point
    }

    public static func outcomes(_ bytes: [UInt8]) throws(MisreadRecord) -> [PricedOutcome] {
        let outcomes: [PricedOutcome] = try decoded(bytes, "trials")
        guard outcomes.allSatisfy({ $0.outcome.isWhole }) else { throw MisreadRecord(reason: "a trial lacks metrics") }
        return outcomes
    }

    private static func encoded(_ value: some Encodable) -> [UInt8] {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        encoder.nonConformingFloatEncodingStrategy = .convertToString(
            positiveInfinity: "inf", negativeInfinity: "-inf", nan: "nan")
        do { return Array(try encoder.encode(value)) } catch {
            preconditionFailure("a record without a form: \(error)")
        }
    }

    private static func decoded<Value: Decodable>(
        _ bytes: [UInt8], _ what: String
    ) throws(MisreadRecord) -> Value {
        guard !ControlText.isIn(json: bytes) else {
            throw MisreadRecord(reason: "a record of kind \(what) holds a control character")
        }
        let decoder = JSONDecoder()
        decoder.nonConformingFloatDecodingStrategy = .convertFromString(
            positiveInfinity: "inf", negativeInfinity: "-inf", nan: "nan")
        do {
            return try decoder.decode(Value.self, from: Data(bytes))
        } catch {
            throw MisreadRecord(reason: "a record of kind \(what) is of another form than this version writes")
        }
    }
}
