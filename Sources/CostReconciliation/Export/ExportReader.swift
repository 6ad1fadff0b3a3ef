internal import FoundationEssentials
public import ScanModel

/// Reads a cost export piece by piece and adds its charges up.
///
/// Memory grows with the distinct usage types, services, regions and accounts, not with the charges.
public struct ExportReader {
    /// Most charges of a file.
    public static let rowsMax = 100_000_000
    /// Issues beyond this number are counted, not told.
    static let issuesMax = 100
    /// Longest text of a cell, in bytes; tags may be longer.
    static let textBytesMax = 1000

    private let file: String
    private let selection: ExportSelection
    private var records = CSVRecords()
    private var layout: ExportLayout?
    private var ledger = ChargeLedger()
    private var issues: [InputIssue] = []
    private var untold = 0
    /// Whether nothing that follows could change the answer.
    public private(set) var isOver = false
    private var texts = CellTexts()
    /// The month and the days of use in it so far, in seconds since 1970.
    private var month: BillingPeriod?
    private var used: Range<Int64>?

    /// - Parameter file: the name that stands in messages.
    public init(file: String, selection: ExportSelection) {
        self.file = file
        self.selection = selection
        month = selection.period
    }

    /// Takes the next piece. Complexity: O(length).
    public mutating func read(_ piece: some Collection<UInt8>) {
        guard !isOver else { return }
        records.append(piece)
        advance(isLast: false)
    }

    /// Takes the end of the file.
    ///
    /// - Throws: every issue of the file, up to 100.
    public mutating func finish() throws(InvalidInput) -> ChargeLedger {
        if !isOver { advance(isLast: true) }
        if layout == nil, issues.isEmpty { add(nil, "", "the file is empty", ExportLayout.expected) }
        if issues.isEmpty, ledger.rows > 0, ledger.sums.isEmpty {
            let reasons = ledger.leftOut.sorted { $0.key < $1.key }.map { "\($0.value.charges) \($0.key.title)" }
            add(
                nil, "", "none of its \(ledger.rows) charges takes part: \(reasons.joined(separator: ", "))",
                "charges for use in the period, of the accounts and with the tags that are asked for")
        }
        if untold > 0 {
            issues.append(
                InputIssue(
                    file: file, line: 0, column: 0, path: "",
                    problem: "\(untold) more issues of this file are not shown"))
        }
        guard issues.isEmpty else { throw InvalidInput(issues) }
        ledger.period = period()
        return ledger
    }

    private mutating func advance(isLast: Bool) {
        while !isOver {
            switch records.next(isLast: isLast) {
            case .record:
                if layout == nil { readHeader() } else { readRow() }
            case .incomplete: return
            case .fault(let offset, let problem, let expected):
                add(offset, "", problem, expected)
                isOver = true
            case .end: isOver = true
            }
        }
    }

    private mutating func readHeader() {
        let names = records.cells.map { String(decoding: records.content(of: $0), as: UTF8.self) }
        switch ExportLayout.make(names, selection) {
        case .success(let made):
            layout = made
            ledger.dialect = made.dialect
        case .failure(let failure):
            for problem in failure.problems { add(records.start, "", problem.problem, problem.expected) }
            isOver = true
        }
    }

    // MARK: Rows

