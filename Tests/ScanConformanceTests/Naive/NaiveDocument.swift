/// Section 1: a scenario of the reference model, with `random` null. Field names are those of the document.
struct NaiveDocument: Equatable, Sendable {
    var id: String
    var policy: Policy
    var timing: Timing
    var scanner: Scanner
    var prices: Prices
    var regions: [Region]

    struct Policy: Equatable, Sendable {
        var mode: Mode
        var window: Int
        var regionOrder: [String]
        var dispatch: Dispatch
    }

    enum Mode: String, CaseIterable, Sendable {
        case batch
        case sliding
    }

    enum Dispatch: String, CaseIterable, Sendable {
        case fifo
        case lpt
        case spt
    }

    struct Timing: Equatable, Sendable {
        var snapshot: Stage
        var restore: Stage
        var scan: Stage
        var cleanup: Stage
    }

    struct Stage: Equatable, Sendable {
        var base: NaiveRational
        var perGiB: NaiveRational

        func duration(gib: NaiveRational) -> NaiveRational {
            base + perGiB * gib
        }
    }

    struct Scanner: Equatable, Sendable {
        var boot: NaiveRational
        var drain: NaiveRational
        var slots: Int
        var terminate: Terminate
        var priceHour: NaiveRational
        var minBill: NaiveRational
    }

    enum Terminate: String, CaseIterable, Sendable {
        case regionEnd
        case idle
    }

    struct Prices: Equatable, Sendable {
        var volumeGiBMonth: NaiveRational
        var snapshotGiBMonth: NaiveRational
        var hoursPerMonth: NaiveRational
    }

    struct Region: Equatable, Sendable {
        var name: String
        var setup: NaiveRational
        var teardown: NaiveRational
        var scanners: Int
        var ipLimit: IPLimit?
        var vcpuLimit: VCPULimit?
        var buckets: Buckets
        var snapshotConcurrency: Int?
        var jobs: [Job]
    }

    struct IPLimit: Equatable, Sendable {
        var prefix: Int
        var reserved: Int
        var perScanner: Int
    }

    struct VCPULimit: Equatable, Sendable {
        var quota: Int
        var perScanner: Int
    }

    struct Buckets: Equatable, Sendable {
        var snapshot: Bucket?
        var launch: Bucket?
        var attach: Bucket?
    }

    struct Bucket: Equatable, Sendable {
        var rate: NaiveRational
        var burst: NaiveRational
    }

    struct Job: Equatable, Sendable {
        var id: String
        var gib: NaiveRational
        var account: String
        var fails: Int
    }
}

extension NaiveDocument.Timing {
    /// How long one attempt works once its attach request is granted (P3).
    func attempt(gib: NaiveRational) -> NaiveRational {
        restore.duration(gib: gib) + scan.duration(gib: gib) + cleanup.duration(gib: gib)
    }
}
