import ScanModel

/// The cell of a table that says which volumes of an instance are encrypted, and with whose key.
///
/// The words of ``VolumeEncryption``: one for each volume, joined by `+` as the sizes are, or a single one for all of
/// them. An empty cell says that none is encrypted.
enum EncryptionText {
    private static let words = VolumeEncryption.allCases.map { Array($0.name.utf8) }

    /// Takes the words of a cell to `encryption`, one for each volume or none if no volume is encrypted.
    ///
    /// - Returns: false if something is wrong with the cell, which is reported.
    /// - Complexity: O(length + volumes), without allocation once `encryption` has its size.
    static func read(
        _ cell: CSVCell, volumes: Int, _ table: borrowing CSVTable, into encryption: inout [VolumeEncryption]
    ) -> Bool {
        encryption.removeAll(keepingCapacity: true)
        if cell.isEmpty { return true }
        var start = cell.start
        for position in cell.start...cell.end
        where position == cell.end || table.bytes[position] == UInt8(ascii: "+") {
            guard let value = value(table.bytes[start..<position]) else {
                let found = CSVCell(start: start, end: position, isQuoted: cell.isQuoted)
                table.log.report(
                    at: start, "encryption", "found \(table.shown(found))", expected,
                    suggestion: nearest(to: table.bytes[start..<position]))
                return false
            }
            encryption.append(value)
            start = position + 1
        }
        if encryption.count == 1 {
            encryption.append(contentsOf: repeatElement(encryption[0], count: max(0, volumes - 1)))
            if volumes == 0 { encryption = [] }
        }
        if encryption.count == volumes { return true }
        table.log.report(
            at: cell.start, "encryption",
            "there are \(encryption.count) words for \(volumes) \(volumes == 1 ? "volume" : "volumes")",
            "one word for each volume, or one for all of them")
        return false
    }

    /// Appends the cell of an instance.
    static func append(_ encryption: [VolumeEncryption], to bytes: inout [UInt8]) {
        if encryption.allSatisfy({ $0 == .none }) { return }
        for (index, value) in encryption.enumerated() {
            if index > 0 { bytes.append(UInt8(ascii: "+")) }
            bytes += words[Int(value.rawValue)]
        }
    }

    private static var expected: String {
        let names = VolumeEncryption.allCases.map(\.name)
        return names.dropLast().joined(separator: ", ") + " or \(names[names.count - 1]) for each volume, joined by +"
    }

    private static func value(_ text: ArraySlice<UInt8>) -> VolumeEncryption? {
        for value in VolumeEncryption.allCases where text.elementsEqual(words[Int(value.rawValue)]) { return value }
        return nil
    }

    /// The word that is meant by one of other case or with signs between its parts, or by its first part.
    private static func nearest(to text: ArraySlice<UInt8>) -> String? {
        let letters = String(decoding: text.prefix(40), as: UTF8.self).lowercased().filter(\.isLetter)
        guard letters.count >= 3 else { return nil }
        return VolumeEncryption.allCases.map(\.name).first { $0.lowercased().hasPrefix(letters) }
    }
}
