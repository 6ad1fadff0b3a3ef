import Testing

@Suite("Outside world")
struct OutsideWorldTests {
    @Test("only the tool and the inventory's byte source touch files, clocks and the terminal")
    func rooms() throws {
        let files = try Repository.swiftFiles(below: ["Sources"]).filter { !OutsideWorld.mayReachOut($0.path) }
        #expect(files.count > 100)
        #expect(files.flatMap(OutsideWorld.uses) == [])
    }

    @Test("the byte source is where the exception says it is")
    func exception() throws {
        #expect(try !OutsideWorld.uses(in: Repository.file("Sources/FleetInventory/ByteSource.swift")).isEmpty)
        #expect(!OutsideWorld.mayReachOut("Sources/FleetInventory/AWS/ByteSource.swift"))
        #expect(OutsideWorld.mayReachOut("Sources/ScanPlanTool/Commands/Plan.swift"))
    }

    @Test(
        "reaching out is found",
        arguments: [
            ("FileManager.default.fileExists(atPath: path)", "FileManager"),
            ("let handle: FileHandle?", "FileHandle"),
            ("guard let file = fopen(path, mode) else { return }", "fopen"),
            ("let now = Date()", "Date"),
            ("let now = Date.now", "Date"),
            ("ContinuousClock.now", "ContinuousClock"),
            ("print (answer)", "print"),
            ("let text = \"\\(readLine() ?? \"\")\"", "readLine"),
            ("fputs(text, stderr)", "fputs"),
            ("ProcessInfo.processInfo.environment", "ProcessInfo"),
        ])
    func found(code: String, name: String) {
        let uses = OutsideWorld.uses(in: SourceFile(path: "Sources/Room/File.swift", text: "\n\(code)\n"))
        #expect(uses.first == "Sources/Room/File.swift:2: uses \(name)")
    }

    @Test(
        "a namesake is not",
        arguments: [
            "// print(answer)", "let text = \"Date()\"", "func print(_ answer: Answer) {}", "report.print(answer)",
            "let fingerprint = blueprint(plan)", "var date: Date", "let printed = \"\"\"\n  print(1)\n  \"\"\"",
            "let raw = #\"a \"quoted\" print(1) \\(print(1))\"#",
        ])
    func notFound(code: String) {
        #expect(OutsideWorld.uses(in: SourceFile(path: "Sources/Room/File.swift", text: code)) == [])
    }
}
