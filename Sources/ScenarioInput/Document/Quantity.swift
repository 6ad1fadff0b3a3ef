import ScanModel

/// What keeps a text from being a quantity.
struct Misread: Error, Hashable, Sendable {
    var problem: String
    var expected: String
    var suggestion: String?
}

/// A kind of quantity that is written as a number with a unit: its units, its bounds and how it is spelled.
///
/// Every rule can be told from the text alone, so that ``form`` can say the same in a pattern.
struct Quantity: Hashable, Sendable {
    /// One of the units.
    struct Unit: Hashable, Sendable {
        /// What one of it is in the base unit.
        var factor: Rational
        /// Most decimal places, not counting zeros at the end.
        var places: Int
    }

    /// The quantity's name, unique among quantities.
    var name: String
    /// What a message asks for, with examples.
    var words: String
    var units: [String: Unit]
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
    /// Whether only whole multiples of the base unit will do.
    var isWhole = false
    /// Longest text, in characters.
    static let longest = 40

    /// A length of time in seconds.
    static let duration = Quantity(
        name: "duration", words: "a duration such as 90s, 15m, 20h, 2d or 250ms",
        units: [
            "ms": Unit(factor: Rational(1, over: 1000), places: 6), "s": Unit(factor: 1, places: 9),
            "m": Unit(factor: 60, places: 9), "h": Unit(factor: 3600, places: 9), "d": Unit(factor: 86_400, places: 9),
        ],
        aliases: [
            "msec": "ms", "sec": "s", "secs": "s", "second": "s", "seconds": "s", "min": "m", "mins": "m",
            "minute": "m", "minutes": "m", "hr": "h", "hrs": "h", "hour": "h", "hours": "h", "day": "d", "days": "d",
        ],
        usualUnit: "s", most: Rational(366 * 86_400), range: "0s to 366d in whole nanoseconds")

    /// A length of time in seconds, above 0.
    static let positiveDuration = {
        var duration = Quantity.duration
        duration.name = "positiveDuration"
        duration.isAboveLeast = true
        duration.range = "above 0s to 366d in whole nanoseconds"
        return duration
    }()

    /// The size of a cloud volume in GiB: whole GiB only.
    static let volume = Quantity(
        name: "volumeSize", words: "a size such as 8GiB or 2TiB",
        units: ["GiB": Unit(factor: 1, places: 0), "TiB": Unit(factor: 1024, places: 3)],
        aliases: ["g": "GiB", "gb": "GiB", "gi": "GiB", "t": "TiB", "tb": "TiB", "ti": "TiB"],
        usualUnit: "GiB", least: 1, most: Rational(65_536), range: "whole GiB from 1GiB to 64TiB", isWhole: true)

    /// The capacity of storage in GiB: whole GiB only.
    static let storage = {
        var storage = Quantity.volume
        storage.name = "storageCapacity"
        storage.words = "a size such as 64GiB or 2TiB"
        storage.most = Rational(1024 * 1024)
        storage.range = "whole GiB from 1GiB to 1024TiB"
        return storage
    }()

    /// A refill rate in tokens per second.
    static let rate = Quantity(
        name: "rate", words: "a rate such as 5/s, 300/min or 7200/h",
        units: [
            "/s": Unit(factor: 1, places: 9), "/min": Unit(factor: Rational(1, over: 60), places: 9),
            "/h": Unit(factor: Rational(1, over: 3600), places: 8),
        ],
        aliases: ["/sec": "/s", "/second": "/s", "/m": "/min", "/minute": "/min", "/hour": "/h", "/hr": "/h"],
        usualUnit: "/s", isAboveLeast: true, most: Rational(1_000_000), range: "above 0/s and at most 1000000/s")

    /// An amount of money in US dollars.
    static let money = Quantity(
        name: "money", words: "an amount such as 500USD", units: ["USD": Unit(factor: 1, places: 9)],
        aliases: ["$": "USD", "dollar": "USD", "dollars": "USD"], usualUnit: "USD", most: Rational(1_000_000_000),
        range: "0USD to 1000000000USD")

    /// A share of a whole.
    static let fraction = Quantity(
        name: "share", words: "a share such as 50% or 0.5",
        units: ["%": Unit(factor: Rational(1, over: 100), places: 9), "": Unit(factor: 1, places: 9)],
        aliases: ["percent": "%", "pct": "%"], usualUnit: "", most: 1, range: "0 to 1 or 0% to 100%")

