import ScanModel

/// What keeps a text from being a quantity.
struct Misread: Error, Hashable, Sendable {
    var problem: String
    var expected: String
    var suggestion: String?
}

/// A kind of quantity that is written as a number with a unit: its units, its bounds and how it is spelled.
struct Quantity: Hashable, Sendable {
    /// What a message asks for, with examples.
    var words: String
    /// Units and what one of them is in the base unit.
    var units: [String: Rational]
    /// Other spellings, in lower case, and the unit they mean.
    var aliases: [String: String]
    /// The unit to propose where a bare number stands; empty if a bare number is right.
    var usualUnit: String
    /// Smallest value in the base unit.
    var least: Rational = .zero
    /// Whether `least` itself is refused.
    var isAboveLeast = false
    /// Largest value in the base unit.
    var most: Rational
    /// The range in words.
    var range: String
    /// The value has to be a whole multiple of one over this number.
    var partsOfBase: Int128

    /// A length of time in seconds.
    static let duration = Quantity(
        words: "a duration such as 90s, 15m, 20h, 2d or 250ms",
        units: ["ms": Rational(1, over: 1000), "s": 1, "m": 60, "h": 3600, "d": 86_400],
        aliases: [
            "msec": "ms", "sec": "s", "secs": "s", "second": "s", "seconds": "s", "min": "m", "mins": "m",
            "minute": "m", "minutes": "m", "hr": "h", "hrs": "h", "hour": "h", "hours": "h", "day": "d", "days": "d",
        ],
        usualUnit: "s", most: Rational(366 * 86_400), range: "0s to 366d in whole nanoseconds",
        partsOfBase: 1_000_000_000)

    /// A size in GiB.
    static let size = Quantity(
        words: "a size such as 512MiB, 64GiB or 2TiB", units: ["MiB": Rational(1, over: 1024), "GiB": 1, "TiB": 1024],
        aliases: [
            "m": "MiB", "mb": "MiB", "mi": "MiB", "g": "GiB", "gb": "GiB", "gi": "GiB", "t": "TiB", "tb": "TiB",
            "ti": "TiB",
        ],
        usualUnit: "GiB", isAboveLeast: true, most: Rational(1024 * 1024), range: "above 0 and at most 1024TiB",
        partsOfBase: 1024 * 1_000_000_000)

    /// The size of a cloud volume in GiB: whole GiB only.
    static let volume = {
        var volume = Quantity.size
        volume.words = "a size such as 8GiB or 2TiB"
        volume.least = 1
        volume.isAboveLeast = false
        volume.most = Rational(65_536)
        volume.range = "whole GiB from 1GiB to 64TiB"
        volume.partsOfBase = 1
        return volume
    }()

    /// The capacity of storage in GiB: whole GiB only.
    static let storage = {
        var storage = Quantity.size
        storage.least = 1
        storage.isAboveLeast = false
        storage.range = "whole GiB from 1GiB to 1024TiB"
        storage.partsOfBase = 1
        return storage
    }()

    /// A refill rate in tokens per second.
    static let rate = Quantity(
        words: "a rate such as 5/s, 300/min or 7200/h",
        units: ["/s": 1, "/min": Rational(1, over: 60), "/h": Rational(1, over: 3600)],
        aliases: ["/sec": "/s", "/second": "/s", "/m": "/min", "/minute": "/min", "/hour": "/h", "/hr": "/h"],
        usualUnit: "/s", isAboveLeast: true, most: Rational(1_000_000), range: "above 0/s and at most 1000000/s",
        partsOfBase: 3600 * 1_000_000_000)

    /// An amount of money in US dollars.
    static let money = Quantity(
        words: "an amount such as 500USD", units: ["USD": 1], aliases: ["$": "USD", "dollar": "USD", "dollars": "USD"],
        usualUnit: "USD", most: Rational(1_000_000_000), range: "0USD to 1000000000USD with at most 12 decimal places",
        partsOfBase: 1_000_000_000_000)

    /// A share of a whole.
    static let fraction = Quantity(
        words: "a share such as 50% or 0.5", units: ["%": Rational(1, over: 100), "": 1],
        aliases: ["percent": "%", "pct": "%"], usualUnit: "", most: 1, range: "0 to 1 or 0% to 100%",
        partsOfBase: 100_000_000_000)

    /// The exact value of a text in the base unit. Complexity: O(length).
    func value(of text: String) throws(Misread) -> Rational {
        let shown = "is `\(Excerpt.of(text))`"
        let isNegative = text.hasPrefix("-") || text.hasPrefix("\u{2212}")
        let unsigned = isNegative ? text.dropFirst() : text[...]
        let numberEnd = unsigned.firstIndex { !("0"..."9").contains($0) && $0 != "." } ?? unsigned.endIndex
        let number = unsigned[..<numberEnd]
        guard number.contains(where: { $0 != "." }),
            number.split(separator: ".", omittingEmptySubsequences: false).count <= 2
        else { throw Misread(problem: shown, expected: words) }
        let written = unsigned[numberEnd...]
        let unit = String(written.drop { $0 == " " })
        guard let factor = units[unit], unit.count == written.count else {
            if unit.isEmpty {
                throw Misread(
                    problem: "\(shown), a number without a unit", expected: words,
                    suggestion: isNegative ? nil : "\(number)\(usualUnit)")
            }
            let known = units[unit] != nil ? unit : aliases[unit.lowercased()] ?? nearestUnit(unit)
            throw Misread(problem: shown, expected: words, suggestion: known.map { "\(number)\($0)" })
        }
        guard !isNegative else {
            throw Misread(problem: "\(shown), which is negative", expected: "\(words), \(range)")
        }
        guard let amount = Rational(number: String(number)) else {
            throw Misread(problem: "\(shown), with too many digits", expected: "at most 18 digits")
        }
        // The number has at most 18 decimal places, so this product stays far within 128 bits.
        let value = amount * factor
        guard partsOfBase % value.denominator == 0, isAboveLeast ? value > least : value >= least, value <= most else {
            throw Misread(problem: shown, expected: "\(words), \(range)")
        }
        return value
    }

    /// The unit that differs in nothing but the case of its letters.
    private func nearestUnit(_ unit: String) -> String? {
        units.keys.sorted().first { $0.lowercased() == unit.lowercased() }
    }
}

extension Field {
    /// A quantity with its unit, in the base unit.
    func quantity(_ quantity: Quantity) -> Rational? {
        guard let text = text(expected: quantity.words) else { return nil }
        do throws(Misread) {
            return try quantity.value(of: text)
        } catch {
            let problem = path.isSecret ? shown : error.problem
            report(problem, expected: error.expected, suggestion: path.isSecret ? nil : error.suggestion)
            return nil
        }
    }

    func duration() -> Seconds? { quantity(.duration).map { Seconds($0) } }
    func rate() -> TokenRate? { quantity(.rate).map { TokenRate(perSecond: $0) } }
    func money() -> Dollars? { quantity(.money).map { Dollars($0) } }
    func fraction() -> Rational? { quantity(.fraction) }

    /// The size of a cloud volume, in whole GiB.
    func volume() -> Int? { quantity(.volume).map { Int($0.numerator) } }

    /// The capacity of storage, in whole GiB.
    func storage() -> Int? { quantity(.storage).map { Int($0.numerator) } }
}
