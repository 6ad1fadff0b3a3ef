import ScanModel

/// Section 2.1: token buckets of EC2's request rates.
enum Section21 {
    private static let throttling = "https://docs.aws.amazon.com/ec2/latest/devguide/ec2-api-throttling.html"

    private static func documented(_ value: String) -> Constraint.Told {
        Constraint.Told(value: value, source: throttling, confidence: "documented")
    }

    static let classicStages = [
        "snapshot", "copySnapshot", "deleteOriginal", "share", "createVolume", "attach", "scan", "detach",
        "deleteVolume",
        "deleteSnapshot",
    ]
    static let newerStages = [
        "snapshot", "copySnapshot", "deleteOriginal", "share", "start", "scan", "deleteSnapshot",
    ]
    private static let classicActions = newerActions + ["CreateVolume", "AttachVolume", "DetachVolume", "DeleteVolume"]
    private static let newerActions = [
        "CreateSnapshot", "CopySnapshot", "ModifySnapshotAttribute", "RunInstances", "RunInstancesResource",
        "TerminateInstances", "TerminateInstancesResource", "DeleteSnapshot",
    ]

    /// The scenario with stages that take no time, no limit on pending snapshots, and one bucket as the profile has it:
    /// all items want its tokens in the same instant.
    ///
    /// - Parameters:
    ///   - action: the bucket's; nil: no bucket throttles.
    ///   - places: volumes that a scanner takes.
    ///   - limits, policies: further keys of those mappings, each with a comma behind it.
    static func onlyThrottled(
        by action: String?, _ scenario: ProofScenario, places: Int = 24, limits: String = "", policies: String = ""
    ) -> ProofScenario {
        let isClassic = scenario.profile == "qualys-aws@1.8"
        let stages = (isClassic ? classicStages : newerStages).map { "\($0): {base: 0s, perGiB: 0s}" }
        let others = (isClassic ? classicActions : newerActions).filter { $0 != action }
            .map { "\($0): {rate: 100000/s, burst: 100000}" }
        return scenario.with(
            "timings: {\(stages.joined(separator: ", ")), scannerBoot: 0s, scannerDrain: 0s}",
            "limits: {\(limits)pendingSnapshots: 1000000, apiRates: {\(others.joined(separator: ", "))}}",
            "policies: {\(policies)volumesPerScanner: \(places)}")
    }

    /// Seconds that `count` requests of the same instant wait: those beyond the burst wait 1/rate, 2/rate and so on.
    private static func wait(_ count: Int, burst: Int, rate: Int) -> Double {
        let waiting = Double(count - burst)
        return waiting * (waiting + 1) / 2 / Double(rate)
    }

    private static func bucket(
        _ action: String, at stage: String, burst: Int, rate: Int, isNewer: Bool = false
    ) -> Constraint {
        let path = "buckets/\(action)"
        var data = [Datum.classic("\(path)/burst", "\"\(burst + 1)\""), .classic("\(path)/rate", "\"\(rate + 1)/s\"")]
        if isNewer { data += data.map { Datum.newer($0.path, $0.changed) } }
        return .proved(
            "2.1 \(action)", "A bucket of \(burst) tokens that gets \(rate) a second, for each account and region.",
            data, by: "theClosedFormOfABucket"
        ) {
            for var scenario in [ProofScenario.classic(["SingleRegionConcurrency": "7"])] + (isNewer ? [.newer()] : [])
            {
                scenario.instances = [ProofScenario.instance(count: 300)]
                try expect(
                    onlyThrottled(by: action, scenario).run().tokenWait(stage),
                    is: wait(300, burst: burst, rate: rate), "seconds of waiting for \(action)")
            }
        }
    }

