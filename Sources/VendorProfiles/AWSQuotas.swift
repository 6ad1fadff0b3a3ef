public import ScanModel

/// A quota of AWS that a deployment meets.
public struct AWSQuota: Hashable, Sendable {
    /// Where a quota counts.
    public enum Scope: String, Hashable, Sendable {
        case serviceAccountRegion, targetAccountRegion, stackSetAdministrator
    }

    /// The name scanplan gives it.
    public enum Name: String, Hashable, Sendable, CaseIterable {
        case onDemandVcpu, gp3Storage, snapshots, pendingSnapshots, snapshotRequests, automationQueue
        case lambdaConcurrency, stackInstances, stacks, accountsAtOnce
    }

    public var name: Name
    /// Service as the Service Quotas API names it.
    public var service: String
    /// Code of that API, such as `L-1216C47A`; nil if no source that can be named tells it.
    public var code: String?
    /// What AWS calls it.
    public var title: String
    public var scope: Scope
    public var unit: String
    /// What an account has that asked for nothing; nil if unknown.
    public var value: Int?
    /// Whether AWS raises it on request.
    public var isAdjustable: Bool
    /// What the vendor asks for, and where it says so; nil if it asks for nothing.
    public var wanted: Sourced<Int>?
    /// Where the value comes from.
    public var provenance: Provenance
    /// Where the code comes from; nil without a code.
    public var codeSource: String?
}

/// How many volumes a machine type takes.
public struct AttachLimit: Hashable, Sendable {
    /// What shares the places.
    public enum Kind: String, Hashable, Sendable {
        /// EBS volumes, network interfaces and local disks share them.
        case shared
        /// EBS volumes have them for themselves.
        case dedicated
        /// No hard limit; more are not supported.
        case xen
    }

    public var kind: Kind
    /// EBS volumes, the root volume included, beside one network interface.
    public var volumes: Int
}

extension AWSCatalog {
    /// Every quota that scanplan knows, in the order of ``AWSQuota/Name``.
    public static var quotas: [AWSQuota] { VendorData.current.quotas }

    static func quotas(_ table: CSVTable) -> [AWSQuota] {
        AWSQuota.Name.allCases.map { name in
            guard let row = table.rows.first(where: { $0["name"] == name.rawValue }) else {
                preconditionFailure("aws-quotas.csv: no row for \(name.rawValue)")
            }
            return AWSQuota(row, name: name)
        }
    }

    /// The quota of a name.
    public static func quota(_ name: AWSQuota.Name) -> AWSQuota {
        guard let quota = quotas.first(where: { $0.name == name }) else { preconditionFailure("no quota \(name)") }
        return quota
    }

    /// What a machine type can have attached. A type that is not listed has the limit that unlisted types share.
    ///
    /// Complexity: O(rows).
    public static func attachLimit(ofInstanceType type: String) -> AttachLimit {
        let parts = type.split(separator: ".", maxSplits: 1).map(String.init)
        func fits(_ words: String, _ part: String?) -> Bool {
            words == "*" || words.split(separator: " ").contains { $0 == part ?? "" }
        }
        guard
            let row = VendorData.current.attachTable.rows.first(where: {
                fits($0["families"], parts.first) && fits($0["sizes"], parts.count > 1 ? parts[1] : nil)
            })
        else { preconditionFailure("aws-attach-limits.csv: no row for every other type") }
        guard let kind = AttachLimit.Kind(rawValue: row["kind"]), let volumes = Int(row["volumes"]) else {
            row.fail("\(row["kind"]) \(row["volumes"])")
        }
        return AttachLimit(kind: kind, volumes: volumes)
    }

    /// Where the attach limits come from.
    public static let attachLimitSource = Provenance(
        source:
            "https://github.com/kubernetes-sigs/aws-ebs-csi-driver pkg/cloud/limits/volume_limits_table.go @1a42de62",
        date: "undated", confidence: .documented)

    static func quotaTable(_ text: String) -> CSVTable {
        CSVTable(
            text, name: "aws-quotas.csv",
            columns: [
                "name", "service", "code", "title", "scope", "unit", "value", "adjustable", "wanted", "source",
                "wanted_source", "code_source", "date", "confidence",
            ])
    }

    static func attachTable(_ text: String) -> CSVTable {
        CSVTable(text, name: "aws-attach-limits.csv", columns: ["families", "sizes", "kind", "volumes"])
    }
}

extension AWSQuota {
    fileprivate init(_ row: CSVTable.Row, name: Name) {
        func text(_ column: String) -> String? { row[column].isEmpty ? nil : row[column] }
        func number(_ column: String) -> Int? {
            guard let text = text(column) else { return nil }
            guard let number = Int(text), number >= 0 else { row.fail("\(column) \(text)") }
            return number
        }
        guard let scope = Scope(rawValue: row["scope"]), let confidence = Confidence(rawValue: row["confidence"]) else {
            row.fail("\(row["scope"]) \(row["confidence"])")
        }
        guard ["yes", "no"].contains(row["adjustable"]) else { row.fail("adjustable \(row["adjustable"])") }
        guard (text("code") == nil) == (text("code_source") == nil) else { row.fail("a code has a source") }
        guard (text("wanted") == nil) == (text("wanted_source") == nil) else { row.fail("a wish has a source") }
        self.name = name
        self.scope = scope
        service = row["service"]
        code = text("code")
        title = row["title"]
        unit = row["unit"]
        value = number("value")
        isAdjustable = row["adjustable"] == "yes"
        // What the vendor wants is on its page; what the number counts is our reading of it.
        wanted = number("wanted").map {
            Sourced($0, Provenance(source: row["wanted_source"], date: "undated", confidence: .documented))
        }
        provenance = Provenance(source: row["source"], date: row["date"], confidence: confidence)
        codeSource = text("code_source")
    }
}
