import Foundation

@testable import Reporting

/// Random JSON values, with awkward texts and numbers more often than life has them.
struct JSONValueGenerator {
    var inputs: TestInputs

    mutating func value(depth: Int) -> JSONValue {
        switch inputs.number(0...(depth > 0 ? 8 : 5)) {
        case 0: return .null
        case 1: return .bool(inputs.chance(percent: 50))
        case 2: return .integer(inputs.chance(percent: 50) ? inputs.number(-9...9) : inputs.number(.min ... .max))
        case 3: return .number(number())
        case 4, 5: return .text(text())
        case 6: return .array((0..<inputs.number(0...5)).map { _ in value(depth: depth - 1) })
        default:
            // Names are told apart by number: what a reader makes of equal ones is its own affair.
            return .object(
                (0..<inputs.number(0...5)).map { number in
                    JSONValue.Member(name: "\(number)" + text(), value: value(depth: depth - 1))
                })
        }
    }

    private mutating func number() -> Double {
        switch inputs.number(0...3) {
        case 0: return Double(inputs.number(-1_000_000...1_000_000))
        case 1: return Double(inputs.number(-1_000_000...1_000_000)) / 1_000
        case 2: return Double(inputs.number(.min ... .max))
        default:
            let number = Double(bitPattern: inputs.next())
            return number.isNormal ? number : 0.25
        }
    }

    private mutating func text() -> String {
        var text = ""
        for _ in 0..<inputs.number(0...8) {
            let range: ClosedRange<Int64> =
                switch inputs.number(0...5) {
                case 0: 0...0x1F
                case 1: 0x20...0x7F
                case 2: 0x22...0x22
                case 3: 0x5C...0x5C
                case 4: 0x80...0xD7FF
                default: 0xE000...0x10_FFFF
                }
            if let scalar = Unicode.Scalar(UInt32(inputs.number(range))) { text.unicodeScalars.append(scalar) }
        }
        return text
    }
}

extension JSONValue {
    /// Whether Foundation has read the same value.
    func matches(_ read: Any) -> Bool {
        switch self {
        case .null: return read is NSNull
        case .bool(let flag): return (read as? Bool) == flag
        case .integer(let number): return (read as? NSNumber)?.int64Value == number
        case .unsigned(let number): return (read as? NSNumber)?.uint64Value == number
        case .number(let number): return number.isNearly(read)
        case .text(let text): return (read as? String).map { Array($0.unicodeScalars) } == Array(text.unicodeScalars)
        case .array(let elements):
            guard let read = read as? [Any], read.count == elements.count else { return false }
            return zip(elements, read).allSatisfy { $0.matches($1) }
        case .object(let members):
            guard let read = read as? [String: Any], read.count == members.count else { return false }
            return members.allSatisfy { member in read[member.name].map(member.value.matches) ?? false }
        }
    }
}

extension Double {
    /// Whether Foundation has read this number. It reads most numbers by way of a decimal type and is then off by some
    /// units in the last place; that the spelling itself is exact is a test of its own.
    func isNearly(_ read: Any?) -> Bool {
        guard let read = (read as? NSNumber)?.doubleValue else { return false }
        return abs(read - self) <= 8 * ulp
    }
}
