extension NaiveRational {
    /// Reads a decimal such as "12", "-0.3" or "1e-3" without ever passing through floating point.
    /// Nil when the text is not a decimal.
    init?(decimal text: some StringProtocol) {
        var rest = Array(text.utf8)[...]
        let negative = rest.first == UInt8(ascii: "-")
        if negative {
            rest.removeFirst()
        }

        var digits: Int128 = 0
        var digitCount = 0
        var exponent = 0
        var seenPoint = false
        while let byte = rest.first, byte != UInt8(ascii: "e"), byte != UInt8(ascii: "E") {
            rest.removeFirst()
            if byte == UInt8(ascii: "."), !seenPoint, digitCount > 0 {
                seenPoint = true
                continue
            }
            guard (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) else { return nil }
            digits = digits * 10 + Int128(byte - UInt8(ascii: "0"))
            digitCount += 1
            exponent -= seenPoint ? 1 : 0
        }
        guard digitCount > 0 else { return nil }
        if seenPoint && exponent == 0 {
            return nil  // "1." has a point but no digit after it
        }

        if !rest.isEmpty {
            guard let written = Int(String(decoding: rest.dropFirst(), as: UTF8.self)) else { return nil }
            exponent += written
        }
        var scale: Int128 = 1
        if digits != 0 {
            for _ in 0..<abs(exponent) {
                scale *= 10
            }
        }
        let signed = negative ? -digits : digits
        self = exponent < 0 ? NaiveRational(signed, over: scale) : NaiveRational(signed * scale, over: 1)
    }

    /// Reads "731/90000" or "172", the form in which exact expected values are published.
    init?(exact text: String) {
        let parts = text.split(separator: "/", omittingEmptySubsequences: false)
        let numbers = parts.compactMap { Int128($0) }
        guard numbers.count == parts.count, numbers.count <= 2 else { return nil }
        let denominator = numbers.count == 2 ? numbers[1] : 1
        guard denominator != 0 else { return nil }
        self.init(numbers[0], over: denominator)
    }

    /// The exact finite decimal without an exponent, or nil when there is none (as for 1/3).
    var decimalText: String? {
        var leftover = denominator
        while leftover % 2 == 0 {
            leftover /= 2
        }
        while leftover % 5 == 0 {
            leftover /= 5
        }
        guard leftover == 1 else { return nil }

        var scale: Int128 = 1
        var places = 0
        while scale % denominator != 0 {
            scale *= 10
            places += 1
        }
        var digits = String(abs(numerator) * (scale / denominator))
        while digits.count <= places {
            digits = "0" + digits
        }
        if places > 0 {
            digits.insert(".", at: digits.index(digits.endIndex, offsetBy: -places))
        }
        return numerator < 0 ? "-" + digits : digits
    }
}

extension NaiveRational: CustomStringConvertible {
    var description: String {
        denominator == 1 ? "\(numerator)" : "\(numerator)/\(denominator)"
    }
}
