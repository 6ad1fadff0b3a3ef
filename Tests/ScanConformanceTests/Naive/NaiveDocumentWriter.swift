extension NaiveDocument {
    /// The document as JSON text. Traps on a number that has no finite decimal, because rounding it would make
    /// the text a different scenario from the value.
    var json: String {
        NaiveJSON.object([
            .init(key: "schema", value: .string("SNAPREF/1")),
            .init(key: "id", value: .string(id)),
            .init(key: "policy", value: policy.json),
            .init(key: "timing", value: timing.json),
            .init(key: "scanner", value: scanner.json),
            .init(key: "prices", value: prices.json),
            .init(key: "regions", value: .array(regions.map(\.json))),
            .init(key: "random", value: .null),
        ]).text
    }
}

extension NaiveRational {
    fileprivate var json: NaiveJSON {
        guard let text = decimalText else {
            preconditionFailure("\(self) has no finite decimal")
        }
        return .number(text)
    }
}

extension Int {
    fileprivate var json: NaiveJSON {
        .number(String(self))
    }
}

extension NaiveDocument.Policy {
    fileprivate var json: NaiveJSON {
        .object([
            .init(key: "mode", value: .string(mode.rawValue)),
            .init(key: "window", value: window.json),
            .init(key: "regionOrder", value: .array(regionOrder.map { .string($0) })),
            .init(key: "dispatch", value: .string(dispatch.rawValue)),
        ])
    }
}

extension NaiveDocument.Timing {
    fileprivate var json: NaiveJSON {
        .object([
            .init(key: "snapshot", value: snapshot.json),
            .init(key: "restore", value: restore.json),
            .init(key: "scan", value: scan.json),
            .init(key: "cleanup", value: cleanup.json),
        ])
    }
}

extension NaiveDocument.Stage {
    fileprivate var json: NaiveJSON {
        .object([
            .init(key: "base", value: base.json),
            .init(key: "perGiB", value: perGiB.json),
        ])
    }
}

extension NaiveDocument.Scanner {
    fileprivate var json: NaiveJSON {
        .object([
            .init(key: "boot", value: boot.json),
            .init(key: "drain", value: drain.json),
            .init(key: "slots", value: slots.json),
            .init(key: "terminate", value: .string(terminate.rawValue)),
            .init(key: "priceHour", value: priceHour.json),
            .init(key: "minBill", value: minBill.json),
        ])
    }
}

extension NaiveDocument.Prices {
    fileprivate var json: NaiveJSON {
        .object([
            .init(key: "volumeGiBMonth", value: volumeGiBMonth.json),
            .init(key: "snapshotGiBMonth", value: snapshotGiBMonth.json),
            .init(key: "hoursPerMonth", value: hoursPerMonth.json),
        ])
    }
}

extension NaiveDocument.Region {
    fileprivate var json: NaiveJSON {
        .object([
            .init(key: "name", value: .string(name)),
            .init(key: "setup", value: setup.json),
            .init(key: "teardown", value: teardown.json),
            .init(key: "scanners", value: scanners.json),
            .init(key: "ipLimit", value: ipLimit?.json ?? .null),
            .init(key: "vcpuLimit", value: vcpuLimit?.json ?? .null),
            .init(key: "buckets", value: buckets.json),
            .init(key: "snapshotConcurrency", value: snapshotConcurrency?.json ?? .null),
            .init(key: "jobs", value: .array(jobs.map(\.json))),
        ])
    }
}

extension NaiveDocument.IPLimit {
    fileprivate var json: NaiveJSON {
        .object([
            .init(key: "prefix", value: prefix.json),
            .init(key: "reserved", value: reserved.json),
            .init(key: "perScanner", value: perScanner.json),
        ])
    }
}

extension NaiveDocument.VCPULimit {
    fileprivate var json: NaiveJSON {
        .object([
            .init(key: "quota", value: quota.json),
            .init(key: "perScanner", value: perScanner.json),
        ])
    }
}

extension NaiveDocument.Buckets {
    fileprivate var json: NaiveJSON {
        .object([
            .init(key: "snapshot", value: snapshot?.json ?? .null),
            .init(key: "launch", value: launch?.json ?? .null),
            .init(key: "attach", value: attach?.json ?? .null),
        ])
    }
}

extension NaiveDocument.Bucket {
    fileprivate var json: NaiveJSON {
        .object([
            .init(key: "rate", value: rate.json),
            .init(key: "burst", value: burst.json),
        ])
    }
}

extension NaiveDocument.Job {
    fileprivate var json: NaiveJSON {
        .object([
            .init(key: "id", value: .string(id)),
            .init(key: "gib", value: gib.json),
            .init(key: "account", value: .string(account)),
            .init(key: "fails", value: fails.json),
        ])
    }
}
