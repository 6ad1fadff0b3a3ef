import ScanModel

/// Section 1.1: the parameters of the service account's stack that steer pace and scans.
enum Section11 {
    /// Regions that are known to every version, more than any window holds.
    static let regions = [
        "us-east-1", "us-east-2", "us-west-1", "us-west-2", "ca-central-1", "eu-west-1", "eu-west-2", "eu-west-3",
        "eu-central-1", "eu-north-1", "ap-south-1", "sa-east-1",
    ]

    /// How many of twelve regions with equal work are open at the start, by a simulation.
    static func openAtStart(_ scenario: ProofScenario) throws -> Int {
        var scenario = scenario
        scenario.parameters["Regions"] = "[\(regions.joined(separator: ", "))]"
        scenario.instances = regions.map { ProofScenario.instance(region: $0) }
        guard let run = try scenario.answer().run else { throw Unmet(description: "nothing was simulated") }
        return run.windows.count { $0.activated == 0 }
    }

    /// Scanners that 600 instances of one volume and a long scan keep busy at once, by a simulation.
    static func scannersAtOnce(_ scenario: ProofScenario) throws -> Int {
        var scenario = scenario.with("timings: {scan: {base: 3000s, perGiB: 0s}}")
        scenario.instances = [ProofScenario.instance(count: 600)]
        guard let run = try scenario.answer().run else { throw Unmet(description: "nothing was simulated") }
        return run.peakScanners
    }

