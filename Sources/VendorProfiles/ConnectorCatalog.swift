public import ScanModel

/// What scanplan knows of the connectors that discover assets: times, throttles, permissions, states.
///
/// The data files are `Connectors/*.csv`. They are read when they are first asked for.
public struct ConnectorCatalog: Sendable {
    /// A permission that a connector needs.
    public struct Permission: Hashable, Sendable {
        /// `aws` or `azure`.
        public var cloud: String
        /// What the connector is used for: `inventory`, `organization`, `apiAssessment` or `cspm`.
        public var use: String
        public var name: String
        public var isRequired: Bool
        /// Whether nothing is discovered without it.
        public var blocks: Bool
        public var meaning: String
        public var provenance: Provenance
    }

    /// A policy or role that is known by name.
    public struct Grant: Hashable, Sendable {
        public var cloud: String
        public var name: String
        public var grants: [String]
        public var writes: Bool
        public var provenance: Provenance
    }

    /// A state in the cloud and what the inventory shows of it.
    public struct State: Hashable, Sendable {
        public var cloud: String
        public var state: String
        public var shown: String
        public var meaning: String
        public var provenance: Provenance
    }

    /// A type of machine that is not activated by itself.
    public struct ExcludedType: Hashable, Sendable {
        public var cloud: String
        public var type: String
        public var provenance: Provenance
    }

    /// The shipped data.
    public static let shipped = ConnectorCatalog(
        constants: text("qualys-connectors"), permissions: text("permissions"), grants: text("grants"),
        states: text("states"), excludedTypes: text("excluded-types"))

    /// In the order of ``ConnectorConstant/Name``.
    public let constants: [ConnectorConstant]
    public let permissions: [Permission]
    public let grants: [Grant]
    public let states: [State]
    public let excludedTypes: [ExcludedType]

    /// The number of a name.
    public func constant(_ name: ConnectorConstant.Name) -> ConnectorConstant {
        guard let constant = constants.first(where: { $0.name == name }) else {
            preconditionFailure("no number \(name)")
        }
        return constant
    }

    /// Stops the process, naming the line, if a table is broken.
    init(constants: String, permissions: String, grants: String, states: String, excludedTypes: String) {
        let origin = ["source", "date", "confidence"]
        let constantTable = CSVTable(
            constants, name: "qualys-connectors.csv",
            columns: ["name", "value", "low", "high", "unit", "meaning"] + origin)
        self.constants = ConnectorConstant.Name.allCases.map { name in
            let rows = constantTable.rows.filter { $0["name"] == name.rawValue }
            guard let row = rows.first, rows.count == 1 else {
                preconditionFailure("qualys-connectors.csv: \(rows.count) rows for \(name)")
            }
            return ConnectorConstant(row, name: name)
        }
        let permissionTable = CSVTable(
            permissions, name: "permissions.csv",
            columns: ["cloud", "use", "name", "required", "blocks", "meaning"] + origin)
        self.permissions = permissionTable.rows.map { row in
            Permission(
                cloud: row["cloud"], use: row["use"], name: row["name"], isRequired: row.flag("required"),
                blocks: row.flag("blocks"), meaning: row["meaning"], provenance: row.provenance)
        }
        let grantTable = CSVTable(
            grants, name: "grants.csv", columns: ["cloud", "name", "grants", "writes"] + origin)
        self.grants = grantTable.rows.map { row in
            Grant(
                cloud: row["cloud"], name: row["name"], grants: row["grants"].split(separator: " ").map(String.init),
                writes: row.flag("writes"), provenance: row.provenance)
        }
        let stateTable = CSVTable(
            states, name: "states.csv", columns: ["cloud", "state", "shown", "meaning"] + origin)
        self.states = stateTable.rows.map { row in
            State(
                cloud: row["cloud"], state: row["state"], shown: row["shown"], meaning: row["meaning"],
                provenance: row.provenance)
        }
        let typeTable = CSVTable(excludedTypes, name: "excluded-types.csv", columns: ["cloud", "type"] + origin)
        self.excludedTypes = typeTable.rows.map { row in
            ExcludedType(cloud: row["cloud"], type: row["type"], provenance: row.provenance)
        }
    }

    private static func text(_ name: String) -> String {
        guard let file = EmbeddedData.files.first(where: { $0.path == "Connectors/\(name).csv" }) else {
            preconditionFailure("there is no data file Connectors/\(name).csv")
        }
        return file.text
    }
}

/// A number that discovery by connectors rests on.
public struct ConnectorConstant: Hashable, Sendable {
    public enum Name: String, Hashable, Sendable, CaseIterable {
        /// Seconds.
        case polling, pollingAdvised, tenantStep, tenantPollingMost
        case retentionAws, retentionAzure
        case assessmentInterval, assessmentDuration
        /// Requests, and requests a second.
        case bucketAws, rateAws, bucketAzure, rateAzure
        /// Assets.
        case pageAws, pageAzure
        /// Requests.
        case listsPerRegionAws, listsPerAccountAws, readsPerAssetAzure
        /// Milliseconds.
        case callTime
    }

    public var name: Name
    public var value: Int
    /// In which it may lie; a single value if no range is given.
    public var range: ClosedRange<Int>
    public var unit: String
    public var meaning: String
    public var provenance: Provenance

    fileprivate init(_ row: CSVTable.Row, name: Name) {
        func number(_ column: String) -> Int {
            guard let number = Int(row[column]), number >= 0 else { row.fail("\(column) \(row[column])") }
            return number
        }
        let (value, low, high) = (number("value"), number("low"), number("high"))
        guard low <= value, value <= high else { row.fail("value outside its range") }
        self.name = name
        self.value = value
        range = low...high
        unit = row["unit"]
        meaning = row["meaning"]
        provenance = row.provenance
    }
}

extension CSVTable.Row {
    fileprivate func flag(_ column: String) -> Bool {
        guard ["yes", "no"].contains(self[column]) else { fail("\(column) is neither yes nor no") }
        return self[column] == "yes"
    }
}
