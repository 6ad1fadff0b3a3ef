public import ScanModel

/// What scanplan knows of Azure without asking it: list prices of machines, sizes, and what scanner appliances rest on.
///
/// The data files are `Prices/azure-*.csv`. They are read when they are first asked for.
public struct AzureCatalog: Sendable {
    /// A size of virtual machine.
    public struct MachineSize: Hashable, Sendable {
        /// The name in the price table: `Standard_A2_v2`.
        public var name: String
        public var vCPUs: Int
        public var memoryGiB: Int
        /// Whether it is offered where nobody names sizes.
        public var isUsual: Bool
        public var provenance: Provenance
    }

    /// The shipped data.
    public static let shipped = AzureCatalog(
        prices: text("Prices/azure-vm.csv"), sizes: text("Prices/azure-sizes.csv"),
        constants: text("Prices/azure-appliances.csv"), machines: text("Prices/azure-machines.csv"),
        storage: text("Prices/azure-storage.csv"))

    /// Where the prices of machines come from.
    public static let priceSource = Provenance(
        source:
            "https://github.com/Azure/karpenter-provider-azure pkg/providers/pricing/zz_generated.pricing.go @352646f5",
        date: "2026-06-18", confidence: .assumed)

    /// Regions with a price, sorted.
    public let regions: [String]
    /// Sorted by name.
    public let sizes: [MachineSize]
    /// In the order of ``ApplianceConstant/Name``.
    public let constants: [ApplianceConstant]
    /// Sizes that a scanner may run on, by name.
    public let machines: [String: ScannerSize]
    /// Machines, disks and snapshots. Prices of storage are the same in every region.
    public let priceBook: PriceBook
    /// By region and size.
    private let prices: [String: [String: Dollars]]

    /// Price of a Linux machine in use for one hour; nil if the list has none.
    public func hourlyPrice(ofSize size: String, in region: String) -> Dollars? { prices[region]?[size] }

    /// Prices by size in a region; nil if the list has none there.
    func prices(in region: String) -> [String: Dollars]? { prices[region] }

    /// The size of a name; nil if it is not known.
    public func size(_ name: String) -> MachineSize? { sizes.first { $0.name == name } }

    /// The number of a name.
    public func constant(_ name: ApplianceConstant.Name) -> ApplianceConstant {
        guard let constant = constants.first(where: { $0.name == name }) else {
            preconditionFailure("no number \(name)")
        }
        return constant
    }

    /// Stops the process, naming the line, if a table is broken.
    init(
        prices priceText: String, sizes sizeText: String, constants constantText: String, machines machineText: String,
        storage storageText: String
    ) {
        let priceTable = CSVTable(
            priceText, name: "azure-vm.csv", columns: ["region", "vm_size", "on_demand_usd_per_hour"])
        prices = priceTable.rows.reduce(into: [:]) { prices, row in
            guard let usd = Rational(decimal: row["on_demand_usd_per_hour"]), usd > .zero else { row.fail("price") }
            let known = prices[row["region"], default: [:]].updateValue(Dollars(usd), forKey: row["vm_size"])
            if known != nil { row.fail("\(row["vm_size"]) in \(row["region"]) is given twice") }
        }
        regions = prices.keys.sorted()
        machines = AzureCatalog.machines(machineText)
        priceBook = AzureCatalog.priceBook(prices, storage: storageText)
        let sizeTable = CSVTable(
            sizeText, name: "azure-sizes.csv",
            columns: ["vm_size", "vcpu", "memory_gib", "usual", "source", "date", "confidence"])
        sizes = sizeTable.rows.map { row in
            guard let vCPUs = Int(row["vcpu"]), let memory = Int(row["memory_gib"]), vCPUs > 0, memory > 0,
                ["yes", "no"].contains(row["usual"])
            else { row.fail("size \(row["vm_size"])") }
            return MachineSize(
                name: row["vm_size"], vCPUs: vCPUs, memoryGiB: memory, isUsual: row["usual"] == "yes",
                provenance: row.provenance)
        }.sorted { $0.name < $1.name }
        let constantTable = CSVTable(
            constantText, name: "azure-appliances.csv",
            columns: ["name", "value", "low", "high", "unit", "meaning", "source", "date", "confidence"])
        constants = ApplianceConstant.Name.allCases.map { name in
            let rows = constantTable.rows.filter { $0["name"] == name.rawValue }
            guard let row = rows.first, rows.count == 1 else {
                preconditionFailure("azure-appliances.csv: \(rows.count) rows for \(name)")
            }
            return ApplianceConstant(row, name: name)
        }
    }

    private static func text(_ path: String) -> String {
        guard let file = EmbeddedData.files.first(where: { $0.path == path }) else {
            preconditionFailure("there is no data file \(path)")
        }
        return file.text
    }
}

/// A number that plans of scanner appliances rest on.
public struct ApplianceConstant: Hashable, Sendable {
    public enum Name: String, Hashable, Sendable, CaseIterable {
        /// Seconds.
        case hostScan
        /// Hosts at once on a small appliance, by level of performance.
        case hostsLow, hostsNormal, hostsHigh
        /// Times as many hosts at once on a large appliance.
        case largeFactor
        /// Megabytes of 10^6 bytes.
        case trafficPerHost
        /// USD a month.
        case licence
        /// USD a gigabyte of 10^9 bytes, at one end.
        case peeringSameRegion, peeringZone1, peeringZone2, peeringZone3
        /// A number from 1.
        case zone
    }

    public var name: Name
    public var value: Rational
    /// In which it may lie; a single value if no range is given.
    public var range: ClosedRange<Rational>
    public var unit: String
    public var meaning: String
    public var provenance: Provenance

    fileprivate init(_ row: CSVTable.Row, name: Name) {
        func number(_ column: String) -> Rational {
            guard let number = Rational(decimal: row[column]), number >= .zero else {
                row.fail("\(column) \(row[column])")
            }
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
