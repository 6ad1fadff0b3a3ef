import TestSupport

/// Changes that turn a valid document into one that may or may not be valid.
struct DocumentMutation {
    var dice: Dice

    /// A document with one to three changes anywhere.
    mutating func mutant(of document: JSONTree) -> JSONTree {
        var mutant = document
        for _ in 0..<(dice.chance(70) ? 1 : dice.roll(2...3)) {
            var local = self
            mutant = mutant.changing(dice.roll(1...(mutant.count - 1))) { local.change($0) } ?? .mapping([:])
            dice = local.dice
        }
        return mutant
    }

    private mutating func change(_ value: JSONTree) -> JSONTree? {
        // What users get wrong most: types, then the value itself.
        if dice.chance(15) { return nil }
        if dice.chance(15) { return stranger() }
        switch value {
        case .null, .flag: return stranger()
        case .integer(let integer): return number(integer)
        case .number(let number): return dice.pick([.number(number * 2), .number(-number), .text("\(number)")])
        case .text(let text): return .text(spelling(text))
        case .list(let elements): return list(elements)
        case .mapping(let members): return mapping(members)
        }
    }

    private mutating func stranger() -> JSONTree {
        dice.pick([
            .null, .flag(true), .integer(0), .integer(1), .integer(-1), .integer(3), .integer(1_000_000_007),
            .number(0.5), .number(1.5), .number(-2.25), .number(2e9), .text(""), .text("1"), .text("x"), .text("daily"),
            .text("us-east-1"), .text("5s"), .text("8GiB"), .text("50%"), .list([]), .list([.integer(1)]),
            .mapping([:]),
            .mapping(["name": .text("x")]),
        ])
    }

    private mutating func number(_ integer: Int) -> JSONTree {
        dice.pick([
            .integer(integer + 1), .integer(integer - 1), .integer(integer * 10), .integer(integer * 1_000_000),
            .integer(-integer), .integer(0), .number(Double(integer)), .number(Double(integer) + 0.5),
            .text("\(integer)"), .integer(4), .integer(7), .integer(8), .integer(24),
        ])
    }

    private mutating func spelling(_ text: String) -> String {
        let digits = text.prefix { $0.isNumber || $0 == "." }
        let unit = text.dropFirst(digits.count)
        if !digits.isEmpty, dice.chance(70) {
            let amounts = [
                "0", "1", "-1", "0.5", "1.25", "2.", ".5", "00\(digits)", "\(digits)0", "\(digits).0", "\(digits)000",
                "\(digits)000000", "\(digits).000000001", "\(digits).0000000001", "1.2.3", "366", "367", "1e3", "64",
                "65",
            ]
            let units = [
                "", "s", "m", "h", "d", "ms", "GiB", "TiB", "MiB", "GB", "%", "/s", "/min", "/h", "USD", " s", "S",
            ]
            let sameUnit = dice.chance(60)
            return dice.pick(amounts) + (sameUnit ? String(unit) : dice.pick(units))
        }
        let ways = [
            text.uppercased(), text + " ", " " + text, text + "x", String(text.dropLast()), text + text, "", "-" + text,
            text + "\t", "aws:" + text, text + "*", text + "\u{200b}", text.replacing("-", with: "_"), "Ä" + text,
            "eu-west-1", "ap-southeast-2", "10.0.0.0/16", "10.0.0.0/29", "256.0.0.0/20", "file:/x", "https://a.b/c",
            "linux",
            "windows", "sliding", "barrier", "fifo", "none", "123456789012", "12345678901", "us-east-1, eu-west-1",
        ]
        return dice.pick(ways)
    }

    private mutating func list(_ elements: [JSONTree]) -> JSONTree {
        switch dice.roll(0...3) {
        case 0: return .list([])
        case 1: return .list(elements + elements)
        case 2: return .list(elements + [stranger()])
        default: return .list(Array(elements.dropLast()))
        }
    }

    private mutating func mapping(_ members: [String: JSONTree]) -> JSONTree {
        var changed = members
        let keys = members.keys.sorted()
        guard !keys.isEmpty else { return .mapping(["x": stranger()]) }
        let key = dice.pick(keys)
        switch dice.roll(0...4) {
        case 0: changed[key] = nil
        case 1: changed[key] = .null
        case 2: changed["x-\(key)"] = members[key]
        case 3:
            changed[key] = nil
            changed[String(key.dropLast())] = members[key]
        default: changed = [key: members[key] ?? .null]
        }
        return .mapping(changed)
    }
}
