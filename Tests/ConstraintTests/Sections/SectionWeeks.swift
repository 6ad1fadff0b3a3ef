import ScanModel
import ScanSimulation

/// What shows week after week: discovery, records, intervals.
enum SectionWeeks {
    private static let template =
        "https://github.com/nelssec/qualys-snapshot-gcp @93e016f3 CloudFormationTemplate_ServiceAccount.json "
        + "(template 1.19.0-11)"

    private static func template(_ value: String, _ confidence: String = "documented") -> Constraint.Told {
        Constraint.Told(value: value, source: template, confidence: confidence)
    }

    /// One instance of 10 GiB.
    private static func single(_ scenario: ProofScenario) -> ProofScenario {
        var scenario = scenario
        scenario.instances = [ProofScenario.instance(volumes: "10GiB")]
        return scenario
    }

    private static let classic = single(.classic())
    private static let newer = single(.newer())

    /// What a discovery of so many accounts in one region comes to; all but the first of them are empty.
    private static func discovery(
        accounts: Int = 1, instances: Int = 1, volumes: String = "8GiB", _ weeks: String = ""
    ) throws -> (cost: DiscoveryCost, seconds: Double) {
        var scenario = ProofScenario.newer(["SwCA": "Enabled"]).with("weeks: {events: none\(weeks)}")
        scenario.targets = (0..<accounts).map { "\(500_000_000_000 + $0)" }
        scenario.instances = [
            ProofScenario.instance(volumes: volumes, count: instances, account: scenario.targets[0])
        ]
        let run = try scenario.weeks()
        return (run.discovery, Double(run.discovery.length) / Double(run.scale.ticksPerSecond))
    }

    /// A fleet of 100 with 500 further instances a week that live just so long.
    private static func shortLived(_ scenario: ProofScenario, _ life: String, _ weeks: String = "") throws -> WeekTally
    {
        var scenario = scenario.with(
            "weeks: {churn: {perWeek: 500%, lifetime: {mean: \(life), shape: fixed}}\(weeks)}")
        scenario.instances = [ProofScenario.instance(count: 100)]
        let tally = try scenario.weeks().total
        try expect(tally.ended > 400, "only \(tally.ended) instances ended")
        return tally
    }

