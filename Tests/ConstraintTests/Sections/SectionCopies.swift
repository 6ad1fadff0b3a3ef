import Estimation
import ScanModel

/// Copies of snapshots that cannot be shared: the gate, the limit, the bill.
enum SectionCopies {
    private static let template =
        "https://github.com/nelssec/qualys-snapshot-gcp @93e016f3 CloudFormationTemplate_ServiceAccount.json "
        + "(template 1.19.0-11)"
    private static let quotas = "https://docs.aws.amazon.com/ebs/latest/userguide/ebs-resource-quotas.html"

    private static let profiles = [ProofScenario.classic(), ProofScenario.newer()]

    /// An element of `instances` whose root volume has the default key.
    private static func copied(volumes: String = "8GiB", _ keys: String = "defaultKey", count: Int, _ account: String)
        -> String
    {
        ProofScenario.instance(
            volumes: volumes, count: count, account: account, "encryption: \(keys), tags: {Scan: daily}")
    }

    static let constraints: [Constraint] = [
        .proved(
            "2.2 Concurrent copies", "20 in an account and region; volumes that need no copy do not count.",
            Datum.both("resources/snapshotCopies/capacity", "19")
                + Datum.both("resources/snapshotCopies/capacity", "22")
                + Datum.both("resources/snapshotCopies/per", "\"item\"")
                + Datum.both("resources/snapshotCopies/scope", "\"serviceAccountRegion\""),
            Constraint.Told(value: "20", source: quotas, confidence: "documented"), by: "twentyCopiesAtOnce"
        ) {
            for var scenario in [ProofScenario.classic(), .newer(["SwCA": "Enabled"])] {
                scenario.targets = [ProofScenario.target, ProofScenario.other]
                scenario.instances = scenario.targets.map {
                    copied(volumes: "8GiB, 8GiB, 8GiB", "[defaultKey, defaultKey, none]", count: 12, $0)
                }
                // Two copies each; with a checker that is never in the way, all ask while the first copies run.
                let run = try scenario.with("policies: {copyGate: {checkRate: 1000000/s}}").run()
                try expect(run.peak("snapshotCopies"), is: 20, "copies at once")
                // Two of each account are refused, and ask again after 300 s.
                let wait = run.seconds(try run.stage("copySnapshot").waitingForResources)
                try expect(abs(wait - 4 * 300) < 0.01, "\(wait) s of waiting, expected 1200")
            }
        },
        .proved(
            "1.2b Copy gate", "A copy that is refused asks again after 300 s, 96 times, and is then given up.",
            Datum.both("constants/copyRetryWait/value", "\"301s\"")
                + Datum.both("constants/copyRequestsMax/value", "\"95\""), by: "ninetySixLooks"
        ) {
            for var scenario in profiles {
                scenario.instances = [copied(count: 21, ProofScenario.target)]
                // The first twenty take their places for ever, after waits of 0, 1 ... 19 s for the checker; the last one
                // waits for 20 s, and then between its looks.
                let run = try scenario.with(
                    "timings: {copySnapshot: {base: 400000s}}", "policies: {copyGate: {checkRate: 1/s}}"
                ).run()
                try expect(run.region.abandoned, is: [.gaveUpAtLimit: 1], "instances given up")
                try expect(
                    run.seconds(run.stage("copySnapshot").waitingForResources), is: 210 + 95 * 300, "seconds of waiting"
                )
                try expect(run.requests("copyGateCheck"), is: 20 + 96, "looks")
            }
        },
        .proved(
            "1.2b Checker of copies", "One for the service account; its rate is assumed, an input with a range.",
            Datum.both("constants/copyCheckRate/value", "\"3/s\""), by: "checksFollowEachOther"
        ) {
            for var scenario in profiles {
                scenario.instances = [copied(count: 20, ProofScenario.target)]
                // The others wait 1/2, 2/2 ... 19/2 s.
                let run = try scenario.run()
                try expect(run.seconds(run.stage("copySnapshot").waitingForResources), is: 95, "seconds of waiting")
            }
        },
        .rule(
            "1.2b Who is copied", "Snapshots under the default key; a customer key is shared, and none needs none.",
            Constraint.Told(value: "aws/ebs", source: template, confidence: "documented"), by: "theDefaultKeyIsCopied"
        ) {
            for var scenario in profiles {
                scenario.instances = ["defaultKey", "customerKey", "none"].map {
                    copied($0, count: 3, ProofScenario.target)
                }
                let run = try scenario.run()
                try expect(run.requests("CopySnapshot"), is: 3, "copies")
                // The three originals are deleted as well.
                try expect(run.requests("DeleteSnapshot"), is: 9 + 3, "deletions")
            }
        },
        .rule(
            "2.2 Copies with another key", "A full copy, never an incremental one; aws/ebs cannot be shared.",
            Constraint.Told(
                value: "full copy", source: "https://github.com/awsdocs/amazon-ec2-user-guide @e3707c43",
                confidence: "documented"), by: "aCopyIsStoredInFull"
        ) {
            for var scenario in profiles {
                scenario.instances = [copied(count: 1, ProofScenario.target)]
                func stored(_ scenario: ProofScenario, _ kind: CostKind) throws -> Double {
                    try scenario.answer().estimate.lines.first { $0.kind == kind }?.quantity ?? 0
                }
                let half = scenario.with("prices: {snapshotStoredFraction: 0.5}")
                let originals = try (stored(scenario, .snapshots), stored(half, .snapshots))
                try expect(originals.0 > 0 && abs(originals.0 / originals.1 - 2) < 1e-9, "originals: \(originals)")
                let copies = try (stored(scenario, .copiedSnapshots), stored(half, .copiedSnapshots))
                try expect(copies.0 > 0 && copies.0 == copies.1, "copies: \(copies)")
            }
        },
        .proved(
            "2.2 Duration of a copy", "Not published: an input with a range; the original is deleted after it.",
            Datum.both("stages/copySnapshot/base/value", "\"61s\"")
                + Datum.both("stages/copySnapshot/perGiB/value", "\"3s\"")
                + Datum.both("stages/deleteOriginal/base/value", "\"3s\"")
                + Datum.both("stages/deleteOriginal/perGiB/value", "\"1s\""), by: "aCopyTakes80Seconds"
        ) {
            for var scenario in profiles {
                scenario.instances = [copied(volumes: "10GiB", count: 1, ProofScenario.target)]
                let run = try scenario.run()
                try expect(run.seconds(run.stage("copySnapshot").working), is: 80, "seconds for 10 GiB")
                try expect(run.seconds(run.stage("deleteOriginal").working), is: 2, "seconds to delete the original")
            }
        },
        .proved(
            "1.2b Search for scanners' work",
            "What is ready gets a scanner at the next search, every EventsBatchWindow minutes.",
            [
                .newer("parameters/EventsBatchWindow/defaultValue", "\"9\""),
                .newer("parameters/EventsBatchWindow/role", "null"),
            ],
            Constraint.Told(value: "10", source: template, confidence: "documented"), by: "launchedAtTheSearch"
        ) {
            // Ready after 69 s.
            try expect(ProofScenario.newer().run().launches, is: [600], "second of the launch")
            let twelve = ProofScenario.newer(["EventsBatchWindow": "12"])
            try expect(twelve.run().launches, is: [720], "second of the launch")
            let none = ProofScenario.newer().with("policies: {batchWindow: none}")
            try expect(none.run().launches, is: [69], "second of the launch without searches")
        },
    ]
}
