/// One element of a document, parsed: its values in the order of the text, each with its place.
///
/// The whole syntax is checked (RFC 8259), also of what nobody asks for. A tape is used again for the next element, so it
/// allocates only to grow. Nodes are checked against the tape: one of an earlier element gives a wrong value or traps,
/// but never reads memory that is not the tape's.
public struct JSONTape: ~Copyable {
    /// Objects and lists inside one another; listings of cloud clients nest less than fifteen deep.
    public static let depthMax = 256

    @usableFromInline internal private(set) var tokens: UnsafeMutablePointer<JSONToken>
    @usableFromInline internal private(set) var count = 0
    private var capacity: Int
    /// The containers that are open, from the outermost, while an element is parsed and after a fault.
    private let open: UnsafeMutablePointer<UInt32>
    private var depth = 0
    /// The first byte of the element; valid until the owner moves its window.
    @usableFromInline internal private(set) var bytes: UnsafePointer<UInt8>

    init() {
        capacity = 1024
        tokens = .allocate(capacity: 1024)
        open = .allocate(capacity: JSONTape.depthMax)
        bytes = UnsafePointer(bitPattern: 16)!
    }

    deinit {
        tokens.deallocate()
        open.deallocate()
    }

    /// How an attempt to parse ended.
    enum Outcome {
        /// The element ends before this position.
        case complete(Int)
        /// The window ends within the element.
        case cut
        case fault(at: Int, problem: String, expected: String)
    }

    /// Parses one value that begins at a position of a window, in which nothing but the value may stand before it.
    ///
    /// - Parameters:
    ///   - base: the window, with 64 zeros behind `end`.
    ///   - isLast: whether nothing follows the window.
    /// - Complexity: O(bytes of the value).
    mutating func parse(_ base: UnsafePointer<UInt8>, from start: Int, end: Int, isLast: Bool) -> Outcome {
        var reached = 0
        let outcome = parse(base, from: start, end: end, isLast: isLast, depth: &reached)
        depth = reached
        return outcome
    }

    private mutating func parse(
        _ base: UnsafePointer<UInt8>, from start: Int, end: Int, isLast: Bool, depth: inout Int
    ) -> Outcome {
        count = 0
        bytes = base + start
        var position = start
        var isObject = false
        while true {
            let first = base[position]
            switch first {
            case UInt8(ascii: "\""):
                if let stop = text(base, from: position + 1, end, isLast, &position) { return stop }
            case UInt8(ascii: "{"), UInt8(ascii: "["):
                guard depth < JSONTape.depthMax else {
                    return .fault(
                        at: position, problem: "objects and lists are nested more than \(JSONTape.depthMax) deep",
                        expected: "")
                }
                isObject = first == UInt8(ascii: "{")
                open[depth] = UInt32(truncatingIfNeeded: count)
                depth += 1
                append(position - start, position - start, isObject ? .object : .list)
                position = ByteScan.afterSpace(base, position + 1)
                if base[position] == (isObject ? UInt8(ascii: "}") : UInt8(ascii: "]")) {
                    break
                }
                if isObject, let stop = key(base, end, isLast, &position) { return stop }
                continue
            case UInt8(ascii: "-"), UInt8(ascii: "0")...UInt8(ascii: "9"):
                if let stop = number(base, start: start, end, isLast, depth == 0, &position) { return stop }
            case UInt8(ascii: "t"):
                if let stop = word("true", .yes, base, start: start, end, isLast, &position) { return stop }
            case UInt8(ascii: "f"):
                if let stop = word("false", .no, base, start: start, end, isLast, &position) { return stop }
            case UInt8(ascii: "n"):
                if let stop = word("null", .null, base, start: start, end, isLast, &position) { return stop }
            default: return unexpected(base, position, end, isLast, "a value")
            }
            // A value is complete, or a container is empty: pass what closes and the comma before the next value.
            while true {
                if depth == 0 { return .complete(position) }
                if position > end { return .cut }
                position = ByteScan.afterSpace(base, position)
                let byte = base[position]
                if byte == UInt8(ascii: ",") {
                    position = ByteScan.afterSpace(base, position + 1)
                    if isObject, let stop = key(base, end, isLast, &position) { return stop }
                    break
                }
                guard byte == (isObject ? UInt8(ascii: "}") : UInt8(ascii: "]")) else {
                    let kind = isObject ? "object" : "list"
                    return unexpected(base, position, end, isLast, "a comma or the end of the \(kind)")
                }
                position += 1
                depth -= 1
                let container = Int(open[depth])
                tokens[container].end = UInt32(truncatingIfNeeded: position - start)
                tokens[container].next = UInt32(truncatingIfNeeded: count)
                if depth > 0 { isObject = tokens[Int(open[depth - 1])].kind == .object }
            }
        }
    }

