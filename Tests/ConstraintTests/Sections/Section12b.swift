import ScanModel

/// Section 1.2b: what the template of 1.19 shows.
enum Section12b {
    private static let template =
        "https://github.com/nelssec/qualys-snapshot-gcp @93e016f3 CloudFormationTemplate_ServiceAccount.json "
        + "(template 1.19.0-11)"

    private static func template(_ value: String) -> Constraint.Told {
        Constraint.Told(value: value, source: template, confidence: "documented")
    }

    /// 150 instances of one volume in each of two accounts, all of which want the same at once.
    static func twoAccounts(_ scenario: ProofScenario) -> ProofScenario {
        var scenario = scenario
        scenario.targets = [ProofScenario.target, ProofScenario.other]
        scenario.instances = scenario.targets.map { ProofScenario.instance(count: 150, account: $0) }
        return scenario
    }

    /// Seconds that 150 requests wait at a bucket of 100 tokens and 5 a second: the last 50 of them wait
    /// 1/5, 2/5 ... 50/5 s.
    private static let ownBuckets = 2 * 255.0
    /// The same for 300 requests in one bucket: 200 of them wait.
    private static let oneBucket = 4020.0

    static let constraints: [Constraint] =
        who + scopes + [
            .proved(
                "1.2b Volumes of an instance", "The root volume alone; all of them where SwCA or Secret is enabled.",
                [
                    .newer("scannedVolumes/value", "\"all\""),
                    .newer("scannedVolumes/allWhenEnabled", "[\"AMI\"]"),
                ], by: "theRootVolumeAlone"
            ) {
                try expect(Section11.volumesRead([:]), is: 1, "volumes read")
                try expect(Section11.volumesRead(["SwCA": "Enabled"]), is: 3, "volumes read for SwCA")
                try expect(Section11.volumesRead(["Secret": "Enabled"]), is: 3, "volumes read for Secret")
            },
            .proved(
                "1.2b Volumes of an instance (1.8)", "Not stated: all volumes are the careful case.",
                [.classic("scannedVolumes/value", "\"root\"")], by: "allVolumesOfTheClassicProfile"
            ) {
                let scenario = ProofScenario.classic([:], [ProofScenario.instance(volumes: "8GiB, 9GiB, 10GiB")])
                try expect(scenario.plan().demand.eligibleVolumes, is: 3, "volumes read")
            },
            .proved(
                "1.2b Secrets on Windows", "Secrets are never searched on Windows.",
                [
                    .newer("scanTypes/secret/skipsWindows", "false"), .newer("scanTypes/swca/skipsWindows", "true"),
                ], template("never"), by: "noSecretsOnWindows"
            ) {
                let windows = ProofScenario.instance(volumes: "100GiB", "platform: windows")
                for (name, type, seconds) in [("Secret", "secret", 10.0), ("SwCA", "swca", 60)] {
                    let scenario = ProofScenario.newer([name: "Enabled"], [windows])
                        .with("timings: {scan: {base: 10s, perGiB: 0s}, \(type): {base: 0s, perGiB: 0.5s}}")
                    let run = try scenario.run()
                    try expect(run.seconds(run.stage("scan").working), is: seconds, "seconds of scan with \(name)")
                }
            },
            .proved(
                "1.2b Volumes that fit on a scanner", "24: the device names /dev/sdb to /dev/sdy.",
                Datum.both("constants/volumesPerInstanceMax/value", "\"23\""), by: "twentyFourDeviceNames"
            ) {
                for var scenario in [ProofScenario.classic(), .newer(["SwCA": "Enabled"])] {
                    let volumes = { (count: Int) in Array(repeating: "8GiB", count: count).joined(separator: ", ") }
                    scenario.instances = [
                        ProofScenario.instance(volumes: volumes(24)), ProofScenario.instance(volumes: volumes(25)),
                    ]
                    let demand = try scenario.plan().demand
                    try expect(demand.eligibleVolumes, is: 24, "volumes scanned")
                    try expect(demand.excluded, is: [.tooManyVolumes: 1], "instances left out")
                    try expect(
                        scenario.with("policies: {volumesPerScanner: 24}").issues().isEmpty, "24 places are refused")
                    try expect(
                        !scenario.with("policies: {volumesPerScanner: 25}").issues().isEmpty, "25 places are taken")
                }
            },
            .rule(
                "1.2b Batches", "Next-fit in the order of the table by volumes; a heavier instance goes alone.",
                template("next-fit"), by: "nextFitByVolumes"
            ) {
                // Places 8: 5 | 4 4 | 3 | 12 | 2: the 3 closes before the 12, and the last 2 does not go back to it.
                var scenario = ProofScenario.classic()
                scenario.instances = [5, 4, 4, 3, 12, 2].map {
                    ProofScenario.instance(volumes: Array(repeating: "8GiB", count: $0).joined(separator: ", "))
                }
                try expect(scenario.run().region.scanners.count, is: 5, "scanners")
            },
            .rule(
                "1.2b Platforms", "Linux and Windows have batches of their own.", template("LINUX, WINDOWS"),
                by: "platformsDoNotMix"
            ) {
                var scenario = ProofScenario.classic()
                scenario.instances = [
                    ProofScenario.instance(count: 2),
                    ProofScenario.instance(count: 2, "platform: windows, tags: {Scan: daily}"),
                ]
                try expect(scenario.run().region.scanners.count, is: 2, "scanners for four volumes")
            },
            .rule(
                "1.2b Empty batch before a heavy first instance",
                "The template emits one; whether it starts a scanner is not known, so it is an input.",
                template("a quirk"), by: "anEmptyBatchMayGetAScanner"
            ) {
                var scenario = ProofScenario.classic()
                let volumes = Array(repeating: "8GiB", count: 12).joined(separator: ", ")
                scenario.instances = [ProofScenario.instance(volumes: volumes), ProofScenario.instance()]
                try expect(scenario.run().region.scanners.count, is: 2, "scanners")
                let launched = scenario.with("policies: {emptyBatches: launched}")
                try expect(launched.run().region.scanners.count, is: 3, "scanners with one for the empty batch")
            },
            .proved(
                "1.2b Volumes come with the launch",
                "RunInstances makes the volumes: no CreateVolume, AttachVolume, DetachVolume or DeleteVolume.",
                [.newer("stages/start/spends", "[\"RunInstances\"]")],
                Constraint.Told(value: "at the launch", source: template, confidence: "assumed"),
                by: "oneLaunchNoVolumeRequests"
            ) {
                var scenario = ProofScenario.newer()
                scenario.instances = [ProofScenario.instance(count: 16)]
                let run = try scenario.run()
                try expect(run.requests("RunInstances"), is: 2, "launches for 16 volumes")
                try expect(run.requests("CreateSnapshot"), is: 16, "snapshots")
                for action in ["CreateVolume", "AttachVolume", "DetachVolume", "DeleteVolume"] {
                    try expect(run.requests(action), is: 0, action)
                }
            },
            .rule(
                "1.2b Network of the scanners", "One subnet, in the first zone, for all scanners of a region.",
                template("one subnet"), by: "oneSubnetForAllScanners"
            ) {
                let scenario = ProofScenario.newer(
                    ["SingleRegionConcurrency": "50", "SubnetCidr": "10.10.1.0/27"],
                    [ProofScenario.instance(count: 600)])
                try expect(scenario.plan().regions.map(\.scanners), is: [27], "scanners in 27 addresses")
                try expect(scenario.plan().regions.map(\.clamp), is: [.subnet], "what limits them")
            },
            .rule(
                "1.2b Target stack over regions", "It carries its own inner set, so one instance an account is enough.",
                template("nested stack sets"), by: "oneStackInstanceAnAccount"
            ) {
                let scenario = ProofScenario.newer(["Regions": "\"us-east-1, eu-west-1, eu-west-2\""])
                    .with("rollout: {stackSets: {layout: flat}}")
                try expect(scenario.findings(.stackSetLayout).map(\.severity), is: [.blocks], "findings on a flat set")
                let found = try scenario.findings(.stackSetLayout).first?.numbers
                try expect(found?.first { $0.name == "stack instances" }?.value, is: 3, "instances of a flat set")
                try expect(ProofScenario.newer().findings(.stackSetLayout), is: [], "findings on a nested set")
            },
            .rule(
                "1.2b Sampling",
                "By group; members are asked one after the other until the share is reached, and the "
                    + "first always is scanned.", template("leaders / members"), by: "theFirstMemberIsScanned"
            ) {
                let scenario = ProofScenario.newer(
                    ["ScanSampling": "Enabled"],
                    [ProofScenario.instance("group: one"), ProofScenario.instance(count: 11, "group: many")])
                // One of one; two of eleven, because 1/11 is less than a tenth.
                let demand = try scenario.plan().demand
                try expect(demand.eligibleInstances, is: 3, "members scanned")
                try expect(demand.excluded, is: [.notInSample: 9], "members left out")
            },
        ] + Section12bUnmodelled.constraints

