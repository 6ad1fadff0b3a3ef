internal import ScanModel
internal import VendorProfiles

/// A row of the Azure Retail Prices API.
struct RetailRow: Hashable {
    /// `retailPrice`, USD for a `unit`.
    var price: Rational
    var tierMinimum: Rational
    /// `armRegionName`.
    var region: String
    /// `effectiveStartDate`, its day.
    var start: String
    var product: String
    var sku: String
    var meter: String
    /// `armSkuName`; empty where there is none.
    var machine: String
    var service: String
    /// `unitOfMeasure`.
    var unit: String
    /// Consumption, Reservation or DevTestConsumption.
    var type: String
    var isPrimary: Bool
}

/// Which row of the Azure Retail Prices API is which item of a bill.
///
/// The form of a row and what its members mean: "Azure Retail Prices overview",
/// https://learn.microsoft.com/en-us/rest/api/cost-management/retail-prices/azure-retail-prices. Machines are chosen as the
/// generator of `Prices/azure-vm.csv` chooses them (https://github.com/Azure/karpenter-provider-azure,
/// `pkg/providers/pricing`): rows of consumption without Windows, Low Priority and Spot.
enum RetailRules {
    /// What a row says.
    enum Verdict: Hashable {
        /// USD per unit of the item.
        case match(PriceItem, region: String, usd: Rational)
        /// An item of bills in a region that scanplan does not know.
        case elsewhere
        case nothing
    }

    /// `serviceName` of rows that a rule may take.
    static let services: Set<String> = ["Virtual Machines", "Storage"]
    /// `type` of such rows.
    static let consumption = "Consumption"
    /// Most USD of a row, which may be for a whole disk and month.
    static let most = Rational(1_000_000)

    /// The disk that stands for all sizes: a tier's price spread over its size is the same for all tiers up to rounding.
    private static let diskTier = "E10 LRS"
    /// Its size in GiB (https://learn.microsoft.com/en-us/azure/virtual-machines/disks-types).
    private static let diskTierGiB = 128

    static func verdict(_ row: RetailRow) -> Verdict {
        guard row.type == consumption, row.isPrimary, row.tierMinimum == .zero, row.price > .zero,
            let (item, price) = priced(row)
        else { return .nothing }
        guard AzureCatalog.shipped.isKnownRegion(row.region) else { return .elsewhere }
        guard PriceTerms.isPrice(price) else { return .nothing }
        return .match(item, region: row.region, usd: price)
    }

    private static func priced(_ row: RetailRow) -> (PriceItem, Rational)? {
        switch row.service {
        case "Virtual Machines":
            guard row.unit == "1 Hour", PriceTerms.isMachineType(row.machine), isLinuxOnDemand(row) else { return nil }
            return (AzureCatalog.machineHour(row.machine), row.price)
        case "Storage":
            if row.product == "Standard SSD Managed Disks", row.sku == diskTier, row.unit == "1/Month",
                ["E10 LRS Disk", "E10 Disks"].contains(row.meter)
            {
                return (AzureCatalog.standardSSD, spread(row.price, over: diskTierGiB))
            }
            if row.product == "Standard HDD Managed Disks", row.unit == "1 GB/Month",
                ["LRS Snapshots", "Snapshots LRS Snapshots"].contains(row.meter)
            {
                return (AzureCatalog.snapshotStandard, row.price)
            }
            return nil
        default: return nil
        }
    }

    /// Virtual Machines are sold with Windows, at the spot market, at low priority and as Cloud Services under the same
    /// `armSkuName`.
    private static func isLinuxOnDemand(_ row: RetailRow) -> Bool {
        if ["Windows", "CloudServices", "Cloud Services", "Dedicated Host"].contains(where: row.product.contains) {
            return false
        }
        return ![row.sku, row.meter].contains { name in ["Spot", "Low Priority"].contains(where: name.contains) }
    }

    /// The price of one GiB, rounded half up at the last place that prices may have where the division does not end.
    static func spread(_ price: Rational, over gib: Int) -> Rational {
        let exact = price / Rational(gib)
        if PriceTerms.isPrice(exact) { return exact }
        let scale = Rational(1_000_000_000_000)
        return Rational((exact * scale + Rational(1, over: 2)).floor) / scale
    }
}
