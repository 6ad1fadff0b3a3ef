import ScanModel

/// Reads one table of observed durations, and collects every issue.
struct ObservationTableReader {
    /// Where a known column stands in the list of columns.
    private enum Column: Int, CaseIterable {
        case stage, platform, sizeGiB, start, durationSeconds, region, account, outcome, cycle, count
        case resolutionSeconds

        var name: String { "\(self)" }
        var isRequired: Bool { self == .stage || self == .durationSeconds }
    }

    /// No duration, start or size is greater: seconds until the year 2096, and more GiB than any cloud holds in a volume.
    private static let most = Rational(4_000_000_000)

    private var table: CSVTable
    private let bytes: [UInt8]
    /// The names that a stage may have; empty for any.
    private let stages: [String]

    init(_ bytes: [UInt8], stages: [String]) {
        self.bytes = bytes
        self.stages = stages
        table = CSVTable(
            bytes: bytes,
            columns: Column.allCases.map { CSVTable.Column(name: $0.name, isRequired: $0.isRequired) })
    }

    func issues(file: String) -> [InputIssue] { table.log.issues(file: file, bytes: bytes) }

    mutating func read() -> [StageObservation] {
        var observations: [StageObservation] = []
        while table.nextRow() {
            if observations.count == ObservationTable.rowsMax {
                report(table.rowStart, "", "this is one row too many", "at most \(ObservationTable.rowsMax) rows")
                break
            }
            if let observation = row() { observations.append(observation) }
        }
        return observations
    }

    /// The row, or nil after an issue.
    private func row() -> StageObservation? {
        let stage = name(.stage).flatMap { known($0) }
        let duration = number(.durationSeconds)
        let platform = word(.platform, Platform.allCases.map { ($0.name, $0) })
        let outcome = word(.outcome, StageObservation.Outcome.allCases.map { ($0.rawValue, $0) })
        let (size, start, resolution) = (number(.sizeGiB), instant(), number(.resolutionSeconds))
        let region = checked(.region, RegionName.expected) { RegionName.isValid($0) ? text($0) : nil }
        let account = checked(.account, AccountName.expected) { AccountName.normalized($0) }
        let (cycle, count) = (name(.cycle), self.count())
        guard table.log.isEmpty else { return nil }
        guard let stage, let duration else {
            for column in [Column.stage, .durationSeconds] where cell(column) == nil {
                report(table.rowStart, column.name, "the cell is empty", "a value")
            }
            return nil
        }
        return StageObservation(
            stage: stage, platform: platform, size: size.map { GiB($0) }, start: start, duration: Seconds(duration),
            region: region, account: account, outcome: outcome ?? .finished, cycle: cycle, count: count,
            resolution: resolution.flatMap { $0 > .zero ? Seconds($0) : nil })
    }

    // MARK: Cells

    /// The cell of a column; nil if there is none or it is empty.
    private func cell(_ column: Column) -> CSVCell? {
        table.cell(column.rawValue).flatMap { $0.isEmpty ? nil : $0 }
    }

    private func text(_ bytes: ArraySlice<UInt8>) -> String { String(decoding: bytes, as: UTF8.self) }

    private func report(
        _ offset: Int, _ column: String, _ problem: String, _ expected: String, suggestion: String? = nil
    ) {
        table.log.report(at: offset, column, problem, expected, suggestion: suggestion)
    }

    private func refuse(_ column: Column, _ cell: CSVCell, _ expected: String) {
        report(cell.start, column.name, "found \(table.shown(cell))", expected)
    }

    private func checked<Value>(
        _ column: Column, _ expected: String, _ read: (ArraySlice<UInt8>) -> Value?
    ) -> Value? {
        guard let cell = cell(column) else { return nil }
        guard let value = read(bytes[cell.range]) else {
            refuse(column, cell, expected)
            return nil
        }
        return value
    }

    private func word<Value>(_ column: Column, _ words: [(String, Value)]) -> Value? {
        let list = words.map(\.0)
        return checked(column, list.dropLast().joined(separator: ", ") + " or \(list[list.count - 1])") { bytes in
            words.first { bytes.elementsEqual($0.0.utf8) }?.1
        }
    }

    /// The name of a stage, if there may be one of that name.
    private func known(_ name: String) -> String? {
        if stages.isEmpty || stages.contains(name) { return name }
        let letters = name.lowercased().filter(\.isLetter)
        let near = stages.first { stage in
            let own = stage.lowercased()
            return letters.count > 2 && (own.hasPrefix(letters) || letters.hasPrefix(own) || letters.hasSuffix(own))
        }
        report(
            cell(.stage)?.start ?? table.rowStart, Column.stage.name, "there is no stage \(Wording.quoted(name))",
            "one of \(stages.joined(separator: ", "))", suggestion: near)
        return nil
    }

    /// A text of 1 to 200 bytes.
    private func name(_ column: Column) -> String? {
        guard let cell = cell(column) else { return nil }
        do throws(TagText.Fault) {
            let text = try TagText.plainText(of: cell, in: bytes)
            if (1...200).contains(text.utf8.count) { return text }
            refuse(column, cell, "a name of at most 200 bytes")
        } catch {
            report(error.offset, column.name, error.problem, error.expected)
        }
        return nil
    }

    private func number(_ column: Column) -> Rational? {
        checked(column, "a number from 0 to \(Self.most) with at most 9 decimal places") { number(in: $0) }
    }

    /// Digits with at most one point among them.
    private func number(in bytes: ArraySlice<UInt8>) -> Rational? {
        guard bytes.count <= 24, let first = bytes.first, (48...57).contains(first),
            bytes.allSatisfy({ (48...57).contains($0) || $0 == UInt8(ascii: ".") }),
            let value = Rational(decimal: text(bytes)), value <= Self.most, 1_000_000_000 % value.denominator == 0
        else { return nil }
        return value
    }

    private func count() -> Int {
        checked(.count, "a whole number from 1 to \(ObservationTable.countMax)") {
            CSVNumber.value(of: $0.startIndex..<$0.endIndex, in: bytes, allowed: 1...ObservationTable.countMax)
        } ?? 1
    }

    private func instant() -> Rational? {
        checked(.start, "seconds since 1970, or a time in UTC such as 2025-03-01T02:00:00Z") { bytes in
            number(in: bytes) ?? time(bytes)
        }
    }

    /// `2025-03-01T02:00:00Z` and the like with a fraction of a second (RFC 3339 in UTC).
    private func time(_ bytes: ArraySlice<UInt8>) -> Rational? {
        guard bytes.count >= 20, bytes.last == UInt8(ascii: "Z") else { return nil }
        let written = text(bytes.dropLast())
        let parts = written.split(separator: "T", omittingEmptySubsequences: false)
        guard parts.count == 2, let day = CalendarDay(String(parts[0])), day.year >= 1970 else { return nil }
        let clock = parts[1].split(separator: ":", omittingEmptySubsequences: false)
        guard clock.count == 3, clock[0].utf8.count == 2, clock[1].utf8.count == 2,
            let hour = number(in: Array(clock[0].utf8)[...]), let minute = number(in: Array(clock[1].utf8)[...]),
            let second = number(in: Array(clock[2].utf8)[...]), hour.isWhole, minute.isWhole, hour < 24, minute < 60,
            second < 61
        else { return nil }
        return Rational(day.daysSince1970 * 86400) + hour * 3600 + minute * 60 + second
    }
}
