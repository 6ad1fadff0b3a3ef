import ScanModel

/// What a key of the scenario takes, where that is a number.
enum NumericKey: Hashable, Sendable {
    case quantity(Quantity)
    case integer(ClosedRange<Int>)
    case decimal(least: Rational, isAboveLeast: Bool, most: Rational)

    /// A number of a scenario: its value in the base unit, and the unit to tell it in.
    struct Written: Hashable, Sendable {
        var value: Rational
        /// The unit as written; the base unit of what comes in whole ones; empty for bare numbers.
        var unit: String
    }

    /// Why a path leads to no number.
    struct Astray: Error, Hashable, Sendable {
        var problem: String
        var expected: String
        var suggestion: String?
    }

    /// The number that a path leads to.
    ///
    /// - Parameter shape: what a deployment looks like.
    init(_ path: ArraySlice<ScenarioSetting.Step>, in shape: DocumentShape) throws(Astray) {
        switch (shape, path.first) {
        case (.named(_, let inner), _): self = try NumericKey(path, in: inner)
        case (.either(let ways), _): self = try NumericKey.first(path, of: ways)
        case (.mapping(let mapping), .key(let key)?), (.mapping(let mapping), .bracket(let key)?):
            guard let member = mapping[key] else {
                let known = mapping.members.map(\.key)
                throw Astray(
                    problem: "there is no key `\(Excerpt.of(key))`",
                    expected: "one of \(known.joined(separator: ", "))",
                    suggestion: NearestKey.find(key, among: known))
            }
            self = try NumericKey(path.dropFirst(), in: member.shape)
        case (.entries(let keys, let values, _), .key(let key)?),
            (.entries(let keys, let values, _), .bracket(let key)?):
            if let words = keys.words, !words.contains(key) {
                throw Astray(
                    problem: "`\(Excerpt.of(key))` is no name that is known here", expected: "a known name",
                    suggestion: NearestKey.find(key, among: words))
            }
            self = try NumericKey(path.dropFirst(), in: values)
        case (.list(let element, _, _), .index?), (.list(let element, _, _), .bracket?):
            self = try NumericKey(path.dropFirst(), in: element)
        case (.integer(let range), nil): self = .integer(range)
        case (.decimal(let least, let isAboveLeast, let most), nil):
            self = .decimal(least: least, isAboveLeast: isAboveLeast, most: most)
        case (.text(let form), nil):
            guard let quantity = Quantity.all.first(where: { $0.name == form.name }) else {
                throw Astray(problem: "leads to \(form.words)", expected: "the path of a number")
            }
            self = .quantity(quantity)
        case (_, nil): throw Astray(problem: "leads to no single number", expected: "the path of a number")
        case (_, _?): throw Astray(problem: "leads nowhere", expected: "the path of a number")
        }
    }

    /// The first way that leads to a number, else the reason against the first one that comes with a suggestion, or against
    /// the last one if none does.
    private static func first(
        _ path: ArraySlice<ScenarioSetting.Step>, of ways: [DocumentShape]
    ) throws(Astray) -> NumericKey {
        var reason = Astray(problem: "leads nowhere", expected: "the path of a number")
        for way in ways {
            do throws(Astray) {
                return try NumericKey(path, in: way)
            } catch {
                if reason.suggestion == nil { reason = error }
            }
        }
        throw reason
    }

