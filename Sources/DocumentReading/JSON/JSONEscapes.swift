/// The characters of a text that is written with escapes.
enum JSONEscapes {
    /// A text whose syntax was checked; half of a surrogate pair becomes the replacement character.
    static func text(_ raw: UnsafeBufferPointer<UInt8>) -> String {
        var units: [UInt8] = []
        units.reserveCapacity(raw.count)
        var position = 0
        while position < raw.count {
            let byte = raw[position]
            guard byte == UInt8(ascii: "\\") else {
                units.append(byte)
                position += 1
                continue
            }
            let letter = raw[position + 1]
            position += 2
            switch letter {
            case UInt8(ascii: "b"): units.append(8)
            case UInt8(ascii: "f"): units.append(12)
            case UInt8(ascii: "n"): units.append(10)
            case UInt8(ascii: "r"): units.append(13)
            case UInt8(ascii: "t"): units.append(9)
            case UInt8(ascii: "u"): units.append(contentsOf: Array(String(scalar(raw, &position)).utf8))
            default: units.append(letter)
            }
        }
        return String(decoding: units, as: UTF8.self)
    }

    private static func scalar(_ raw: UnsafeBufferPointer<UInt8>, _ position: inout Int) -> Unicode.Scalar {
        let replacement: Unicode.Scalar = "\u{FFFD}"
        let unit = unit(raw, position)
        position += 4
        guard (0xD800...0xDFFF).contains(unit) else { return Unicode.Scalar(unit) ?? replacement }
        guard unit < 0xDC00, position + 6 <= raw.count, raw[position] == UInt8(ascii: "\\"),
            raw[position + 1] == UInt8(ascii: "u")
        else { return replacement }
        let second = self.unit(raw, position + 2)
        guard (0xDC00...0xDFFF).contains(second) else { return replacement }
        position += 6
        return Unicode.Scalar(0x10000 + (unit - 0xD800) << 10 + (second - 0xDC00)) ?? replacement
    }

    private static func unit(_ raw: UnsafeBufferPointer<UInt8>, _ position: Int) -> UInt32 {
        (0..<4).reduce(0) { $0 << 4 | (hexadecimal(raw[position + $1]) ?? 0) }
    }
}

/// Whole numbers as JSON writes them.
enum JSONNumber {
    /// The value of digits with or without a minus sign; nil if there is anything else, or 64 bits do not hold it.
    static func integer(_ raw: UnsafeBufferPointer<UInt8>) -> Int64? {
        let isNegative = raw.first == UInt8(ascii: "-")
        var value: Int64 = 0
        for byte in raw.dropFirst(isNegative ? 1 : 0) {
            guard byte >= UInt8(ascii: "0"), byte <= UInt8(ascii: "9") else { return nil }
            let (scaled, overflow) = value.multipliedReportingOverflow(by: 10)
            let (sum, carry) = scaled.subtractingReportingOverflow(Int64(byte - UInt8(ascii: "0")))
            if overflow || carry { return nil }
            value = sum
        }
        // The sum is built below zero, where there is room for one more number.
        if isNegative { return value }
        return value == .min ? nil : -value
    }
}
