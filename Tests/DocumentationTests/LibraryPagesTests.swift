import Foundation
import Testing

/// The pages of the libraries show code that is compiled and run, and no other.
@Suite struct LibraryPagesTests {
    private static let package = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent()

    /// The libraries with a page.
    static let libraries: [String] = {
        let sources = package.appending(path: "Sources")
        let names = (try? FileManager.default.contentsOfDirectory(atPath: sources.path)) ?? []
        return names.filter { FileManager.default.fileExists(atPath: page(of: $0).path) }.sorted()
    }()

    private static func page(of library: String) -> URL {
        package.appending(path: "Sources/\(library)/\(library).docc/\(library).md")
    }

    private static func text(_ file: URL) throws -> String {
        String(decoding: try Data(contentsOf: file), as: UTF8.self)
    }

    /// The parts of a text between two lines.
    private static func parts(of text: String, from start: String, to end: String) -> [[Substring]] {
        var parts: [[Substring]] = []
        var open: [Substring]?
        for line in text.split(separator: "\n", omittingEmptySubsequences: false) {
            let word = line.trimmingCharacters(in: .whitespaces)
            if word == start, open == nil {
                open = []
            } else if word == end, let lines = open {
                parts.append(lines)
                open = nil
            } else {
                open?.append(line)
            }
        }
        return parts
    }

    /// Without the spaces that all lines begin with.
    private static func flush(_ lines: [Substring]) -> String {
        let indent = lines.filter { !$0.isEmpty }.map { $0.prefix { $0 == " " }.count }.min() ?? 0
        return lines.map { $0.dropFirst(indent) }.joined(separator: "\n")
    }

    /// Set UPDATE_DOCS=1 to write the examples into the pages that have as many.
    @Test(arguments: libraries) func everyExampleIsTheOneThatRuns(library: String) throws {
        let source = Self.package.appending(path: "Tests/DocumentationTests/Examples/\(library)Example.swift")
        let wanted = Self.parts(of: try Self.text(source), from: "// begin example", to: "// end example")
            .map(Self.flush)
        #expect(!wanted.isEmpty)
        if ProcessInfo.processInfo.environment["UPDATE_DOCS"] != nil {
            var blocks = wanted[...]
            let pieces = try Self.text(Self.page(of: library)).components(separatedBy: "```")
            let written = pieces.enumerated().map { index, piece in
                guard index % 2 == 1, piece.hasPrefix("swift\n"), let block = blocks.popFirst() else { return piece }
                return "swift\n\(block)\n"
            }
            try Data(written.joined(separator: "```").utf8).write(to: Self.page(of: library))
        }
        let shown = Self.parts(of: try Self.text(Self.page(of: library)), from: "```swift", to: "```")
            .map { $0.joined(separator: "\n") }
        #expect(shown == wanted, "UPDATE_DOCS=1 writes the page anew")
    }

    @Test func everyExampleHasAPage() throws {
        let folder = Self.package.appending(path: "Tests/DocumentationTests/Examples")
        let examples = try FileManager.default.contentsOfDirectory(atPath: folder.path).sorted()
        #expect(examples == Self.libraries.map { "\($0)Example.swift" })
        #expect(Self.libraries.count >= 8)
    }

    @Test(arguments: libraries) func aPageIsNamedAfterItsLibraryAndSaysMore(library: String) throws {
        let page = try Self.text(Self.page(of: library))
        #expect(page.hasPrefix("# ``\(library)``\n\n"))
        for heading in ["\n## Overview\n", "\n## Topics\n"] { #expect(page.contains(heading), "\(heading)") }
    }
}
