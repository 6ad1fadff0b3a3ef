/// Finds the cells of one line after the other.
struct CSVLineScanner {
    /// Cells of a line beyond this number are counted, not kept.
    static let cellsMax = 1000

    /// What is wrong with a line as a whole.
    struct Fault {
        var offset: Int
        var problem: String
        var expected: String
    }

    /// Where the line begins.
    private(set) var start: Int
    private(set) var cells: [CSVCell] = []
    private(set) var cellCount = 0
    /// The first thing that is wrong with the line; its cells do not count then.
    private(set) var fault: Fault?

    private var position: Int

    init(position: Int) {
        self.position = position
        start = position
    }

    /// Gives up the rest of the text.
    mutating func stop(at end: Int) { position = end }

    /// Reads the next line; false at the end of the text. Complexity: O(length of the line).
    mutating func next(in bytes: [UInt8]) -> Bool {
        guard position < bytes.count else { return false }
        start = position
        cells.removeAll(keepingCapacity: true)
        cellCount = 0
        fault = nil
        repeat {
            readCell(bytes)
        } while fault == nil && skip(CSVMark.comma, in: bytes)
        if fault != nil { skipToLineEnd(bytes) }
        if position - start > CSVTable.lineBytesMax {
            fault = Fault(
                offset: start, problem: "the line has \(position - start) bytes",
                expected: "at most \(CSVTable.lineBytesMax) bytes")
        }
        _ = skip(CSVMark.carriageReturn, in: bytes)
        _ = skip(CSVMark.lineFeed, in: bytes)
        return true
    }

    /// Reads up to the comma, the line end or the fault behind a cell.
    private mutating func readCell(_ bytes: [UInt8]) {
        let isQuoted = skip(CSVMark.quote, in: bytes)
        let cellStart = position
        let isClosed = isQuoted ? readQuoted(bytes) : readPlain(bytes)
        guard isClosed else { return }
        cellCount += 1
        if cellCount <= Self.cellsMax {
            cells.append(CSVCell(start: cellStart, end: isQuoted ? position - 1 : position, isQuoted: isQuoted))
        }
        guard isQuoted, position < bytes.count else { return }
        switch bytes[position] {
        case CSVMark.comma, CSVMark.lineFeed: break
        case CSVMark.carriageReturn: checkCarriageReturn(bytes)
        case 0: reportNul()
        default:
            fault = Fault(
                offset: position, problem: "text follows the closing quotation mark",
                expected: "a comma or the end of the line; a quotation mark inside a cell is doubled")
        }
    }

    /// Stops at what ends a plain cell; false at a fault.
    private mutating func readPlain(_ bytes: [UInt8]) -> Bool {
        let end = bytes.count
        while position < end {
            let byte = bytes[position]
            if byte > CSVMark.comma {
                position += 1
                continue
            }
            switch byte {
            case CSVMark.comma, CSVMark.lineFeed: return true
            case CSVMark.carriageReturn:
                checkCarriageReturn(bytes)
                return fault == nil
            case CSVMark.quote:
                fault = Fault(
                    offset: position, problem: "a quotation mark stands inside a cell without quotation marks",
                    expected: "quotation marks around the cell, and two for each one inside it")
                return false
            case 0:
                reportNul()
                return false
            default: position += 1
            }
        }
        return true
    }

    /// Stops behind the closing quotation mark; false at a fault.
    private mutating func readQuoted(_ bytes: [UInt8]) -> Bool {
        let (start, end) = (position, bytes.count)
        while position < end {
            let byte = bytes[position]
            if byte > CSVMark.quote {
                position += 1
                continue
            }
            switch byte {
            case CSVMark.quote:
                position += 1
                if position == end || bytes[position] != CSVMark.quote { return true }
                position += 1
            case CSVMark.lineFeed:
                reportUnclosed(start)
                return false
            case 0:
                reportNul()
                return false
            default: position += 1
            }
        }
        reportUnclosed(start)
        return false
    }

    private mutating func reportUnclosed(_ start: Int) {
        fault = Fault(
            offset: start - 1, problem: "the line ends inside quotation marks",
            expected: "a closing quotation mark; a line break inside a tag is written %0A")
    }

    private mutating func reportNul() {
        fault = Fault(offset: position, problem: "there is a NUL byte", expected: "UTF-8 text")
    }

    private mutating func checkCarriageReturn(_ bytes: [UInt8]) {
        if position + 1 < bytes.count, bytes[position + 1] == CSVMark.lineFeed { return }
        fault = Fault(
            offset: position, problem: "a carriage return stands without a line feed",
            expected: "lines that end with LF or CRLF")
    }

    private mutating func skipToLineEnd(_ bytes: [UInt8]) {
        while position < bytes.count, bytes[position] != CSVMark.lineFeed { position += 1 }
    }

    private mutating func skip(_ byte: UInt8, in bytes: [UInt8]) -> Bool {
        guard position < bytes.count, bytes[position] == byte else { return false }
        position += 1
        return true
    }
}

/// The bytes that give a CSV text its form.
enum CSVMark {
    static var quote: UInt8 { 0x22 }
    static var comma: UInt8 { 0x2C }
    static var lineFeed: UInt8 { 0x0A }
    static var carriageReturn: UInt8 { 0x0D }
}
