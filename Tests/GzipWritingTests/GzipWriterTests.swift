import DocumentReading
import Foundation
import GzipWriting
import TestSupport
import Testing

/// What is packed is read again by two readers that know nothing of the writer.
@Suite struct GzipWriterTests {
    /// Packs pieces, one call each.
    static func packed(_ pieces: [[UInt8]], level: Int = 6) throws -> (bytes: [UInt8], longest: Int) {
        var bytes: [UInt8] = []
        var longest = 0
        let writer = try GzipWriter(level: level) {
            bytes += $0
            longest = max(longest, $0.count)
        }
        for piece in pieces { try writer.write(piece) }
        try writer.finish()
        return (bytes, longest)
    }

    /// By the package's own reader of gzip.
    static func unpacked(_ bytes: [UInt8]) throws -> [UInt8] {
        try ByteInput.memory(bytes, name: "packed").allBytes(most: 1 << 30)
    }

    /// By Python's `gzip`, as hexadecimal text.
    static func pythonUnpacked(_ bytes: [UInt8]) throws -> [UInt8] {
        let file = FileManager.default.temporaryDirectory.appending(path: "scanplan-gzip-\(UUID().uuidString)")
        try Data(bytes).write(to: file)
        defer { try? FileManager.default.removeItem(at: file) }
        let process = Process()
        process.executableURL = URL(filePath: "/usr/bin/env")
        process.arguments = [
            "python3", "-c", "import gzip,sys; sys.stdout.write(gzip.open(sys.argv[1]).read().hex())",
            file.path(percentEncoded: false),
        ]
        let pipe = Pipe()
        process.standardOutput = pipe
        try process.run()
        let text = Array(try pipe.fileHandleForReading.readToEnd() ?? Data())
        process.waitUntilExit()
        #expect(process.terminationStatus == 0)
        return stride(from: 0, to: text.count, by: 2).compactMap {
            UInt8(String(decoding: text[$0..<($0 + 2)], as: UTF8.self), radix: 16)
        }
    }

    static func bytes(_ count: Int, _ dice: inout Dice) -> [UInt8] {
        // Runs and noise in turn, so that some of it packs well and some not at all.
        var bytes: [UInt8] = []
        while bytes.count < count {
            if dice.chance(50) {
                bytes += [UInt8](repeating: UInt8(dice.roll(0...255)), count: dice.roll(1...3000))
            } else {
                bytes += (0..<dice.roll(1...3000)).map { _ in UInt8(dice.roll(0...255)) }
            }
        }
        return Array(bytes.prefix(count))
    }

    @Test(arguments: [0, 1, 6, 9]) func twoReadersGetTheSameBytesBack(level: Int) throws {
        var dice = Dice(seed: UInt64(level))
        for count in [1, 17, GzipWriter.pieceBytes - 1, GzipWriter.pieceBytes, 700_001] {
            let bytes = Self.bytes(count, &dice)
            let packed = try Self.packed([bytes], level: level)
            #expect(try Self.unpacked(packed.bytes) == bytes)
            #expect(try Self.pythonUnpacked(packed.bytes) == bytes)
            #expect(packed.longest <= GzipWriter.pieceBytes)
        }
    }

    @Test func whereItIsCutDoesNotMatter() throws {
        var dice = Dice(seed: 5)
        let bytes = Self.bytes(400_000, &dice)
        let whole = try Self.packed([bytes]).bytes
        #expect(whole.count < bytes.count)
        for longest in [1000, GzipWriter.pieceBytes, 300_000] {
            var pieces: [[UInt8]] = [[]]
            var start = 0
            while start < bytes.count {
                let end = min(bytes.count, start + dice.roll(1...longest))
                pieces.append(Array(bytes[start..<end]))
                start = end
            }
            #expect(try Self.packed(pieces).bytes == whole, "pieces of at most \(longest)")
        }
    }

    @Test func nothingIsAWholeMemberToo() throws {
        for pieces in [[], [[]], [[], []]] as [[[UInt8]]] {
            let packed = try Self.packed(pieces).bytes
            #expect(packed.count == 20)
            #expect(try Self.pythonUnpacked(packed) == [])
        }
    }

    /// RFC 1952, 2.3: identification, method, no flags, no time, flags of the method, unknown system.
    @Test func theHeaderTellsNoTimeAndNoName() throws {
        let packed = try Self.packed([Array("scanner".utf8)]).bytes
        #expect(packed.prefix(10) == [0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 255])
        // The length at the end, modulo 2^32.
        #expect(packed.suffix(4) == [7, 0, 0, 0])
    }

    @Test func whatCannotBeIsSaid() throws {
        for level in [-1, 10] {
            #expect(throws: GzipFault.level(level)) { try GzipWriter(level: level) { _ in } }
        }
        let writer = try GzipWriter { _ in }
        try writer.finish()
        #expect(throws: GzipFault.finished) { try writer.write([1]) }
        #expect(throws: GzipFault.finished) { try writer.finish() }
    }
}
