import ScanModel

/// What goes wrong, and the vendor's gateway.
enum SectionFaults {
    private static let template =
        "https://github.com/nelssec/qualys-snapshot-gcp @93e016f3 CloudFormationTemplate_ServiceAccount.json "
        + "(template 1.19.0-11)"

    private static let profiles = [ProofScenario.classic(), ProofScenario.newer()]

    static let constraints: [Constraint] = [
        .proved(
            "1.2b Attempts", "Two for each instance and interval.",
            [
                .classic("constants/scanAttemptsMax/value", "\"3\""),
                .newer("constants/scanAttemptsMax/value", "\"3\""),
                .newer("constants/scanAttemptsMax/value", "\"1\""),
            ], by: "twoAttempts"
        ) {
            for var scenario in profiles {
                scenario.instances = [ProofScenario.instance(count: 200)]
                let run = try scenario.with("faults: {scanFailure: 99%}").run()
                // 398 on average; three at most would make 594.
                let attempts = run.region.attempts
                try expect((390...400).contains(attempts), "\(attempts) attempts for 200 instances")
                let givenUp = run.region.abandoned.values.reduce(0, +)
                // Who is given up failed twice, and everybody else once at most.
                let others = run.region.failedAttempts - 2 * givenUp
                try expect(givenUp + run.region.completions.count, is: 200, "instances given up and scanned")
                try expect((0...run.region.completions.count).contains(others), "\(others) other failures")
            }
        },
        .proved(
            "1.2b Hourly clean-up", "Leftovers are swept every hour, and billed until then.",
            Datum.both("constants/cleanupInterval/value", "\"3660s\""), by: "sweptAfterAnHour"
        ) {
            for var scenario in profiles {
                scenario.instances = [ProofScenario.instance(volumes: "10GiB")]
                let answer = try scenario.with("faults: {scanFailure: 99%}").answer()
                try expect(
                    answer.run?.regions.first?.abandoned.values.reduce(0, +), is: 1, "instances given up")
                let lines = answer.estimate.lines.filter { [.snapshots, .leftoverSnapshots].contains($0.kind) }
                // From the request for the snapshot on, with which the region opens.
                let seconds = lines.reduce(0) { $0 + $1.quantity } * 730 * 3600 / 10
                try expect(abs(seconds - 3600) < 1e-6, "the snapshot is kept for \(seconds) s, expected 3600")
            }
        },
        .proved(
            "1.2b Gateway of the vendor", "25 requests a second, 100 at once; how many a scan makes is an input.",
            Datum.both("constants/vendorRequestRate/value", "\"30/s\"")
                + Datum.both("constants/vendorRequestBurst/value", "\"110\""), by: "theGatewayThrottles"
        ) {
            for (var scenario, stage) in zip(profiles, ["detach", "scan"]) {
                scenario.instances = [ProofScenario.instance(count: 30)]
                let run = try Section21.onlyThrottled(
                    by: nil, scenario, limits: "vendorApi: {requestsPerItem: 10}, "
                ).run()
                // Ten at once; the other 20 wait 10/25, 20/25 ... 200/25 s.
                try expect(run.tokenWait(stage), is: 84, "seconds of waiting for the gateway")
                let none = try Section21.onlyThrottled(by: nil, scenario).run()
                try expect(none.tokenWait(stage), is: 0, "seconds of waiting without a gateway")
            }
        },
        .proved(
            "1.2b Gateway of the vendor, a day", "10,000 requests.",
            Datum.both("constants/vendorRequestsPerDay/value", "\"10010\""), by: "tenThousandRequestsADay"
        ) {
            for var scenario in profiles {
                scenario.lines = ["limits: {vendorApi: {requestsPerItem: 10}}"]
                scenario.instances = [ProofScenario.instance(count: 1000)]
                try expect(scenario.findings(.vendorRequests), is: [], "findings on 10,000 requests")
                scenario.instances = [ProofScenario.instance(count: 1001)]
                try expect(
                    scenario.findings(.vendorRequests).map(\.severity), is: [.blocks], "findings on 10,010 requests")
            }
        },
        .rule(
            "2.3 Spot, interruption",
            "The cloud takes scanners back: their work waits for others; up to 20 percent a month and more.",
            Constraint.Told(
                value: "an input", source: "https://github.com/awsdocs/amazon-ec2-user-guide @e3707c43",
                confidence: "assumed"), by: "interruptedScansAreRepeated"
        ) {
            for var scenario in profiles {
                scenario.instances = [ProofScenario.instance(count: 40)]
                scenario.lines = ["timings: {scan: {base: 1h}}", "faults: {spotInterruption: {perHour: 50%}}"]
                let spot = try scenario.with("bill: {include: [spot]}").run().region
                try expect(spot.interruptedScanners > 0, "no scanner was interrupted")
                try expect(
                    spot.scanners.count, is: 5 + spot.interruptedScanners, "scanners for 40 volumes and those taken")
                try expect(spot.completions.count, is: 40, "instances scanned")
                try expect(spot.failedAttempts, is: 0, "failed attempts")
                try expect(scenario.run().region.interruptedScanners, is: 0, "interruptions on demand")
            }
        },
        .rule(
            "2.3 Capacity of a zone", "A launch may be refused for want of capacity, and is repeated after a wait.",
            Constraint.Told(
                value: "an input",
                source: "https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/troubleshooting-launch.html",
                confidence: "assumed"), by: "launchesWaitForCapacity"
        ) {
            var scenario = ProofScenario.classic().with(
                "faults: {zoneOutages: [{region: us-east-1, from: 0s, to: 100s}]}")
            scenario.instances = [ProofScenario.instance(volumes: "10GiB")]
            let run = try scenario.run()
            // Ready at 71 s, refused at 71, 72, 74, 78 and 86 s.
            try expect(run.launches, is: [102], "second of the launch")
            try expect(run.region.refusedLaunches, is: 5, "refused launches")
        },
        .rule(
            "2.1 Use by others", "Buckets and their tokens belong to the account, whoever asks.",
            Constraint.Told(
                value: "an input", source: "https://docs.aws.amazon.com/ec2/latest/devguide/ec2-api-throttling.html",
                confidence: "documented"), by: "othersSpendTokens"
        ) {
            for var scenario in profiles {
                scenario.instances = [ProofScenario.instance(count: 3)]
                let slow = scenario.with(
                    "limits: {apiRates: {CreateSnapshot: {rate: 5/s, burst: 1}}, background: {CreateSnapshot: 4/s}}")
                // One token a second is left: the second waits 1 s, the third 2 s.
                try expect(slow.run().tokenWait("snapshot"), is: 3, "seconds of waiting")
            }
        },
    ]
}
