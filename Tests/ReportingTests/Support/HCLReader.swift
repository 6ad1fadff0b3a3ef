/// Reads what `terraform.tfvars` may hold, by the grammar of HCL's native syntax alone, to check what is written.
struct HCLReader {
    enum Value: Equatable {
        case text(String)
        case number(Int)
        case flag(Bool)
        case list([Value])
    }

    struct Fault: Error {}

    private var scalars: [Unicode.Scalar]
    private var position = 0

    /// Every assignment of a file, in its order.
    static func assignments(_ text: String) throws -> [(name: String, value: Value)] {
        var reader = HCLReader(scalars: Array(text.unicodeScalars))
        var found: [(name: String, value: Value)] = []
        while true {
            reader.skip(blanks: " \n")
            guard let first = reader.current else { return found }
            if first == "#" {
                while reader.current != nil, reader.current != "\n" { reader.position += 1 }
                continue
            }
            var name = ""
            while let next = reader.current, next.properties.isAlphabetic || next == "_" || ("0"..."9").contains(next) {
                name.unicodeScalars.append(next)
                reader.position += 1
            }
            reader.skip(blanks: " ")
            guard !name.isEmpty, reader.take("=") else { throw Fault() }
            reader.skip(blanks: " ")
            found.append((name, try reader.value()))
            reader.skip(blanks: " ")
            guard reader.current == nil || reader.take("\n") else { throw Fault() }
        }
    }

    private var current: Unicode.Scalar? { position < scalars.count ? scalars[position] : nil }

    private mutating func skip(blanks: String) {
        while let next = current, blanks.unicodeScalars.contains(next) { position += 1 }
    }

    private mutating func take(_ scalar: Unicode.Scalar) -> Bool {
        guard current == scalar else { return false }
        position += 1
        return true
    }

    private mutating func value() throws -> Value {
        if current == "\"" { return .text(try text()) }
        if take("[") {
            var elements: [Value] = []
            skip(blanks: " \n")
            while !take("]") {
                elements.append(try value())
                skip(blanks: " \n")
                guard take(",") || current == "]" else { throw Fault() }
                skip(blanks: " \n")
            }
            return .list(elements)
        }
        var word = ""
        while let next = current, next != "," && next != "]" && next != "\n" && next != " " {
            word.unicodeScalars.append(next)
            position += 1
        }
        if let flag = Bool(word) { return .flag(flag) }
        guard let number = Int(word) else { throw Fault() }
        return .number(number)
    }

    /// A quoted template without interpolation; one that has some is a fault.
    private mutating func text() throws -> String {
        position += 1
        var text = ""
        while let next = current {
            position += 1
            switch next {
            case "\"": return text
            case "\n", "\r": throw Fault()
            case "\\": text.unicodeScalars.append(try escape())
            case "$", "%":
                // Only a sign by itself may be doubled before a brace; readers differ on longer rows.
                let isOpen = position + 1 < scalars.count && scalars[position + 1] == "{"
                text.unicodeScalars.append(next)
                if current == "{" || isOpen && (current == "$" || current == "%") {
                    let before = scalars[position - 2]
                    guard isOpen, current == next, before != "$", before != "%" else { throw Fault() }
                    text += "{"
                    position += 2
                }
            default: text.unicodeScalars.append(next)
            }
        }
        throw Fault()
    }

    private mutating func escape() throws -> Unicode.Scalar {
        guard let letter = current else { throw Fault() }
        position += 1
        switch letter {
        case "n": return "\n"
        case "r": return "\r"
        case "t": return "\t"
        case "\"", "\\": return letter
        case "u", "U":
            let length = letter == "u" ? 4 : 8
            guard position + length <= scalars.count else { throw Fault() }
            let digits = String(String.UnicodeScalarView(scalars[position..<position + length]))
            position += length
            guard let value = UInt32(digits, radix: 16), let scalar = Unicode.Scalar(value) else { throw Fault() }
            return scalar
        default: throw Fault()
        }
    }
}