    private mutating func readRow() {
        guard let layout else { return }
        // A line end at the end of the file, or a file of lines with an empty one between them.
        if records.cells.count == 1, records.cells[0].range.isEmpty { return }
        guard records.cells.count == layout.width else {
            add(
                records.start, "", "the row has \(records.cells.count) \(records.cells.count == 1 ? "cell" : "cells")",
                "\(layout.width), one for each column of the header")
            return
        }
        ledger.rows += 1
        guard ledger.rows <= Self.rowsMax else {
            add(records.start, "", "this is one charge too many", "at most \(Self.rowsMax)")
            isOver = true
            return
        }
        let cost = decimal(selection.cost.field, layout)
        let quantity = decimal(.quantity, layout)
        // Every cell is read, so that all its issues are told.
        let (start, end) = (time(.start, layout), time(.end, layout))
        guard let start, let end, let cost, let quantity else { return }
        let category = text(.category, layout)
        let isUse = layout.dialect.isUse(category)
        if let reason = leftOut(layout, category: category, isUse: isUse, start: start, end: end) {
            ledger.leaveOut(reason, cost: cost)
            return
        }
        let currency = text(.currency, layout)
        guard currency.utf8.count == 3, currency.utf8.allSatisfy({ (65...90).contains($0) }) else {
            add(
                cell(.currency, layout), name(.currency, layout), "found \(Excerpt.quoted(currency))",
                "a currency of ISO 4217 such as USD")
            return
        }
        if let known = ledger.currency, known != currency {
            add(
                cell(.currency, layout), name(.currency, layout),
                "is \(Excerpt.quoted(currency)) after \(known) before",
                "charges in one currency; choose an account or a period that has one")
            return
        }
        ledger.currency = currency
        let key = ChargeKey(
            service: text(.service, layout), usageType: text(.usageType, layout), operation: text(.operation, layout),
            region: text(.region, layout), unit: text(.unit, layout))
        if layout.has(.account), ledger.accounts.count < ChargeLedger.accountsMax {
            ledger.accounts.insert(text(.account, layout))
        }
        ledger.add(key, quantity: quantity, cost: cost)
    }

    /// Why a charge takes no part; nil if it does.
    private mutating func leftOut(
        _ layout: ExportLayout, category: String, isUse: Bool, start: Int64, end: Int64
    ) -> LeftOutReason? {
        if let month {
            guard month.seconds.contains(start) else {
                if selection.period != nil { return .period }
                if isUse {
                    add(
                        cell(.start, layout), name(.start, layout),
                        "lies outside \(month.month), the month of earlier charges",
                        "charges of one month; choose one with --period")
                }
                return .period
            }
        } else if isUse {
            month = BillingPeriod(monthOf: ChargeTime.day(start))
        }
        if isUse { extend(from: start, to: end) }
        if layout.has(.provider) {
            let provider = text(.provider, layout)
            if !provider.isEmpty,
                !["aws", "amazon web services", "amazon"].contains(where: provider.lowercased().hasPrefix)
            {
                return .provider(provider)
            }
        }
        if !selection.accounts.isEmpty, !selection.accounts.contains(text(.account, layout)) { return .account }
        if !selection.tags.isEmpty, !layout.tags.allSatisfy({ hasTag($0, layout) }) { return .tag }
        if text(.correction, layout) == "Correction" { return .correction }
        return isUse ? nil : .category(category.isEmpty ? "none" : category)
    }

    private mutating func extend(from start: Int64, to end: Int64) {
        guard let all = month?.seconds else { return }
        let (start, end) = (max(all.lowerBound, start), min(all.upperBound, max(end, start + 1)))
        guard start < end else { return }
        used = used.map { min($0.lowerBound, start)..<max($0.upperBound, end) } ?? start..<end
    }

    private func period() -> BillingPeriod? {
        if let stated = selection.period, stated.isStated { return stated }
        guard let used else { return month }
        return BillingPeriod(
            first: ChargeTime.day(used.lowerBound), last: ChargeTime.day(used.upperBound - 1), isStated: false)
    }

    private mutating func hasTag(_ tag: ExportLayout.TagPlace, _ layout: ExportLayout) -> Bool {
        if tag.columns.contains(where: { records.content(of: records.cells[$0]).elementsEqual(tag.value.utf8) }) {
            return true
        }
        guard layout.has(.tags) else { return false }
        let text = text(.tags, layout)
        if text.isEmpty { return false }
        return texts.tags(text).contains { key, value in value == tag.value && tag.keys.contains(key) }
    }

    // MARK: Cells

    private func cell(_ field: ExportField, _ layout: ExportLayout) -> Int {
        let places = layout.places[field.rawValue]
        return places.first.map { records.cells[$0].start } ?? records.start
    }