    /// The number that a text states.
    ///
    /// - Parameter isSpread: whether it is the size of a spread, which may be any amount above 0 and not only what the key
    ///   takes.
    /// - Throws: that the text is no number, or none that the key takes.
    func value(of text: String, isSpread: Bool) throws(Misread) -> Written {
        switch self {
        case .quantity(var quantity):
            if isSpread {
                quantity.isWhole = false
                quantity.least = .zero
                quantity.isAboveLeast = true
                quantity.range = "above 0"
                for name in quantity.units.keys { quantity.units[name]?.places = 6 }
            }
            let value = try quantity.value(of: text)
            let unit = String(text.drop { ("0"..."9").contains($0) || $0 == "." })
            // What comes in whole base units is written in those; an exponent stands for no unit.
            let isPlain = quantity.units[unit] != nil
            return Written(value: value, unit: quantity.isWhole ? quantity.baseUnit : isPlain ? unit : "")
        case .integer(let range):
            let words = "a whole number from \(range.lowerBound) to \(range.upperBound)"
            guard let value = Rational(number: text), isSpread ? value > .zero : value.isWhole,
                isSpread
                    || (value >= Rational(Int128(range.lowerBound)) && value <= Rational(Int128(range.upperBound)))
            else { throw Misread(problem: "is `\(Excerpt.of(text))`", expected: isSpread ? "a number above 0" : words) }
            return Written(value: value, unit: "")
        case .decimal(let least, let isAboveLeast, let most):
            let words = "a number \(isAboveLeast ? "above" : "from") \(least) to \(most) with at most 9 decimal places"
            guard let value = Rational(number: text), 1_000_000_000 % value.denominator == 0,
                isSpread ? value > .zero : (isAboveLeast ? value > least : value >= least) && value <= most
            else { throw Misread(problem: "is `\(Excerpt.of(text))`", expected: isSpread ? "a number above 0" : words) }
            return Written(value: value, unit: "")
        }
    }

    /// A value of the base unit in another one.
    func inUnit(_ unit: String, _ value: Rational) -> Rational {
        guard case .quantity(let quantity) = self, let factor = quantity.units[unit]?.factor else { return value }
        return value / factor
    }

    /// The values that the key takes, in a unit.
    func domain(unit: String) -> InputDomain {
        switch self {
        case .quantity(let quantity):
            // A clock that counts whole ticks of several rates must not need too fine a tick.
            let isRate = quantity.name == Quantity.rate.name || quantity.name == Quantity.byteRate.name
            return InputDomain(
                least: inUnit(unit, quantity.least), isAboveLeast: quantity.isAboveLeast,
                most: inUnit(unit, quantity.most), places: quantity.isWhole ? 0 : quantity.units[unit]?.places ?? 0,
                digits: isRate ? 3 : 5)
        case .integer(let range):
            return InputDomain(
                least: Rational(Int128(range.lowerBound)), isAboveLeast: false,
                most: Rational(Int128(range.upperBound)), places: 0, digits: 18)
        case .decimal(let least, let isAboveLeast, let most):
            return InputDomain(least: least, isAboveLeast: isAboveLeast, most: most, places: 9, digits: 5)
        }
    }
}

extension Quantity {
    /// Every quantity that scenarios have.
    static let all: [Quantity] = [
        .duration, .positiveDuration, .volume, .storage, .rate, .money, .fraction, .weeklyShare, .byteRate,
    ]

    /// The unit of factor 1.
    fileprivate var baseUnit: String { units.first { $0.value.factor == .one }?.key ?? "" }
}

extension DocumentShape {
    /// The words that the keys of a mapping are taken from; nil if there are others.
    fileprivate var words: [String]? {
        switch self {
        case .choice(let words): return words
        case .named(_, let inner): return inner.words
        case .either(let ways):
            let words = ways.map(\.words)
            return words.contains(nil) ? nil : words.flatMap { $0 ?? [] }
        case .integer, .decimal, .flag, .text, .list, .mapping, .entries, .nothing, .anything: return nil
        }
    }
}

extension [ScenarioSetting.Step] {
    /// The path as settings spell it, the same text for every spelling of one path.
    var settingPath: String {
        reduce(into: "") { text, step in
            switch step {
            case .index(let index): text += "[\(index)]"
            case .key(let key), .bracket(let key):
                let isWord = key.utf8.allSatisfy {
                    (48...57).contains($0) || (65...90).contains($0) || (97...122).contains($0) || $0 == 45 || $0 == 95
                }
                text += isWord ? (text.isEmpty ? key : ".\(key)") : "[\"\(key)\"]"
            }
        }
    }
}
