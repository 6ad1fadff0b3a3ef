internal import ScanModel
internal import VendorProfiles

/// Reads a price book file line by line and collects everything that is wrong with it.
struct PriceBookReader {
    /// Issues beyond this number are counted, not told.
    private static let issuesMax = 100
    /// Longest line in bytes: 64 KiB.
    private static let lineBytesMax = 1 << 16

    private let file: String
    private var issues: [InputIssue] = []
    private var untold = 0
    private var book = PriceBook()
    private var lines: [PriceItem: [String: Int]] = [:]
    private var rows = 0

    init(file: String) { self.file = file }

    mutating func read(_ bytes: [UInt8]) throws(InvalidInput) -> PriceBook {
        if bytes.count > PriceBookFile.bytesMax {
            report(0, 0, "", "the file has \(bytes.count) bytes", "at most \(PriceBookFile.bytesMax) bytes")
        } else {
            readLines(bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? bytes.dropFirst(3) : bytes[...])
        }
        if untold > 0 {
            issues.append(
                InputIssue(file: file, line: 0, column: 0, path: "", problem: "\(untold) more issues are not listed"))
        }
        guard issues.isEmpty else { throw InvalidInput(issues) }
        return book
    }

    private mutating func readLines(_ bytes: ArraySlice<UInt8>) {
        var sawHeader = false
        var number = 0
        for line in bytes.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false) {
            number += 1
            let line = line.last == UInt8(ascii: "\r") ? line.dropLast() : line
            if number == 1 {
                guard PriceBookReader.trimmed(line) == PriceBookFile.version else {
                    report(
                        1, 1, "", "the file is no price book of this version",
                        "the first line `\(PriceBookFile.version)`, as `scanplan prices update` writes it")
                    return
                }
                continue
            }
            if line.isEmpty || line.first == UInt8(ascii: "#") { continue }
            if sawHeader {
                readRow(line, number)
            } else {
                sawHeader = true
                guard PriceBookReader.trimmed(line) == PriceBookFile.columns.joined(separator: ",") else {
                    report(
                        number, 1, "", "the header is another one",
                        "`\(PriceBookFile.columns.joined(separator: ","))`")
                    return
                }
            }
        }
        if !sawHeader {
            report(number, 1, "", "there is no header", "`\(PriceBookFile.columns.joined(separator: ","))`")
        }
    }

    /// The text of a line without the commas that a spreadsheet fills it up with.
    private static func trimmed(_ line: ArraySlice<UInt8>) -> String {
        let end = line.lastIndex { $0 != UInt8(ascii: ",") }.map { $0 + 1 } ?? line.startIndex
        return end - line.startIndex > 1000 ? "" : String(decoding: line[line.startIndex..<end], as: UTF8.self)
    }

    private mutating func readRow(_ line: ArraySlice<UInt8>, _ number: Int) {
        rows += 1
        guard rows <= PriceBookFile.rowsMax else {
            if rows == PriceBookFile.rowsMax + 1 {
                report(number, 1, "", "this is one price too many", "at most \(PriceBookFile.rowsMax)")
            }
            return
        }
        guard line.count <= PriceBookReader.lineBytesMax else {
            report(number, 1, "", "the line has \(line.count) bytes", "at most \(PriceBookReader.lineBytesMax)")
            return
        }
        guard let text = String(validating: line, as: UTF8.self),
            !text.unicodeScalars.contains(where: { $0.value < 32 })
        else {
            report(number, 1, "", "the line is no plain text in UTF-8", "text without control characters")
            return
        }
        guard let cells = BookCells(text) else {
            report(number, 1, "", "a quotation mark is not closed or stands inside a cell", "cells as in RFC 4180")
            return
        }
        guard cells.texts.count == PriceBookFile.columns.count else {
            report(
                number, 1, "", "the row has \(cells.texts.count) \(cells.texts.count == 1 ? "cell" : "cells")",
                "\(PriceBookFile.columns.count), one for each column of the header")
            return
        }
        readCells(cells, number)
    }

    private mutating func readCells(_ cells: BookCells, _ number: Int) {
        let texts = cells.texts.map(BookCell.plain)
        var faults: [(index: Int, problem: String, expected: String, suggestion: String?)] = []
        func complain(_ index: Int, _ expected: String, problem: String? = nil, suggestion: String? = nil) {
            faults.append((index, problem ?? "is `\(ShownText.of(texts[index]))`", expected, suggestion))
        }
        let item = PriceItem(sku: texts[0])
        if !PriceTerms.isKnown(item) {
            complain(
                0, "a name as `scanplan prices show` spells it",
                problem: "`\(ShownText.of(texts[0]))` is nothing that is priced here",
                suggestion: PriceTerms.fixedItems.first { $0.sku.lowercased() == texts[0].lowercased() }?.sku)
        }
        if texts[1] != PriceBook.everywhere, !RegionName.isValid(texts[1].utf8) {
            complain(1, "\(RegionName.expected), or \(PriceBook.everywhere)")
        }
        let amount = PriceTerms.amount(texts[2])
        if amount == nil { complain(2, PriceTerms.expected) }
        let other = texts[3].isEmpty ? nil : PriceTerms.amount(texts[3])
        if other == nil, !texts[3].isEmpty { complain(3, "\(PriceTerms.expected), or nothing") }
        if !PriceDate.isDate(texts[4]) {
            complain(4, "a day such as 2026-11-21, a month, a year or \(PriceDate.undated)")
        }
        let confidence = Confidence(rawValue: texts[5])
        if confidence == nil { complain(5, "one of " + Confidence.allCases.map(\.rawValue).joined(separator: ", ")) }
        if texts[6].isEmpty || texts[6].count > PriceBookFile.sourceMax {
            complain(
                6, "where the price was read, in at most \(PriceBookFile.sourceMax) characters",
                problem: texts[6].isEmpty ? "is empty" : "has \(texts[6].count) characters")
        }
        if faults.isEmpty, let first = lines[item]?[texts[1]] {
            complain(
                0, "one row for each", problem: "\(item) in \(texts[1]) has a price in line \(first) already")
        }
        for fault in faults {
            report(
                number, cells.columns[fault.index], PriceBookFile.columns[fault.index], fault.problem, fault.expected,
                fault.suggestion)
        }
        guard faults.isEmpty, let amount, let confidence else { return }
        lines[item, default: [:]][texts[1]] = number
        book.set(
            Price(
                amount: amount,
                provenance: Provenance(source: texts[6], date: texts[4], confidence: confidence), otherAmount: other),
            for: item, region: texts[1])
    }

    private mutating func report(
        _ line: Int, _ column: Int, _ path: String, _ problem: String, _ expected: String, _ suggestion: String? = nil
    ) {
        guard issues.count < PriceBookReader.issuesMax else {
            untold += 1
            return
        }
        issues.append(
            InputIssue(
                file: file, line: line, column: column, path: path, problem: problem, expected: expected,
                suggestion: suggestion))
    }
}

