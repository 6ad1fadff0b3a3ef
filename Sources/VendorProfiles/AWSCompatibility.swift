public import ScanModel

/// An operating system, or a family of them, and whether the product reads it.
public struct SystemSupport: Hashable, Sendable {
    public var rule: SystemRule
    public var meaning: String
    public var provenance: Provenance
}

/// Whom the product can scan.
extension AWSCatalog {
    /// Operating systems by the beginning of their names, in the order of the table.
    public static var systems: [SystemSupport] { VendorData.current.systems }

    /// Machine types that a connector does not activate by itself, sorted.
    public static var typesNotActivated: [String] { VendorData.current.typesNotActivated }

    static func systems(_ text: String) -> [SystemSupport] {
        let table = CSVTable(
            text, name: "qualys-aws-systems.csv",
            columns: ["system", "supported", "meaning", "source", "date", "confidence"])
        return table.rows.map { row in
            return SystemSupport(
                rule: SystemRule(prefix: row["system"], isSupported: isYes(row, "supported")), meaning: row["meaning"],
                provenance: row.provenance)
        }
    }

    static func typesNotActivated(_ text: String) -> [String] {
        let table = CSVTable(
            text, name: "qualys-aws-machine-types.csv",
            columns: ["machine_type", "activated", "source", "date", "confidence"])
        return table.rows.filter { !isYes($0, "activated") }.map { $0["machine_type"] }.sorted()
    }

    private static func isYes(_ row: CSVTable.Row, _ column: String) -> Bool {
        guard ["yes", "no"].contains(row[column]) else { row.fail("\(column) \(row[column])") }
        return row[column] == "yes"
    }
}
