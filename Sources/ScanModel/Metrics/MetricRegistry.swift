/// The name of a metric, as thresholds, JSON and documentation spell it.
public struct MetricName: Hashable, Sendable, Comparable, CustomStringConvertible {
    public let text: String

    init(_ text: String) { self.text = text }

    public var description: String { text }

    public static func < (left: MetricName, right: MetricName) -> Bool { left.text < right.text }
}

/// What a metric is.
public struct Metric: Hashable, Sendable {
    public var name: MetricName
    /// "s", "h", "GiB h", "USD", "1" (a ratio), or what is counted.
    public var unit: String
    /// One sentence.
    public var meaning: String

    init(_ name: String, _ unit: String, _ meaning: String) {
        self.name = MetricName(name)
        self.unit = unit
        self.meaning = meaning
    }
}

/// One metric of one answer; nil where the answer has none, such as a total with a missing price.
public struct MetricValue: Hashable, Sendable {
    public var metric: Metric
    public var value: Double?

    public init(_ metric: Metric, _ value: Double?) {
        self.metric = metric
        self.value = value
    }
}

extension Metric: Codable {
    /// A metric is told by its name.
    public func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(name.text)
    }

    /// - Throws: for a name that is not registered.
    public init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        let name = try container.decode(String.self)
        guard let metric = Metric.all.first(where: { $0.name.text == name }) else {
            throw DecodingError.dataCorruptedError(in: container, debugDescription: "no metric is named so")
        }
        self = metric
    }
}

extension Metric {
    public static let makespan = Metric(
        "makespan", "s", "Time from the first region opened to the last region closed.")
    public static let makespanBound = Metric(
        "makespan.bound", "s", "Proved minimum of the makespan under these settings.")
    public static let makespanGap = Metric("makespan.gap", "1", "Makespan divided by its lower bound, minus one.")
    public static let makespanPlanned = Metric(
        "makespan.planned", "s", "Makespan by the planner's arithmetic: first-stage limits and scanners, no other wait."
    )
    public static let coverage = Metric(
        "coverage", "1", "Share of eligible instances whose scan is completed within the interval.")
    public static let items = Metric("items", "instances", "Instances that are scanned.")
    public static let volumes = Metric("volumes", "volumes", "Volumes that are scanned.")
    public static let scannersPeak = Metric("scanners.peak", "scanners", "Most scanners billed at once, all regions.")
    public static let scannersLaunched = Metric("scanners.launched", "scanners", "Scanners launched in a cycle.")
    public static let scannerHours = Metric("scanner.hours", "h", "Billed scanner hours of a cycle.")
    public static let volumeHours = Metric(
        "volume.gibHours", "GiB h", "Volumes made from snapshots, size times lifetime, in a cycle.")
    public static let snapshotHours = Metric(
        "snapshot.gibHours", "GiB h", "Snapshots, size of their volumes times lifetime, in a cycle.")
    public static let requests = Metric(
        "requests", "requests", "Cloud API requests of the throttled actions in a cycle.")
    public static let utilisation = Metric(
        "scanner.utilisation", "1", "Share of the scanners' places and time that work items used.")
    public static let waitingForScanner = Metric(
        "wait.scanner", "h", "Instance-hours spent ready and waiting for a scanner.")
    public static let waitingForTokens = Metric(
        "wait.tokens", "h", "Instance-hours spent waiting for API tokens, back-off included.")
    public static let waitingForResources = Metric(
        "wait.resources", "h", "Instance-hours spent waiting for counted limits such as pending snapshots.")
    public static let costPerCycle = Metric("cost.cycle", "USD", "Cost of one scan cycle at list prices.")
    public static let costPerMonth = Metric("cost.month", "USD", "Cost of a month of scan cycles at list prices.")
    public static let events = Metric("simulation.events", "events", "Events that the simulation handled.")
    public static let stageCompletions = Metric(
        "simulation.stageCompletions", "stages", "Stages of work items that were completed.")

    /// Every metric of an answer, in the order of the outputs.
    public static let all: [Metric] = [
        makespan, makespanBound, makespanGap, makespanPlanned, coverage, items, volumes, scannersPeak,
        scannersLaunched, scannerHours, volumeHours, snapshotHours, requests, utilisation, waitingForScanner,
        waitingForTokens, waitingForResources, costPerCycle, costPerMonth, events, stageCompletions,
    ]

    /// Its place in ``all``. Complexity: O(number of metrics).
    public var index: Int {
        guard let index = Metric.all.firstIndex(where: { $0.name == name }) else {
            preconditionFailure("the metric \(name) is not registered")
        }
        return index
    }
}