    static let constraints: [Constraint] =
        discoveries + [
            .rule(
                "1.2 Frequency of scans",
                "The interval decides, not the polling; a discovery or an event only has to find the instance.",
                Constraint.Told(
                    value: "see 1.2b",
                    source: "https://docs.qualys.com/en/conn/latest/scans/scan_frequency_for_agentless_scanning.htm",
                    confidence: "documented"), by: "theIntervalDecides"
            ) {
                for (interval, poll, scans) in [("24", "60", 7), ("24", "240", 7), ("48", "240", 4), ("168", "60", 1)] {
                    let scenario = single(.newer(["IntervalHours": interval, "PollRetryInterval": poll]))
                    try expect(scenario.weeks().total.scans, is: scans, "scans in a week every \(interval) h")
                }
            },
            .proved(
                "1.2b Triggers of discovery and of searches",
                "A discovery every 4 h; a search for what has a snapshot every 10 minutes.",
                [
                    .newer("parameters/PollRetryInterval/defaultValue", "\"180\""),
                    .newer("parameters/EventsBatchWindow/defaultValue", "\"9\""),
                    .classic("constants/connectorPollInterval/value", "\"3h\""),
                    .classic("constants/candidateSearchInterval/value", "\"540s\""),
                ], by: "recordsMissADiscovery"
            ) {
                // Found at once, ready after 71 s, launched at 600 s; then 192 s, or 167 s where the launch attaches.
                for (scenario, seconds) in [(classic, 792.0), (newer, 767)] {
                    let run = try scenario.with("weeks: {recordExpiryLag: 60s}").weeks()
                    let first = run.regions.first?.firstCycle.map { Double($0) / Double(run.scale.ticksPerSecond) }
                    try expect(first, is: seconds, "seconds until the first scan is done")
                    // A record that outlives 24 h by a minute misses one discovery, and the next comes 4 h later.
                    try expect(run.period, is: 28 * 3600 * run.scale.ticksPerSecond, "ticks between two scans")
                    try expect(run.total.scans, is: 6, "scans at 0, 28 ... 140 h")
                }
            },
            .proved(
                "1.2b Removal of expired records", "Not published: an input with a range; at once unless stated.",
                Datum.both("constants/recordExpiryLag/value", "\"60s\""), by: "recordsVanishAtOnce"
            ) {
                for scenario in [classic, newer] {
                    try expect(scenario.weeks().total.scans, is: 7, "scans in a week")
                }
            },
            .proved(
                "1.2b Instances that have ended", "Listed for an hour after their end.",
                Datum.both("constants/terminatedVisible/value", "\"3300s\""), by: "listedForAnHour"
            ) {
                for (scenario, events) in [(ProofScenario.classic(), ""), (.newer(), ", events: none")] {
                    // Every 4 h a discovery sees who lives for 3 h, if late; not all of those that live for half an hour less.
                    try expect(
                        shortLived(scenario, "3h", events).neverSeen, is: 0, "never seen of those that live for 3 h")
                    try expect(
                        shortLived(scenario, "150m", events).neverSeen > 0,
                        "all are seen of those that live for 150 min")
                }
            },
            .proved(
                "1.2b Events", "Reports of started instances, 50 at a time, gathered for 180 s.",
                [
                    .newer("constants/eventsWindow/value", "\"200s\""),
                    .newer("constants/eventsWindow/value", "\"150s\""),
                    .newer("constants/eventsBatch/value", "\"1\""),
                ], by: "startsAreReported"
            ) {
                // Somebody starts every 20 minutes, so nobody waits for less than the window but with others.
                let scenario = ProofScenario.newer()
                let long = try shortLived(scenario, "190s", ", events: everywhere")
                try expect(long.neverSeen + long.seenTooLate, is: 0, "missed of those that live for 190 s")
                let short = try shortLived(scenario, "170s", ", events: everywhere")
                let missed = short.neverSeen + short.seenTooLate
                try expect(missed * 10 > short.ended * 8, "\(missed) of \(short.ended) missed that live for 170 s")
            },
            .proved(
                "1.2b Expiry of records", "A found instance without a snapshot is forgotten after 6 h or the interval.",
                [.newer("constants/discoveredRecordExpiry/value", "\"7h\"")], by: "forgottenBeforeItsSnapshot"
            ) {
                // One snapshot at a time, of 7 h: the second is forgotten at 6 h, found again at 8 h, and then never late.
                for (hours, forgotten) in [(7, 1), (5, 0)] {
                    var scenario = ProofScenario.newer().with(
                        "timings: {snapshot: {base: \(hours)h, perGiB: 0s}}", "limits: {pendingSnapshots: 1}",
                        "weeks: {events: none}")
                    scenario.instances = [ProofScenario.instance(count: 2)]
                    let tally = try scenario.weeks().total
                    try expect(tally.forgottenBeforeSnapshot, is: forgotten, "forgotten with snapshots of \(hours) h")
                    try expect(tally.scans, is: 14, "scans in a week")
                }
            },
            .rule(
                "1.2b Where the interval begins",
                "Not published: at the discovery, at the completion, or by a schedule.",
                template("an input", "assumed"), by: "threeAnchors"
            ) {
                for scenario in [classic, newer] {
                    try expect(scenario.weeks().total.scans, is: 7, "scans from discovery on")
                    // 24 h after the completion the discovery of 28 h finds the instance.
                    let completion = scenario.with("weeks: {intervalAnchor: completion}")
                    try expect(completion.weeks().total.scans, is: 6, "scans from completion on")
                    let schedule = scenario.with(
                        "weeks: {intervalAnchor: schedule}", "rollout: {schedule: \"0 0 2 ? * MON,THU *\"}")
                    try expect(schedule.weeks().total.scans, is: 2, "scans by a schedule of two days")
                }
            },
        ]

