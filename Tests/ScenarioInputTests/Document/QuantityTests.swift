import ScanModel
import Testing

@testable import ScenarioInput

@Suite("Quantities with their units")
struct QuantityTests {
    @Test(
        "Durations",
        arguments: [
            ("90s", Rational(90)), ("15m", Rational(900)), ("20h", Rational(72_000)), ("2d", Rational(172_800)),
            ("250ms", Rational(1, over: 4)), ("1.5h", Rational(5400)), ("0s", .zero), (".5s", Rational(1, over: 2)),
            ("0.000000001s", Rational(1, over: 1_000_000_000)), ("366d", Rational(366 * 86_400)),
        ])
    func durations(text: String, seconds: Rational) throws {
        #expect(try Quantity.duration.value(of: text) == seconds)
    }

    @Test("Sizes, in GiB")
    func sizes() throws {
        #expect(try Quantity.storage.value(of: "64GiB") == 64)
        #expect(try Quantity.volume.value(of: "1.5TiB") == 1536)
        #expect(try Quantity.volume.value(of: "0.125TiB") == 128)
        #expect(try Quantity.volume.value(of: "1GiB") == 1)
        #expect(try Quantity.volume.value(of: "64TiB") == 65_536)
        #expect(try Quantity.storage.value(of: "50TiB") == 51_200)
    }

    @Test("Rates, money and shares")
    func others() throws {
        #expect(try Quantity.rate.value(of: "5/s") == 5)
        #expect(try Quantity.rate.value(of: "300/min") == 5)
        #expect(try Quantity.rate.value(of: "1/h") == Rational(1, over: 3600))
        #expect(try Quantity.money.value(of: "500USD") == 500)
        #expect(try Quantity.money.value(of: "0.000000001USD") == Rational(1, over: 1_000_000_000))
        #expect(try Quantity.fraction.value(of: "50%") == Rational(1, over: 2))
        #expect(try Quantity.fraction.value(of: "0.25") == Rational(1, over: 4))
        #expect(try Quantity.fraction.value(of: "1") == 1)
    }

    private static let duration = "a duration such as 90s, 15m, 20h, 2d or 250ms"
    private static let wide = "0s to 366d in whole nanoseconds"
    private static let places = "; at most 9 decimal places"
    private static let size = "a size such as 64GiB or 2TiB"
    private static let volume = "a size such as 8GiB or 2TiB"
    private static let rate = "a rate such as 5/s, 300/min or 7200/h"
    private static let money = "an amount such as 500USD"
    private static let share = "a share such as 50% or 0.5"

    static let refusals: [(Quantity, String, String)] = [
        (.duration, "90", "is `90`, a number without a unit; expected \(duration); did you mean 90s?"),
        (.duration, "15min", "is `15min`; expected \(duration); did you mean 15m?"),
        (.duration, "20H", "is `20H`; expected \(duration); did you mean 20h?"),
        (.duration, "3 s", "is `3 s`; expected \(duration); did you mean 3s?"),
        (.duration, "1h30m", "is `1h30m`; expected \(duration)"),
        (.duration, "5x", "is `5x`; expected \(duration)"),
        (.duration, "NaN", "is `NaN`; expected \(duration)"),
        (.duration, "infs", "is `infs`; expected \(duration)"),
        (.duration, "+5s", "is `+5s`; expected \(duration)"),
        (.duration, "1.2.3s", "is `1.2.3s`; expected \(duration)"),
        (.duration, "1e3s", "is `1e3s`; expected \(duration)"),
        (.duration, "-5s", "is `-5s`, which is negative; expected \(duration), \(wide)"),
        (.duration, "-5", "is `-5`, a number without a unit; expected \(duration)"),
        (.duration, "367d", "is `367d`; expected \(duration), \(wide)"),
        (.duration, "0.0000000001s", "is `0.0000000001s`; expected \(duration), \(wide)\(places)"),
        (.duration, "1234567890123456789s", "is `1234567890123456789s`; expected \(duration), \(wide)\(places)"),
        (
            .duration, "0.0000000000000000000001s",
            "is `0.0000000000000000000001s`; expected \(duration), \(wide)\(places)"
        ),
        (
            .duration, "00000000000000000000000000000000000000001s",
            "is `00000000000000000000000000000000000000001s`; expected \(duration), at most 40 characters"
        ),
        (.storage, "64", "is `64`, a number without a unit; expected \(size); did you mean 64GiB?"),
        (.storage, "64GB", "is `64GB`; expected \(size); did you mean 64GiB?"),
        (.storage, "64gib", "is `64gib`; expected \(size); did you mean 64GiB?"),
        (.storage, "0GiB", "is `0GiB`; expected \(size), whole GiB from 1GiB to 1024TiB"),
        (.storage, "1025TiB", "is `1025TiB`; expected \(size), whole GiB from 1GiB to 1024TiB"),
        (.storage, "512MiB", "is `512MiB`; expected \(size)"),
        (.volume, "0.1TiB", "is `0.1TiB`; expected \(volume), whole GiB from 1GiB to 64TiB"),
        (.volume, "1.5GiB", "is `1.5GiB`; expected \(volume), whole GiB from 1GiB to 64TiB"),
        (.volume, "65TiB", "is `65TiB`; expected \(volume), whole GiB from 1GiB to 64TiB"),
        (.volume, "0GiB", "is `0GiB`; expected \(volume), whole GiB from 1GiB to 64TiB"),
        (.storage, "1.5GiB", "is `1.5GiB`; expected \(size), whole GiB from 1GiB to 1024TiB"),
        (.rate, "5", "is `5`, a number without a unit; expected \(rate); did you mean 5/s?"),
        (.rate, "5/m", "is `5/m`; expected \(rate); did you mean 5/min?"),
        (.rate, "0/s", "is `0/s`; expected \(rate), above 0/s and at most 1000000/s"),
        (.money, "500", "is `500`, a number without a unit; expected \(money); did you mean 500USD?"),
        (.money, "500usd", "is `500usd`; expected \(money); did you mean 500USD?"),
        (.money, "500EUR", "is `500EUR`; expected \(money)"),
        (.fraction, "1.5", "is `1.5`; expected \(share), 0 to 1 or 0% to 100%"),
        (.fraction, "101%", "is `101%`; expected \(share), 0 to 1 or 0% to 100%"),
        (.fraction, "half", "is `half`; expected \(share)"),
    ]

