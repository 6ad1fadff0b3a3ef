public import ScanModel
public import Studies

/// Writes a trace in the JSON form of trace viewers: an object with `traceEvents`, which https://ui.perfetto.dev and
/// `chrome://tracing` open ("Trace Event Format", the Chromium project).
///
/// Timestamps and lengths are whole microseconds. An instant is rounded down, ends like beginnings, so that what lies
/// within or beside something in ticks does so in microseconds too. Equal events give equal bytes.
public struct TraceJSON {
    /// Version of what is in ``otherData(scenario:seed:trial:version:scope:regions:)``.
    public static let schema = "scanplan.trace/1"
    /// Bytes are handed on in pieces of about this length.
    public static let pieceBytes = 1 << 16

    private var bytes: [UInt8] = []
    private let emit: ([UInt8]) -> Void
    private var isFirst = true

    /// Writes the beginning.
    ///
    /// - Parameter emit: called with each piece of bytes, in order.
    public init(emit: @escaping ([UInt8]) -> Void) {
        self.emit = emit
        bytes.reserveCapacity(TraceJSON.pieceBytes + 4096)
        append("{\"displayTimeUnit\":\"ms\",\"traceEvents\":[")
    }

    /// Microseconds, rounded down. Complexity: O(1).
    static func microseconds(_ ticks: Int64, _ scale: TickScale) -> Int64 {
        let scaled = Int128(ticks) * 1_000_000
        let perSecond = Int128(scale.ticksPerSecond)
        let (quotient, rest) = scaled.quotientAndRemainder(dividingBy: perSecond)
        return Int64(clamping: rest < 0 ? quotient - 1 : quotient)
    }

    /// Writes one event whose ticks are of a clock.
    public mutating func write(_ event: TraceEvent, _ scale: TickScale) {
        switch event {
        case .process(let number, let name, let place, let label):
            metadata("process_name", number, nil) { $0.member("name", name, isFirst: true) }
            metadata("process_sort_index", number, nil) { $0.member("sort_index", Int64(place), isFirst: true) }
            if let label { metadata("process_labels", number, nil) { $0.member("labels", label, isFirst: true) } }
        case .thread(let track, let name, let place):
            metadata("thread_name", track.process, track.thread) { $0.member("name", name, isFirst: true) }
            metadata("thread_sort_index", track.process, track.thread) {
                $0.member("sort_index", Int64(place), isFirst: true)
            }
        case .slice(let slice): write(slice, scale)
        case .instant(let track, let name, let at, let details):
            begin("i", name, track.process, track.thread)
            member("ts", TraceJSON.microseconds(at, scale))
            append(",\"s\":\"t\"")
            self.details(details, scale)
            end()
        case .counter(let process, let group, let name, let at, let value):
            begin("C", group, process, nil)
            member("ts", TraceJSON.microseconds(at, scale))
            append(",\"args\":{")
            member(name, value, isFirst: true)
            append("}")
            end()
        }
    }

    private mutating func write(_ slice: TraceSlice, _ scale: TickScale) {
        let from = TraceJSON.microseconds(slice.from, scale)
        begin("X", slice.name, slice.track.process, slice.track.thread)
        append(",\"cat\":\"")
        append(slice.category.rawValue)
        append("\"")
        member("ts", from)
        member("dur", TraceJSON.microseconds(slice.to, scale) - from)
        if let flow = slice.flow {
            member("bind_id", Int64(slice.flowNumber))
            if flow != .first { append(",\"flow_in\":true") }
            if flow != .last { append(",\"flow_out\":true") }
        }
        details(slice.details, scale)
        end()
    }

    /// Writes the end, with what is said of the whole, and hands on the last bytes.
    public mutating func finish(_ otherData: JSONValue) {
        append("\n],\"otherData\":")
        append(otherData.line)
        // The line ends within the object.
        bytes.removeLast()
        append("}\n")
        emit(bytes)
        bytes = []
    }

    /// What is said of the whole trace.
    ///
    /// - Parameter regions: how much of each was told.
    public static func otherData(
        _ planned: PlannedScenario, runs: [DeploymentRun], trial: UInt32, version: String, regions: [TracedRegion]
    ) -> JSONValue {
        .members([
            "schema": .text(schema), "version": .text(version), "scenario": .text(planned.scenario.name),
            "seed": .unsigned(planned.scenario.seed), "trial": .integer(Int64(trial)),
            "deployments": .array(
                runs.map { run in
                    .members([
                        "name": .text(run.name), "ticksPerSecond": .integer(run.scale.ticksPerSecond),
                        "makespanTicks": .integer(run.makespan),
                        "regions": .array(regions.filter { $0.deployment == run.name }.map(region)),
                    ])
                }),
            "notes": .array(
                regions.filter { $0.instancesTold < $0.instances }.map {
                    .text(
                        "\($0.deployment)/\($0.region): the ways of \($0.instancesTold) of \($0.instances) instances are "
                            + "told; scanners, counters and the critical path are those of all")
                }),
        ])
    }

    private static func region(_ region: TracedRegion) -> JSONValue {
        .members([
            "region": .text(region.region), "instances": .count(region.instances),
            "instancesTold": .count(region.instancesTold), "scanners": .count(region.scanners),
            "scannerTracks": .count(region.scannerTracks), "instanceTracks": .count(region.instanceTracks),
        ])
    }

    // MARK: - Bytes

    private mutating func begin(_ phase: String, _ name: String, _ process: Int, _ thread: Int?) {
        append(isFirst ? "\n{\"ph\":\"" : ",\n{\"ph\":\"")
        isFirst = false
        append(phase)
        append("\",\"name\":")
        JSONValue.quote(name, into: &bytes)
        member("pid", Int64(process))
        if let thread { member("tid", Int64(thread)) }
    }

    private mutating func end() {
        append("}")
        guard bytes.count >= TraceJSON.pieceBytes else { return }
        emit(bytes)
        bytes.removeAll(keepingCapacity: true)
    }

    private mutating func metadata(
        _ name: String, _ process: Int, _ thread: Int?, _ arguments: (inout TraceJSON) -> Void
    ) {
        begin("M", name, process, thread)
        append(",\"args\":{")
        arguments(&self)
        append("}")
        end()
    }

    private mutating func details(_ details: [TraceDetail], _ scale: TickScale) {
        guard !details.isEmpty else { return }
        append(",\"args\":{")
        for (index, detail) in details.enumerated() {
            switch detail.value {
            case .whole(let number): member(detail.name, number, isFirst: index == 0)
            case .ticks(let ticks): member(detail.name, TraceJSON.microseconds(ticks, scale), isFirst: index == 0)
            case .text(let text): member(detail.name, text, isFirst: index == 0)
            }
        }
        append("}")
    }

    private mutating func member(_ name: String, _ value: Int64, isFirst: Bool = false) {
        key(name, isFirst: isFirst)
        append(String(value))
    }

    private mutating func member(_ name: String, _ value: String, isFirst: Bool = false) {
        key(name, isFirst: isFirst)
        JSONValue.quote(value, into: &bytes)
    }

    private mutating func key(_ name: String, isFirst: Bool) {
        if !isFirst { append(",") }
        JSONValue.quote(name, into: &bytes)
        append(":")
    }

    private mutating func append(_ text: String) { bytes.append(contentsOf: text.utf8) }
}
