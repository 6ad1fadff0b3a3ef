/// Section 1.2b: what is left out.
enum Section12bUnmodelled {
    static let constraints: [Constraint] = [
        .notModelled(
            "1.2b Worker function of discovery", "512 MB and 300 s; two receives, then set aside.", [],
            Constraint.Told(
                value: "300 s",
                source: "https://github.com/nelssec/qualys-snapshot-gcp @93e016f3 "
                    + "CloudFormationTemplate_ServiceAccount.json (template 1.19.0-11)", confidence: "documented"),
            because: "a task stops by itself after 275 s, and no discovery of this version fails"),
        .notModelled(
            "1.2b Scans on demand", "Looked for every minute.", [.newer("constants/onDemandPollInterval/value")],
            because: "a scan on demand has no time that a plan could know"),
        .notModelled(
            "1.2b Updates of the product", "Looked for every 30 minutes.",
            [.newer("constants/updateCheckInterval/value")],
            because: "an update starts no scanner and spends no request of a bucket that the scan needs"),
        .notModelled(
            "1.2b Type, IOPS and throughput of the scanners' volumes", "Served remotely by the vendor.", [],
            Constraint.Told(
                value: "unknown",
                source: "https://github.com/nelssec/qualys-snapshot-gcp @93e016f3 "
                    + "CloudFormationTemplate_ServiceAccount.json (template 1.19.0-11)", confidence: "assumed"),
            because: "not published; volumes are priced as gp3, and `reads.volumeThroughput` is an input"),
        .notModelled(
            "1.2b Requests for snapshots", "One message an instance, gathered for 20 s.",
            [.newer("constants/snapshotWindow/value")],
            because: "what is gathered is handed on one by one, so nobody waits for the window"),
        .notModelled(
            "1.2b Search for candidates", "1200 instances a page.", [.newer("constants/candidatesPerQuery/value")],
            because:
                "batches are formed over all that a search finds in a region, which differs at the edges of pages alone"
        ),
        .notModelled(
            "1.2b Scans of images", "A machine image is scanned again after 168 h.",
            [.newer("constants/imageRescanInterval/value")], because: "scans of machine images are not simulated"),
    ]
}
