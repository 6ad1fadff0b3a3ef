/// One sample of the text format of Prometheus: a name, labels and a value.
///
/// By https://prometheus.io/docs/instrumenting/exposition_formats/ (text format 0.0.4). A time behind the value is passed over.
struct MetricLine: Hashable {
    var name: String
    var labels: [String: String]
    var value: Double

    /// Where a line is wrong; the column is in bytes from 0.
    struct Fault: Error, Hashable {
        var column: Int
        var problem: String
        var expected: String
    }

    /// Labels of one sample; more are refused.
    static let labelsMax = 64

    /// - Returns: nil for an empty line and a comment.
    static func read(_ bytes: ArraySlice<UInt8>) throws(Fault) -> MetricLine? {
        var cursor = MetricCursor(bytes: bytes, position: bytes.startIndex)
        cursor.skipBlanks()
        guard let first = cursor.current, first != UInt8(ascii: "#") else { return nil }
        guard let name = cursor.name() else {
            throw cursor.fault("no name of a metric begins here", "a name such as up")
        }
        cursor.skipBlanks()
        let labels = cursor.skip("{") ? try cursor.labels() : [:]
        cursor.skipBlanks()
        let value = try cursor.number()
        cursor.skipBlanks()
        if cursor.current != nil { _ = try cursor.number() }
        cursor.skipBlanks()
        guard cursor.current == nil else { throw cursor.fault("more text follows the value", "the end of the line") }
        return MetricLine(name: name, labels: labels, value: value)
    }
}

private struct MetricCursor {
    var bytes: ArraySlice<UInt8>
    var position: Int

    var current: UInt8? { position < bytes.endIndex ? bytes[position] : nil }

    func fault(_ problem: String, _ expected: String) -> MetricLine.Fault {
        MetricLine.Fault(column: position - bytes.startIndex, problem: problem, expected: expected)
    }

    mutating func skipBlanks() {
        while let byte = current, byte == UInt8(ascii: " ") || byte == UInt8(ascii: "\t") { position += 1 }
    }

    mutating func skip(_ byte: Character) -> Bool {
        guard current == byte.asciiValue else { return false }
        position += 1
        return true
    }

    /// Letters, digits, underscores and colons, not beginning with a digit.
    mutating func name() -> String? {
        let start = position
        while let byte = current, isNamePart(byte), position > start || !isDigit(byte) { position += 1 }
        return position == start ? nil : String(decoding: bytes[start..<position], as: UTF8.self)
    }

    private func isDigit(_ byte: UInt8) -> Bool { byte >= UInt8(ascii: "0") && byte <= UInt8(ascii: "9") }

    private func isNamePart(_ byte: UInt8) -> Bool {
        let lower = byte | 0x20
        return lower >= UInt8(ascii: "a") && lower <= UInt8(ascii: "z") || isDigit(byte) || byte == UInt8(ascii: "_")
            || byte == UInt8(ascii: ":")
    }

    mutating func labels() throws(MetricLine.Fault) -> [String: String] {
        var labels: [String: String] = [:]
        while true {
            skipBlanks()
            if skip("}") { return labels }
            guard let name = name() else { throw fault("no name of a label begins here", "a name, or } at the end") }
            skipBlanks()
            guard skip("=") else { throw fault("no = follows the name of the label", "name=\"value\"") }
            skipBlanks()
            guard skip("\"") else { throw fault("the value of the label has no quotation mark", "name=\"value\"") }
            let value = try text()
            guard labels.updateValue(value, forKey: name) == nil, labels.count <= MetricLine.labelsMax else {
                throw fault("the label \(Wording.quoted(name)) is one too many", "each label once, at most 64 of them")
            }
            skipBlanks()
            if !skip(","), current != UInt8(ascii: "}") {
                throw fault("no comma follows the value of the label", "a comma or }")
            }
        }
    }

    private mutating func text() throws(MetricLine.Fault) -> String {
        var text: [UInt8] = []
        while let byte = current {
            position += 1
            switch byte {
            case UInt8(ascii: "\""):
                guard let text = String(validating: text, as: UTF8.self) else {
                    throw fault("the value of the label is not UTF-8", "UTF-8")
                }
                return text
            case UInt8(ascii: "\\"):
                switch current {
                case UInt8(ascii: "n"): text.append(UInt8(ascii: "\n"))
                case UInt8(ascii: "\\"), UInt8(ascii: "\""): text.append(current!)
                default: throw fault("an unknown escape", "\\\\, \\\" or \\n")
                }
                position += 1
            default: text.append(byte)
            }
        }
        throw fault("the value of the label does not end", "a quotation mark")
    }

    mutating func number() throws(MetricLine.Fault) -> Double {
        let start = position
        while let byte = current, byte > UInt8(ascii: " ") { position += 1 }
        let text = String(decoding: bytes[start..<position], as: UTF8.self)
        if ["+Inf", "Inf"].contains(text) { return .infinity }
        let digits = text.utf8.allSatisfy { isDigit($0) || "+-.eE".utf8.contains($0) }
        guard digits, text.utf8.count <= 40, let value = Double(text), value.isFinite else {
            position = start
            throw fault(text.isEmpty ? "no value follows" : "this is no value", "a number")
        }
        return value
    }
}