    static let constraints: [Constraint] = [
        bucket("CreateSnapshot", at: "snapshot", burst: 100, rate: 5, isNewer: true),
        bucket("ModifySnapshotAttribute", at: "share", burst: 100, rate: 5, isNewer: true),
        bucket("CreateVolume", at: "createVolume", burst: 100, rate: 5),
        bucket("AttachVolume", at: "attach", burst: 50, rate: 5),
        bucket("DetachVolume", at: "detach", burst: 50, rate: 5),
        bucket("DeleteVolume", at: "deleteVolume", burst: 100, rate: 5),
        bucket("DeleteSnapshot", at: "deleteSnapshot", burst: 100, rate: 5, isNewer: true),
        .proved(
            "2.1 RunInstances", "A bucket of 5 tokens that gets 2 a second, for each account and region.",
            Datum.both("buckets/RunInstances/burst", "\"6\"") + Datum.both("buckets/RunInstances/rate", "\"3/s\""),
            by: "launchesAreSpacedOut"
        ) {
            for var scenario in [ProofScenario.classic(["SingleRegionConcurrency": "7"]), .newer()] {
                scenario.instances = [ProofScenario.instance(count: 300)]
                let run = try onlyThrottled(by: "RunInstances", scenario, places: 1).run()
                // Five at once, the other 295 half a second apart.
                try expect(run.launches.max(), is: 147.5, "second of the last launch")
                try expect(run.launches.count { $0 == 0 }, is: 5, "launches at once")
            }
        },
        .proved(
            "2.1 TerminateInstances", "A bucket of 100 tokens that gets 5 a second, for each account and region.",
            Datum.both("buckets/TerminateInstances/burst", "\"101\"")
                + Datum.both("buckets/TerminateInstances/rate", "\"6/s\""), by: "terminationsAreSpacedOut"
        ) {
            for var scenario in [ProofScenario.classic(["SingleRegionConcurrency": "7"]), .newer()] {
                scenario.instances = [ProofScenario.instance(count: 300)]
                let run = try onlyThrottled(by: "TerminateInstances", scenario, places: 1).run()
                // A hundred at once, the other 200 a fifth of a second apart.
                try expect(run.terminations.max(), is: 40, "second of the last termination")
                try expect(run.terminations.count { $0 == 0 }, is: 100, "terminations at once")
            }
        },
        .proved(
            "2.1 CopySnapshot", "50 tokens and 5 a second: the class of other mutating actions.",
            Datum.both("buckets/CopySnapshot/burst", "\"51\"") + Datum.both("buckets/CopySnapshot/rate", "\"6/s\"")
                + Datum.both("buckets/CopySnapshot/scope", "\"serviceAccountRegion\""), by: "copiesAreRequested"
        ) {
            for var scenario in [ProofScenario.classic(), .newer()] {
                scenario.targets = [ProofScenario.target, ProofScenario.other]
                scenario.instances = scenario.targets.map {
                    ProofScenario.instance(count: 75, account: $0, "encryption: defaultKey, tags: {Scan: daily}")
                }
                // A checker that is never in the way, and room for every copy.
                let run = try onlyThrottled(
                    by: "CopySnapshot", scenario, limits: "snapshotCopies: 1000, ",
                    policies: "copyGate: {checkRate: 1000000/s}, "
                ).run()
                let found = try run.tokenWait("copySnapshot")
                // 25 of each account wait 1/5, 2/5 ... 5 s.
                try expect(abs(found - 2 * 65) < 0.1, "\(found) s of waiting, expected 130")
                try expect(run.requests("CopySnapshot"), is: 150, "requests for copies")
            }
        },
        .proved(
            "2.1 Resource bucket of RunInstances", "1000 machines and 2 a second, beside the requests.",
            Datum.both("buckets/RunInstancesResource/burst", "\"1001\"")
                + Datum.both("buckets/RunInstancesResource/rate", "\"3/s\"")
                + Datum.both("buckets/RunInstancesResource/resourceOf", "\"TerminateInstances\""),
            by: "aThousandMachinesAreLaunched"
        ) {
            for var scenario in [ProofScenario.classic(["SingleRegionConcurrency": "7"]), .newer()] {
                scenario.instances = [ProofScenario.instance(count: 1020)]
                let run = try onlyThrottled(by: "RunInstancesResource", scenario, places: 1).run()
                // A thousand at once, the other 20 half a second apart.
                try expect(run.launches.max(), is: 10, "second of the last launch")
                try expect(run.launches.count { $0 == 0 }, is: 1000, "launches at once")
            }
        },
        .proved(
            "2.1 Resource bucket of TerminateInstances", "1000 machines and 20 a second, beside the requests.",
            Datum.both("buckets/TerminateInstancesResource/burst", "\"1001\"")
                + Datum.both("buckets/TerminateInstancesResource/rate", "\"21/s\"")
                + Datum.both("buckets/TerminateInstancesResource/resourceOf", "\"RunInstances\""),
            by: "aThousandMachinesAreTerminated"
        ) {
            let wide = ProofScenario.newer(["SingleRegionConcurrency": "50"])
            for var scenario in [ProofScenario.classic(["SingleRegionConcurrency": "7"]), wide] {
                scenario.instances = [ProofScenario.instance(count: 1020)]
                let run = try onlyThrottled(by: "TerminateInstancesResource", scenario, places: 1).run()
                // A thousand at once, the other 20 a twentieth of a second apart.
                try expect(run.launches.max(), is: 0, "second of the last launch")
                try expect(run.terminations.max(), is: 1, "second of the last termination")
                try expect(run.terminations.count { $0 == 0 }, is: 1000, "terminations at once")
            }
        },
        .rule(
            "2.1 Refusal", "A request that finds no token is refused and tried again later, which spends tokens.",
            documented("RequestLimitExceeded"), by: "refusedRequestsAreCounted"
        ) {
            var scenario = ProofScenario.classic()
            scenario.instances = [ProofScenario.instance(count: 300)]
            var refused = onlyThrottled(by: "CreateSnapshot", scenario)
            refused.lines = refused.lines.map {
                $0.replacing("policies: {", with: "policies: {onEmpty: reject, backoff: {first: 1s}, ")
            }
            let run = try refused.run()
            try expect(run.stage("snapshot").refusals > 0, "nothing was refused")
            try expect(
                run.requests("CreateSnapshot"), is: 300 + run.stage("snapshot").refusals, "requests with refused ones")
        },
        .rule(
            "2.1 Fractions of tokens", "Refill may be fractional, such as 0.1, 0.15 and 0.3 a second.",
            documented("0.1/s"), by: "tokensComeInFractions"
        ) {
            var scenario = ProofScenario.classic()
            scenario.instances = [ProofScenario.instance(count: 3)]
            let slow = scenario.with(
                "timings: {snapshot: {base: 0s, perGiB: 0s}}",
                "limits: {apiRates: {CreateSnapshot: {rate: 0.15/s, burst: 1}}}")
            // The second waits 20/3 s, the third 40/3 s.
            try expect(slow.run().tokenWait("snapshot"), is: 20, "seconds of waiting")
        },
        .notModelled(
            "2.1 Describe, Get and List", "100 tokens and 20 a second if filtered or paginated, else 50 and 10.", [],
            documented("100 at 20/s; 50 at 10/s"),
            because:
                "discovery makes such requests; `weeks` limits them together by `weeks.discovery.callRate`, which nobody "
                + "published, and not by account and region"),
        .notModelled(
            "2.1 CreateTags", "100 tokens and 10 a second.", [], documented("100 at 10/s"),
            because: "snapshots and machines are tagged by the requests that make them"),
        .notModelled(
            "2.1 CopyImage", "100 tokens and 1 a second.", [], documented("100 at 1/s"),
            because: "scans of machine images are not simulated"),
        .notModelled(
            "2.1 CreateNetworkInterface, StartInstances", "100 tokens and 5 a second; 5 tokens and 2 a second.", [],
            documented("100 at 5/s; 5 at 2/s"), because: "a scanner is launched with its interface and never stopped"),
        .notModelled(
            "2.1 Resource buckets of StartInstances and StopInstances", "1000 instances; 2 and 20 a second.", [],
            documented("1000 at 2/s and 20/s"), because: "a scanner is launched and terminated, never stopped"),
        .notModelled(
            "2.1 Snapshots of one volume", "About one in 15 s, else SnapshotCreationPerVolumeRateExceeded.", [],
            Constraint.Told(value: "1 in 15 s", source: throttling, confidence: "assumed"),
            because: "a scan makes one snapshot of each volume, and the next scan comes a day later at least"),
    ]
}
