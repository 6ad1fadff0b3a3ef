/// Every metric of a deterministic document, under the names of the specification.
struct NaiveOutcome: Equatable, Sendable {
    struct Region: Equatable, Sendable {
        var activated: NaiveRational
        var opened: NaiveRational
        var completed: NaiveRational
        var ended: NaiveRational
        /// Launched scanners.
        var scanners: Int
    }

    var makespan = NaiveRational.zero
    var costScanner = NaiveRational.zero
    var costVolume = NaiveRational.zero
    var costSnapshot = NaiveRational.zero
    var costTotal = NaiveRational.zero
    var scannerSecondsBilled = NaiveRational.zero
    var busySlotSeconds = NaiveRational.zero
    var availSlotSeconds = NaiveRational.zero
    var utilisation = NaiveRational.zero
    var snapshotWait = NaiveRational.zero
    var readyWait = NaiveRational.zero
    var attachWait = NaiveRational.zero
    var peakScanners = 0
    var launchedScanners = 0
    var jobs = 0
    var attempts = 0
    /// By name; regions without jobs are not in it (R1).
    var regions: [String: Region] = [:]
}

extension NaiveOutcome {
    /// The metrics that are numbers of seconds, dollars or a ratio, by name, in the order of the specification.
    var quantities: [(name: String, value: NaiveRational)] {
        [
            ("makespan", makespan),
            ("costScanner", costScanner),
            ("costVolume", costVolume),
            ("costSnapshot", costSnapshot),
            ("costTotal", costTotal),
            ("scannerSecondsBilled", scannerSecondsBilled),
            ("busySlotSeconds", busySlotSeconds),
            ("availSlotSeconds", availSlotSeconds),
            ("utilisation", utilisation),
            ("snapshotWait", snapshotWait),
            ("readyWait", readyWait),
            ("attachWait", attachWait),
        ]
    }

    /// The metrics that are counts, by name, in the order of the specification.
    var counts: [(name: String, value: Int)] {
        [
            ("peakScanners", peakScanners),
            ("launchedScanners", launchedScanners),
            ("jobs", jobs),
            ("attempts", attempts),
        ]
    }
}

extension NaiveOutcome.Region {
    var instants: [(name: String, value: NaiveRational)] {
        [
            ("activated", activated),
            ("opened", opened),
            ("completed", completed),
            ("ended", ended),
        ]
    }
}
