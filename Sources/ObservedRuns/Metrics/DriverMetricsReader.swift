import ScanModel

/// Reads the metrics that the EBS CSI driver shows to Prometheus: how long requests of each kind took, in buckets.
///
/// Names: https://github.com/kubernetes-sigs/aws-ebs-csi-driver @12c8f1c3 docs/metrics.md and @365533c2
/// pkg/metrics/constants.go, with the deprecated names of the latter. The counters grow from the start of the driver, so
/// one reading of each driver is given, not two of the same.
///
/// A request that is answered is not yet a volume that is attached: the time of a request is that of a stage only where
/// the stage is the request and nothing more. Which those are is said by whoever reads (`stage`).
struct DriverMetricsReader {
    private static let durations = [
        "aws_ebs_csi_api_request_duration_seconds", "cloudprovider_aws_api_request_duration_seconds",
    ]
    private static let throttles = [
        "aws_ebs_csi_api_request_throttles_total", "cloudprovider_aws_api_throttled_requests_total",
    ]
    private static let errors = ["aws_ebs_csi_api_request_errors_total", "cloudprovider_aws_api_request_errors"]
    private static let currentPrefix = "aws_ebs_csi_api_request_"
    /// Longest line in bytes.
    static let lineBytesMax = 1 << 16
    /// The most that a counter may say: a million requests a day for three years.
    private static let countMax = 1e9
    /// The most that one observation stands for, which is what a table of observations takes.
    private static let observationMax = 1_000_000

    /// The stage whose whole work is a request, by the action's name; nil: none.
    let stage: (String) -> String?
    private(set) var observations: [StageObservation] = []
    private(set) var counts = DriverCounts()

    private struct Bucket {
        var line: Int
        var bound: Double
        var count: Double
    }

    init(stage: @escaping (String) -> String?) { self.stage = stage }

    /// Reads one file.
    ///
    /// - Complexity: O(bytes).
    mutating func read(_ bytes: [UInt8], file: String) -> [InputIssue] {
        var issues = FileIssues()
        var histograms: [String: [Bucket]] = [:]
        func report(_ line: Int, _ column: Int, _ problem: String, _ expected: String) {
            issues.add(
                InputIssue(file: file, line: line, column: column, path: "", problem: problem, expected: expected))
        }
        var number = 0
        var samples = 0
        let isCurrent = bytes.split(separator: UInt8(ascii: "\n")).contains { $0.starts(with: Self.currentPrefix.utf8) }
        for raw in bytes.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false) {
            number += 1
            let line = raw.last == UInt8(ascii: "\r") ? raw.dropLast() : raw
            guard line.count <= Self.lineBytesMax else {
                report(number, 1, "the line has \(line.count) bytes", "at most \(Self.lineBytesMax)")
                continue
            }
            do throws(MetricLine.Fault) {
                guard let sample = try MetricLine.read(line) else { continue }
                samples += 1
                // A driver that shows the deprecated names too tells everything twice.
                let isTwin = isCurrent && !sample.name.hasPrefix(Self.currentPrefix)
                guard let kind = Self.kind(of: sample.name), !isTwin else {
                    counts.others += 1
                    continue
                }
                guard let request = sample.labels["request"], !request.isEmpty else {
                    report(number, 1, "the label request is missing", "\(sample.name){request=\"AttachVolume\"}")
                    continue
                }
                guard sample.value >= 0, sample.value <= Self.countMax, sample.value == sample.value.rounded() else {
                    report(number, 1, "the count is \(sample.value)", "a whole number from 0 to 1e9")
                    continue
                }
                switch kind {
                case .bucket:
                    guard let bound = sample.labels["le"].flatMap(Self.bound) else {
                        report(number, 1, "the label le is missing or no bound", "le=\"0.5\" or le=\"+Inf\"")
                        continue
                    }
                    histograms[request, default: []].append(Bucket(line: number, bound: bound, count: sample.value))
                case .throttles: takeThrottles(Int(sample.value), of: request)
                case .errors: counts.errors += Int(sample.value)
                }
            } catch {
                report(number, error.column + 1, error.problem, error.expected)
            }
        }
        if samples == 0, issues.isEmpty {
            report(0, 0, "the file holds no sample", "the text that the driver shows at /metrics")
        }
        for (request, buckets) in histograms.sorted(by: { $0.key < $1.key }) {
            if let problem = Self.problem(of: buckets) {
                report(buckets[0].line, 1, "the buckets of \(Wording.quoted(request)) \(problem)", "a whole histogram")
            } else {
                takeBuckets(buckets.sorted { $0.bound < $1.bound }, of: request)
            }
        }
        return issues.all(of: file)
    }

    private enum Kind { case bucket, throttles, errors }

    private static func kind(of name: String) -> Kind? {
        if durations.contains(where: { name == $0 + "_bucket" }) { return .bucket }
        if throttles.contains(name) { return .throttles }
        return errors.contains(name) ? .errors : nil
    }

    /// Above 0 with at most nine decimal places, or infinite.
    private static func bound(_ text: String) -> Double? {
        if text == "+Inf" { return .infinity }
        guard let exact = Rational(decimal: text), exact > .zero, exact <= Rational(1_000_000),
            (exact * Rational(1_000_000_000)).isWhole
        else { return nil }
        return Double(text)
    }

    private static func problem(of buckets: [Bucket]) -> String? {
        let sorted = buckets.sorted { $0.bound < $1.bound }
        guard sorted.last?.bound == .infinity else { return "have no bucket up to +Inf" }
        for (lower, upper) in zip(sorted, sorted.dropFirst()) {
            if lower.bound == upper.bound { return "name the bound \(upper.bound) twice" }
            if lower.count > upper.count { return "fall from \(Int(lower.count)) to \(Int(upper.count))" }
        }
        return nil
    }

    private mutating func takeThrottles(_ count: Int, of request: String) {
        counts.throttled += count
        guard count > 0, let stage = stage(request) else { return }
        add(StageObservation(stage: stage, duration: .zero, outcome: .throttled), count)
    }

    /// An observation that was made so often, in as many parts as it takes.
    private mutating func add(_ observation: StageObservation, _ count: Int) {
        var left = count
        while left > 0 {
            var part = observation
            part.count = min(left, Self.observationMax)
            observations.append(part)
            left -= part.count
        }
    }

    private mutating func takeBuckets(_ buckets: [Bucket], of request: String) {
        let total = Int(buckets.last?.count ?? 0)
        guard let stage = stage(request) else {
            if total > 0 { counts.unmapped[request, default: 0] += total }
            return
        }
        var below = 0.0
        var lower = Rational.zero
        for bucket in buckets {
            let count = Int(bucket.count - below)
            below = bucket.count
            guard bucket.bound.isFinite else {
                // Above the last bound: that long at least.
                add(StageObservation(stage: stage, duration: Seconds(lower), outcome: .censored), count)
                break
            }
            // Written as a decimal, so exact in as many digits as it has.
            guard let bound = Rational(decimal: "\(bucket.bound)") else { continue }
            add(StageObservation(stage: stage, duration: Seconds(bound), resolution: Seconds(bound - lower)), count)
            lower = bound
        }
        counts.requests += total
    }
}

/// What the metrics hold.
struct DriverCounts: Hashable {
    /// Samples of other metrics.
    var others = 0
    /// Requests whose times were taken.
    var requests = 0
    var throttled = 0
    var errors = 0
    /// Requests of actions without a stage, by action.
    var unmapped: [String: Int] = [:]
}
