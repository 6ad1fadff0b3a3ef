internal import ScanModel

/// Times of exports, as seconds since 1970-01-01 UTC.
enum ChargeTime {
    /// The time of a text such as `2026-10-01T00:00:00Z`, `2026-10-01 00:00:00.000` or `2026-10-01`; all are UTC.
    ///
    /// - Returns: nil for anything else, other time zones included.
    /// - Complexity: O(length).
    static func seconds(_ text: some Collection<UInt8>) -> Int64? {
        let bytes = Array(text)
        guard bytes.count >= 10, let day = CalendarDay(String(decoding: bytes[..<10], as: UTF8.self)) else {
            return nil
        }
        let midnight = Int64(day.daysSince1970) * 86_400
        if bytes.count == 10 { return midnight }
        guard bytes.count >= 19, bytes[10] == UInt8(ascii: "T") || bytes[10] == UInt8(ascii: " "),
            bytes[13] == UInt8(ascii: ":"), bytes[16] == UInt8(ascii: ":"),
            let hour = two(bytes, 11), hour < 24, let minute = two(bytes, 14), minute < 60, let second = two(bytes, 17),
            second < 60
        else { return nil }
        var rest = bytes[19...]
        if rest.first == UInt8(ascii: ".") {
            rest = rest.dropFirst()
            let fraction = rest.prefix { (48...57).contains($0) }
            if fraction.isEmpty || fraction.count > 9 { return nil }
            rest = rest[fraction.endIndex...]
        }
        guard
            rest.isEmpty || rest.elementsEqual("Z".utf8) || rest.elementsEqual("+00:00".utf8)
                || rest.elementsEqual(" UTC".utf8)
        else { return nil }
        return midnight + hour * 3600 + minute * 60 + second
    }

    private static func two(_ bytes: [UInt8], _ index: Int) -> Int64? {
        let (tens, ones) = (bytes[index] &- 48, bytes[index + 1] &- 48)
        return tens < 10 && ones < 10 ? Int64(tens) * 10 + Int64(ones) : nil
    }
}

extension ChargeTime {
    /// The day of a time from 1970 to 9999.
    static func day(_ seconds: Int64) -> CalendarDay {
        let days = Int(seconds / 86_400)
        guard let first = CalendarDay(year: 1970, month: 1, day: 1), let day = first.adding(days: days) else {
            preconditionFailure("\(seconds) s lie outside the years that can be told")
        }
        return day
    }
}
