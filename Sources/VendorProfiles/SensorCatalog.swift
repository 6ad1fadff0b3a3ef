public import ScanModel

/// What is known of kinds of sensors where nobody states it: what they find out on which assets, and how fast.
///
/// The data files are `Compatibility/sensor-*.csv`. They are read when they are first asked for. Words are those of the
/// documents of `scanplan sensors`.
public struct SensorCatalog: Sendable {
    /// One assessment by one kind of sensor.
    public struct Reach: Hashable, Sendable {
        public var kind: String
        public var assessment: String
        public var platforms: [String]
        public var clouds: [String]
        public var provenance: Provenance
    }

    /// A time of one kind of sensor.
    public struct Time: Hashable, Sendable {
        public enum Name: String, Hashable, Sendable, CaseIterable {
            case interval, leastInterval, discovery, firstResult, resultDelay
        }

        /// Seconds.
        public var value: Int
        /// In which it may lie; a single value if no range is given.
        public var range: ClosedRange<Int>
        public var provenance: Provenance
    }

    /// Whether a kind of sensor scans by a schedule.
    public struct Anchor: Hashable, Sendable {
        /// `discovery` or `schedule`.
        public var word: String
        public var provenance: Provenance
    }

    /// The shipped data.
    public static let shipped = SensorCatalog(
        reaches: text("Compatibility/sensor-assessments.csv"), anchors: text("Compatibility/sensor-anchors.csv"),
        times: text("Compatibility/sensor-times.csv"))

    /// In the order of the table.
    public let reaches: [Reach]
    private let anchors: [String: Anchor]
    private let times: [String: [Time.Name: Time]]

    /// Kinds with all their data, sorted.
    public var kinds: [String] { anchors.keys.sorted() }

    /// When a kind of sensor looks at a new asset; nil if the kind is not known.
    public func anchor(of kind: String) -> Anchor? { anchors[kind] }

    /// A time of a kind of sensor; nil if the kind is not known.
    public func time(_ name: Time.Name, of kind: String) -> Time? { times[kind]?[name] }

    /// Stops the process, naming the line, if a table is broken.
    init(reaches reachText: String, anchors anchorText: String, times timeText: String) {
        let reachTable = CSVTable(
            reachText, name: "sensor-assessments.csv",
            columns: ["kind", "assessment", "platforms", "clouds", "source", "date", "confidence"])
        reaches = reachTable.rows.map { row in
            func words(_ column: String) -> [String] {
                let words = row[column].split(separator: " ").map(String.init)
                if words.isEmpty || Set(words).count < words.count { row.fail(column) }
                return words
            }
            return Reach(
                kind: row["kind"], assessment: row["assessment"], platforms: words("platforms"),
                clouds: words("clouds"), provenance: row.provenance)
        }
        let anchorTable = CSVTable(
            anchorText, name: "sensor-anchors.csv", columns: ["kind", "anchor", "source", "date", "confidence"])
        anchors = anchorTable.rows.reduce(into: [:]) { anchors, row in
            guard ["discovery", "schedule"].contains(row["anchor"]) else { row.fail("anchor \(row["anchor"])") }
            let anchor = Anchor(word: row["anchor"], provenance: row.provenance)
            if anchors.updateValue(anchor, forKey: row["kind"]) != nil { row.fail("\(row["kind"]) is given twice") }
        }
        let timeTable = CSVTable(
            timeText, name: "sensor-times.csv",
            columns: ["kind", "name", "value", "low", "high", "source", "date", "confidence"])
        times = timeTable.rows.reduce(into: [:]) { times, row in
            guard let name = Time.Name(rawValue: row["name"]), let value = Int(row["value"]),
                let low = Int(row["low"]), let high = Int(row["high"]), 0 <= low, low <= value, value <= high
            else { row.fail("\(row["name"]) of \(row["kind"])") }
            let time = Time(value: value, range: low...high, provenance: row.provenance)
            if times[row["kind"], default: [:]].updateValue(time, forKey: name) != nil {
                row.fail("\(name) of \(row["kind"]) is given twice")
            }
        }
        for kind in anchors.keys where times[kind]?.count != Time.Name.allCases.count {
            preconditionFailure("sensor-times.csv: not every time of \(kind)")
        }
    }

    private static func text(_ path: String) -> String {
        guard let file = EmbeddedData.files.first(where: { $0.path == path }) else {
            preconditionFailure("there is no data file \(path)")
        }
        return file.text
    }
}
