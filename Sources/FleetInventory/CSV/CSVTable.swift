import ScanModel

/// A cell: where its text stands, without the quotation marks around it.
struct CSVCell: Hashable {
    var start: Int
    var end: Int
    /// True if quotation marks inside the text are doubled.
    var isQuoted: Bool

    var range: Range<Int> { start..<end }
    var isEmpty: Bool { start == end }
}

/// Cuts a CSV text into rows whose columns are known by name.
///
/// The text is UTF-8, with or without a byte order mark; lines end with LF or CRLF; a cell may stand in quotation
/// marks, and each one inside it is doubled (RFC 4180). Unlike in the RFC, a cell ends on the line on which it begins:
/// no column here holds line breaks, and so a forgotten quotation mark spoils one line and not the rest of the file.
///
/// Rows that are not well formed are reported and left out.
struct CSVTable {
    /// Longest line in bytes, without its end: 64 KiB.
    static let lineBytesMax = 1 << 16
    /// Most rows of a file, without the header.
    static let rowsMax = 20_000_000

    /// A column that a file may have.
    struct Column {
        var name: String
        var isRequired = true
    }

    let bytes: [UInt8]
    let log = CSVIssueLog()

    private var lines: CSVLineScanner
    /// Cells of the header.
    private var width = 0
    private var rows = 0
    /// The cell of each known column, or -1 if the file has no such column.
    private var places: [Int]
    private let columns: [Column]

    /// Reads the header.
    init(bytes: [UInt8], columns: [Column]) {
        self.bytes = bytes
        self.columns = columns
        places = columns.map { _ in -1 }
        lines = CSVLineScanner(position: Self.startsWithByteOrderMark(bytes) ? 3 : 0)
        if let kind = Self.foreignKind(bytes) {
            log.report(at: 0, "", "the file is \(kind.name)", kind.expected)
            lines.stop(at: bytes.count)
        } else if !lines.next(in: bytes) {
            log.report(at: 0, "", "the file is empty", headerExpected)
        } else if let fault = lines.fault {
            log.report(at: fault.offset, "", fault.problem, fault.expected)
            lines.stop(at: bytes.count)
        } else {
            readHeader()
        }
    }

    /// What a file is that begins like no text in UTF-8; nil if it may be one.
    private static func foreignKind(_ bytes: [UInt8]) -> (name: String, expected: String)? {
        if bytes.starts(with: [0x50, 0x4B, 0x03, 0x04]) {
            return ("a ZIP archive or a spreadsheet", "a table saved as CSV in UTF-8")
        }
        let hasMark = bytes.starts(with: [0xFF, 0xFE]) || bytes.starts(with: [0xFE, 0xFF])
        // Without a mark the empty halves of the header's letters tell.
        let empty = bytes.prefix(4).map { $0 == 0 }
        let isWide = empty == [false, true, false, true] || empty == [true, false, true, false]
        return hasMark || isWide ? ("UTF-16", "UTF-8") : nil
    }

    static func startsWithByteOrderMark(_ bytes: [UInt8]) -> Bool { bytes.starts(with: [0xEF, 0xBB, 0xBF]) }

    /// Moves to the next well-formed row; false at the end.
    mutating func nextRow() -> Bool {
        while lines.next(in: bytes) {
            rows += 1
            if rows > Self.rowsMax {
                log.report(at: lines.start, "", "this is one row too many", "at most \(Self.rowsMax) rows")
                lines.stop(at: bytes.count)
            } else if let fault = lines.fault {
                log.report(at: fault.offset, "", fault.problem, fault.expected)
            } else if lines.cellCount == width {
                return true
            } else if lines.cellCount == 1, lines.cells[0].isEmpty {
                log.report(at: lines.start, "", "the line is empty", "a row, or the end of the file")
            } else {
                log.report(
                    at: lines.start, "", "the row has \(lines.cellCount) \(lines.cellCount == 1 ? "cell" : "cells")",
                    "\(width), one for each column of the header")
            }
        }
        return false
    }

    /// Where the row begins.
    var rowStart: Int { lines.start }

    /// The cell of a known column in this row; nil if the file has no such column.
    func cell(_ column: Int) -> CSVCell? {
        let place = places[column]
        return place < 0 ? nil : lines.cells[place]
    }

    /// The text of a cell in quotation marks for a message.
    func shown(_ cell: CSVCell) -> String {
        let text = String(decoding: bytes[cell.start..<min(cell.end, cell.start + 200)], as: UTF8.self)
        return Wording.quoted(
            cell.isQuoted
                ? text.split(separator: "\"\"", omittingEmptySubsequences: false)
                    .joined(separator: "\"") : text)
    }
}

// MARK: - Header

extension CSVTable {
    private var headerExpected: String {
        let required = columns.filter(\.isRequired).map(\.name).joined(separator: ",")
        let optional = columns.filter { !$0.isRequired }.map(\.name).joined(separator: ",")
        return "the header \(required), and optionally \(optional)"
    }

    private mutating func readHeader() {
        width = lines.cellCount
        let names = lines.cells.map { String(decoding: bytes[$0.range], as: UTF8.self) }
        if names.count == 1, let separator = foreignSeparator(in: names[0]) {
            log.report(at: lines.start, "", "the columns are separated by \(separator)", "commas")
            lines.stop(at: bytes.count)
            return
        }
        for (place, name) in names.enumerated() {
            let offset = lines.cells[place].start
            guard let column = columns.firstIndex(where: { $0.name == name }) else {
                let known = columns.map(\.name)
                log.report(
                    at: offset, "",
                    name.isEmpty ? "a column has no name" : "the column \(Wording.quoted(name)) is unknown",
                    known.dropLast().joined(separator: ", ") + " or \(known[known.count - 1])",
                    suggestion: nearest(to: name, among: known))
                continue
            }
            if places[column] >= 0 { log.report(at: offset, "", "the column \(name) is listed twice", "one of it") }
            places[column] = place
        }
        for (column, place) in zip(columns, places) where column.isRequired && place < 0 {
            log.report(at: lines.start, "", "the column \(column.name) is missing", headerExpected)
        }
    }

    /// The separator that a spreadsheet has put in place of commas.
    private func foreignSeparator(in header: String) -> String? {
        let separators: [(sign: Character, name: String)] = [
            (";", "semicolons"), ("\t", "tabs"), ("|", "vertical bars"),
        ]
        let found = separators.first { separator in
            let names = header.split(separator: separator.sign)
            return names.count > 1 && names.contains { name in columns.contains { $0.name == name } }
        }
        return found?.name
    }

    /// The known name that begins as this one does, or the other way round, whatever the case and the spaces.
    private func nearest(to name: String, among known: [String]) -> String? {
        let letters = name.lowercased().filter { $0.isLetter || $0.isNumber }
        guard letters.count >= 3 else { return nil }
        return known.first { candidate in
            let candidate = candidate.filter { $0 != "_" }
            return candidate.hasPrefix(letters) || letters.hasPrefix(candidate)
        }
    }
}
