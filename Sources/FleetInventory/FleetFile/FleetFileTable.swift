import ScanModel

/// Header and table of a fleet file, checked before anything is read by them.
struct FleetFileTable {
    let sizeUnitsPerGiB: Int64
    /// One for each section, in their order.
    let entries: [FleetFileLayout.Entry]

    subscript(section: FleetFileLayout.Section) -> FleetFileLayout.Entry { entries[Int(section.rawValue) - 1] }

    /// What is wrong with a file, and where.
    struct Fault: Error {
        var section: String
        var offset: Int
        var problem: String
        var expected: String

        func issue(file: String) -> InputIssue {
            InputIssue(
                file: file, line: 0, column: 0, path: section, problem: "at byte \(offset): \(problem)",
                expected: expected)
        }
    }

    /// - Parameters:
    ///   - bytes: the first bytes of the file, as many as header and table have unless the file is shorter.
    ///   - fileBytes: the length of the file.
    init(_ bytes: [UInt8], fileBytes: Int) throws(Fault) {
        guard bytes.starts(with: FleetFileLayout.magic) else {
            throw Self.foreign(bytes)
        }
        try Self.require(bytes.count >= FleetFileLayout.headerBytes, at: bytes.count, "the file ends inside the header")
        let version = UInt32(truncatingIfNeeded: Self.number(bytes, at: 8, bytes: 4))
        guard version <= FleetFileLayout.version else {
            throw Fault(
                section: "header", offset: 8, problem: "the file has version \(version) of the format",
                expected: "at most version \(FleetFileLayout.version); a newer scanplan reads it")
        }
        guard version == FleetFileLayout.version else {
            throw Fault(section: "header", offset: 8, problem: "the version of the format is 0", expected: "version 1")
        }
        let count = Self.number(bytes, at: 12, bytes: 4)
        let sections = FleetFileLayout.Section.allCases
        guard count == UInt64(sections.count) else {
            throw Fault(
                section: "header", offset: 12, problem: "there are \(count) sections", expected: "\(sections.count)")
        }
        guard bytes.count == FleetFileLayout.dataStart else {
            throw Fault(
                section: "table", offset: bytes.count, problem: "the file ends inside the table of its sections",
                expected: "\(FleetFileLayout.dataStart) bytes before the first section")
        }
        let stated = Self.number(bytes, at: 16, bytes: 8)
        guard stated == UInt64(fileBytes) else {
            throw Fault(
                section: "header", offset: 16,
                problem: "the file has \(fileBytes) bytes, and its header says \(stated)",
                expected: "a file that is whole and ends where it should")
        }
        let checkedBytes = FleetFileLayout.dataStart - FleetFileLayout.checksumBytes
        let checksum = Self.number(bytes, at: checkedBytes, bytes: 8)
        guard checksum == XXHash64.checksum(of: bytes[..<checkedBytes]) else {
            throw Fault(
                section: "header", offset: checkedBytes, problem: "the checksum of header and table does not fit them",
                expected: "a file that was not damaged")
        }
        sizeUnitsPerGiB = Int64(bitPattern: Self.number(bytes, at: 24, bytes: 8))
        var entries: [FleetFileLayout.Entry] = []
        for (index, section) in sections.enumerated() {
            let start = FleetFileLayout.headerBytes + index * FleetFileLayout.entryBytes
            let next = entries.last?.end ?? FleetFileLayout.dataStart
            entries.append(try Self.entry(bytes, at: start, section, next: next, fileBytes: fileBytes))
        }
        guard entries.last?.end == fileBytes else {
            throw Fault(
                section: "table", offset: entries.last?.end ?? 0, problem: "the sections end before the file",
                expected: "\(fileBytes) bytes of sections")
        }
        self.entries = entries
        for entry in entries where entry.width == 0 {
            let most = entry.section.bound.map { self[$0].count } ?? 0
            guard entry.count <= most else {
                throw Fault(
                    section: entry.section.name, offset: entry.offset,
                    problem: "there are \(entry.count) values without a byte for each", expected: "at most \(most)")
            }
        }
    }

    private static func entry(
        _ bytes: [UInt8], at start: Int, _ section: FleetFileLayout.Section, next: Int, fileBytes: Int
    ) throws(Fault) -> FleetFileLayout.Entry {
        func fault(_ offset: Int, _ problem: String, _ expected: String) -> Fault {
            Fault(section: section.name, offset: start + offset, problem: problem, expected: expected)
        }
        let number = number(bytes, at: start, bytes: 4)
        guard number == UInt64(section.rawValue) else {
            throw fault(0, "this is section \(number)", "\(section.rawValue)")
        }
        let width = Self.number(bytes, at: start + 4, bytes: 4)
        guard [0, 1, 2, 4, 8].contains(width), width <= UInt64(section.widthMax) else {
            throw fault(4, "each value has \(width) bytes", "0, 1, 2, 4 or 8, and at most \(section.widthMax)")
        }
        let offset = Self.number(bytes, at: start + 8, bytes: 8)
        guard offset == UInt64(next) else { throw fault(8, "the section begins at \(offset)", "\(next)") }
        let count = Self.number(bytes, at: start + 16, bytes: 8)
        guard count <= UInt64(FleetFileLayout.valuesMax) else {
            throw fault(16, "there are \(count) values", "at most \(FleetFileLayout.valuesMax)")
        }
        let entry = FleetFileLayout.Entry(
            section: section, width: Int(width), offset: next, count: Int(count),
            least: Int64(bitPattern: Self.number(bytes, at: start + 24, bytes: 8)),
            checksum: Self.number(bytes, at: start + 32, bytes: 8))
        guard entry.end <= fileBytes else {
            throw fault(16, "the section ends at \(entry.end)", "at most \(fileBytes), where the file does")
        }
        guard section != .textBytes || entry.least == 0 else { throw fault(24, "the least byte is not 0", "0") }
        return entry
    }

    private static func foreign(_ bytes: [UInt8]) -> Fault {
        // What a transfer of text makes of the first line end.
        let converted =
            bytes.starts(with: [0x89, 0x53, 0x46, 0x4C, 0x0A])
            || bytes.starts(with: [0xEF, 0xBF, 0xBD, 0x53, 0x46, 0x4C])
        return Fault(
            section: "header", offset: 0,
            problem: converted
                ? "a transfer took this fleet file for text and changed its bytes" : "this is no fleet file",
            expected: "a file that scanplan wrote, byte for byte")
    }

    private static func require(_ holds: Bool, at offset: Int, _ problem: String) throws(Fault) {
        if holds { return }
        throw Fault(
            section: "header", offset: offset, problem: problem,
            expected: "a header of \(FleetFileLayout.headerBytes) bytes")
    }

    private static func number(_ bytes: [UInt8], at offset: Int, bytes count: Int) -> UInt64 {
        bytes[offset..<offset + count].reversed().reduce(0) { $0 << 8 | UInt64($1) }
    }
}
