/// Section 1.2b: what one scan cycle does not show.
enum Section12bUnmodelled {
    private static let oneCycle = "one scan cycle begins with every instance known, so nothing is discovered in it"

    static let constraints: [Constraint] = [
        .notModelled(
            "1.2b Triggers of discovery and of searches",
            "Discovery every PollRetryInterval, a search for candidates "
                + "every EventsBatchWindow.",
            [.newer("parameters/PollRetryInterval/unit"), .newer("parameters/EventsBatchWindow/unit")],
            because: oneCycle),
        .notModelled(
            "1.2b Hourly clean-up", "Leftovers are swept every hour.", [.newer("constants/cleanupInterval/value")],
            because: "no scan of this version fails, so nothing is left to be swept"),
        .notModelled(
            "1.2b Scans on demand", "Looked for every minute.", [.newer("constants/onDemandPollInterval/value")],
            because: "a scan on demand has no time that a plan could know"),
        .notModelled(
            "1.2b Updates of the product", "Looked for every 30 minutes.",
            [.newer("constants/updateCheckInterval/value")],
            because: "an update starts no scanner and spends no request of a bucket that the scan needs"),
        .notModelled(
            "1.2b Fan-out of discovery",
            "A task for each pair of account and region, made 100 at a time, 1000 at work.",
            [
                .newer("constants/discoveryTaskBatch/value"), .newer("constants/discoveryWorkersMax/value"),
                .newer("constants/discoveryTaskTimeout/value"),
            ], because: oneCycle),
        .notModelled(
            "1.2b Functions of discovery",
            "128 MB and 180 s hand out, 512 MB and 300 s work; two receives, then set aside.",
            [],
            Constraint.Told(
                value: "180 s; 300 s",
                source: "https://github.com/nelssec/qualys-snapshot-gcp @93e016f3 "
                    + "CloudFormationTemplate_ServiceAccount.json (template 1.19.0-11)", confidence: "documented"),
            because: oneCycle),
        .notModelled(
            "1.2b Type, IOPS and throughput of the scanners' volumes", "Served remotely by the vendor.", [],
            Constraint.Told(
                value: "unknown",
                source: "https://github.com/nelssec/qualys-snapshot-gcp @93e016f3 "
                    + "CloudFormationTemplate_ServiceAccount.json (template 1.19.0-11)", confidence: "assumed"),
            because: "not published; volumes are priced as gp3, and reading is a part of the assumed time of the scan"),
        .notModelled(
            "1.2b Calls of discovery", "Pages of 50 instances and of 500 volumes.",
            [
                .newer("constants/discoveryInstancesPerPage/value"),
                .newer("constants/discoveryVolumesPerPage/value"),
            ], because: oneCycle),
        .notModelled(
            "1.2b Requests for snapshots", "One message an instance, gathered for 20 s.",
            [.newer("constants/snapshotWindow/value")],
            because: "20 s once a cycle, less than the stage's own assumed time may be off"),
        .notModelled(
            "1.2b Events", "Reports of started instances, 50 at a time, gathered for 180 s.",
            [.newer("constants/eventsWindow/value"), .newer("constants/eventsBatch/value")], because: oneCycle),
        .notModelled(
            "1.2b Expiry of records", "A found instance without a snapshot is forgotten after 6 h or the interval.",
            [.newer("constants/discoveredRecordExpiry/value")], because: oneCycle),
        .notModelled(
            "1.2b Search for candidates", "1200 instances a page; two attempts each.",
            [.newer("constants/candidatesPerQuery/value"), .newer("constants/scanAttemptsMax/value")],
            because: "no scan of this version fails, and batches are formed over all instances of a region"),
        .notModelled(
            "1.2b Copy gate",
            "20 copies at once in an account and region; a refused one asks again after 300 s, "
                + "96 times.",
            [.newer("constants/copyRetryWait/value"), .newer("constants/copyRequestsMax/value")],
            because: "copies of snapshots are not simulated; the answer counts the volumes that need one"),
        .notModelled(
            "1.2b Scans of images", "A machine image is scanned again after 168 h.",
            [.newer("constants/imageRescanInterval/value")], because: "scans of machine images are not simulated"),
        .notModelled(
            "1.2b Gateway of the vendor", "10,000 requests a day, 25 a second, 100 at once.",
            [.newer("constants/vendorRequestsPerDay/value"), .newer("constants/vendorRequestRate/value")],
            because: "nobody published how many requests a scan makes of the gateway"),
    ]
}
