import ScanModel

/// How fast volumes are read.
enum SectionReads {
    private static let guide = "https://github.com/awsdocs/amazon-ec2-user-guide @09655643"

    private static func constant(_ name: String, _ changed: String) -> Datum {
        Datum(file: "Quotas/aws-reads.csv", path: "\(name)/value", changed: changed)
    }

    private static func bandwidth(_ column: String, _ changed: String) -> Datum {
        Datum(file: "Quotas/aws-ebs-bandwidth.csv", path: "c5.large/\(column)", changed: changed)
    }

    /// Instances whose scan takes no time but that of its bytes.
    private static func reading(_ reads: String, _ parameters: [String: String] = [:], _ volume: String, count: Int = 1)
        -> ProofScenario
    {
        ProofScenario.newer(parameters, [ProofScenario.instance(volumes: volume, count: count)]).with(
            "timings: {scan: {base: 0s, perGiB: 0s}, swca: {base: 0s, perGiB: 0s}}", "reads: {\(reads)}")
    }

    /// Seconds of scan of all instances together; bytes and milliseconds of each part are rounded up.
    private static func check(_ scenario: ProofScenario, reads seconds: Double, count: Int = 1) throws {
        let run = try scenario.run()
        let found = try run.seconds(run.stage("scan").working)
        try expect(abs(found - seconds) < 0.003 * Double(count), "\(found) s of reading, expected \(seconds)")
    }

    /// Limits of volume and scanner that bind nowhere.
    private static let fast = "volumeThroughput: 2000MiB/s, instanceBandwidth: {baseline: 10000MB/s}"

    static let constraints: [Constraint] = [
        .proved(
            "2.2 Lazy load", "Not published, and it fluctuates: an input with a range, as is the share that is read.",
            [constant("lazyRate", "31MiB/s"), constant("dataFraction", "51%"), constant("scanBytes", "6%")],
            by: "firstReadsAreSlow"
        ) {
            // 1200 GiB hold 600 GiB, of which 30 GiB = 30,720 MiB are read.
            try check(reading("method: lazy", "1200GiB"), reads: 30_720.0 / 30)
        },
        .proved(
            "2.2 Throughput of a volume", "125 MiB/s of a gp3 volume unless more is paid for.",
            [constant("volumeThroughput", "126MiB/s"), constant("searchBytes", "90%")], by: "aVolumeGives125MiB"
        ) {
            try check(reading("method: unlimited", "1200GiB"), reads: 30_720.0 / 125)
            // 256 MiB of scan, and a search through all of 5 GiB.
            try check(
                reading("method: unlimited", ["SwCA": "Enabled"], "10GiB"), reads: (256 + 5_120) / 125.0)
            // What was read once is read again as fast as the volume gives it.
            try check(
                reading("method: lazy, lazyRate: 100MiB/s", ["SwCA": "Enabled"], "10GiB"),
                reads: 5_120 / 100.0 + 256 / 125.0)
        },
        .proved(
            "2.2 Provisioned initialisation", "300 MiB/s a volume at most, 5,000 MiB/s in a region.",
            [
                constant("initialisationRate", "250MiB/s"), constant("initialisationCap", "5100MiB/s"),
                constant("initialisationRetry", "59s"),
            ], by: "sixteenVolumesAreFilled"
        ) {
            let scenario = reading("method: provisioned, \(fast)", "1200GiB", count: 20)
            try check(scenario, reads: 20 * 30_720.0 / 300, count: 20)
            let run = try scenario.run()
            try expect(run.peak("initialisationRate"), is: 16, "volumes being filled at once")
            // They are made in 10 s and read in 102.4 s: four others ask at once, after 60 s and after 120 s.
            let wait = run.seconds(try run.stage("initialisationRate").waitingForResources)
            try expect(wait, is: 4 * 120, "seconds of waiting under the cap")
        },
        .rule(
            "2.2 Fast snapshot restore, credits",
            "60 minutes of preparation for each TiB; 1024/GiB credits an hour and 10 at most, so the first after 6 min.",
            Constraint.Told(
                value: "1024/GiB", source: "\(guide) doc_source/ebs-fast-snapshot-restore.md", confidence: "documented"),
            by: "theFirstCreditIsWaitedFor"
        ) {
            // Beside one second of sharing.
            for (volume, seconds) in [("64GiB", 361.0), ("512GiB", 1801), ("1024GiB", 3601)] {
                let run = try reading("method: fastRestore", volume).run()
                try expect(run.seconds(run.stage("share").working), is: seconds, "seconds until \(volume) are ready")
            }
            // Then volumes are read as fast as they give.
            try check(reading("method: fastRestore", "1200GiB"), reads: 30_720.0 / 125)
        },
        .proved(
            "2.3 EBS bandwidth", "81.25 MB/s for long and 593.75 MB/s for 30 minutes on a c5.large.",
            [
                bandwidth("baseline_mbps", "660"), bandwidth("burst_mbps", "4760"), constant("burstTime", "31m"),
            ], by: "aScannerBursts"
        ) {
            // Eight volumes share 593.75 MB/s, 74.21875 MB/s each: 30 GiB.
            let burst = Double(30 << 30) / 74_218_750
            try check(reading("method: unlimited", "1200GiB", count: 8), reads: 8 * burst, count: 8)
            // 150 GiB: 1800 s at that rate, and the rest at 10.15625 MB/s.
            let rest = (Double(150 << 30) - 1800 * 74_218_750) / 10_156_250
            try check(reading("method: unlimited", "6000GiB", count: 8), reads: 8 * (1800 + rest), count: 8)
        },
    ]

    private static func reading(_ reads: String, _ volume: String, count: Int = 1) -> ProofScenario {
        reading(reads, [:], volume, count: count)
    }
}
