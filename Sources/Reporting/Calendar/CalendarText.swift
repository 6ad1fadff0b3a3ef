/// Lines of an iCalendar file (RFC 5545, Internet Calendaring and Scheduling Core Object Specification).
struct CalendarText {
    /// Octets of a line without its end, the most that section 3.1 allows.
    private static let lineOctets = 75

    private var bytes: [UInt8] = []

    /// The file.
    var document: String { String(decoding: bytes, as: UTF8.self) }

    /// Adds a property whose value needs no escaping, such as a time.
    mutating func add(_ name: String, _ value: String) { fold("\(name):\(value)") }

    /// Adds a property whose value is text (section 3.3.11).
    mutating func add(_ name: String, text: String) { fold("\(name):\(CalendarText.escaped(text))") }

    /// Backslash, semicolon, comma and line ends are written with a backslash; other control characters have no place in
    /// text and become spaces.
    static func escaped(_ text: String) -> String {
        var escaped = String.UnicodeScalarView()
        var previous: Unicode.Scalar?
        for scalar in text.unicodeScalars {
            switch scalar {
            case "\\", ";", ",": escaped.append(contentsOf: ["\\", scalar])
            case "\n":
                // A line that ends in CR LF ends once.
                if previous != "\r" { escaped.append(contentsOf: ["\\", "n"]) }
            case "\r": escaped.append(contentsOf: ["\\", "n"])
            default: escaped.append(scalar.properties.generalCategory == .control ? " " : scalar)
            }
            previous = scalar
        }
        return String(escaped)
    }

    /// Long lines go on in the next one behind a space; a character is never torn apart.
    private mutating func fold(_ line: String) {
        var octets = 0
        for scalar in line.unicodeScalars {
            let encoded = UTF8.encode(scalar).map(Array.init) ?? []
            if octets + encoded.count > CalendarText.lineOctets {
                bytes += [13, 10, 32]
                octets = 1
            }
            bytes += encoded
            octets += encoded.count
        }
        bytes += [13, 10]
    }
}