    static let constraints: [Constraint] =
        [
            .proved(
                "1.1 Concurrency (1.8)", "1 to 4, where 1 stands for 10 regions at once and 4 for 40.",
                [
                    .classic("parameters/Concurrency/minimum", "2"), .classic("parameters/Concurrency/maximum", "5"),
                    .classic("constants/regionsPerConcurrencyUnit/value", "\"9\""),
                ], by: "tenRegionsAUnit"
            ) {
                try ProofScenario.classic().expect(
                    "Concurrency", takes: ["1", "2", "3", "4"], refuses: ["0", "5", "10"])
                try expect(openAtStart(.classic()), is: 10, "regions open at the start")
                try expect(openAtStart(.classic(["Concurrency": "2"])), is: 12, "regions open at the start")
            },
            .proved(
                "1.1 Concurrency, its example (1.8)",
                "20 regions at Concurrency 2 are scanned as 10 regions, 2 times: one of three readings.",
                [
                    .classic("constants/roundSize/value", "\"11\""), .classic("regionReading/value", "\"literal\""),
                ], by: "roundsAreOfTenRegions"
            ) {
                let rounds = ProofScenario.classic(["Concurrency": "4"]).with("policies: {regionReading: rounds}")
                try expect(openAtStart(rounds), is: 10, "regions of the first round")
                let answer = try ProofScenario.classic().answer()
                try expect(answer.readings.map(\.gate.reading), is: [.parallelGroups, .rounds, .literal], "readings")
            },
            .proved(
                "1.1 Concurrency (1.19)", "1 to 5 regions at once, taken literally; 2 unless stated.",
                [
                    .newer("parameters/Concurrency/minimum", "2"), .newer("parameters/Concurrency/maximum", "6"),
                    .newer("parameters/Concurrency/defaultValue", "\"3\""), .newer("regionReading/value", "\"rounds\""),
                ], by: "concurrencyIsLiteral"
            ) {
                try ProofScenario.newer().expect("Concurrency", takes: ["1", "5"], refuses: ["0", "6"])
                try expect(openAtStart(.newer()), is: 2, "regions open at the start")
                try expect(openAtStart(.newer(["Concurrency": "5"])), is: 5, "regions open at the start")
            },
            .proved(
                "1.1 SingleRegionConcurrency (1.8)", "1 to 7, where 1 stands for 10 scanners in a region and 7 for 70.",
                [
                    .classic("parameters/SingleRegionConcurrency/minimum", "2"),
                    .classic("parameters/SingleRegionConcurrency/maximum", "8"),
                    .classic("constants/scannersPerSingleRegionConcurrencyUnit/value", "\"11\""),
                ], by: "tenScannersAUnit"
            ) {
                try ProofScenario.classic().expect(
                    "SingleRegionConcurrency", takes: ["1", "7"], refuses: ["0", "8", "70"])
                try expect(scannersAtOnce(.classic()), is: 10, "scanners at once")
                try expect(scannersAtOnce(.classic(["SingleRegionConcurrency": "7"])), is: 70, "scanners at once")
            },
            .proved(
                "1.1 SingleRegionConcurrency (1.19)",
                "1 to 50 scanners in a region, taken literally; 10 unless stated.",
                [
                    .newer("parameters/SingleRegionConcurrency/minimum", "2"),
                    .newer("parameters/SingleRegionConcurrency/maximum", "51"),
                    .newer("parameters/SingleRegionConcurrency/defaultValue", "\"9\""),
                    .newer("constants/scannersPerSingleRegionConcurrencyUnit/value", "\"2\""),
                ], by: "scannersAreLiteral"
            ) {
                try ProofScenario.newer().expect("SingleRegionConcurrency", takes: ["1", "50"], refuses: ["0", "51"])
                try expect(scannersAtOnce(.newer()), is: 10, "scanners at once")
                try expect(scannersAtOnce(.newer(["SingleRegionConcurrency": "50"])), is: 50, "scanners at once")
            },
            .notModelled(
                "1.1 Concurrency as regions of one round (1.19)", "The template knows no rounds.",
                [.newer("constants/roundSize/value"), .newer("constants/regionsPerConcurrencyUnit/value")],
                because:
                    "kept so that a scenario can ask for the other readings; the reading in use does not touch them"),
            .proved(
                "1.1 IntervalHours (1.8)", "From 24 hours; the documentation names no end.",
                [.classic("parameters/IntervalHours/minimum", "23")], by: "noIntervalBelowADay"
            ) {
                try ProofScenario.classic().expect(
                    "IntervalHours", takes: ["24", "168", "720"], refuses: ["1", "23", "-24", "0"])
            },
            .proved(
                "1.1 IntervalHours (1.19)", "24 to 168 hours; 24 unless stated.",
                [
                    .newer("parameters/IntervalHours/minimum", "25"), .newer("parameters/IntervalHours/maximum", "169"),
                    .newer("parameters/IntervalHours/defaultValue", "\"25\""),
                ], by: "aDayToAWeek"
            ) {
                try ProofScenario.newer().expect("IntervalHours", takes: ["24", "168"], refuses: ["23", "169"])
                let answer = try ProofScenario.newer().answer(.plan)
                try expect(answer.deadline?.value, is: 86_400, "deadline in seconds")
                try expect(answer.estimate.hoursPerCycle, is: 24, "hours that a cycle pays for")
            },
            .proved(
                "1.1 EventsBatchWindow (1.19)", "5 to 720 minutes; 10 unless stated.",
                [
                    .newer("parameters/EventsBatchWindow/minimum", "6"),
                    .newer("parameters/EventsBatchWindow/maximum", "721"),
                    .newer("parameters/EventsBatchWindow/defaultValue", "\"11\""),
                ], by: "eventsBatchWindowIsWrittenOut"
            ) {
                try ProofScenario.newer().expect("EventsBatchWindow", takes: ["5", "720"], refuses: ["4", "721"])
                try expect(ProofScenario.newer().exported("EventsBatchWindow"), is: "10", "in the stack's file")
            },
            .proved(
                "1.1 PollRetryInterval (1.19)", "15 to 720 minutes; 240 unless stated.",
                [
                    .newer("parameters/PollRetryInterval/minimum", "16"),
                    .newer("parameters/PollRetryInterval/maximum", "721"),
                    .newer("parameters/PollRetryInterval/defaultValue", "\"60\""),
                ], by: "pollRetryIntervalIsWrittenOut"
            ) {
                try ProofScenario.newer().expect("PollRetryInterval", takes: ["15", "720"], refuses: ["14", "721"])
                try expect(ProofScenario.newer().exported("PollRetryInterval"), is: "240", "in the stack's file")
            },
        ] + choices + timeouts

    /// Volumes that are read of an instance with three.
    static func volumesRead(_ parameters: [String: String]) throws -> Int {
        let scenario = ProofScenario.newer(parameters, [ProofScenario.instance(volumes: "8GiB, 9GiB, 10GiB")])
        return try scenario.plan().demand.eligibleVolumes
    }

