/// Cuts a stream of CSV bytes into records (RFC 4180): cells in quotation marks may hold commas and line breaks.
///
/// Memory is that of the longest record and of one piece of the stream.
struct CSVRecords {
    /// Longest record in bytes: 1 MiB.
    static let recordBytesMax = 1 << 20
    /// Most cells of a record; reports with a column for each tag have some thousand.
    static let cellsMax = 20_000

    /// Where the text of a cell stands in ``bytes``, without the quotation marks around it.
    struct Cell: Hashable {
        var start: Int
        var end: Int
        /// True if quotation marks inside the text are doubled.
        var isQuoted: Bool

        var range: Range<Int> { start..<end }
    }

    enum Step {
        /// `cells` hold a record.
        case record
        /// The record at the end of the bytes is not complete.
        case incomplete
        /// The text is no table from here on.
        case fault(offset: Int, problem: String, expected: String)
        case end
    }

    private(set) var bytes: [UInt8] = []
    private(set) var cells: [Cell] = []
    /// Where the record begins in ``bytes``.
    private(set) var start = 0
    /// The line on which the record begins, from 1.
    private(set) var line = 1
    private var position = 0
    private var nextLine = 1
    private var isAtStart = true

    /// Adds a piece of the stream; positions of earlier cells end here.
    mutating func append(_ piece: some Collection<UInt8>) {
        bytes.removeFirst(position)
        position = 0
        bytes += piece
    }

    /// Reads the next record.
    ///
    /// - Parameter isLast: whether no piece follows, so that the end of the bytes ends a record.
    /// - Complexity: O(length of the record).
    mutating func next(isLast: Bool) -> Step {
        if isAtStart {
            if bytes.count < 3, !isLast { return .incomplete }
            if bytes.starts(with: [0xEF, 0xBB, 0xBF]) { position = 3 }
            isAtStart = false
        }
        (start, line) = (position, nextLine)
        cells.removeAll(keepingCapacity: true)
        guard position < bytes.count else { return isLast ? .end : .incomplete }
        var place = position
        var lines = 0
        while true {
            switch readCell(&place, lines: &lines, isLast: isLast) {
            case .incomplete:
                if place - start > Self.recordBytesMax {
                    return .fault(
                        offset: start, problem: "the record is longer than \(Self.recordBytesMax) bytes",
                        expected: "a closing quotation mark and a line end before that")
                }
                return .incomplete
            case .fault(let offset, let problem, let expected):
                return .fault(offset: offset, problem: problem, expected: expected)
            case .record:
                if place - start > Self.recordBytesMax || cells.count > Self.cellsMax {
                    return .fault(
                        offset: start, problem: "the record has \(place - start) bytes and \(cells.count) cells",
                        expected: "at most \(Self.recordBytesMax) bytes and \(Self.cellsMax) cells")
                }
                (position, nextLine) = (place, nextLine + lines)
                return .record
            case .end: continue
            }
        }
    }

    /// Reads a cell and what ends it: `.end` behind a comma, `.record` behind the last cell of a record.
    private mutating func readCell(_ place: inout Int, lines: inout Int, isLast: Bool) -> Step {
        let count = bytes.count
        var cell = Cell(start: place, end: place, isQuoted: false)
        if place < count, bytes[place] == CSVSign.quote {
            cell = Cell(start: place + 1, end: place + 1, isQuoted: true)
            place += 1
            while true {
                guard place < count else {
                    if !isLast { return .incomplete }
                    return .fault(
                        offset: cell.start - 1, problem: "the file ends inside quotation marks",
                        expected: "a closing quotation mark")
                }
                let byte = bytes[place]
                place += 1
                if byte == CSVSign.lineFeed { lines += 1 }
                guard byte == CSVSign.quote else { continue }
                if place == count, !isLast { return .incomplete }
                if place < count, bytes[place] == CSVSign.quote {
                    place += 1
                } else {
                    break
                }
            }
            cell.end = place - 1
        } else {
            while place < count, bytes[place] != CSVSign.comma, bytes[place] != CSVSign.lineFeed {
                if bytes[place] == CSVSign.quote {
                    return .fault(
                        offset: place, problem: "a quotation mark stands inside a cell without quotation marks",
                        expected: "quotation marks around the cell, and two for each one inside it")
                }
                place += 1
            }
            cell.end = place
            if cell.end > cell.start, place == count || bytes[place] == CSVSign.lineFeed,
                bytes[cell.end - 1] == CSVSign.carriageReturn
            {
                cell.end -= 1
            }
        }
        if cell.isQuoted, place < count, bytes[place] == CSVSign.carriageReturn { place += 1 }
        cells.append(cell)
        guard place < count else { return isLast ? .record : .incomplete }
        switch bytes[place] {
        case CSVSign.comma:
            place += 1
            return .end
        case CSVSign.lineFeed:
            place += 1
            lines += 1
            return .record
        default:
            return .fault(
                offset: place, problem: "text follows the closing quotation mark",
                expected: "a comma or the end of the line; a quotation mark inside a cell is doubled")
        }
    }

    /// Line and column of a byte of the record, both from 1; columns count characters.
    func place(of offset: Int) -> (line: Int, column: Int) {
        var (line, column) = (self.line, 1)
        for byte in bytes[start..<min(offset, bytes.count)] {
            if byte == CSVSign.lineFeed {
                (line, column) = (line + 1, 1)
            } else if byte & 0xC0 != 0x80 {
                column += 1
            }
        }
        return (line, column)
    }

    /// The bytes of a cell; doubled quotation marks are single ones.
    func content(of cell: Cell) -> ArraySlice<UInt8> {
        let raw = bytes[cell.range]
        guard cell.isQuoted, raw.contains(CSVSign.quote) else { return raw }
        var content: [UInt8] = []
        var isSecond = false
        for byte in raw {
            if byte == CSVSign.quote, isSecond {
                isSecond = false
            } else {
                content.append(byte)
                isSecond = byte == CSVSign.quote
            }
        }
        return content[...]
    }
}

enum CSVSign {
    static let comma = UInt8(ascii: ",")
    static let quote = UInt8(ascii: "\"")
    static let lineFeed = UInt8(ascii: "\n")
    static let carriageReturn = UInt8(ascii: "\r")
}
