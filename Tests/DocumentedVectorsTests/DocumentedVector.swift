import Foundation
import Testing

/// A number that documentation states, and what the code makes of it.
struct DocumentedVector: Sendable {
    /// What is given.
    var given: String
    /// What the source says comes out.
    var expected: String
    var source: String
    /// Name of the test function that checks it more closely.
    var test: String
    /// What comes out, through the code that users run.
    var got: @Sendable () throws -> String

    /// Every vector, in the order of the table.
    static let all =
        bucketVectors + fastRestoreVectors + initialisationVectors + copyVectors + stackVectors + measuredVectors

    /// The vectors of the calling test.
    static func expect(_ test: String = #function) throws {
        let name = String(test.prefix { $0 != "(" })
        let own = all.filter { $0.test == name }
        #expect(!own.isEmpty, "no vector names \(name)")
        for vector in own { #expect(try vector.got() == vector.expected, "\(vector.given)") }
    }
}

/// The table in the documentation is the one of the code. UPDATE_GOLDEN=1 writes it instead.
@Suite("Table of documented vectors")
struct DocumentedVectorTableTests {
    static let package = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent()

    @Test func theTableIsWhatTheCodeGives() throws {
        let file = Self.package.appending(path: "docs/test-vectors.md")
        let table = try Self.table()
        if ProcessInfo.processInfo.environment["UPDATE_GOLDEN"] != nil {
            try FileManager.default.createDirectory(
                at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
            try Data(table.utf8).write(to: file)
        }
        #expect(String(decoding: try Data(contentsOf: file), as: UTF8.self) == table)
    }

    @Test func everyNamedTestIsThereAndEveryTestIsNamed() throws {
        let folder = URL(filePath: #filePath).deletingLastPathComponent()
        let files = try FileManager.default.contentsOfDirectory(atPath: folder.path(percentEncoded: false))
        let text = try files.filter { $0.hasSuffix("Tests.swift") }.sorted()
            .map { try String(contentsOf: folder.appending(path: $0), encoding: .utf8) }.joined()
        for name in Set(DocumentedVector.all.map(\.test)) { #expect(text.contains("@Test func \(name)("), "\(name)") }
    }

    static func table() throws -> String {
        var lines = [
            "# Documented test vectors", "",
            "Numbers that public documentation or public measurements state, and what the code makes of them. Written and "
                + "compared by",
            "`UPDATE_GOLDEN=1 ./test --filter DocumentedVectorTableTests`; each row has a test of its own in "
                + "`Tests/DocumentedVectorsTests`.", "",
            "| given | documented | the code | test | source |", "|---|---|---|---|---|",
        ]
        for vector in DocumentedVector.all {
            lines.append(
                "| \(vector.given) | \(vector.expected) | \(try vector.got()) | `\(vector.test)` | \(vector.source) |")
        }
        return lines.joined(separator: "\n") + "\n"
    }
}
