import ScanModel

/// Writes fleet files.
enum FleetFileWriter {
    /// Hands over the file in pieces.
    ///
    /// The table stands before the sections and holds their checksums, so each section is encoded twice.
    static func write<Failure: Error>(
        _ columns: FleetColumns, to sink: ([UInt8]) throws(Failure) -> Void
    ) throws(Failure) {
        var entries: [FleetFileLayout.Entry] = []
        var offset = FleetFileLayout.dataStart
        for section in FleetFileLayout.Section.allCases {
            let column = columns.column(section)
            let frame = frame(of: column, section)
            var hash = XXHash64()
            column.forEachPiece(frame) { piece in piece.withUnsafeBytes { hash.update($0) } }
            let entry = FleetFileLayout.Entry(
                section: section, width: frame.width, offset: offset, count: frame.count, least: frame.least,
                checksum: hash.value)
            entries.append(entry)
            offset = entry.end
        }
        try sink(head(entries, sizeUnitsPerGiB: columns.sizeUnitsPerGiB, fileBytes: offset))
        for section in FleetFileLayout.Section.allCases {
            let column = columns.column(section)
            try column.forEachPiece(frame(of: column, section), sink)
        }
    }

    private static func frame(of column: FleetFileColumn, _ section: FleetFileLayout.Section) -> FleetFileColumn.Frame {
        var frame = column.frame(leastWidth: section.bound == nil ? 1 : 0)
        precondition(frame.count <= FleetFileLayout.valuesMax, "\(section.name): \(frame.count) values")
        // Text stays readable in the file.
        if section == .textBytes { frame.least = 0 }
        return frame
    }

    /// Header, table and their checksum.
    static func head(_ entries: [FleetFileLayout.Entry], sizeUnitsPerGiB: Int64, fileBytes: Int) -> [UInt8] {
        var bytes = FleetFileLayout.magic
        append(FleetFileLayout.version, to: &bytes)
        append(UInt32(entries.count), to: &bytes)
        append(UInt64(fileBytes), to: &bytes)
        append(UInt64(bitPattern: sizeUnitsPerGiB), to: &bytes)
        for entry in entries {
            append(entry.section.rawValue, to: &bytes)
            append(UInt32(entry.width), to: &bytes)
            append(UInt64(entry.offset), to: &bytes)
            append(UInt64(entry.count), to: &bytes)
            append(UInt64(bitPattern: entry.least), to: &bytes)
            append(entry.checksum, to: &bytes)
        }
        append(XXHash64.checksum(of: bytes), to: &bytes)
        return bytes
    }

    private static func append(_ value: some FixedWidthInteger, to bytes: inout [UInt8]) {
        withUnsafeBytes(of: value.littleEndian) { bytes.append(contentsOf: $0) }
    }
}
