import ScanModel

/// Reads a fleet file from wherever its bytes are.
struct FleetFileReader<Source: FleetFileSource> {
    private let source: Source
    private let file: String
    let table: FleetFileTable
    private var issues: [InputIssue] = []

    /// Reads header and table.
    ///
    /// - Parameter file: the name in messages.
    init(_ source: Source, file: String) throws(InventoryError) {
        self.source = source
        self.file = file
        let start = try Self.reading(file) { () throws(ByteSourceFault) in
            try source.bytes(at: 0, count: min(source.size, FleetFileLayout.dataStart))
        }
        do throws(FleetFileTable.Fault) {
            table = try FleetFileTable(start, fileBytes: source.size)
        } catch {
            throw .invalid(InvalidInput([error.issue(file: file)]))
        }
    }

    /// Reads every section.
    ///
    /// - Throws: every section that is damaged, or else the first thing that is wrong with what the sections say.
    mutating func fleet() throws(InventoryError) -> Fleet {
        let columns = try columns()
        guard issues.isEmpty else { throw .invalid(InvalidInput(issues)) }
        do throws(FleetColumns.Fault) {
            return try Fleet(columns)
        } catch {
            throw .invalid(InvalidInput([issue(error)]))
        }
    }

    private mutating func columns() throws(InventoryError) -> FleetColumns {
        var columns = FleetColumns()
        columns.sizeUnitsPerGiB = table.sizeUnitsPerGiB
        columns.texts = try texts()
        columns.accounts = try column(.accounts)
        columns.regions = try column(.regions)
        columns.groups = try column(.groups)
        columns.kindSystem = try column(.kindSystem)
        columns.kindMachineType = try column(.kindMachineType)
        columns.tagCount = try column(.tagCount)
        columns.tagKey = try column(.tagKey)
        columns.tagValue = try column(.tagValue)
        columns.instanceAccount = try column(.instanceAccount)
        columns.instanceRegion = try column(.instanceRegion)
        columns.instancePlatform = try words(.instancePlatform, of: Platform.self)
        columns.instanceFailures = try column(.instanceFailures)
        columns.instanceTagSet = try column(.instanceTagSet)
        columns.instanceVolumes = try column(.instanceVolumes)
        columns.volumeSize = try column(.volumeSize)
        columns.volumeEncryption = try words(.volumeEncryption, of: VolumeEncryption.self)
        let traits: [UInt8] = try column(.instanceTraits)
        columns.instanceTraits = traits.map { InstanceTraits(rawValue: $0) }
        columns.instanceGroup = try column(.instanceGroup)
        columns.instanceKind = try column(.instanceKind)
        columns.volumeTagSet = try column(.volumeTagSet)
        columns.intake = try column(.intake)
        columns.intakeState = try column(.intakeState)
        columns.intakeStateCount = try column(.intakeStateCount)
        return columns
    }

    private mutating func texts() throws(InventoryError) -> [String] {
        let lengths: [Int32] = try column(.textLength)
        let bytes: [UInt8] = try column(.textBytes)
        if !issues.isEmpty { return [] }
        var ends: [Int] = []
        ends.reserveCapacity(lengths.count)
        var end = 0
        for (index, length) in lengths.enumerated() {
            end += Int(length)
            guard length >= 0, end <= bytes.count else {
                report(
                    .textLength, at: index, "a text of \(length) bytes leaves the texts", "\(bytes.count) bytes in all")
                return []
            }
            ends.append(end)
        }
        guard end == bytes.count else {
            report(.textLength, at: nil, "the texts have \(end) bytes together", "\(bytes.count)")
            return []
        }
        var texts: [String] = []
        texts.reserveCapacity(ends.count)
        let invalid = bytes.withUnsafeBufferPointer { all -> Int? in
            var start = 0
            for end in ends {
                guard let text = String(validating: UnsafeBufferPointer(rebasing: all[start..<end]), as: UTF8.self)
                else { return start }
                texts.append(text)
                start = end
            }
            return nil
        }
        if let invalid { report(.textBytes, at: invalid, "a text is not UTF-8", "UTF-8") }
        return texts
    }

    /// The values of a section; none, and an issue, if it is damaged.
    private mutating func column<Value: FixedWidthInteger>(
        _ section: FleetFileLayout.Section
    ) throws(InventoryError) -> [Value] {
        let entry = table[section]
        let read = try Self.reading(file) { () throws(ByteSourceFault) in
            try source.values(of: entry, as: Value.self)
        }
        guard read.checksum == entry.checksum else {
            report(section, at: nil, "the checksum does not fit the section", "a file that was not damaged")
            return []
        }
        guard entry.count == 0 || (entry.least >= Int64(Value.min) && read.most.map { $0 <= Int64(Value.max) } == true)
        else {
            report(section, at: nil, "a value has more than \(Value.bitWidth) bits", "\(Value.min) to \(Value.max)")
            return []
        }
        return read.values
    }

    /// The words that numbers stand for.
    private mutating func words<Word: RawRepresentable & CaseIterable>(
        _ section: FleetFileLayout.Section, of _: Word.Type
    ) throws(InventoryError) -> [Word] where Word.RawValue == UInt8 {
        let numbers: [UInt8] = try column(section)
        let words = (0...UInt8.max).map { Word(rawValue: $0) }
        guard let most = numbers.max() else { return [] }
        let known = words.prefix { $0 != nil }.compactMap(\.self)
        guard Int(most) < known.count else {
            let index = numbers.firstIndex { Int($0) >= known.count }
            report(section, at: index, "a value is \(index.map { numbers[$0] } ?? most)", "0 to \(known.count - 1)")
            return []
        }
        return numbers.map { known[Int($0)] }
    }

    private mutating func report(
        _ section: FleetFileLayout.Section, at index: Int?, _ problem: String, _ expected: String
    ) {
        let entry = table[section]
        let fault = FleetFileTable.Fault(
            section: section.name, offset: entry.offset + (index ?? 0) * entry.width, problem: problem,
            expected: expected)
        issues.append(fault.issue(file: file))
    }

    private func issue(_ fault: FleetColumns.Fault) -> InputIssue {
        guard fault.column != .sizeUnitsPerGiB else {
            return FleetFileTable.Fault(
                section: "header", offset: 24, problem: "the size unit \(fault.problem)", expected: fault.expected
            ).issue(file: file)
        }
        let section = FleetFileLayout.Section(fault.column)
        let entry = table[section]
        let value = fault.index.map { "value \($0) " } ?? "the values "
        return FleetFileTable.Fault(
            section: section.name, offset: entry.offset + (fault.index ?? 0) * entry.width,
            problem: value + fault.problem, expected: fault.expected
        ).issue(file: file)
    }

    private static func reading<Result>(
        _ file: String, _ read: () throws(ByteSourceFault) -> Result
    ) throws(InventoryError) -> Result {
        do throws(ByteSourceFault) {
            return try read()
        } catch {
            switch error {
            case .unreadable(let reason): throw .unreadable(path: file, reason: reason)
            case .refused(let issue): throw .invalid(InvalidInput([issue]))
            }
        }
    }
}