    /// Where in the element a fault lies.
    func pathOfFault() -> JSONPath {
        var path = JSONPath()
        for level in 0..<depth {
            let container = Int(open[level])
            let inner = level + 1 < depth ? Int(open[level + 1]) : count
            let isObject = tokens[container].kind == .object
            var child = container + 1
            var index = 0
            while child < inner {
                let value = isObject ? child + 1 : child
                if value >= inner { break }
                child = Int(tokens[value].next)
                index += 1
            }
            if !isObject {
                path.steps.append(.index(index))
            } else if child < inner {
                path.steps.append(.key(text(JSONNode(child)) ?? ""))
            }
        }
        return path
    }

    @inline(__always)
    private mutating func append(_ start: Int, _ end: Int, _ kind: JSONKind, isEscaped: Bool = false) {
        if count == capacity { grow() }
        tokens[count] = JSONToken(
            start: UInt32(truncatingIfNeeded: start), end: UInt32(truncatingIfNeeded: end),
            next: UInt32(truncatingIfNeeded: count + 1), kind: kind, isEscaped: isEscaped)
        count += 1
    }

    private mutating func grow() {
        let grown = UnsafeMutablePointer<JSONToken>.allocate(capacity: capacity * 2)
        grown.update(from: tokens, count: count)
        tokens.deallocate()
        tokens = grown
        capacity *= 2
    }

    /// Passes a key, its colon and the space around it.
    @inline(__always)
    private mutating func key(_ base: UnsafePointer<UInt8>, _ end: Int, _ isLast: Bool, _ position: inout Int)
        -> Outcome?
    {
        guard base[position] == UInt8(ascii: "\"") else {
            return unexpected(base, position, end, isLast, "a key in double quotes")
        }
        if let stop = text(base, from: position + 1, end, isLast, &position) { return stop }
        if base[position] != UInt8(ascii: ":") {
            position = ByteScan.afterSpace(base, position)
            guard base[position] == UInt8(ascii: ":") else {
                return unexpected(base, position, end, isLast, "a colon")
            }
        }
        position = ByteScan.afterSpace(base, position + 1)
        return nil
    }

    @inline(__always)
    private mutating func text(
        _ base: UnsafePointer<UInt8>, from first: Int, _ end: Int, _ isLast: Bool, _ position: inout Int
    ) -> Outcome? {
        let stop = ByteScan.textStop(base, first)
        if base[stop] == UInt8(ascii: "\"") {
            let start = bytes - base
            append(first - start, stop - start, .text)
            position = stop + 1
            return nil
        }
        return unusualText(base, from: first, stop: stop, end, isLast, &position)
    }

    /// Goes on with a text behind its first escape or character beyond ASCII.
    private mutating func unusualText(
        _ base: UnsafePointer<UInt8>, from first: Int, stop: Int, _ end: Int, _ isLast: Bool, _ position: inout Int
    ) -> Outcome? {
        var stop = stop
        var isEscaped = false
        while true {
            switch base[stop] {
            case UInt8(ascii: "\""):
                let start = bytes - base
                append(first - start, stop - start, .text, isEscaped: isEscaped)
                position = stop + 1
                return nil
            case UInt8(ascii: "\\"):
                isEscaped = true
                switch base[stop + 1] {
                case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"), UInt8(ascii: "b"), UInt8(ascii: "f"),
                    UInt8(ascii: "n"), UInt8(ascii: "r"), UInt8(ascii: "t"):
                    stop += 2
                case UInt8(ascii: "u"):
                    for digit in stop + 2..<stop + 6 where hexadecimal(base[digit]) == nil {
                        return unexpected(base, digit, end, isLast, "four hexadecimal digits")
                    }
                    stop += 6
                default: return unexpected(base, stop + 1, end, isLast, "an escape that JSON knows")
                }
            case 0x80...0xFF:
                let length = UTF8Sequence.length(base + stop, within: end - stop)
                if length == 0 {
                    if stop + 4 > end, !isLast { return .cut }
                    return .fault(at: stop, problem: "the bytes here are not UTF-8", expected: "")
                }
                stop += length
            default:
                if stop >= end { return unexpected(base, stop, end, isLast, "") }
                return .fault(
                    at: stop, problem: "a control character stands inside a text", expected: "an escape such as \\n")
            }
            stop = ByteScan.textStop(base, stop)
        }
    }

