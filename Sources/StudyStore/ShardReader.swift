internal import ScanModel

/// Reads a shard record by record.
///
/// Each record is handed out only if its own checks fit. That none is missing is known when ``next()`` has returned nil, so
/// keep nothing for good before. No length is trusted before its check fits, and none beyond the bounds or the file's end is
/// allocated.
public final class ShardReader {
    private let file: ShardDescriptor
    private let size: Int
    private var hash = SHA256()
    private var offset = 0
    private var isDone = false
    /// What the writer said about it.
    public private(set) var header: [UInt8] = []
    /// Records so far.
    public private(set) var count = 0

    /// Opens a regular file, no symbolic link, and reads its header.
    ///
    /// - Throws: ``ShardError/notFound``, ``ShardError/notAShard``, ``ShardError/newer(version:)``,
    ///   ``ShardError/truncated(at:)``, ``ShardError/damaged(at:)``, ``ShardError/tooLarge(what:bytes:most:)``.
    public init(path: String) throws(ShardError) {
        file = try ShardDescriptor.reading(path)
        size = try file.size()
        try readFirstLine()
        let start = offset
        let head = try checked(1 + 8, from: start)
        guard head[0] == ShardFile.headerTag else { throw .damaged(at: start) }
        let length = try length("A header", head[1...], most: ShardFile.headerBytesMax, from: start)
        header = try checked(length, from: offset)
    }

    /// The next record; nil after the last one, when the whole file is known to be as it was written.
    ///
    /// - Throws: ``ShardError/truncated(at:)``, ``ShardError/damaged(at:)``, ``ShardError/tooLarge(what:bytes:most:)``.
    /// - Complexity: O(bytes of the record).
    public func next() throws(ShardError) -> ShardRecord? {
        if isDone { return nil }
        let start = offset
        let tag = try bytes(1)
        if tag[0] == ShardFile.endTag {
            try readEnd(from: start)
            return nil
        }
        guard tag[0] == ShardFile.recordTag else { throw .damaged(at: start) }
        let head = try checked(4 * 8, behind: tag, from: start)
        let (position, number) = (ShardFile.number(head[1..<9]), ShardFile.number(head[9..<17]))
        guard position == count, number >= 0 else { throw .damaged(at: start) }
        let keyLength = try length("A key", head[17..<25], most: StoreKey.digitsMax, from: start)
        let payloadLength = try length("A payload", head[25..<33], most: ShardFile.payloadBytesMax, from: start)
        let bodyStart = offset
        let body = try checked(keyLength + payloadLength, from: bodyStart)
        guard let key = StoreKey(String(decoding: body[..<keyLength], as: UTF8.self)) else {
            throw .damaged(at: bodyStart)
        }
        count += 1
        return ShardRecord(number: number, key: key, payload: Array(body[keyLength...]))
    }

    /// All records that are left, of a file that is known to be whole.
    ///
    /// - Parameter bytesMax: bytes of payloads beyond which it is refused.
    /// - Throws: as ``next()`` does.
    /// - Complexity: O(bytes), in time and memory.
    public func records(bytesMax: Int) throws(ShardError) -> [ShardRecord] {
        var records: [ShardRecord] = []
        var total = 0
        while let record = try next() {
            total += record.payload.count
            try ShardFile.require("The shard", bytes: total, most: bytesMax)
            records.append(record)
        }
        return records
    }

    private func readFirstLine() throws(ShardError) {
        let name = Array(ShardFile.name.utf8)
        let line = try file.read(min(size, ShardFile.firstLine.count))
        guard line.starts(with: name.prefix(line.count)), !line.isEmpty else { throw .notAShard }
        guard line.count == ShardFile.firstLine.count else { throw .truncated(at: line.count) }
        if line != ShardFile.firstLine {
            // A version of more digits goes on behind the line of ours.
            let digits = (line + (try file.read(16))).dropFirst(name.count).prefix { $0 != UInt8(ascii: "\n") }
            guard let version = Int(String(decoding: digits, as: UTF8.self)), version > ShardFile.version else {
                throw .damaged(at: name.count)
            }
            throw .newer(version: version)
        }
        hash.update(line)
        offset = line.count
    }

    private func readEnd(from start: Int) throws(ShardError) {
        let total = ShardFile.number(try bytes(8)[...])
        let digest = hash.digest()
        guard try bytes(ShardFile.digestBytes) == digest, total == count else { throw .damaged(at: start) }
        guard offset == size, try file.read(1).isEmpty else { throw .damaged(at: offset) }
        isDone = true
    }

    private func length(
        _ what: String, _ bytes: ArraySlice<UInt8>, most: Int, from start: Int
    ) throws(ShardError) -> Int {
        let length = ShardFile.number(bytes)
        guard length >= 0 else { throw .damaged(at: start) }
        try ShardFile.require(what, bytes: length, most: most)
        return length
    }

    /// Bytes that the check behind them fits.
    ///
    /// - Parameters:
    ///   - tag: bytes just read, which belong to them.
    ///   - start: where damage is told.
    private func checked(_ count: Int, behind tag: [UInt8] = [], from start: Int) throws(ShardError) -> [UInt8] {
        let part = tag + (try bytes(count))
        guard try bytes(ShardFile.checkBytes) == ShardFile.check(part) else { throw .damaged(at: start) }
        return part
    }

    /// The next bytes of the file, which all have to be there.
    private func bytes(_ count: Int) throws(ShardError) -> [UInt8] {
        guard count <= size - offset else { throw .truncated(at: size) }
        let bytes = try file.read(count)
        guard bytes.count == count else { throw .truncated(at: offset + bytes.count) }
        hash.update(bytes)
        offset += count
        return bytes
    }
}