    /// Who is scanned.
    private static let who: [Constraint] = [
        .rule(
            "1.2b State", "Running and stopped instances are scanned.", template("running or stopped"),
            by: "stoppedInstancesAreScanned"
        ) {
            let states = ["running", "stopped", "pending", "stopping", "shutting-down", "terminated"]
            let scenario = ProofScenario.newer([:], states.map { ProofScenario.instance("state: \($0)") })
            let demand = try scenario.plan().demand
            try expect(demand.eligibleInstances, is: 2, "instances scanned")
            try expect(demand.excluded, is: [.stateNotScanned: 4], "instances left out")
        },
        .proved(
            "1.2b Marketplace images", "Not scanned on arm64, and not without ENA.",
            [
                .newer("constants/marketplaceImagesSkipped/value", "\"arm64\""),
                .newer("constants/marketplaceImagesSkipped/value", "\"without ENA\""),
            ], by: "marketplaceImagesThatWouldNotStart"
        ) {
            let scenario = ProofScenario.newer(
                [:],
                [
                    "marketplace: true", "marketplace: true, architecture: arm64", "marketplace: true, ena: false",
                    "architecture: arm64", "ena: false",
                ].map { ProofScenario.instance($0) })
            let demand = try scenario.plan().demand
            try expect(demand.eligibleInstances, is: 3, "instances scanned")
            try expect(demand.excluded, is: [.marketplaceImage: 2], "instances left out")
        },
        .proved(
            "1.2b Own scanners", "Instances with the tag App=qualys-snapshot-scanner are not scanned.",
            [.newer("constants/scannerTag/value", "\"App=other\"")], by: "scannersAreNotScanned"
        ) {
            let scenario = ProofScenario.newer(
                [:],
                [
                    ProofScenario.instance(count: 2, "tags: {App: qualys-snapshot-scanner}"),
                    ProofScenario.instance("tags: {App: other}"),
                ])
            let demand = try scenario.plan().demand
            try expect(demand.eligibleInstances, is: 1, "instances scanned")
            try expect(demand.excluded, is: [.ownScanner: 2], "instances left out")
        },
        .rule(
            "1.2b Other scans of the vendor", "Instances of the cloud agent or the API-based scan may be left out.",
            template("optional"), by: "otherScansCount"
        ) {
            let both = [ProofScenario.instance("cloudAgent: true"), ProofScenario.instance("apiScanned: true")]
            try expect(ProofScenario.newer([:], both).plan().demand.eligibleInstances, is: 2, "instances scanned")
            let scenario = ProofScenario.newer([:], both).with("policies: {skipCloudAgent: true, skipApiScanned: true}")
            try expect(
                scenario.plan().demand.excluded, is: [.cloudAgent: 1, .apiScanned: 1], "instances left out")
        },
    ]

