internal import FoundationEssentials
public import Studies

/// The points of a sweep that one of several machines has answered.
public struct SweepShard: Hashable, Sendable {
    public var header: SweepStudyHeader
    /// Which of the shards it is, from 1.
    public var index: Int
    /// How many shards the sweep is parted into.
    public var count: Int
    /// In the order of their numbers.
    public var points: [SweepPoint]

    public init(header: SweepStudyHeader, index: Int, count: Int, points: [SweepPoint]) {
        (self.header, self.index, self.count, self.points) = (header, index, count, points)
    }

    /// The numbers of the points of a shard: every n-th, so that all shards have points of all kinds.
    public static func numbers(_ index: Int, of count: Int, points: Int) -> [Int] {
        Array(stride(from: index, through: points, by: count))
    }

    /// What a shard's file says of itself.
    private struct Place: Codable {
        var sweep: SweepStudyHeader
        var shard: Int
        var of: Int
    }

    /// Most shards of a sweep: more than points are of no use.
    public static let countMax = AxisText.most
    /// Bytes of all payloads of a file that is read.
    static let bytesMax = 1 << 30

    /// Writes a file that is whole or not there.
    ///
    /// - Throws: as ``ShardWriter`` does.
    public func write(to path: String) throws(ShardError) {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        guard let place = try? encoder.encode(Place(sweep: header, shard: index, of: count)) else {
            preconditionFailure("a header without a form")
        }
        let writer = try ShardWriter(path: path, header: Array(place))
        for point in points {
            try writer.append(
                ShardRecord(
                    number: point.number, key: header.key(point.address, number: point.number),
                    payload: RecordCoding.bytes(point)))
        }
        try writer.finish()
    }

    /// Reads a file, and checks that its points are those of the shard.
    ///
    /// - Throws: as ``ShardReader`` does, and ``ShardError/foreign(reason:)`` for what is whole and no shard of a sweep.
    public init(path: String) throws(ShardError) {
        let reader = try ShardReader(path: path)
        (header, index, count) = try SweepShard.place(reader)
        points = []
        try read(reader)
    }

    /// Which shard of which sweep a file is, without its points.
    ///
    /// - Throws: as ``init(path:)`` does for a file whose beginning is damaged.
    public static func place(path: String) throws(ShardError) -> (header: SweepStudyHeader, index: Int, count: Int) {
        try place(try ShardReader(path: path))
    }

    private static func place(
        _ reader: ShardReader
    ) throws(ShardError) -> (header: SweepStudyHeader, index: Int, count: Int) {
        guard !ControlText.isIn(json: reader.header) else {
            throw .foreign(reason: "its header holds a control character")
        }
        guard let place = try? JSONDecoder().decode(Place.self, from: Data(reader.header)) else {
            throw .foreign(reason: "its header is none of a sweep")
        }
        do throws(MisreadRecord) { try RecordCoding.check(place.sweep) } catch { throw .foreign(reason: error.reason) }
        guard (1...countMax).contains(place.of), (1...place.of).contains(place.shard) else {
            throw .foreign(reason: "it is shard \(place.shard) of \(place.of)")
        }
        return (place.sweep, place.shard, place.of)
    }

    private mutating func read(_ reader: ShardReader) throws(ShardError) {
        let wanted = SweepShard.numbers(index, of: count, points: header.points)
        for record in try reader.records(bytesMax: SweepShard.bytesMax) {
            guard points.count < wanted.count, record.number == wanted[points.count] else {
                throw .foreign(reason: "point \(record.number) is not the next one of shard \(index) of \(count)")
            }
            let point: SweepPoint
            do throws(MisreadRecord) {
                point = try RecordCoding.point(record.payload)
            } catch {
                throw .foreign(reason: "point \(record.number): \(error.reason)")
            }
            guard point.number == record.number, record.key == header.key(point.address, number: point.number) else {
                throw .foreign(reason: "point \(record.number) has the key of another one")
            }
            points.append(point)
        }
        guard points.count == wanted.count else {
            throw .foreign(reason: "it has \(points.count) of the \(wanted.count) points of its shard")
        }
    }
}

/// Why files are not the shards of one sweep.
public enum ShardMismatch: Error, Hashable, Sendable, CustomStringConvertible {
    /// Two files, by their places in the list, differ in what `what` says.
    case apart(first: Int, second: Int, what: String)
    /// Two files are the same shard and have different answers.
    case contradiction(first: Int, second: Int, shard: Int)
    /// Shards that no file has, rising.
    case missing([Int], of: Int)
    case none

    public var description: String {
        switch self {
        case .apart(_, _, let what): "they are of different sweeps: \(what)"
        case .contradiction(_, _, let shard):
            "both are shard \(shard), with different answers, although the same sweep should always have the same"
        case .missing(let shards, let count):
            "\(shards.count) of \(count) shards are missing: \(ShardMismatch.ranges(shards))"
        case .none: "there is no shard"
        }
    }

    /// Rising numbers with runs as ranges, as array jobs take them, such as "1-3,7".
    public static func ranges(_ numbers: [Int]) -> String {
        var runs: [ClosedRange<Int>] = []
        for number in numbers {
            if let last = runs.last, last.upperBound + 1 == number {
                runs[runs.count - 1] = last.lowerBound...number
            } else {
                runs.append(number...number)
            }
        }
        return runs.map { $0.count == 1 ? "\($0.lowerBound)" : "\($0.lowerBound)-\($0.upperBound)" }
            .joined(separator: ",")
    }
}

extension SweepShard {
    /// The whole sweep, for any number and order of its shards; a shard may be there twice.
    ///
    /// - Throws: if they are of different sweeps or parted in different ways, if some contradict one another, or if some
    ///   are missing.
    public static func report(_ shards: [SweepShard]) throws(ShardMismatch) -> SweepReport {
        guard let first = shards.first else { throw .none }
        var places: [Int: Int] = [:]
        for (place, shard) in shards.enumerated() {
            if let what = first.difference(to: shard) { throw .apart(first: 0, second: place, what: what) }
            if let other = places[shard.index] {
                guard shards[other].points == shard.points else {
                    throw .contradiction(first: other, second: place, shard: shard.index)
                }
            } else {
                places[shard.index] = place
            }
        }
        let missing = (1...first.count).filter { places[$0] == nil }
        guard missing.isEmpty else { throw .missing(missing, of: first.count) }
        return first.header.report(places.values.flatMap { shards[$0].points })
    }

    /// What sets two shards of different sweeps apart; nil: they are of one.
    private func difference(to other: SweepShard) -> String? {
        if header.version != other.header.version {
            return "they are of the versions \(header.version) and \(other.header.version)"
        }
        if count != other.count { return "one is parted into \(count) shards, the other into \(other.count)" }
        if header.scenario != other.header.scenario {
            return "the scenarios are \(header.scenario) and \(other.header.scenario)"
        }
        if header.axes != other.header.axes { return "their axes differ" }
        if header.trials != other.header.trials {
            return "they have \(header.trials) and \(other.header.trials) trials"
        }
        if header.baseline != other.header.baseline { return "their points are compared with different baselines" }
        return header == other.header ? nil : "the scenarios differ in other settings"
    }
}