    @Test("What is no quantity", arguments: refusals)
    func refusal(quantity: Quantity, text: String, issue: String) {
        #expect(field("\"\(text)\"") { $0.quantity(quantity) }.issues == ["f.yaml:1:1: \(issue)"])
    }

    @Test("The pattern of a quantity matches just what can be read", arguments: known)
    func pattern(quantity: Quantity) throws {
        var choices = Choices(seed: 11)
        let regex = try Regex(#require(quantity.form.pattern))
        let amounts = [
            "", "0", "00", "0.0", "1", "01", "0.5", ".5", "5.", ".", "1.25", "2.125", "3.0625", "1.50", ".0", "0.",
            "12.375000",
            "999999999", "0.000000001", "0.0000000001", "0.00000001", "1.1.1", "-1", "7e2", "63", "64", "65", "100",
            "101",
            "366", "367", "1024", "1025", "8784", "8785", "65536", "65537", "527040", "527041", "1000000", "1000001",
            "1048576", "1048577", "31622400", "31622401", "60000000", "60000001", "3600000000", "3600000001",
            "31622400000",
            "31622399999.999999", "31622400000.000001", "1000000000", "999999999.999999999", "1000000000.000000001",
            "00000000000000000000000000000000000001",
        ]
        let units = quantity.units.keys.sorted() + ["", "s", "GiB", "x", " s"]
        var texts = amounts.flatMap { amount in units.map { amount + $0 } }
        for _ in 0..<2000 {
            let digits = (0..<Int.random(in: 1...12, using: &choices)).map { _ in
                ["0", "1", "2", "3", "4", "5", "6", "7", "8", "9", "."][Int.random(in: 0...10, using: &choices)]
            }
            texts.append(digits.joined() + units[Int.random(in: units.indices, using: &choices)])
        }
        var counts = (read: 0, refused: 0)
        // An exponent is a way to write a bare number, which is no text in JSON.
        for text in texts where !text.contains("e") {
            let isRead = (try? quantity.value(of: text)) != nil
            let matches = quantity.form.length.contains(text.count) && text.wholeMatch(of: regex) != nil
            #expect(isRead == matches, "\(text): read \(isRead), matches \(matches)")
            if isRead { counts.read += 1 } else { counts.refused += 1 }
        }
        #expect(counts.read > 50 && counts.refused > 50, "\(counts)")
    }

    static let known: [Quantity] = [.duration, .positiveDuration, .volume, .storage, .rate, .money, .fraction]

    @Test("No text of digits, points, signs and units can trap")
    func noise() {
        var choices = Choices(seed: 5)
        let pieces = [
            "0", "1", "9", "000", "999999", ".", "-", "e", "E", "+", " ", "s", "ms", "d", "GiB", "/h", "%", "",
        ]
        for _ in 0..<20_000 {
            let count = Int.random(in: 1...8, using: &choices)
            let text = (0..<count).map { _ in pieces[Int.random(in: pieces.indices, using: &choices)] }.joined()
            for quantity in QuantityTests.known { _ = try? quantity.value(of: text) }
            _ = Rational(number: text)
        }
    }
}

extension Quantity: CustomTestStringConvertible {
    public var testDescription: String { words }
}
