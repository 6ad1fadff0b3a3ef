extension NaiveDocument {
    /// Reads a document, bare or under the key `scenario`.
    init(json text: String) throws {
        let whole = try NaiveJSON(parsing: text)
        try self.init(whole.optional("scenario") ?? whole)
    }

    private init(_ json: NaiveJSON) throws {
        guard try json.string("schema") == "SNAPREF/1" else {
            throw NaiveError.document("the schema is not SNAPREF/1")
        }
        guard try json.optional("random") == nil else {
            throw NaiveError.document("only documents whose \"random\" is null have one outcome")
        }
        self.init(
            id: try json.string("id"),
            policy: try Policy(json.value("policy")),
            timing: try Timing(json.value("timing")),
            scanner: try Scanner(json.value("scanner")),
            prices: try Prices(json.value("prices")),
            regions: try json.array("regions").map(Region.init))
    }
}

extension NaiveDocument.Policy {
    fileprivate init(_ json: NaiveJSON) throws {
        self.init(
            mode: try json.word("mode"),
            window: try json.integer("window"),
            regionOrder: try json.array("regionOrder").map { name in
                guard case .string(let text) = name else {
                    throw NaiveError.document("\"regionOrder\" holds something that is not a string")
                }
                return text
            },
            dispatch: try json.word("dispatch"))
    }
}

extension NaiveDocument.Timing {
    fileprivate init(_ json: NaiveJSON) throws {
        self.init(
            snapshot: try NaiveDocument.Stage(json.value("snapshot")),
            restore: try NaiveDocument.Stage(json.value("restore")),
            scan: try NaiveDocument.Stage(json.value("scan")),
            cleanup: try NaiveDocument.Stage(json.value("cleanup")))
    }
}

extension NaiveDocument.Stage {
    fileprivate init(_ json: NaiveJSON) throws {
        self.init(base: try json.rational("base"), perGiB: try json.rational("perGiB"))
    }
}

extension NaiveDocument.Scanner {
    fileprivate init(_ json: NaiveJSON) throws {
        self.init(
            boot: try json.rational("boot"),
            drain: try json.rational("drain"),
            slots: try json.integer("slots"),
            terminate: try json.word("terminate"),
            priceHour: try json.rational("priceHour"),
            minBill: try json.rational("minBill"))
    }
}

extension NaiveDocument.Prices {
    fileprivate init(_ json: NaiveJSON) throws {
        self.init(
            volumeGiBMonth: try json.rational("volumeGiBMonth"),
            snapshotGiBMonth: try json.rational("snapshotGiBMonth"),
            hoursPerMonth: try json.rational("hoursPerMonth"))
    }
}

extension NaiveDocument.Region {
    fileprivate init(_ json: NaiveJSON) throws {
        let buckets = try json.value("buckets")
        self.init(
            name: try json.string("name"),
            setup: try json.rational("setup"),
            teardown: try json.rational("teardown"),
            scanners: try json.integer("scanners"),
            ipLimit: try json.optional("ipLimit").map { limit in
                NaiveDocument.IPLimit(
                    prefix: try limit.integer("prefix"),
                    reserved: try limit.integer("reserved"),
                    perScanner: try limit.integer("perScanner"))
            },
            vcpuLimit: try json.optional("vcpuLimit").map { limit in
                NaiveDocument.VCPULimit(
                    quota: try limit.integer("quota"),
                    perScanner: try limit.integer("perScanner"))
            },
            buckets: NaiveDocument.Buckets(
                snapshot: try buckets.optional("snapshot").map(NaiveDocument.Bucket.init),
                launch: try buckets.optional("launch").map(NaiveDocument.Bucket.init),
                attach: try buckets.optional("attach").map(NaiveDocument.Bucket.init)),
            snapshotConcurrency: try json.optional("snapshotConcurrency") == nil
                ? nil : try json.integer("snapshotConcurrency"),
            jobs: try json.array("jobs").map(NaiveDocument.Job.init))
    }
}

extension NaiveDocument.Bucket {
    fileprivate init(_ json: NaiveJSON) throws {
        self.init(rate: try json.rational("rate"), burst: try json.rational("burst"))
    }
}

extension NaiveDocument.Job {
    fileprivate init(_ json: NaiveJSON) throws {
        self.init(
            id: try json.string("id"),
            gib: try json.rational("gib"),
            account: try json.string("account"),
            fails: try json.integer("fails"))
    }
}
