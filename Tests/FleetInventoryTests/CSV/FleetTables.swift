import FleetInventory
import ScanModel

let fleetHeader = "account,region,platform,tags,volumes_gib,count\n"

/// The fleet of tables in the files `1.csv`, `2.csv` and so on, without the count of files.
func fleetOfTables(_ texts: String...) throws(InvalidInput) -> Fleet {
    var fleet = try FleetCSV.decode(texts.enumerated().map { ("\($0 + 1).csv", Array($1.utf8)) })
    fleet.intake.files = 0
    return fleet
}

/// The fleet of the rows of one table.
func fleetOfRows(_ rows: String...) throws(InvalidInput) -> Fleet {
    try fleetOfTables(fleetHeader + rows.joined(separator: "\n"))
}

/// What an import of the tables has to say, one line an issue.
func tableIssues(_ texts: String...) -> [String] { tableIssues(bytes: texts.map { Array($0.utf8) }) }

func tableIssues(bytes files: [[UInt8]]) -> [String] {
    do throws(InvalidInput) {
        _ = try FleetCSV.decode(files.enumerated().map { ("\($0 + 1).csv", $1) })
        return []
    } catch {
        return error.issues.map(\.description)
    }
}

/// What an import of the rows of one table has to say.
func rowIssues(_ rows: String...) -> [String] { tableIssues(fleetHeader + rows.joined(separator: "\n")) }

/// The table of a fleet.
func table(of fleet: Fleet) -> String {
    var bytes: [UInt8] = []
    FleetCSV.write(fleet) { bytes += $0 }
    return String(decoding: bytes, as: UTF8.self)
}
