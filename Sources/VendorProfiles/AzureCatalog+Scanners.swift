public import ScanModel

extension AzureCatalog {
    /// A size of virtual machine that a scanner may run on.
    public struct ScannerSize: Hashable, Sendable {
        public var vCPUs: Int
        /// Disks that it takes beside its system disk.
        public var dataDisks: Int
        public var provenance: Provenance
    }

    /// Standard SSD storage with local redundancy, per GiB-month.
    public static let standardSSD = PriceItem(sku: "disk:standard-ssd:GiB-month")
    /// Full snapshots on standard HDD storage, per GiB-month of used size.
    public static let snapshotStandard = PriceItem(sku: "disk:snapshot-standard:GiB-month")

    /// A Linux machine in use, per hour.
    public static func machineHour(_ size: String) -> PriceItem { PriceItem(sku: "vm:\(size):linux:h") }

    /// Whether a location has a price.
    public func isKnownRegion(_ name: String) -> Bool { prices(in: name) != nil }

    static func machines(_ text: String) -> [String: ScannerSize] {
        let table = CSVTable(
            text, name: "azure-machines.csv",
            columns: ["vm_size", "vcpu", "data_disks", "source", "date", "confidence"])
        return table.rows.reduce(into: [:]) { sizes, row in
            guard let vCPUs = Int(row["vcpu"]), let disks = Int(row["data_disks"]), vCPUs > 0, disks > 0 else {
                row.fail("size \(row["vm_size"])")
            }
            let size = ScannerSize(vCPUs: vCPUs, dataDisks: disks, provenance: row.provenance)
            if sizes.updateValue(size, forKey: row["vm_size"]) != nil {
                row.fail("\(row["vm_size"]) is given twice")
            }
        }
    }

    /// - Parameter machines: USD an hour by region and size.
    static func priceBook(_ machines: [String: [String: Dollars]], storage text: String) -> PriceBook {
        var book = PriceBook()
        for (region, sizes) in machines {
            for (size, price) in sizes {
                book.set(Price(amount: price, provenance: priceSource), for: machineHour(size), region: region)
            }
        }
        let table = CSVTable(
            text, name: "azure-storage.csv", columns: ["item", "usd", "low", "high", "source", "date", "confidence"])
        let items = ["disk_standard_ssd": standardSSD, "snapshot_standard_hdd": snapshotStandard]
        for row in table.rows {
            guard let item = items[row["item"]] else { row.fail("unknown item \(row["item"])") }
            guard let usd = Rational(decimal: row["usd"]), let low = Rational(decimal: row["low"]),
                let high = Rational(decimal: row["high"]), .zero < low, low <= usd, usd <= high
            else { row.fail("price outside its range") }
            book.set(
                Price(amount: Dollars(usd), provenance: row.provenance), for: item, region: PriceBook.everywhere)
        }
        precondition(items.values.allSatisfy { !book.regions(of: $0).isEmpty }, "azure-storage.csv misses an item")
        return book
    }
}
