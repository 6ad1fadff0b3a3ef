/// A YAML text by lines, for messages.
struct YAMLLines {
    let bytes: [UInt8]
    private let starts: [Int]

    /// Complexity: O(bytes).
    init(_ bytes: [UInt8]) {
        self.bytes = bytes
        var starts = [0]
        for (offset, byte) in bytes.enumerated() {
            let next = offset + 1 < bytes.count ? bytes[offset + 1] : 0
            if byte == 0x0A || byte == 0x0D && next != 0x0A { starts.append(offset + 1) }
        }
        self.starts = starts
    }

    /// A line by its number from 1, without its end; nothing beyond the last one.
    subscript(number: Int) -> ArraySlice<UInt8> {
        guard starts.indices.contains(number - 1) else { return [] }
        let end = starts.indices.contains(number) ? starts[number] : bytes.count
        let line = bytes[starts[number - 1]..<end]
        return line.prefix { $0 != 0x0A && $0 != 0x0D }
    }

    /// The characters of the line before a place.
    func text(before place: SourcePlace) -> String {
        let scalars = String(decoding: self[Int(place.line)], as: UTF8.self).unicodeScalars
        return String(String.UnicodeScalarView(scalars.prefix(max(0, Int(place.column) - 1))))
    }

    /// The characters of the line from a place on.
    func text(from place: SourcePlace) -> String {
        let scalars = String(decoding: self[Int(place.line)], as: UTF8.self).unicodeScalars
        return String(String.UnicodeScalarView(scalars.dropFirst(max(0, Int(place.column) - 1))))
    }

    /// The number of the line before that says something: neither empty nor only a comment; nil if there is none.
    func solidLine(before number: Int) -> Int? {
        var number = min(number - 1, starts.count)
        while number > 0 {
            let first = self[number].first { $0 != 0x20 && $0 != 0x09 }
            if let first, first != UInt8(ascii: "#") { return number }
            number -= 1
        }
        return nil
    }

    /// The number of the first line that says something; nil if there is none.
    var firstSolidLine: Int? {
        (1...starts.count).first { number in
            let first = self[number].first { $0 != 0x20 && $0 != 0x09 }
            return first.map { $0 != UInt8(ascii: "#") } ?? false
        }
    }

    /// How many spaces a line begins with.
    func indentation(of number: Int) -> Int { self[number].prefix { $0 == 0x20 }.count }
}
