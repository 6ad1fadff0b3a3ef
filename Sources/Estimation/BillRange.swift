public import ScanModel

/// What the bill comes to when one thing that nobody knows for sure is at either end of its range.
public struct BillDriver: Hashable, Sendable {
    /// As the scenario spells it, or `price of` and the name of an item.
    public var name: String
    /// The ends of the range; the cheaper bill need not be at the lower end.
    public var low: Rational
    public var high: Rational
    /// USD per cycle at either end; nil if a price is missing there.
    public var atLow: Double?
    public var atHigh: Double?

    /// USD per cycle between the two ends; nil if a price is missing at one of them.
    public var effect: Double? { atLow.flatMap { low in atHigh.map { abs($0 - low) } } }
}

/// Least, expected and most of a bill, and what makes the difference.
///
/// Only what acts on the bill directly is varied: shares, quantities and prices. Timings are not, because they change
/// the simulated cycle itself.
public struct BillRange: Hashable, Sendable {
    /// USD per cycle with every driver at its cheaper end, as it is, and at its dearer end; nil if a price is missing.
    public var low: Double?
    public var mid: Double?
    public var high: Double?
    /// By effect, the largest first; those that cannot be priced before all others.
    public var drivers: [BillDriver]
    /// Prices that are missing at an end of a range but not in the bill itself, sorted.
    public var missing: [MissingPrice]

    /// The range of a bill.
    ///
    /// - Complexity: O(drivers) estimates.
    public init(_ usage: UsageLedger, pricing: Pricing, makespan: Rational, interval: Seconds?) {
        let variations = BillVariation.all(usage, pricing: pricing)
        func bill(_ changes: [(BillVariation, Rational)]) -> Estimate {
            var usage = usage
            var pricing = pricing
            for (variation, value) in changes { variation.apply(value, &usage, &pricing) }
            return CostEstimator.estimate(usage, pricing: pricing, makespan: makespan, interval: interval)
        }
        let asItIs = bill([])
        mid = asItIs.perCycle
        var drivers: [BillDriver] = []
        var cheap: [(BillVariation, Rational)] = []
        var dear: [(BillVariation, Rational)] = []
        var missing: Set<MissingPrice> = []
        for variation in variations {
            let (atLow, atHigh) = (bill([(variation, variation.low)]), bill([(variation, variation.high)]))
            missing.formUnion(atLow.missing + atHigh.missing)
            let driver = BillDriver(
                name: variation.name, low: variation.low, high: variation.high, atLow: atLow.perCycle,
                atHigh: atHigh.perCycle)
            if driver.effect == 0 { continue }
            drivers.append(driver)
            // Where a price is missing the quantity is larger, so that end counts as the dear one.
            let isRising = (driver.atLow ?? .infinity) <= (driver.atHigh ?? .infinity)
            cheap.append((variation, isRising ? variation.low : variation.high))
            dear.append((variation, isRising ? variation.high : variation.low))
        }
        low = bill(cheap).perCycle
        high = bill(dear).perCycle
        self.missing = missing.subtracting(asItIs.missing).sorted()
        self.drivers = drivers.sorted { left, right in
            let (first, second) = (left.effect ?? .infinity, right.effect ?? .infinity)
            return first != second ? first > second : left.name < right.name
        }
    }
}

/// One thing that acts on the bill and may lie in a range.
private struct BillVariation {
    enum Target {
        case storedFraction
        case rootVolume
        case quantity(BillQuantity)
        case price(PriceItem)
    }

    var target: Target
    var low: Rational
    var high: Rational

    var name: String {
        switch target {
        case .storedFraction: "prices.snapshotStoredFraction"
        case .rootVolume: "scanner.rootVolume"
        case .quantity(let quantity): "bill.quantities.\(quantity.rawValue)"
        case .price(let item): "price of \(item)"
        }
    }

    func apply(_ value: Rational, _ usage: inout UsageLedger, _ pricing: inout Pricing) {
        switch target {
        case .storedFraction: pricing.snapshotStoredFraction.value = value
        case .rootVolume:
            for (key, amount) in usage.entries where key.kind == .scannerRootGiBSeconds {
                usage.add(amount * (value - .one), of: key.kind, in: key.region)
            }
        case .quantity(let quantity): pricing.bill.inputs[quantity]?.value = value
        case .price(let item):
            for region in pricing.book.regions(of: item) {
                guard var price = pricing.book.price(of: item, region: region), let other = price.otherAmount else {
                    continue
                }
                price.amount = Dollars(value == .zero ? min(price.amount, other).value : max(price.amount, other).value)
                pricing.book.set(price, for: item, region: region)
            }
        }
    }

    static func all(_ usage: UsageLedger, pricing: Pricing) -> [BillVariation] {
        var variations: [BillVariation] = []
        if let range = pricing.snapshotStoredRange {
            variations.append(
                BillVariation(target: .storedFraction, low: range.lowerBound, high: range.upperBound))
        }
        if let range = pricing.scannerRootRange {
            variations.append(BillVariation(target: .rootVolume, low: range.lowerBound, high: range.upperBound))
        }
        for quantity in BillQuantity.allCases where pricing.bill.parts.contains(quantity.part) {
            guard let range = pricing.bill.inputs[quantity]?.range else { continue }
            variations.append(
                BillVariation(target: .quantity(quantity), low: range.lowerBound, high: range.upperBound))
        }
        for item in pricing.book.items {
            let isDisputed = pricing.book.regions(of: item).contains {
                pricing.book.price(of: item, region: $0)?.otherAmount != nil
            }
            // 0 stands for the lower figure in every region, 1 for the higher one.
            if isDisputed { variations.append(BillVariation(target: .price(item), low: .zero, high: .one)) }
        }
        return variations
    }
}
