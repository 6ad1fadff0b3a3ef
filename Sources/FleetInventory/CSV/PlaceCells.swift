import ScanModel

/// Reads the cells that say where instances are, for every file with such columns.
struct PlaceCells {
    private var accounts = CellCache()
    private var regions = CellCache()

    /// The account of a cell, interned in the fleet; nil if it is none, which is reported.
    mutating func account(_ cell: CSVCell, _ table: borrowing CSVTable, _ fleet: inout Fleet) -> Int32? {
        if let known = accounts.value(of: cell.range, in: table.bytes) { return known }
        let text = table.bytes[cell.range]
        guard let name = AccountName.normalized(text) else {
            table.log.report(at: cell.start, "account", "found \(table.shown(cell))", Self.accountExpected(text))
            return nil
        }
        let account = fleet.internAccount(name)
        accounts.remember(account, of: cell.range, in: table.bytes)
        return account
    }

    /// The region of a cell, interned in the fleet; nil if it is none or one too many, which is reported.
    mutating func region(_ cell: CSVCell, _ table: borrowing CSVTable, _ fleet: inout Fleet) -> UInt16? {
        if let known = regions.value(of: cell.range, in: table.bytes) { return UInt16(known) }
        let text = table.bytes[cell.range]
        guard RegionName.isValid(text) else {
            table.log.report(at: cell.start, "region", "found \(table.shown(cell))", RegionName.expected)
            return nil
        }
        let name = String(decoding: text, as: UTF8.self)
        guard fleet.regions.count < AWSFleetTables.regionsMax || fleet.regions.index(of: name) != nil else {
            table.log.report(
                at: cell.start, "region", "this is one region too many", "at most \(AWSFleetTables.regionsMax) regions")
            return nil
        }
        let region = fleet.internRegion(name)
        regions.remember(Int32(region), of: cell.range, in: table.bytes)
        return region
    }

    /// Spreadsheets show a long number as `1.11122E+11` and drop leading zeros, and save what they show.
    private static func accountExpected(_ text: ArraySlice<UInt8>) -> String {
        let isShort = text.count < 12 && !text.isEmpty && text.allSatisfy(isDigit)
        let isRounded = text.contains(UInt8(ascii: "E")) && text.contains(UInt8(ascii: "+"))
        return "the 12 digits of an account or the GUID of a subscription"
            + (isShort || isRounded ? "; a spreadsheet keeps them if the column is formatted as text" : "")
    }

    private static func isDigit(_ byte: UInt8) -> Bool {
        (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte)
    }
}