    private static let choices: [Constraint] =
        ["SwCA", "Secret"].map { name in
            .proved(
                "1.1 \(name) (1.19)", "Enabled or Disabled; Disabled unless stated. Enabled, all volumes are read.",
                [
                    .newer("parameters/\(name)/allowedValues", "[\"Disabled\"]"),
                    .newer("parameters/\(name)/defaultValue", "\"Enabled\""),
                ], by: "searchesAreOffUnlessStated"
            ) {
                try ProofScenario.newer().expect(
                    name, takes: ["Enabled", "Disabled"], refuses: ["On", "true", "enabled"])
                try expect(volumesRead([:]), is: 1, "volumes read")
                try expect(volumesRead([name: "Enabled"]), is: 3, "volumes read")
            }
        }
        + ["AMI", "AMIOfflineScan"].map { name in
            .proved(
                "1.1 \(name) (1.19)", "Enabled or Disabled; Disabled unless stated. Its scans are not simulated.",
                [
                    .newer("parameters/\(name)/allowedValues", "[\"Disabled\"]"),
                    .newer("parameters/\(name)/defaultValue", "\"Enabled\""),
                    .newer("parameters/\(name)/unmodelled", "null"),
                ], by: "scansOfImagesAreToldOf"
            ) {
                try ProofScenario.newer().expect(name, takes: ["Enabled", "Disabled"], refuses: ["On", "enabled"])
                try expect(ProofScenario.newer().exported(name), is: "Disabled", "in the stack's file")
                let notices = try ProofScenario.newer([name: "Enabled"]).answer(.plan).notices
                try expect(
                    notices.contains { $0.hasPrefix("\(name) is Enabled. ") }, "the answer tells what it leaves out")
            }
        } + [
            .proved(
                "1.1 ScanSampling (1.19)", "Enabled or Disabled; Disabled unless stated.",
                [
                    .newer("parameters/ScanSampling/allowedValues", "[\"Disabled\"]"),
                    .newer("parameters/ScanSampling/defaultValue", "\"Enabled\""),
                ], by: "samplesAreOffUnlessStated"
            ) {
                try ProofScenario.newer().expect("ScanSampling", takes: ["Enabled", "Disabled"], refuses: ["On"])
                try expect(sampled([:]), is: 20, "members scanned")
            },
            .proved(
                "1.1 SamplingGroupScanPercentage (1.19)", "1 to 50 percent of a group; 10 unless stated.",
                [
                    .newer("parameters/SamplingGroupScanPercentage/minimum", "2"),
                    .newer("parameters/SamplingGroupScanPercentage/maximum", "51"),
                    .newer("parameters/SamplingGroupScanPercentage/defaultValue", "\"20\""),
                ], by: "aTenthOfAGroup"
            ) {
                try ProofScenario.newer(["ScanSampling": "Enabled"]).expect(
                    "SamplingGroupScanPercentage", takes: ["1", "50"], refuses: ["0", "51"])
                try expect(sampled(["ScanSampling": "Enabled"]), is: 2, "members scanned")
                try expect(
                    sampled(["ScanSampling": "Enabled", "SamplingGroupScanPercentage": "50"]), is: 10, "members scanned"
                )
            },
        ]

    /// Members scanned of a group of twenty.
    private static func sampled(_ parameters: [String: String]) throws -> Int {
        let members = ProofScenario.instance(count: 20, "group: web")
        return try ProofScenario.newer(parameters, [members]).plan().demand.eligibleInstances
    }

    /// A search for which 100 GiB would take 1000 s is cut off after 120 s, on top of 10 s of scan.
    private static let timeouts: [Constraint] = [("SwCA", "swca"), ("Secret", "secret")].map { name, type in
        .proved(
            "1.1 \(name)ScanTimeout (1.19)", "10 to 1200 seconds; 120 unless stated. The search ends then.",
            [
                .newer("parameters/\(name)ScanTimeout/minimum", "11"),
                .newer("parameters/\(name)ScanTimeout/maximum", "1201"),
                .newer("parameters/\(name)ScanTimeout/defaultValue", "\"121\""),
                .newer("scanTypes/\(type)/timeout", "\"EventsBatchWindow\""),
                .newer("scanTypes/\(type)/enabledBy", "\"AMI\""),
            ],
            Constraint.Told(
                value: "10; 1200; 120",
                source: "https://github.com/Qualys/TotalCloud @6dd8170d tc-unified-deployment/variables.tf",
                confidence: "documented"), by: "aSearchIsCutOff"
        ) {
            try ProofScenario.newer([name: "Enabled"]).expect(
                "\(name)ScanTimeout", takes: ["10", "1200"], refuses: ["9", "1201"])
            let scenario = ProofScenario.newer([name: "Enabled"], [ProofScenario.instance(volumes: "100GiB")])
                .with("timings: {scan: {base: 10s, perGiB: 0s}, \(type): {base: 0s, perGiB: 10s}}")
            let run = try scenario.run()
            try expect(run.stage("scan").cutOff, is: 1, "searches cut off")
            try expect(run.seconds(run.stage("scan").working), is: 130, "seconds of scan and search")
        }
    }
}
