import Testing

@Suite("Wording of files")
struct WordingTests {
    @Test("no file holds a marker, a path of one machine, or a tab")
    func textFiles() throws {
        let files = try Repository.textFiles()
        #expect(files.contains { $0.path == "Package.swift" })
        #expect(files.contains { $0.path == ".ci/run" })
        #expect(files.flatMap(Wording.markers) == [])
        #expect(files.flatMap(Wording.privatePaths) == [])
        #expect(files.flatMap(Wording.tabs) == [])
    }

    @Test("markers are found as words")
    func markers() {
        let marker = "TO" + "DO"
        func findings(_ text: String) -> [String] { Wording.markers(in: SourceFile(path: "a", text: text)) }
        #expect(findings("one\n// \(marker): later") == ["a:2: holds the marker \(marker)"])
        #expect(findings("x FIX" + "ME(me)").count == 1)
        #expect(findings("mas\(marker)n \(marker)S \(marker.lowercased())") == [])
    }

    @Test(
        "a path that begins in a private place is found",
        arguments: [("/ho", "me/me/x"), ("cd=/wo", "rk/main"), ("`/Use", "rs/me/`"), ("(/ro", "ot/.config)")])
    func privatePaths(start: String, end: String) {
        #expect(Wording.privatePaths(in: SourceFile(path: "a", text: start + end)).count == 1)
    }

    @Test(
        "a folder of that name inside a path is not",
        arguments: [("Scenarios/wo", "rk/x"), ("~/wo", "rk/x"), ("https://example.org/ho", "me/"), ("$X/ro", "ot/")])
    func ordinaryPaths(start: String, end: String) {
        #expect(Wording.privatePaths(in: SourceFile(path: "a", text: start + end)) == [])
    }

    @Test("tabs are found, except in a Makefile")
    func tabs() {
        #expect(Wording.tabs(in: SourceFile(path: "a", text: "x\n\ty")) == ["a:2: holds a tab"])
        #expect(Wording.tabs(in: SourceFile(path: "Makefile", text: "x\n\ty")) == [])
    }
}
