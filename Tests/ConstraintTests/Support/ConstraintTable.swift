import VendorProfiles

/// `docs/constraints.md`.
enum ConstraintTable {
    private static let head = [
        "constraint", "what it says", "value", "source", "confidence", "in the data", "proof, or why not",
    ]

    /// One row for each constraint, in the order of ``head``.
    static func rows(_ data: VendorData) throws -> [[String]] {
        try Constraint.all.map { try row($0, data) }
    }

    private static func row(_ constraint: Constraint, _ data: VendorData) throws -> [String] {
        var values: [String] = []
        var sources: [String] = []
        var confidences: [String] = []
        var places: [String: [String]] = [:]
        var files: [String] = []
        for datum in constraint.data {
            let value = try datum.value(in: data)
            let (source, confidence) = try datum.provenance(in: data)
            if !values.contains(value) { values.append(value) }
            if !sources.contains(source) { sources.append(source) }
            if !confidences.contains(confidence) { confidences.append(confidence) }
            if places[datum.file] == nil { files.append(datum.file) }
            if places[datum.file]?.contains(datum.path) != true { places[datum.file, default: []].append(datum.path) }
        }
        if let told = constraint.told {
            (values, sources, confidences) = ([told.value], [told.source], [told.confidence])
        }
        let standing: String
        switch constraint.standing {
        case .proved(let name, _):
            standing = constraint.data.isEmpty ? "`\(name)` (a rule without a constant)" : "`\(name)`"
        case .notModelled(let reason): standing = "not modelled: \(reason)"
        }
        let lives = files.map { file in "`\(file)`: " + (places[file] ?? []).map { "`\($0)`" }.joined(separator: ", ")
        }
        return [
            constraint.id, constraint.statement, values.joined(separator: "; "), sources.joined(separator: "; "),
            confidences.joined(separator: "; "), lives.isEmpty ? "code" : lives.joined(separator: "; "), standing,
        ]
    }

    static func document(_ data: VendorData) throws -> String {
        var lines = [
            "# Constraints",
            "",
            "What the product and the cloud impose, how each constraint is proved to be modelled, or why it is not. The tables are",
            "written by `scripts/prove-constraints --update` from the data and the proofs in `Tests/ConstraintTests/Sections`, where",
            "each proof stands under its name; a test fails if they are out of date.",
            "",
            "`scripts/prove-constraints` runs every proof on the data that ship, changes each constant in turn, and fails unless the",
            "proof then fails. A proof asks the program a question (what is refused, how many scanners work, when the last request is",
            "granted, what preflight finds, what the bill says) and compares the answer with a number that was worked out by hand. A",
            "rule without a constant has a proof and nothing to change. Places are files below `Sources/VendorProfiles`.",
        ]
        var section = ""
        for row in try rows(data) {
            let own = String(row[0].prefix { $0 != " " && $0 != ":" })
            if own != section {
                section = own
                lines += ["", "## " + (titles[own] ?? own), ""]
                lines += [
                    "| " + head.joined(separator: " | ") + " |", "|" + String(repeating: "---|", count: head.count),
                ]
            }
            lines.append("| " + row.map { $0.replacing("|", with: "\\|") }.joined(separator: " | ") + " |")
        }
        return lines.joined(separator: "\n") + "\n"
    }

    private static let titles = [
        "1.1": "1.1 Parameters of the stacks", "1.2": "1.2 Rules, prerequisites, workflow",
        "1.2b": "1.2b What template 1.19 shows", "2.1": "2.1 Request rates of EC2", "2.2": "2.2 Quotas of EBS",
        "2.3": "2.3 Machines, network, organisations, stack sets", "6.4": "6.4 What is refused",
        "Other": "What every answer rests on besides",
    ]
}
