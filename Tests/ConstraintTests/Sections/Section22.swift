import ScanModel

/// Section 2.2: quotas of EBS.
enum Section22 {
    private static let quotas = "https://docs.aws.amazon.com/ebs/latest/userguide/ebs-resource-quotas.html"
    private static let guide = "https://github.com/awsdocs/amazon-ec2-user-guide @e3707c43"

    private static func told(_ value: String, _ source: String = quotas, _ confidence: String = "documented")
        -> Constraint.Told
    {
        Constraint.Told(value: value, source: source, confidence: confidence)
    }

    static let constraints: [Constraint] = [
        .proved(
            "2.2 Pending snapshots", "100 in one account and region.",
            Datum.both("resources/pendingSnapshots/capacity", "99")
                + Datum.both("resources/pendingSnapshots/per", "\"item\""), by: "aHundredArePending"
        ) {
            // Two volumes an instance: 100 snapshots are those of 50 instances.
            for scenario in [ProofScenario.classic(), .newer(["SwCA": "Enabled"])] {
                var scenario = scenario.with("limits: {apiRates: {CreateSnapshot: {rate: 1000/s, burst: 1000}}}")
                scenario.instances = [ProofScenario.instance(volumes: "8GiB, 8GiB", count: 60)]
                let run = try scenario.run()
                try expect(run.peak("pendingSnapshots"), is: 100, "snapshots pending at once")
                // Ten instances wait for the 68 s that the first snapshots take.
                let wait = run.seconds(try run.stage("snapshot").waitingForResources)
                try expect(wait, is: 680, "seconds of waiting")
            }
        },
        .proved(
            "2.2 Pending snapshots of a new account", "100, and AWS does not raise it.",
            [.quota("pendingSnapshots/value", "99")],
            by: "pendingSnapshotsAreNotRaised"
        ) {
            let found = try ProofScenario.classic().findings(.vendorQuota).first { $0.problem.contains("Pending") }
            try expect(found?.numbers.last?.value, is: 100, "what an account has")
            let titles = try ProofScenario.classic().requests().map(\.title)
            try expect(!titles.contains("Pending snapshots per account"), "a request that AWS refuses")
            try expect(found?.severity, is: .informs, "how grave it is")
        },
        .proved(
            "2.2 Snapshots in a region", "100,000 in one account and region.",
            [.quota("snapshots/value", "100008")], by: "aHundredThousandSnapshots"
        ) {
            // 4,167 instances of 24 volumes have 100,008 volumes; 4,166 have 99,984.
            let volumes = Array(repeating: "8GiB", count: 24).joined(separator: ", ")
            var scenario = ProofScenario.classic()
            scenario.instances = [ProofScenario.instance(volumes: volumes, count: 4167)]
            try expect(scenario.findings(.snapshotsPerRegion).map(\.severity), is: [.warns], "findings on 100,008")
            scenario.instances = [ProofScenario.instance(volumes: volumes, count: 4166)]
            try expect(scenario.findings(.snapshotsPerRegion), is: [], "findings on 99,984")
        },
        .proved(
            "2.2 gp3 storage", "50 TiB in one account and region.", [.quota("gp3Storage/value", "51")],
            by: "fiftyTiB"
        ) {
            // Ten scanners with eight volumes each, and a root volume of 8 GiB each: 80 times 639 + 80 is 51,200.
            var scenario = ProofScenario.classic()
            scenario.instances = [ProofScenario.instance(volumes: "639GiB", count: 80)]
            try expect(scenario.findings(.gp3Storage), is: [], "findings on 51,200 GiB")
            scenario.instances = [ProofScenario.instance(volumes: "640GiB", count: 80)]
            try expect(scenario.findings(.gp3Storage).map(\.severity), is: [.warns], "findings on 51,280 GiB")
        },
        .proved(
            "2.2 gp3 storage of a new account", "51,200 GiB, told where nobody states the quota.",
            Datum.both("quotas/gp3Storage/freshAccountValue", "51201"), by: "gp3StorageIsTold"
        ) {
            for scenario in [ProofScenario.classic(), .newer()] {
                try expect(tells("51,200", of: "gp3 storage", scenario), "the answer does not tell 51,200 GiB")
            }
        },
        .proved(
            "2.2 A stated gp3 quota", "Volumes made from snapshots wait for room under it.",
            Datum.both("resources/gp3Storage/per", "\"volume\""), by: "storageIsCounted"
        ) {
            for scenario in [ProofScenario.classic(), .newer()] {
                let limited = Section12b.twoAccounts(scenario).with("limits: {gp3Storage: 160GiB}")
                try expect(limited.run().peak("gp3Storage"), is: 160, "GiB at once")
            }
        },
        .notModelled(
            "2.2 Concurrent snapshots of a volume", "5; for st1 and sc1 volumes 1.", [], told("5; 1"),
            because: "a scan makes one snapshot of each volume, and the next scan comes a day later at least"),
        .notModelled(
            "2.2 Time-based copies", "15 minutes to 48 hours; 500 MiB/s a copy, 2,000 MiB/s together.", [],
            told("500 MiB/s", "https://docs.aws.amazon.com/ebs/latest/userguide/time-based-copies.html"),
            because: "the product makes no such copies"),
        .notModelled(
            "2.2 gp2, io1, io2 and st1 storage", "50 TiB each, io2 20 TiB.", [], told("50 TiB; 20 TiB"),
            because: "the volumes of scanners are taken as gp3, because the vendor publishes no type"),
        .notModelled(
            "2.2 EBS direct", "1000 blocks a second, 50 lists a second.", [], told("1000/s; 50/s"),
            because: "the product mounts volumes and reads no snapshot blocks"),
        .notModelled(
            "2.2 Fast snapshot restore, number", "5 snapshots in a region.", [], told("5", guide, "assumed"),
            because:
                "documents differ between 5 and 50, so `reads.fastRestoreSnapshots` is an input; a note says if it is missing"
        ),
        .proved(
            "2.2 Duration of a snapshot", "Not published: an input with a range.",
            Datum.both("stages/snapshot/base/value", "\"61s\"") + Datum.both("stages/snapshot/perGiB/value", "\"2s\""),
            by: "aSnapshotTakes70Seconds"
        ) {
            for var scenario in [ProofScenario.classic(), .newer()] {
                scenario.instances = [ProofScenario.instance(volumes: "10GiB")]
                let run = try scenario.run()
                try expect(run.seconds(run.stage("snapshot").working), is: 70, "seconds for 10 GiB")
            }
        },
        .proved(
            "2.2 Size of a snapshot", "A full upload if no earlier one exists: the whole volume unless stated.",
            Datum.both("constants/snapshotStoredFraction/value", "\"0.5\""), by: "aSnapshotStoresTheVolume"
        ) {
            for scenario in [ProofScenario.classic(), .newer()] {
                let answer = try scenario.answer()
                let half = try scenario.with("prices: {snapshotStoredFraction: 0.5}").answer()
                let all = answer.estimate.lines.first { $0.kind == .snapshots }?.amount ?? 0
                let less = half.estimate.lines.first { $0.kind == .snapshots }?.amount ?? 0
                try expect(all > 0 && abs(all / less - 2) < 1e-9, "a full snapshot costs \(all / less) halves")
            }
        },
    ]

    /// Whether the text of an answer tells what a new account has of a quota.
    static func tells(_ value: String, of title: String, _ scenario: ProofScenario) throws -> Bool {
        let line = try scenario.text().split(separator: "\n").first { $0.hasPrefix("  \(title) ") }
        return line?.contains("  \(value)  ") ?? false
    }
}