    private func name(_ field: ExportField, _ layout: ExportLayout) -> String {
        layout.places[field.rawValue].first.map { layout.names[$0] } ?? ""
    }

    /// The first of the field's cells that is not empty.
    private mutating func text(_ field: ExportField, _ layout: ExportLayout) -> String {
        for place in layout.places[field.rawValue] where !records.cells[place].range.isEmpty {
            let content = records.content(of: records.cells[place])
            if content.count > Self.textBytesMax, field != .tags {
                add(
                    records.cells[place].start, layout.names[place], "the text has \(content.count) bytes",
                    "at most \(Self.textBytesMax)")
                return ""
            }
            let text = texts.text(content, of: field)
            if !ExportLayout.isNull(text) { return text }
        }
        return ""
    }

    private mutating func decimal(_ field: ExportField, _ layout: ExportLayout) -> ExactDecimal? {
        for place in layout.places[field.rawValue] where !records.cells[place].range.isEmpty {
            let content = records.content(of: records.cells[place])
            if let value = ExactDecimal(content) { return value }
            if ExportLayout.isNull(String(decoding: content.prefix(5), as: UTF8.self)) { continue }
            add(
                records.cells[place].start, layout.names[place], "found \(Excerpt.quoted(content))",
                "a decimal number of at most \(ExactDecimal.most)")
            return nil
        }
        // Taxes and fees have no quantity.
        return .zero
    }

    private mutating func time(_ field: ExportField, _ layout: ExportLayout) -> Int64? {
        guard let place = layout.places[field.rawValue].first else { return nil }
        let content = records.content(of: records.cells[place])
        if let seconds = texts.time(content, of: field) { return seconds }
        add(
            records.cells[place].start, layout.names[place], "found \(Excerpt.quoted(content))",
            "a time in UTC such as 2026-10-01T00:00:00Z")
        return nil
    }

    private mutating func add(_ offset: Int?, _ path: String, _ problem: String, _ expected: String) {
        guard issues.count < Self.issuesMax else {
            untold += 1
            return
        }
        let place = offset.map { records.place(of: $0) } ?? (line: 0, column: 0)
        issues.append(
            InputIssue(
                file: file, line: place.line, column: place.column, path: path, problem: problem, expected: expected))
    }
}

/// What the cells before held, so that each text and time is made once for many rows.
private struct CellTexts {
    private static let entriesMax = 10_000
    private static let entryBytesMax = 4096

    private var last: [[UInt8]] = ExportField.allCases.map { _ in [] }
    private var lastText: [String] = ExportField.allCases.map { _ in "" }
    private var lastTime: [Int64?] = ExportField.allCases.map { _ in nil }
    private var tagSets: [String: [String: String]] = [:]

    mutating func text(_ bytes: ArraySlice<UInt8>, of field: ExportField) -> String {
        if !bytes.elementsEqual(last[field.rawValue]) {
            last[field.rawValue] = Array(bytes)
            lastText[field.rawValue] = String(decoding: bytes, as: UTF8.self)
        }
        return lastText[field.rawValue]
    }

    mutating func time(_ bytes: ArraySlice<UInt8>, of field: ExportField) -> Int64? {
        if lastTime[field.rawValue] == nil || !bytes.elementsEqual(last[field.rawValue]) {
            last[field.rawValue] = Array(bytes)
            lastTime[field.rawValue] = ChargeTime.seconds(bytes)
        }
        return lastTime[field.rawValue]
    }

    /// The tags of a cell that holds a JSON object; none if it holds anything else.
    mutating func tags(_ text: String) -> [String: String] {
        if let known = tagSets[text] { return known }
        let found = (try? JSONDecoder().decode([String: String].self, from: Data(text.utf8))) ?? [:]
        if tagSets.count < Self.entriesMax, text.utf8.count <= Self.entryBytesMax { tagSets[text] = found }
        return found
    }
}
