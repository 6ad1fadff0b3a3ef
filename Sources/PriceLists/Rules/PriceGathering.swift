internal import ScanModel

/// Prices of one list while they are collected, with the rules for several prices of one item and region.
///
/// - What is newer holds.
/// - Of prices that are equally new the higher one holds, so that a bill is not promised too low; the other one is kept
///   beside it, and the price counts as assumed.
/// - Of traffic to other regions, which has a price for every pair, the most frequent one holds; of equally frequent
///   ones the higher one.
struct PriceGathering {
    struct Place: Hashable {
        var item: PriceItem
        var region: String
    }

    private struct Found {
        var date: String
        var amount: Dollars
        var lowest: Dollars
    }

    private var found: [Place: Found] = [:]
    private var usual: [Place: [Dollars: Int]] = [:]

    var isEmpty: Bool { found.isEmpty && usual.isEmpty }

    /// - Parameter date: since when the price holds (ISO 8601).
    mutating func add(_ amount: Dollars, for item: PriceItem, region: String, since date: String) {
        let place = Place(item: item, region: region)
        guard var known = found[place], date <= known.date else {
            found[place] = Found(date: date, amount: amount, lowest: amount)
            return
        }
        guard date == known.date else { return }
        known.amount = max(known.amount, amount)
        known.lowest = min(known.lowest, amount)
        found[place] = known
    }

    /// Adds what was gathered elsewhere.
    mutating func add(_ other: PriceGathering) {
        for (place, found) in other.found {
            add(found.amount, for: place.item, region: place.region, since: found.date)
            add(found.lowest, for: place.item, region: place.region, since: found.date)
        }
        for (place, counts) in other.usual { usual[place, default: [:]].merge(counts, uniquingKeysWith: +) }
    }

    /// Adds one of several prices that the item stands for.
    mutating func addOneOfMany(_ amount: Dollars, for item: PriceItem, region: String) {
        usual[Place(item: item, region: region), default: [:]][amount, default: 0] += 1
    }

    /// The prices, and what had to be chosen among, sorted.
    ///
    /// - Parameter provenance: of a price that nothing contradicts.
    func book(_ provenance: Provenance) -> (book: PriceBook, choices: [PriceChoice]) {
        var book = PriceBook()
        var choices: [PriceChoice] = []
        for (place, found) in found {
            var price = Price(amount: found.amount, provenance: provenance)
            if found.lowest != found.amount {
                price.otherAmount = found.lowest
                price.provenance.confidence = .assumed
                price.provenance.source += "; the same list also states \(found.lowest.value)"
                choices.append(
                    PriceChoice(
                        item: place.item, region: place.region, taken: found.amount, other: found.lowest, share: nil))
            }
            book.set(price, for: place.item, region: place.region)
        }
        for (place, counts) in usual {
            guard let best = counts.max(by: { ($0.value, $0.key) < ($1.value, $1.key) }) else { continue }
            book.set(Price(amount: best.key, provenance: provenance), for: place.item, region: place.region)
            if let other = counts.keys.filter({ $0 != best.key }).max() {
                choices.append(
                    PriceChoice(
                        item: place.item, region: place.region, taken: best.key, other: other,
                        share: PriceChoice.Share(taken: best.value, all: counts.values.reduce(0, +))))
            }
        }
        choices.sort()
        return (book, choices)
    }
}
