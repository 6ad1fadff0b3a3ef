public import ScanModel

/// What scanplan knows of AWS without asking it: regions, machine types and list prices.
///
/// The data files are `Regions/aws-regions.csv` and `Prices/aws-*.csv`; `Prices/README.md` tells where every figure
/// comes from and which are missing.
public enum AWSCatalog {
    /// Every known region of the commercial partition, sorted.
    public static var regions: [String] { VendorData.current.regions }

    /// The regions that the vendor's own deployment accepts, sorted.
    public static var vendorRegions: [String] { VendorData.current.vendorRegions }

    /// Whether `region` is the identifier of a known region.
    public static func isKnownRegion(_ region: String) -> Bool {
        VendorData.current.regionSet.contains(region)
    }

    /// Every machine type with a price, sorted.
    public static var instanceTypes: [String] { VendorData.current.instanceTypes }

    /// vCPU of a machine type; nil if the type is not known.
    public static func vcpus(ofInstanceType type: String) -> Int? { VendorData.current.machines[type] }

    /// gp2 storage, per GiB-month.
    public static let gp2 = PriceItem(sku: "ebs:gp2:GiB-month")

    /// List prices by region: machines on demand, gp3 and gp2 storage, standard snapshots, and other services.
    ///
    /// A price is `documented` if a second public source that can be named states the same figure, else `assumed`: then
    /// it rests on one public copy of the list alone. AWS writes "GB-month" and counts GiB, so the figures are taken per
    /// GiB-month. A region without a price has none here; nothing is filled in.
    public static var priceBook: PriceBook { VendorData.current.priceBook }

    /// What is known of a number that the bill rests on.
    public struct BillConstant: Sendable {
        public var quantity: BillQuantity
        /// Value, range and provenance.
        public var input: BillInput
        /// The value and the ends of its range as the table writes them.
        public var text: (value: String, low: String, high: String)
        /// What is counted, for people.
        public var unit: String
        public var meaning: String
    }

    /// One for each quantity, in the order of ``BillQuantity``.
    public static var billConstants: [BillConstant] { VendorData.current.billConstants }

    static func billConstants(_ table: CSVTable) -> [BillConstant] {
        BillQuantity.allCases.map { quantity in
            let rows = table.rows.filter { $0["name"] == quantity.rawValue }
            guard let row = rows.first, rows.count == 1 else {
                preconditionFailure("aws-bill.csv: \(quantity) \(rows.count)")
            }
            return BillConstant(row, quantity)
        }
    }
}

extension AWSCatalog.BillConstant {
    fileprivate init(_ row: CSVTable.Row, _ quantity: BillQuantity) {
        func number(_ column: String) -> Rational {
            guard let number = Rational(decimal: row[column]), number >= .zero else {
                row.fail("\(column) \(row[column])")
            }
            return number
        }
        let (value, low, high) = (number("value"), number("low"), number("high"))
        guard low <= value, value <= high, low < high else { row.fail("value outside its range") }
        self.quantity = quantity
        input = BillInput(
            value: value, range: low...high,
            provenance: row.provenance)
        text = (row["value"], row["low"], row["high"])
        unit = row["unit"]
        meaning = row["meaning"]
    }
}

/// The tables and their columns.
extension AWSCatalog {
    static func regionTable(_ text: String) -> CSVTable {
        CSVTable(text, name: "aws-regions.csv", columns: ["region", "name", "partition", "vendor_list", "source"])
    }

    static func machineTable(_ text: String) -> CSVTable {
        CSVTable(
            text, name: "aws-ec2.csv",
            columns: [
                "region", "instance_type", "vcpu", "memory_gib", "on_demand_usd_per_hour", "spot_usd_per_hour_median",
                "arch", "source", "second_source",
            ])
    }

    static func storageTable(_ text: String) -> CSVTable {
        CSVTable(
            text, name: "aws-storage.csv", columns: ["region", "item", "usd", "unit", "source", "second_source"])
    }

    static func serviceTable(_ text: String) -> CSVTable {
        CSVTable(
            text, name: "aws-services.csv",
            columns: ["item", "region", "usd", "other_usd", "source", "second_source", "other_source"])
    }

    static func sourceTable(_ text: String) -> CSVTable {
        CSVTable(text, name: "aws-sources.csv", columns: ["key", "date", "source"])
    }

    static func billTable(_ text: String) -> CSVTable {
        CSVTable(
            text, name: "aws-bill.csv",
            columns: ["name", "value", "low", "high", "unit", "meaning", "source", "date", "confidence"])
    }

    /// vCPU by machine type; the table repeats the number in every region.
    static func machines(_ table: CSVTable) -> [String: Int] {
        table.rows.reduce(into: [:]) { machines, row in
            guard let vcpus = Int(row["vcpu"]), vcpus > 0 else { row.fail("vCPU \(row["vcpu"])") }
            let known = machines.updateValue(vcpus, forKey: row["instance_type"])
            if let known, known != vcpus { row.fail("\(row["instance_type"]) has \(known) vCPU elsewhere") }
        }
    }
}
