/// Swift source with blanks in place of everything the compiler does not read as code.
///
/// Comments and the text of string literals go; lines keep their numbers, and the code inside `\( )` stays.
enum CodeText {
    static func code(of source: String) -> String {
        var blanker = Blanker(bytes: Array(source.utf8))
        blanker.code(endsAtParenthesis: false)
        return String(decoding: blanker.output, as: UTF8.self)
    }
}

private struct Blanker {
    let bytes: [UInt8]
    var index = 0
    var output: [UInt8] = []

    init(bytes: [UInt8]) {
        self.bytes = bytes
        output.reserveCapacity(bytes.count)
    }

    /// Copies code up to the end, or up to the parenthesis that closes an interpolation.
    mutating func code(endsAtParenthesis: Bool) {
        var depth = 0
        while index < bytes.count {
            if starts(with: "//") {
                while index < bytes.count, bytes[index] != UInt8(ascii: "\n") { blank() }
            } else if starts(with: "/*") {
                blockComment()
            } else if let pounds = literalPounds() {
                literal(pounds: pounds)
            } else {
                if bytes[index] == UInt8(ascii: "(") { depth += 1 }
                if bytes[index] == UInt8(ascii: ")") {
                    if endsAtParenthesis, depth == 0 { return blank() }
                    depth -= 1
                }
                output.append(bytes[index])
                index += 1
            }
        }
    }

    private mutating func blockComment() {
        var depth = 0
        repeat {
            if starts(with: "/*") {
                depth += 1
                blank(2)
            } else if starts(with: "*/") {
                depth -= 1
                blank(2)
            } else {
                blank()
            }
        } while depth > 0 && index < bytes.count
    }

    /// The number of `#` before the quotation mark if a string literal begins here.
    private func literalPounds() -> Int? {
        let pounds = bytes[index...].prefix { $0 == UInt8(ascii: "#") }.count
        return starts(with: "\"", at: index + pounds) ? pounds : nil
    }

    private mutating func literal(pounds: Int) {
        let fence = String(repeating: "#", count: pounds)
        let quotes = starts(with: "\"\"\"", at: index + pounds) ? "\"\"\"" : "\""
        blank(pounds + quotes.utf8.count)
        while index < bytes.count {
            if starts(with: quotes + fence) { return blank(quotes.utf8.count + pounds) }
            if starts(with: "\\" + fence + "(") {
                blank(pounds + 2)
                code(endsAtParenthesis: true)
            } else if starts(with: "\\" + fence) {
                blank(pounds + 2)
            } else {
                // A literal of one line that nobody closed: not Swift, but no reason to swallow the rest of the file.
                if quotes == "\"", bytes[index] == UInt8(ascii: "\n") { return }
                blank()
            }
        }
    }

    private func starts(with text: String, at place: Int? = nil) -> Bool {
        bytes.dropFirst(place ?? index).starts(with: text.utf8)
    }

    private mutating func blank(_ count: Int = 1) {
        for byte in bytes[index...].prefix(count) {
            output.append(byte == UInt8(ascii: "\n") ? byte : UInt8(ascii: " "))
        }
        index = min(index + count, bytes.count)
    }
}
