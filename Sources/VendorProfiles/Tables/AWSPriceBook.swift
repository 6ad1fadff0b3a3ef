import ScanModel

extension PriceBook {
    /// Machines on demand, gp3, gp2 and standard snapshots, and other services, by region.
    ///
    /// - Parameter regions: the known regions; a price for any other is a fault of the table.
    init(machines: CSVTable, storage: CSVTable, services: CSVTable, sources: PriceSources, regions: Set<String>) {
        self.init()
        func add(_ item: PriceItem, usd text: String, from row: CSVTable.Row, other: String = "") {
            let region = row["region"]
            guard regions.contains(region) || region == PriceBook.everywhere else {
                row.fail("unknown region \(region)")
            }
            let usd = PriceBook.amount(text, from: row)
            if self.regions(of: item).contains(region) { row.fail("\(item) in \(region) is given twice") }
            let otherAmount = other.isEmpty ? nil : PriceBook.amount(other, from: row)
            if otherAmount == usd { row.fail("another price that is the same") }
            set(
                Price(amount: usd, provenance: sources.provenance(of: row), otherAmount: otherAmount), for: item,
                region: region)
        }
        for row in machines.rows {
            add(.machineHour(row["instance_type"]), usd: row["on_demand_usd_per_hour"], from: row)
        }
        for row in storage.rows {
            if row["unit"] != "GB-month" { row.fail("unit \(row["unit"])") }
            add(PriceBook.storageItem(of: row), usd: row["usd"], from: row)
        }
        for row in services.rows {
            add(PriceBook.serviceItem(of: row), usd: row["usd"], from: row, other: row["other_usd"])
        }
    }

    /// What the table of services may price.
    static let services: [PriceItem] = [
        .initialisation, .fastRestore, .keyMonth, .keyRequest, .natGatewayHour, .natGatewayGB, .interfaceEndpointHour,
        .publicAddressHour, .internetGB, .interRegionGB, .transition, .lambdaRequest, .lambdaGBSecond, .queueRequest,
        .tableWrite, .tableRead, .paidEvent,
    ]

    private static func serviceItem(of row: CSVTable.Row) -> PriceItem {
        guard let item = services.first(where: { $0.sku == row["item"] }) else {
            row.fail("unknown item \(row["item"])")
        }
        if row["other_usd"].isEmpty != row["other_source"].isEmpty { row.fail("another price needs its source") }
        return item
    }

    private static func storageItem(of row: CSVTable.Row) -> PriceItem {
        switch row["item"] {
        case "ebs_gp3": .gp3
        case "ebs_gp2": AWSCatalog.gp2
        case "ebs_snapshot_standard": .snapshotStandard
        default: row.fail("unknown item \(row["item"])")
        }
    }

    private static func amount(_ text: String, from row: CSVTable.Row) -> Dollars {
        guard let usd = Rational(decimal: text), usd > .zero else { row.fail("price \(text)") }
        return Dollars(usd)
    }
}