    /// Whose buckets and limits a request counts against.
    private static let scopes: [Constraint] = [
        .proved(
            "1.2b Role in target accounts", "Snapshots are made, shared and deleted with the target's own quotas.",
            ["CreateSnapshot", "ModifySnapshotAttribute", "DeleteSnapshot"].flatMap {
                Datum.both("buckets/\($0)/scope", "\"serviceAccountRegion\"")
            } + Datum.both("resources/pendingSnapshots/scope", "\"serviceAccountRegion\""),
            template("CreateSnapshot, ModifySnapshotAttribute, DeleteSnapshot"), by: "targetsHaveTheirOwnBuckets"
        ) {
            for (stage, action) in [
                ("snapshot", "CreateSnapshot"), ("share", "ModifySnapshotAttribute"),
                ("deleteSnapshot", "DeleteSnapshot"),
            ] {
                for scenario in [ProofScenario.classic(["SingleRegionConcurrency": "7"]), .newer()] {
                    let run = try twoAccounts(Section21.onlyThrottled(by: action, scenario)).run()
                    try expect(run.tokenWait(stage), is: ownBuckets, "seconds of waiting for \(action)")
                }
            }
            for scenario in [ProofScenario.classic(), .newer()] {
                try expect(twoAccounts(scenario).run().peak("pendingSnapshots"), is: 100, "pending in one account")
                let wait = try twoAccounts(scenario).run().stage("snapshot").waitingForResources
                try expect(wait > 0, "nobody waits for pending snapshots")
                var fewer = scenario
                fewer.targets = [ProofScenario.target, ProofScenario.other]
                fewer.instances = fewer.targets.map { ProofScenario.instance(count: 60, account: $0) }
                let run = try fewer.run()
                try expect(run.stage("snapshot").waitingForResources, is: 0, "waiting with 60 in each account")
            }
        },
        .proved(
            "1.2b Role in the service account", "Volumes and machines count against the service account.",
            ["CreateVolume", "AttachVolume", "DetachVolume", "DeleteVolume"].map {
                .classic("buckets/\($0)/scope", "\"targetAccountRegion\"")
            }, template("CreateVolume, AttachVolume, DetachVolume, DeleteVolume"), by: "theServiceAccountHasOneBucket"
        ) {
            for (stage, action, wait) in [
                ("createVolume", "CreateVolume", oneBucket), ("deleteVolume", "DeleteVolume", oneBucket),
                // A bucket of 50 lets 250 of 300 requests wait.
                ("attach", "AttachVolume", 6275), ("detach", "DetachVolume", 6275),
            ] {
                let scenario = Section21.onlyThrottled(by: action, .classic(["SingleRegionConcurrency": "7"]))
                try expect(twoAccounts(scenario).run().tokenWait(stage), is: wait, "seconds of waiting for \(action)")
            }
        },
    ]
}
