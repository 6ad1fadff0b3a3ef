internal import FleetInventory
internal import ScanModel

/// The forms in which a fleet is written, told by the ending of the file's name.
enum FleetOutput: Hashable {
    /// The compact file that opens without being parsed.
    case scanfleet
    /// The table that a scenario names under `fleet.inventory.fleetCsv`.
    case csv
    /// Columns for other tools.
    case parquet

    static let endings = "\(FleetFile.fileExtension), .csv or .parquet"

    init?(path: String) {
        let name = path.lowercased()
        if name.hasSuffix(FleetFile.fileExtension) {
            self = .scanfleet
        } else if name.hasSuffix(".csv") {
            self = .csv
        } else if name.hasSuffix(".parquet") {
            self = .parquet
        } else {
            return nil
        }
    }

    /// Writes the fleet piece by piece to a file that appears whole or not at all.
    ///
    /// - Parameters:
    ///   - source: what the fleet is called in a message.
    ///   - table: what the rows of a Parquet file are.
    ///   - overwrites: whether a regular file that is there may be replaced.
    func write(
        _ fleet: Fleet, named source: String, table: FleetParquet.Table = .instances, to path: String,
        overwrites: Bool = true
    ) throws(ExitStatus) {
        if let obstacle = obstacle(fleet) {
            Console.diagnostic("error: \(source): \(obstacle)")
            throw .invalidInput
        }
        try Console.writing { () throws(UnwritableFile) in
            let line = ProgressLine(title: "writing the fleet")
            defer { line.end() }
            let file = try PendingFile(path, overwrites: overwrites)
            switch self {
            case .scanfleet: FleetFile.write(fleet) { file.append($0) }
            case .csv: FleetCSV.write(fleet) { file.append($0) }
            case .parquet:
                FleetParquet.write(fleet, table, createdBy: "scanplan version \(Version.text)") { file.append($0) }
            }
            try file.commit()
        }
    }

    /// What keeps a fleet from being written in this form; nil if nothing does.
    private func obstacle(_ fleet: Fleet) -> String? {
        switch self {
        case .scanfleet: return nil
        case .parquet: return FleetParquet.obstacle(fleet)
        case .csv:
            if fleet.sizeUnitsPerGiB != 1 {
                return "its sizes are in 1/\(fleet.sizeUnitsPerGiB) GiB, and a table knows whole GiB only"
            }
            guard let instance = fleet.instanceFailures.firstIndex(where: { $0 > 0 }) else { return nil }
            return "instance \(instance) has preset failures, which a table does not know"
        }
    }
}
