public import ScanModel

/// A number that reading rests on, as the table writes it.
public struct ReadConstant: Hashable, Sendable {
    public enum Name: String, Hashable, Sendable, CaseIterable {
        case lazyRate, initialisationRate, initialisationCap, initialisationRetry, volumeThroughput, dataFraction
        case scanBytes, searchBytes, burstTime
    }

    public var name: Name
    /// With its unit.
    public var value: String
    public var low: String
    public var high: String
    public var meaning: String
    public var provenance: Provenance

    /// The range in words; nil if AWS fixes the value.
    public var range: String? { low == high ? nil : "\(low) to \(high)" }
}

/// What a machine type reads from its volumes, and where that is said.
public struct EBSBandwidth: Hashable, Sendable {
    /// Megabits (10^6 bits) per second.
    public var baselineMbps: Int64
    public var burstMbps: Int64
    public var provenance: Provenance

    /// Bytes per second.
    public var baseline: ByteRate { ByteRate(bytesPerSecond: baselineMbps * 125_000) }
    public var burst: ByteRate { ByteRate(bytesPerSecond: burstMbps * 125_000) }
}

extension AWSCatalog {
    /// Every number that reading rests on, in the order of ``ReadConstant/Name``.
    public static var readConstants: [ReadConstant] { VendorData.current.readConstants }

    /// The number of a name.
    public static func readConstant(_ name: ReadConstant.Name) -> ReadConstant {
        guard let constant = readConstants.first(where: { $0.name == name }) else {
            preconditionFailure("no number \(name)")
        }
        return constant
    }

    /// What a machine type reads from its volumes; nil if no source tells it.
    public static func ebsBandwidth(ofInstanceType type: String) -> EBSBandwidth? {
        VendorData.current.bandwidths[type]
    }

    /// Machine types whose bandwidth is known, sorted.
    public static var bandwidthTypes: [String] { VendorData.current.bandwidthTypes }

    static func readConstants(_ table: CSVTable) -> [ReadConstant] {
        ReadConstant.Name.allCases.map { name in
            let rows = table.rows.filter { $0["name"] == name.rawValue }
            guard let row = rows.first, rows.count == 1 else {
                preconditionFailure("aws-reads.csv: \(rows.count) rows for \(name)")
            }
            return ReadConstant(
                name: name, value: row["value"], low: row["low"], high: row["high"], meaning: row["meaning"],
                provenance: row.provenance)
        }
    }

    static func bandwidths(_ table: CSVTable) -> [String: EBSBandwidth] {
        table.rows.reduce(into: [:]) { known, row in
            guard let baseline = Int64(row["baseline_mbps"]), let burst = Int64(row["burst_mbps"]), baseline > 0,
                burst >= baseline
            else { row.fail("\(row["baseline_mbps"]) and \(row["burst_mbps"])") }
            let bandwidth = EBSBandwidth(baselineMbps: baseline, burstMbps: burst, provenance: row.provenance)
            if known.updateValue(bandwidth, forKey: row["instance_type"]) != nil { row.fail("twice") }
        }
    }

    static func readTable(_ text: String) -> CSVTable {
        CSVTable(
            text, name: "aws-reads.csv",
            columns: ["name", "value", "low", "high", "meaning", "source", "date", "confidence"])
    }

    static func bandwidthTable(_ text: String) -> CSVTable {
        CSVTable(
            text, name: "aws-ebs-bandwidth.csv",
            columns: ["instance_type", "baseline_mbps", "burst_mbps", "source", "date", "confidence"])
    }
}
