import TestSupport

/// Bytes with some harm done to them.
enum Mutation {
    static func of(_ bytes: [UInt8], _ dice: inout Dice) -> [UInt8] {
        var bytes = bytes
        for _ in 0..<dice.roll(1...4) where !bytes.isEmpty {
            let at = dice.roll(0...(bytes.count - 1))
            switch dice.roll(0...6) {
            case 0: bytes[at] = UInt8(dice.roll(0...255))
            case 1: bytes.remove(at: at)
            case 2: bytes.insert(dice.pick(Array("{}[]\",:0e-\\\n\u{0}".utf8)), at: at)
            case 3: bytes.removeLast(bytes.count - at)
            case 4: bytes.insert(contentsOf: bytes[at..<min(at + 50, bytes.count)], at: at)
            case 5:
                bytes.replaceSubrange(
                    at..<min(at + dice.roll(1...20), bytes.count), with: Array("9999999999999999999e99".utf8))
            default: bytes.swapAt(at, dice.roll(0...(bytes.count - 1)))
            }
        }
        return bytes
    }
}