    /// What a week adds to a whole, as a share of it.
    static let weeklyShare = Quantity(
        name: "weeklyShare", words: "a share such as 10%",
        units: ["%": Unit(factor: Rational(1, over: 100), places: 9)],
        aliases: ["percent": "%", "pct": "%"], usualUnit: "%", isAboveLeast: true, most: 100,
        range: "above 0% to 10000%")

    /// The exact value of a text in the base unit. Complexity: O(length).
    func value(of text: String) throws(Misread) -> Rational {
        let shown = "is `\(Excerpt.of(text))`"
        guard text.utf8.count <= Quantity.longest else {
            throw Misread(problem: shown, expected: "\(words), at most \(Quantity.longest) characters")
        }
        if let bare = try bareNumber(text, shown: shown) { return bare }
        let isNegative = text.hasPrefix("-") || text.hasPrefix("\u{2212}")
        let unsigned = isNegative ? text.dropFirst() : text[...]
        let numberEnd = unsigned.firstIndex { !("0"..."9").contains($0) && $0 != "." } ?? unsigned.endIndex
        let number = unsigned[..<numberEnd]
        guard number.contains(where: { $0 != "." }),
            number.split(separator: ".", omittingEmptySubsequences: false).count <= 2
        else { throw Misread(problem: shown, expected: words) }
        let written = unsigned[numberEnd...]
        let unit = String(written.drop { $0 == " " })
        guard let known = units[unit], unit.count == written.count else {
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
        // More significant digits than a fraction can hold are also too large or have too many places.
        guard Quantity.places(of: number) <= known.places, let amount = Rational(number: String(number)) else {
            let limit = isWhole ? "" : "; at most \(known.places) decimal places"
            throw Misread(problem: shown, expected: "\(words), \(range)\(limit)")
        }
        // At most 18 significant digits, so this product stays far within 128 bits.
        let value = amount * known.factor
        guard !isWhole || value.isWhole, isAboveLeast ? value > least : value >= least, value <= most else {
            throw Misread(problem: shown, expected: "\(words), \(range)")
        }
        return value
    }

    /// The value of a number with an exponent, as programs write small numbers, where numbers need no unit.
    private func bareNumber(_ text: String, shown: String) throws(Misread) -> Rational? {
        guard let unit = units[""], text.utf8.contains(where: { $0 | 0x20 == UInt8(ascii: "e") }),
            let amount = Rational(number: text)
        else { return nil }
        let places = Rational(Int(pow10: unit.places))
        guard (amount * places).isWhole, amount >= least, amount * unit.factor <= most else {
            throw Misread(problem: shown, expected: "\(words), \(range)")
        }
        return amount * unit.factor
    }

    /// Decimal places of a number, not counting zeros at the end.
    static func places(of number: Substring) -> Int {
        guard let point = number.utf8.firstIndex(of: UInt8(ascii: ".")) else { return 0 }
        let last = number.utf8.lastIndex { $0 != UInt8(ascii: "0") } ?? point
        return number.utf8.distance(from: point, to: last)
    }

    /// The unit that differs in nothing but the case of its letters.
    private func nearestUnit(_ unit: String) -> String? {
        units.keys.sorted().first { $0.lowercased() == unit.lowercased() }
    }
}

extension Int {
    /// A power of ten; traps beyond 10^18.
    fileprivate init(pow10 exponent: Int) { self = (0..<exponent).reduce(1) { power, _ in power * 10 } }
}

extension Field {
    /// A quantity with its unit, in the base unit.
    func quantity(_ quantity: Quantity) -> Rational? {
        if let recorder {
            recorder.note(.text(quantity.form))
            return nil
        }
        guard let text = text(expected: quantity.words) else { return nil }
        do throws(Misread) {
            return try quantity.value(of: text)
        } catch {
            let problem = path.isSecret ? shown : error.problem
            report(problem, expected: error.expected, suggestion: path.isSecret ? nil : error.suggestion)
            return nil
        }
    }

    func durationAboveZero() -> Seconds? { quantity(.positiveDuration).map { Seconds($0) } }
    func duration() -> Seconds? { quantity(.duration).map { Seconds($0) } }
    func rate() -> TokenRate? { quantity(.rate).map { TokenRate(perSecond: $0) } }
    func money() -> Dollars? { quantity(.money).map { Dollars($0) } }
    func fraction() -> Rational? { quantity(.fraction) }

    /// The size of a cloud volume, in whole GiB.
    func volume() -> Int? { quantity(.volume).map { Int($0.numerator) } }

    /// The capacity of storage, in whole GiB.
    func storage() -> Int? { quantity(.storage).map { Int($0.numerator) } }
}
