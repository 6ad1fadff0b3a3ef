internal import ScanModel

/// Writes a shard record by record.
///
/// The file has the name with `.partial` behind it until it is complete and on the disk; a file with the name itself is
/// always a whole one. Without ``finish()`` the partial file is taken away with the writer. About 64 KiB of memory and the
/// longest record.
public final class ShardWriter {
    private static let pieceBytes = 1 << 16

    private let path: String
    private let partialPath: String
    private let file: ShardDescriptor
    private var hash = SHA256()
    private var pending: [UInt8] = []
    private var isDone = false
    /// Records so far.
    public private(set) var count = 0

    /// - Parameters:
    ///   - path: of the finished file; one that is there is replaced when this one is complete.
    ///   - header: bytes for the reader, at most ``ShardFile/headerBytesMax``.
    /// - Throws: ``ShardError/busy`` while another writer has the same path; ``ShardError/readOnly``;
    ///   ``ShardError/notFound`` without the folder; ``ShardError/tooLarge(what:bytes:most:)``.
    public init(path: String, header: [UInt8]) throws(ShardError) {
        try ShardFile.require("A header", bytes: header.count, most: ShardFile.headerBytesMax)
        self.path = path
        partialPath = path + ".partial"
        file = try ShardDescriptor.writing(partialPath)
        try add(ShardFile.firstLine)
        let head = [ShardFile.headerTag] + ShardFile.bytes(header.count)
        try add(head + ShardFile.check(head))
        try add(header + ShardFile.check(header))
    }

    deinit { if !isDone { ShardDescriptor.remove(partialPath) } }

    /// Adds a record.
    ///
    /// - Throws: ``ShardError/tooLarge(what:bytes:most:)``; ``ShardError/full``.
    /// - Complexity: O(bytes).
    public func append(_ record: ShardRecord) throws(ShardError) {
        precondition(!isDone, "a record after the end of the shard")
        precondition(record.number >= 0, "record number \(record.number)")
        try ShardFile.require("A payload", bytes: record.payload.count, most: ShardFile.payloadBytesMax)
        let key = Array(record.key.text.utf8)
        let head =
            [ShardFile.recordTag] + ShardFile.bytes(count) + ShardFile.bytes(record.number)
            + ShardFile.bytes(key.count) + ShardFile.bytes(record.payload.count)
        try add(head + ShardFile.check(head))
        try add(key)
        try add(record.payload)
        try add(ShardFile.check(key, record.payload))
        count += 1
    }

    /// Ends the file, waits until it is on the disk and gives it its name.
    ///
    /// - Throws: ``ShardError/full`` and others; then there is no file of this name that was not there before.
    public func finish() throws(ShardError) {
        precondition(!isDone, "the shard has ended already")
        try add([ShardFile.endTag] + ShardFile.bytes(count))
        pending += hash.digest()
        try flush()
        try file.sync()
        let slash = path.utf8.lastIndex(of: UInt8(ascii: "/"))
        let folder = slash.map { String(path[...$0]) } ?? "."
        // From here on the partial name may be another writer's.
        isDone = true
        do throws(ShardError) {
            try ShardDescriptor.rename(partialPath, to: path, in: folder)
        } catch {
            ShardDescriptor.remove(partialPath)
            throw error
        }
    }

    private func add(_ bytes: [UInt8]) throws(ShardError) {
        hash.update(bytes)
        pending += bytes
        if pending.count >= Self.pieceBytes { try flush() }
    }

    private func flush() throws(ShardError) {
        try file.write(pending)
        pending.removeAll(keepingCapacity: true)
    }
}
