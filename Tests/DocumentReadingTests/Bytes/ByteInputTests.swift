import DocumentReading
import Foundation
import ScanModel
import Testing

@Suite("Bytes of files, packed and not")
struct ByteInputTests {
    private let document = "[" + (0..<200_000).map { "{\"n\": \($0)}" }.joined(separator: ",\n") + "]\n"

    private func sum(_ input: consuming ByteInput) throws(ReadFault) -> Int64 {
        var elements = JSONElements(input, entering: [])
        var sum: Int64 = 0
        while try elements.next() {
            sum += elements.element.member("n", of: elements.element.root).flatMap { elements.element.integer($0) } ?? 0
        }
        return sum
    }

    /// Runs a packing command of the system on a file; nil if there is none.
    private func pack(_ command: String, _ bytes: Data) throws -> [UInt8] {
        let folder = FileManager.default.temporaryDirectory.appendingPathComponent(UUID().uuidString)
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        let plain = folder.appendingPathComponent("plain")
        try bytes.write(to: plain)
        let process = Process()
        process.executableURL = URL(fileURLWithPath: "/bin/sh")
        process.arguments = ["-c", "\(command) -c < plain > packed"]
        process.currentDirectoryURL = folder
        try process.run()
        process.waitUntilExit()
        #expect(process.terminationStatus == 0)
        return [UInt8](try Data(contentsOf: folder.appendingPathComponent("packed")))
    }

    private let expected: Int64 = 200_000 * 199_999 / 2

    @Test("A mapped file, a file in pieces and bytes in memory are the same")
    func plain() throws {
        let path = FileManager.default.temporaryDirectory.appendingPathComponent(UUID().uuidString).path
        defer { try? FileManager.default.removeItem(atPath: path) }
        try document.write(toFile: path, atomically: true, encoding: .utf8)
        #expect(try sum(ByteInput.file(path, name: "f")) == expected)
        #expect(try sum(ByteInput.file(path, name: "f", maps: false)) == expected)
        #expect(try sum(ByteInput.memory(Array(document.utf8), name: "f")) == expected)
        #expect(throws: ReadFault.self) { try sum(ByteInput.file(path, name: "f", bytesMax: 1000)) }
        #expect(throws: ReadFault.self) { try sum(ByteInput.file(path, name: "f", bytesMax: 2_000_000, maps: false)) }
    }

    @Test("Gzip and zstd are known by their first bytes, also several in one file", arguments: ["gzip", "zstd"])
    func packed(_ command: String) throws {
        let packed = try pack(command, Data(document.utf8))
        #expect(packed.count < document.utf8.count / 3)
        #expect(try sum(ByteInput.memory(packed, name: "f")) == expected)
        #expect(try sum(ByteInput.memory(packed + packed, name: "f")) == 2 * expected)
        for length in [5, 100, packed.count / 2, packed.count - 1] {
            #expect(throws: ReadFault.self) { try sum(ByteInput.memory(Array(packed[..<length]), name: "f")) }
        }
        var damaged = packed
        for index in stride(from: packed.count / 2, to: packed.count / 2 + 64, by: 1) { damaged[index] = 0xA5 }
        #expect(throws: ReadFault.self) { try sum(ByteInput.memory(damaged, name: "f")) }
    }

    @Test("A byte order mark is passed and UTF-16 is read")
    func wide() throws {
        let text = "[{\"n\": 4}, {\"n\": 5, \"t\": \"é😀\"}]"
        #expect(try sum(ByteInput.memory([0xEF, 0xBB, 0xBF] + Array(text.utf8), name: "f")) == 9)
        var little: [UInt8] = [0xFF, 0xFE]
        var big: [UInt8] = [0xFE, 0xFF]
        for unit in text.utf16 {
            little += [UInt8(unit & 255), UInt8(unit >> 8)]
            big += [UInt8(unit >> 8), UInt8(unit & 255)]
        }
        #expect(try sum(ByteInput.memory(little, name: "f")) == 9)
        #expect(try sum(ByteInput.memory(big, name: "f")) == 9)
    }

    @Test("What is no regular file is not opened")
    func folders() throws {
        #expect(throws: ReadFault.self) { try sum(ByteInput.file("/", name: "/")) }
        #expect(throws: ReadFault.self) { try sum(ByteInput.file("/dev/null", name: "null")) }
        #expect(throws: ReadFault.self) { try sum(ByteInput.file("/nowhere/at/all", name: "x")) }
    }
}
