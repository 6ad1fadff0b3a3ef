import Foundation
import Testing

/// Links in the documentation lead to files and headings that are there, and every page is found from the first ones.
@Suite struct DocumentedLinksTests {
    private static let starts = ["README.md", "docs/guide/README.md"]

    /// Pages that are written elsewhere at the same time; a link to one of them need not lead anywhere yet.
    private static let awaited: Set<String> = []

    struct Link: Equatable {
        var target: String
        var number: Int
    }

    /// The targets of `[text](target)` and `![text](target)`, which may hold brackets in pairs, outside of code.
    static func links(of page: DocumentedPage) -> [Link] {
        page.prose.flatMap { number, line -> [Link] in
            let text = line.components(separatedBy: "`").enumerated().filter { $0.offset % 2 == 0 }.map(\.element)
                .joined()
            return text.components(separatedBy: "](").dropFirst().map { rest in
                Link(target: String(rest.prefix { $0 != ")" && $0 != " " }), number: number + 1)
            }
        }
    }

    /// What GitHub makes of a page's headings: small letters, no punctuation, hyphens for blanks, and a number behind one
    /// that was there before.
    static func anchors(of page: DocumentedPage) -> [String] {
        var seen: [String: Int] = [:]
        return page.prose.map(\.line).filter { $0.hasPrefix("#") }.map { line in
            let heading = line.drop { $0 == "#" }.trimmingCharacters(in: .whitespaces).lowercased()
            let anchor = String(
                heading.compactMap { character -> Character? in
                    if character == " " { return "-" }
                    return character.isLetter || character.isNumber || "-_".contains(character) ? character : nil
                })
            defer { seen[anchor, default: 0] += 1 }
            return seen[anchor].map { "\(anchor)-\($0)" } ?? anchor
        }
    }

    /// A relative target as a path in the package, and its anchor.
    static func resolved(_ target: String, from path: String) -> (file: String, anchor: String?)? {
        if target.contains("://") || target.hasPrefix("mailto:") { return nil }
        let parts = target.split(separator: "#", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
        let anchor = parts.count == 2 ? parts[1] : nil
        if parts[0].isEmpty { return (path, anchor) }
        var folders = path.split(separator: "/").dropLast().map(String.init)
        for part in parts[0].split(separator: "/").map(String.init) where part != "." {
            if part != ".." {
                folders.append(part)
            } else if folders.popLast() == nil {
                return ("..", anchor)
            }
        }
        return (folders.joined(separator: "/"), anchor)
    }

    @Test(arguments: ["README.md"] + DocumentedCommandsTests.pages) func everyLinkLeadsSomewhere(path: String) throws {
        let page = try DocumentedPage(path: path)
        for link in Self.links(of: page) {
            guard let (file, anchor) = Self.resolved(link.target, from: path) else { continue }
            let place = "\(path):\(link.number): \(link.target)"
            if Self.awaited.contains(file) { continue }
            #expect(file != "..", "\(place) leads out of the package")
            let exists = FileManager.default.fileExists(atPath: ToolProcess.package.appending(path: file).path)
            #expect(exists, "\(place) leads to nothing")
            guard exists, let anchor, file.hasSuffix(".md") else { continue }
            let anchors = Self.anchors(of: try DocumentedPage(path: file))
            let isThere = anchors.contains(anchor)
            #expect(isThere, "\(place): there is no such heading")
        }
    }

    @Test func everyPageIsFoundFromTheFirstOnes() throws {
        var found = Set(Self.starts)
        var open = Self.starts
        while let path = open.popLast() {
            for link in Self.links(of: try DocumentedPage(path: path)) {
                guard let (file, _) = Self.resolved(link.target, from: path), file.hasSuffix(".md"),
                    FileManager.default.fileExists(atPath: ToolProcess.package.appending(path: file).path),
                    found.insert(file).inserted
                else { continue }
                open.append(file)
            }
        }
        let lost = DocumentedCommandsTests.pages.filter { !found.contains($0) }
        #expect(lost == [], "no link leads to them")
        #expect(DocumentedCommandsTests.pages.count > 20)
    }

    @Test func headingsAreNamedAsOnGitHub() {
        let page = DocumentedPage(
            path: "a.md",
            text: "# A `b` & c's (d)\n\n## Twice\n\n```sh\n# no heading\n```\n\n## Twice\n\n### 1.2b Ünder_score\n")
        #expect(Self.anchors(of: page) == ["a-b--cs-d", "twice", "twice-1", "12b-ünder_score"])
    }

    @Test func linksAreTakenApart() throws {
        let page = DocumentedPage(
            path: "docs/guide/a.md", text: "[a](../b.md#c) and ![d](e.png)\n`[no](link)` [f](#g)\n\n```\n[h](i)\n```\n")
        let links = Self.links(of: page)
        #expect(links.map(\.target) == ["../b.md#c", "e.png", "#g"])
        #expect(links.map(\.number) == [1, 1, 2])
        let files = links.map { Self.resolved($0.target, from: page.path)?.file }
        #expect(files == ["docs/b.md", "docs/guide/e.png", "docs/guide/a.md"])
        #expect(Self.resolved("../../../x.md", from: page.path)?.file == "..")
        #expect(Self.resolved("https://example.org/a.md", from: page.path) == nil)
    }
}
