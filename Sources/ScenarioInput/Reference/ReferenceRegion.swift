import ScanModel

/// One region of a reference document with its jobs.
struct ReferenceRegion {
    /// One volume to scan.
    struct Job {
        var gib: Rational
        var account: String
        var failures: UInt8
        var field: Field
    }

    /// How many regions a document may have; a fleet numbers them with 16 bits.
    static let counts = 1...65_535

    /// The buckets of a region, in the order of the workflow.
    static let bucketNames = ["snapshot", "launch", "attach"]

    var field: Field
    var name: String
    var setup: Seconds
    var teardown: Seconds
    var scanners: Int
    var subnet: SubnetLimit?
    var vcpu: VCPULimit?
    var snapshotConcurrency: Int?
    var buckets: [TokenBucketLimit?]
    var jobs: [Job]

    /// Reads and checks a region; nil after at least one issue was reported.
    init?(_ field: Field) {
        let region = field.mapping { reader -> ReferenceRegion? in
            let name = reader.required("name").flatMap { $0.text() }
            let setup = reader.required("setup").flatMap { $0.seconds() }
            let teardown = reader.required("teardown").flatMap { $0.seconds() }
            let scanners = reader.required("scanners").flatMap { $0.integer(0...1_000_000) }
            let subnet = reader.optional("ipLimit").map { ReferenceRegion.subnet($0) }
            let vcpu = reader.optional("vcpuLimit").map { ReferenceRegion.vcpu($0) }
            let concurrency = reader.optional("snapshotConcurrency").map { $0.integer(1...1_000_000_000) }
            let buckets = reader.required("buckets").flatMap { ReferenceRegion.buckets($0) }
            let jobs = reader.required("jobs").flatMap { ReferenceRegion.jobs($0) }
            guard let name, let setup, let teardown, let scanners, let buckets, let jobs else { return nil }
            return ReferenceRegion(
                field: field, name: name, setup: setup, teardown: teardown, scanners: scanners,
                subnet: subnet ?? nil, vcpu: vcpu ?? nil, snapshotConcurrency: concurrency ?? nil, buckets: buckets,
                jobs: jobs)
        }
        guard let region else { return nil }
        self = region
    }

    private init(
        field: Field, name: String, setup: Seconds, teardown: Seconds, scanners: Int, subnet: SubnetLimit?,
        vcpu: VCPULimit?, snapshotConcurrency: Int?, buckets: [TokenBucketLimit?], jobs: [Job]
    ) {
        self.field = field
        self.name = name
        self.setup = setup
        self.teardown = teardown
        self.scanners = scanners
        self.subnet = subnet
        self.vcpu = vcpu
        self.snapshotConcurrency = snapshotConcurrency
        self.buckets = buckets
        self.jobs = jobs
    }

    private static func subnet(_ field: Field) -> SubnetLimit? {
        field.mapping { reader -> SubnetLimit? in
            let prefix = reader.required("prefix").flatMap { $0.integer(0...32) }
            let reserved = reader.required("reserved").flatMap { $0.integer(0...1_000_000_000) }
            let perScanner = reader.required("perScanner").flatMap { $0.integer(1...1_000_000) }
            guard let prefix, let reserved, let perScanner else { return nil }
            return SubnetLimit(prefix: prefix, reserved: reserved, perScanner: perScanner)
        }
    }

    private static func vcpu(_ field: Field) -> VCPULimit? {
        field.mapping { reader -> VCPULimit? in
            let quota = reader.required("quota").flatMap { $0.integer(0...1_000_000_000) }
            let perScanner = reader.required("perScanner").flatMap { $0.integer(1...1_000_000) }
            guard let quota, let perScanner else { return nil }
            return VCPULimit(quota: quota, perScanner: perScanner)
        }
    }

    private static func buckets(_ field: Field) -> [TokenBucketLimit?]? {
        field.mapping { reader in
            bucketNames.map { name in reader.optional(name).flatMap { bucket($0) } }
        }
    }

    private static func bucket(_ field: Field) -> TokenBucketLimit? {
        field.mapping { reader -> TokenBucketLimit? in
            let rate = reader.required("rate").flatMap { $0.decimal(isAboveZero: true) }
            let burst = reader.required("burst").flatMap { $0.burst() }
            guard let rate, let burst else { return nil }
            return TokenBucketLimit(rate: TokenRate(perSecond: rate), burst: burst)
        }
    }

    private static func jobs(_ field: Field) -> [Job]? {
        var ids: Set<String> = []
        let jobs = field.list(count: 0...10_000_000) { field in
            field.mapping { reader -> Job? in
                let idField = reader.required("id")
                let id = idField.flatMap { $0.text() }
                let gib = reader.required("gib").flatMap { $0.decimal(isAboveZero: true) }
                let account = reader.required("account").flatMap { $0.text() }
                let failures = reader.required("fails").flatMap { $0.integer(0...255) }
                if let id, !ids.insert(id).inserted {
                    idField?.report("the job `\(Excerpt.of(id))` is given more than once in its region")
                }
                guard id != nil, let gib, let account, let failures else { return nil }
                return Job(gib: gib, account: account, failures: UInt8(failures), field: field)
            }
        }
        guard let jobs else { return nil }
        let read = jobs.compactMap { $0 }
        return read.count == jobs.count ? read : nil
    }
}

extension Field {
    /// The capacity of a token bucket: a bare number of at least 1.
    func burst() -> Rational? { decimal(atLeast: 1) }
}