/// The cells of a line, and the column of characters at which each begins.
struct BookCells {
    private(set) var texts: [String] = []
    private(set) var columns: [Int] = []

    /// nil if quotation marks are not those of RFC 4180. Complexity: O(length).
    init?(_ line: String) {
        var text = ""
        var isQuoted = false
        var wasQuoted = false
        var start = 1
        var column = 0
        for character in line {
            column += 1
            if isQuoted {
                if character == "\"" { (isQuoted, wasQuoted) = (false, true) } else { text.append(character) }
            } else if character == "," {
                texts.append(text)
                columns.append(start)
                (text, wasQuoted, start) = ("", false, column + 1)
            } else if character == "\"" {
                // A mark right behind a closing one stands for itself.
                if wasQuoted { text.append(character) } else if column != start { return nil }
                isQuoted = true
            } else if wasQuoted {
                return nil
            } else {
                text.append(character)
            }
        }
        if isQuoted { return nil }
        texts.append(text)
        columns.append(start)
    }
}

/// Texts of foreign files as messages show them.
enum ShownText {
    /// On one line, cut after 60 characters.
    static func of(_ text: some StringProtocol) -> String {
        var shown = ""
        for scalar in text.unicodeScalars.prefix(60) {
            shown += scalar.value < 32 || scalar.value == 127 ? scalar.escaped(asASCII: true) : String(scalar)
        }
        return text.unicodeScalars.dropFirst(60).isEmpty ? shown : shown + "…"
    }
}