    private static let discoveries: [Constraint] = [
        .proved(
            "1.2b Fan-out of discovery",
            "A task for each pair of account and region, made 100 at a time, 1000 at work.",
            [
                .newer("constants/discoveryTaskBatch/value", "\"101\""),
                .newer("constants/discoveryWorkersMax/value", "\"1001\""),
                .newer("constants/discoveryTaskBatchTime/value", "\"0.2s\""),
                .newer("constants/discoveryCallTime/value", "\"1s\""),
            ], by: "aHundredTasksAtATime"
        ) {
            // 0.1 s for each hundred, then three calls of half a second.
            try expect(discovery().seconds, is: 1.6, "seconds for one account")
            try expect(discovery(accounts: 100).seconds, is: 1.6, "seconds for 100 accounts")
            try expect(discovery(accounts: 101).seconds, is: 1.7, "seconds for 101 accounts")
            // The last of 1001 is handed out after 1.1 s, and the first worker is free after 1.6 s.
            try expect(discovery(accounts: 1001).seconds, is: 3.1, "seconds for 1001 accounts")
        },
        .proved(
            "1.2b End of a task of discovery", "After 275 s it stops, and goes on later from where it was.",
            [.newer("constants/discoveryTaskTimeout/value", "\"274s\"")], by: "aTaskGoesOnLater"
        ) {
            // Five calls; three of 91.5 s are made in 274.5 s, and the role is taken anew.
            let cost = try discovery(instances: 51, ", discovery: {callTime: 91.5s}").cost
            try expect(cost.resumed, is: 1, "times that the task goes on later")
            try expect(cost.calls, is: 6, "calls")
        },
        .proved(
            "1.2b Calls of discovery", "Pages of 50 instances and of 500 volumes.",
            [
                .newer("constants/discoveryInstancesPerPage/value", "\"51\""),
                .newer("constants/discoveryVolumesPerPage/value", "\"504\""),
            ], by: "pagesOf50And500"
        ) {
            // The role, pages of instances, and the volumes of each page.
            try expect(discovery(instances: 50).cost.calls, is: 1 + 1 + 1, "calls for 50 instances")
            try expect(discovery(instances: 51).cost.calls, is: 1 + 2 + 2, "calls for 51 instances")
            let volumes = Array(repeating: "1GiB", count: 24).joined(separator: ", ")
            try expect(discovery(instances: 20, volumes: volumes).cost.calls, is: 1 + 1 + 1, "calls for 480 volumes")
            try expect(discovery(instances: 21, volumes: volumes).cost.calls, is: 1 + 1 + 2, "calls for 504 volumes")
        },
        .proved(
            "1.2b Functions of discovery", "Handing out ends after 180 s; who had no turn is not discovered.",
            [.newer("constants/discoveryCreationTimeout/value", "\"179s\"")], by: "theTailIsNeverFound"
        ) {
            let cost = try discovery(accounts: 301, ", discovery: {taskBatchTime: 60s}").cost
            // The third hundred after 180 s, the last one never.
            try expect(cost.pairsMissed, is: 1, "accounts that are never discovered")
        },
    ]
}

extension ProofScenario {
    /// What happens in a week, without the search for the fleet that is too large.
    func weeks() throws -> WeeksRun {
        let deployment = try deployment()
        let plan = try plan()
        do throws(WeeksFault) {
            return try WeeksSimulator.run(deployment, plan: plan, weeks: 1, seed: 1, trials: 0)
        } catch {
            throw Unmet(description: "no weeks: \(error)")
        }
    }
}

extension WeeksRun {
    /// All regions together.
    fileprivate var total: WeekTally {
        regions.flatMap(\.weeks).reduce(into: WeekTally()) { $0.add($1) }
    }
}