    private mutating func word(
        _ word: StaticString, _ kind: JSONKind, _ base: UnsafePointer<UInt8>, start: Int, _ end: Int, _ isLast: Bool,
        _ position: inout Int
    ) -> Outcome? {
        for index in 0..<word.utf8CodeUnitCount where base[position + index] != word.utf8Start[index] {
            return unexpected(base, position + index, end, isLast, "\(word)")
        }
        append(position - start, position - start + word.utf8CodeUnitCount, kind)
        position += word.utf8CodeUnitCount
        return nil
    }

    private mutating func number(
        _ base: UnsafePointer<UInt8>, start: Int, _ end: Int, _ isLast: Bool, _ isWhole: Bool, _ position: inout Int
    ) -> Outcome? {
        let first = position
        if base[position] == UInt8(ascii: "-") { position += 1 }
        if base[position] == UInt8(ascii: "0") {
            position += 1
        } else if let stop = digits(base, end, isLast, &position) {
            return stop
        }
        if base[position] == UInt8(ascii: ".") {
            position += 1
            if let stop = digits(base, end, isLast, &position) { return stop }
        }
        if base[position] | 0x20 == UInt8(ascii: "e") {
            position += 1
            if base[position] == UInt8(ascii: "+") || base[position] == UInt8(ascii: "-") { position += 1 }
            if let stop = digits(base, end, isLast, &position) { return stop }
        }
        // More digits may follow behind the window.
        if position >= end, !isLast { return .cut }
        append(first - start, position - start, .number)
        return nil
    }

    private func digits(_ base: UnsafePointer<UInt8>, _ end: Int, _ isLast: Bool, _ position: inout Int) -> Outcome? {
        guard isDigit(base[position]) else { return unexpected(base, position, end, isLast, "a digit") }
        while isDigit(base[position]) { position += 1 }
        return nil
    }

    private func unexpected(
        _ base: UnsafePointer<UInt8>, _ position: Int, _ end: Int, _ isLast: Bool, _ expected: String
    ) -> Outcome { JSONTape.unexpected(base, position, end, isLast, expected) }

    static func unexpected(
        _ base: UnsafePointer<UInt8>, _ position: Int, _ end: Int, _ isLast: Bool, _ expected: String
    ) -> Outcome {
        guard position < end else {
            if !isLast { return .cut }
            return .fault(
                at: end, problem: "the file ends in the middle of the document",
                expected: "the complete output of the client")
        }
        let some = UnsafeBufferPointer(start: base + position, count: min(4, end - position))
        let character = String(decoding: some, as: UTF8.self).unicodeScalars.prefix(1)
        return .fault(
            at: position, problem: "this is not JSON: unexpected \(Wording.quoted(String(character)))",
            expected: expected)
    }
}

@inline(__always)
private func isDigit(_ byte: UInt8) -> Bool { byte &- UInt8(ascii: "0") < 10 }

/// The value of a hexadecimal digit, or nil.
func hexadecimal(_ byte: UInt8) -> UInt32? {
    switch byte {
    case UInt8(ascii: "0")...UInt8(ascii: "9"): UInt32(byte - UInt8(ascii: "0"))
    case UInt8(ascii: "a")...UInt8(ascii: "f"): UInt32(byte - UInt8(ascii: "a") + 10)
    case UInt8(ascii: "A")...UInt8(ascii: "F"): UInt32(byte - UInt8(ascii: "A") + 10)
    default: nil
    }
}
