import ScanModel
import TestSupport
import VendorProfiles

@testable import PriceLists

/// Price books that a seed names.
struct RandomBooks {
    var dice: Dice

    /// An amount with up to twelve decimal places.
    mutating func amount() -> Dollars {
        let places = dice.roll(0...9)
        let scale = (0..<places).reduce(1) { scale, _ in scale * 10 }
        return Dollars(Rational(Int128(dice.roll(1...9_999_999)), over: Int128(scale) * 1000))
    }

    mutating func item(_ fixed: [PriceItem]) -> PriceItem {
        dice.chance(50)
            ? dice.pick(fixed)
            : .machineHour("\(dice.pick(["c", "m", "t"]))\(dice.roll(1...9)).\(dice.roll(1...20))xlarge")
    }

    mutating func text(_ length: ClosedRange<Int>) -> String {
        let signs: [Character] = ["a", "Z", "7", ",", "\"", " ", "'", "=", "+", "-", "@", "é", "#", ";", "(", ")"]
        return String((0..<dice.roll(length)).map { _ in dice.pick(signs) })
    }

    mutating func book(prices: Int) -> PriceBook {
        var book = PriceBook()
        for _ in 0..<prices {
            let date = dice.pick(["2026-11-20", "2026-11", "2026", "undated"])
            var price = Price(
                amount: amount(),
                provenance: Provenance(
                    source: text(1...40), date: date, confidence: dice.pick(Confidence.allCases)))
            if dice.chance(20) { price.otherAmount = amount() }
            book.set(
                price, for: item(PriceTerms.fixedItems),
                region: dice.chance(10) ? PriceBook.everywhere : dice.pick(AWSCatalog.regions))
        }
        return book
    }
}
