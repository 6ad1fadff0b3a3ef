/// A valid reference document whose parts a test can replace.
struct ReferenceSample {
    /// Parts by key, as JSON.
    var parts: [(key: String, json: String)] = [
        ("schema", "\"SNAPREF/1\""),
        ("id", "\"sample\""),
        (
            "policy",
            #"{"mode": "batch", "window": 2, "regionOrder": ["south", "north"], "dispatch": "lpt"}"#
        ),
        (
            "timing",
            """
            {"snapshot": {"base": 20, "perGiB": 0.25}, "restore": {"base": 5, "perGiB": 0},
             "scan": {"base": 30, "perGiB": 0.5}, "cleanup": {"base": 2, "perGiB": 0}}
            """
        ),
        (
            "scanner",
            #"{"boot": 40, "drain": 1.5, "slots": 2, "terminate": "regionEnd", "priceHour": 0.085, "minBill": 60}"#
        ),
        ("prices", #"{"volumeGiBMonth": 0.08, "snapshotGiBMonth": 0.05, "hoursPerMonth": 730}"#),
        ("regions", "[\(ReferenceSample.north), \(ReferenceSample.south)]"),
        ("random", "null"),
    ]

    static let north = """
        {"name": "north", "setup": 6, "teardown": 4, "scanners": 3,
         "ipLimit": {"prefix": 28, "reserved": 5, "perScanner": 2}, "vcpuLimit": {"quota": 7, "perScanner": 2},
         "buckets": {"snapshot": {"rate": 0.25, "burst": 3}, "launch": {"rate": 0.5, "burst": 1.5}, "attach": null},
         "snapshotConcurrency": 4,
         "jobs": [{"id": "v0", "gib": 20, "account": "a0", "fails": 0},
                  {"id": "v1", "gib": 7.5, "account": "a1", "fails": 2}]}
        """
    static let south = """
        {"name": "south", "setup": 0, "teardown": 0, "scanners": 1, "ipLimit": null, "vcpuLimit": null,
         "buckets": {"snapshot": null, "launch": null, "attach": null}, "snapshotConcurrency": null,
         "jobs": [{"id": "v0", "gib": 12.25, "account": "a0", "fails": 0}]}
        """

    /// The document with parts replaced, or left out where nil stands.
    static func json(_ replacements: [String: String?] = [:]) -> String {
        let sample = ReferenceSample()
        let entries = sample.parts.compactMap { part -> String? in
            let json = replacements[part.key] ?? part.json
            return json.map { "\"\(part.key)\": \($0)" }
        }
        let others = replacements.filter { replacement in !sample.parts.contains { $0.key == replacement.key } }
        let added = others.sorted { $0.key < $1.key }.compactMap { key, json in json.map { "\"\(key)\": \($0)" } }
        return "{" + (entries + added).joined(separator: ",\n") + "}"
    }

    /// One part with some of its text replaced.
    static func part(_ key: String, _ text: String, by replacement: String) -> [String: String?] {
        let json = ReferenceSample().parts.first { $0.key == key }?.json ?? ""
        precondition(json.contains(text), "\(key) does not contain \(text)")
        return [key: json.replacing(text, with: replacement, maxReplacements: 1)]
    }
}
