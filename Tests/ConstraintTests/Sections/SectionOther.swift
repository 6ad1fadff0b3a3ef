import Estimation
import ScanModel

/// Constants that the sections do not name and every answer rests on.
enum SectionOther {
    /// Seconds until one instance of 10 GiB is done, stage after stage.
    private static func cycle(_ profile: ProofScenario) throws -> Double {
        var scenario = profile
        scenario.instances = [ProofScenario.instance(volumes: "10GiB")]
        guard let run = try scenario.answer().run else { throw Unmet(description: "nothing was simulated") }
        return Double(run.makespan) / Double(run.scale.ticksPerSecond)
    }

    private static let atOnce = "policies: {batchWindow: none}"

    private static func timings(_ stages: [(name: String, base: Int)]) -> [(path: String, changed: String)] {
        stages.flatMap { stage in
            [
                ("stages/\(stage.name)/base/value", "\"\(stage.base + 1)s\""),
                ("stages/\(stage.name)/perGiB/value", "\"3s\""),
            ]
        } + [
            ("constants/scannerBoot/value", "\"91s\""), ("constants/regionSetup/value", "\"1s\""),
            ("constants/regionTeardown/value", "\"1s\""),
        ]
    }

    static let constraints: [Constraint] = [
        .proved(
            "Other: time of one instance (1.8)", "Assumed stage by stage; each an input with a range.",
            timings([
                ("snapshot", 60), ("share", 1), ("createVolume", 10), ("attach", 10), ("scan", 60), ("detach", 10),
                ("deleteVolume", 5), ("deleteSnapshot", 2),
            ]).map { .classic($0.path, $0.changed) }, by: "oneInstanceTakes263Seconds"
        ) {
            // 60 + 10 snapshot, 1 share, 90 boot, 10 create, 10 attach, 60 + 5 scan, 10 detach, 5 and 2 delete.
            try expect(cycle(.classic()), is: 263, "seconds for one instance of 10 GiB")
        },
        .proved(
            "Other: time of one instance (1.19)", "Assumed stage by stage; each an input with a range.",
            timings([("snapshot", 60), ("share", 1), ("start", 10), ("scan", 60), ("deleteSnapshot", 2)])
                .map { .newer($0.path, $0.changed) }, by: "oneInstanceTakes238Seconds"
        ) {
            // 60 + 10 snapshot, 1 share, 90 boot, 10 start, 60 + 5 scan, 2 delete.
            // Without the wait for the next search.
            try expect(cycle(.newer().with(atOnce)), is: 238, "seconds for one instance of 10 GiB")
        },
        .proved(
            "Other: time of searches (1.19)", "Assumed; each an input with a range.",
            [
                .newer("scanTypes/swca/base/value", "\"6s\""), .newer("scanTypes/swca/perGiB/value", "\"3s\""),
                .newer("scanTypes/secret/base/value", "\"6s\""), .newer("scanTypes/secret/perGiB/value", "\"90s\""),
            ], by: "searchesTake30And105Seconds"
        ) {
            // 238 s, and 5 + 25 for software components of 10 GiB, or 5 + 100 for secrets of 1 GiB.
            try expect(cycle(.newer(["SwCA": "Enabled"]).with(atOnce)), is: 268, "seconds with software components")
            var scenario = ProofScenario.newer(["Secret": "Enabled"])
            scenario.instances = [ProofScenario.instance(volumes: "1GiB")]
            let run = try scenario.run()
            try expect(run.seconds(run.stage("scan").working), is: 165.5, "seconds of scan with secrets")
        },
        .proved(
            "Other: bill of one scanner", "Billed until it is gone and for 60 s at least; its root volume as long.",
            Datum.both("constants/scannerDrain/value", "\"31s\"")
                + Datum.both("constants/scannerMinimumBilled/value", "\"61s\"")
                + Datum.both("constants/scannerRootVolume/value", "\"9GiB\"")
                + Datum.both("constants/hoursPerMonth/value", "\"720\""), by: "aScannerIsBilled"
        ) {
            for (scenario, seconds) in [
                // From the launch to the end: boot, create, attach, scan, detach and 30 s of drain; or boot, start, scan.
                (ProofScenario.classic([:], [ProofScenario.instance(volumes: "10GiB")]), 90 + 10 + 10 + 65 + 10 + 30),
                (ProofScenario.newer([:], [ProofScenario.instance(volumes: "10GiB")]), 90 + 10 + 65 + 30),
            ] {
                let lines = try scenario.answer().estimate.lines
                let hours = lines.first { $0.kind == .scanners }?.quantity ?? 0
                try expect(abs(hours - Double(seconds) / 3600) < 1e-12, "billed \(hours * 3600) s, expected \(seconds)")
                let root = lines.first { $0.kind == .scannerRootVolumes }?.quantity ?? 0
                let months = 8.0 * Double(seconds) / 3600 / 730
                try expect(abs(root - months) < 1e-12, "root volume \(root) GiB-months, expected \(months)")
                let short = scenario.with(
                    "timings: {scannerBoot: 0s, scannerDrain: 1s, scan: {base: 1s, perGiB: 0s}}")
                var quick = short
                if scenario.profile == "qualys-aws@1.19" {
                    quick.lines[0] = quick.lines[0].replacing("scan: {", with: "start: {base: 0s}, scan: {")
                } else {
                    quick.lines[0] = quick.lines[0].replacing(
                        "scan: {", with: "createVolume: {base: 0s}, attach: {base: 0s}, detach: {base: 0s}, scan: {")
                }
                let least = try quick.answer().estimate.lines.first { $0.kind == .scanners }?.quantity ?? 0
                try expect(abs(least * 3600 - 60) < 1e-9, "billed \(least * 3600) s for 2 s of work, expected 60")
            }
        },
        .proved(
            "Other: prices of a cycle", "List prices by region: a machine on demand, gp3 and snapshots.",
            [
                Datum(file: "Prices/aws-ec2.csv", path: "us-east-1+c5.large/on_demand_usd_per_hour", changed: "0.086"),
                Datum(file: "Prices/aws-storage.csv", path: "us-east-1+ebs_gp3/usd", changed: "0.09"),
                Datum(file: "Prices/aws-storage.csv", path: "us-east-1+ebs_snapshot_standard/usd", changed: "0.06"),
            ], by: "listPricesOfACycle"
        ) {
            let lines = try ProofScenario.classic().answer(.plan).estimate.lines
            func price(_ kind: CostKind) -> Double? { lines.first { $0.kind == kind }?.unitPrice }
            try expect(price(.scanners), is: 0.085, "USD an hour of a c5.large")
            try expect(price(.volumes), is: 0.08, "USD a GiB-month of gp3")
            try expect(price(.snapshots), is: 0.05, "USD a GiB-month of a snapshot")
        },
        .proved(
            "Other: waits after refusals", "Assumed: 1 s, doubled each time, 60 s at most; inputs with ranges.",
            Datum.both("constants/backoffFirst/value", "\"2s\"") + Datum.both("constants/backoffFactor/value", "\"3\"")
                + Datum.both("constants/backoffLimit/value", "\"50s\""), by: "waitsAreDoubled"
        ) {
            for var scenario in [ProofScenario.classic(), .newer()] {
                scenario.instances = [ProofScenario.instance(count: 2)]
                let slow = scenario.with(
                    "limits: {apiRates: {CreateSnapshot: {rate: 0.006/s, burst: 1}}}", "policies: {onEmpty: reject}")
                // The second asks again after 1, 2, 4, 8, 16, 32 and then every 60 s; its token is there after 166.7 s.
                try expect(slow.run().tokenWait("snapshot"), is: 183, "seconds until the token is had")
            }
        },
    ]
}
