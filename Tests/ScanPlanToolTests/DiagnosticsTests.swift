import Foundation
import Testing

/// What the tool says about invalid scenarios, to the byte. UPDATE_DIAGNOSTICS=1 writes the texts instead; read every
/// text that moved as somebody would who does not know the code.
///
/// Diagnostics/NAME.yaml and Diagnostics/NAME.json are such scenarios, Diagnostics/NAME.txt is what the tool says.
/// Scenarios named `generate-...` go to `scanplan generate`, all others to `scanplan simulate`.
@Suite struct DiagnosticsTests {
    static let folder = "Tests/ScanPlanToolTests/Diagnostics"
    static let files = contents().filter { $0.hasSuffix(".yaml") || $0.hasSuffix(".json") }

    @Test(arguments: files)
    func anInvalidFileIsExplained(file: String) throws {
        let command = file.hasPrefix("generate-") ? "generate" : "simulate"
        try check(name: String(file.dropLast(5))) {
            try ToolProcess.run([command, "\(Self.folder)/\(file)"])
        }
    }

    @Test(arguments: MadeInput.all)
    func anInputThatIsNoTextToKeepIsExplained(input: MadeInput) throws {
        let folder = FileManager.default.temporaryDirectory.appending(path: "scanplan-made-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        let file = folder.appending(path: input.file)
        try input.bytes().write(to: file)
        try check(name: input.name) {
            var result = try ToolProcess.run(["simulate", file.path(percentEncoded: false)])
            result.diagnostics.replace(folder.path(percentEncoded: false) + "/", with: "")
            return result
        }
    }

    @Test func everyTextHasItsInputAndThereAreManyOfThem() {
        let inputs = Self.files.map { String($0.dropLast(5)) } + MadeInput.all.map(\.name)
        #expect(Self.files.count >= 60)
        #expect(Set(inputs).count == inputs.count)
        #expect(Self.contents().filter { $0.hasSuffix(".txt") } == inputs.map { $0 + ".txt" }.sorted())
    }

    @Test func noTextRepeatsASecret() throws {
        for name in Self.contents() where name.hasPrefix("secret-") && name.hasSuffix(".txt") {
            let text = try String(contentsOf: Self.place(name), encoding: .utf8)
            #expect(!text.contains("3f9a"), "\(name)")
        }
    }

    private func check(name: String, run: () throws -> ToolProcess.Result) throws {
        let clock = ContinuousClock()
        let start = clock.now
        let result = try run()
        let elapsed = clock.now - start
        #expect(result.status == 3)
        #expect(result.output.isEmpty)
        // A fraction of a second in a release build that has the machine for itself; this finds what hangs.
        #expect(elapsed < .seconds(30))
        let place = Self.place(name + ".txt")
        if ProcessInfo.processInfo.environment["UPDATE_DIAGNOSTICS"] != nil {
            try Data(result.diagnostics.utf8).write(to: place)
            return
        }
        let expected = try String(contentsOf: place, encoding: .utf8)
        // Compared by bytes: equal strings may still differ in how their characters are composed.
        #expect(
            Array(expected.utf8) == Array(result.diagnostics.utf8),
            "\(name) is explained otherwise; see it with UPDATE_DIAGNOSTICS=1 and git diff \(Self.folder)")
    }

    private static func place(_ name: String) -> URL { ToolProcess.package.appending(path: "\(folder)/\(name)") }

    private static func contents() -> [String] {
        let path = ToolProcess.package.appending(path: folder).path(percentEncoded: false)
        return (try? FileManager.default.contentsOfDirectory(atPath: path))?.sorted() ?? []
    }
}

/// An input that is too large, or whose bytes are too strange, to be kept as a file.
struct MadeInput: CustomTestStringConvertible, Sendable {
    var file: String
    var bytes: @Sendable () -> Data

    init(_ file: String, _ bytes: @escaping @Sendable () -> Data) {
        self.file = file
        self.bytes = bytes
    }

    /// A small scenario in which one text stands for another.
    init(_ file: String, replacing old: String, with new: String) {
        self.init(file) { Data(smallScenario().replacing(old, with: new).utf8) }
    }

    var name: String { String(file.split(separator: ".")[0]) }
    var testDescription: String { file }

    static let all = [
        MadeInput("made-json-deep.json") { Data((many("[", 100_000) + many("]", 100_000)).utf8) },
        MadeInput("made-json-deep-objects.json") { Data((many(#"{"a":"#, 100_000) + "1" + many("}", 100_000)).utf8) },
        MadeInput("made-yaml-deep.yaml") { Data(("a: " + many("[", 100_000) + many("]", 100_000)).utf8) },
        MadeInput("made-yaml-deep-lists.yaml") { Data((many("- ", 100_000) + "a").utf8) },
        MadeInput("made-long-text.yaml") { Data(("name: " + many("x", 50_000_000)).utf8) },
        MadeInput("made-long-text-within-size.yaml") { Data(("name: " + many("x", 65_537)).utf8) },
        MadeInput("made-long-text-in-json.json") { Data(("{\"name\": \"" + many("x", 65_537) + "\"}").utf8) },
        MadeInput("made-large-file.yaml") { Data((smallScenario() + many("# padding\n", 900_000)).utf8) },
        MadeInput("made-many-values.json") { Data(("[" + many("1,", 1_000_000) + "1]").utf8) },
        MadeInput("made-nul.yaml", replacing: "name: small", with: "name: sm\u{0}all"),
        MadeInput("made-nul-alone.yaml") { Data([0]) },
        MadeInput("made-nul-in-json.json") { Data("{\"name\": \"sm\u{0}all\"}".utf8) },
        MadeInput("made-invalid-text.yaml") { Data("schemaVersion: 1\nname: caf".utf8) + [0xE9, 0x0A] },
        MadeInput("made-overlong-text.yaml") { Data("name: ".utf8) + [0xC0, 0xAF, 0x0A] },
        MadeInput("made-cut-text.yaml") { Data("name: ".utf8) + [0xE2, 0x82] },
        MadeInput("made-wide-text.yaml") { Data([0xFF, 0xFE]) + wide(smallScenario()) },
        MadeInput("made-wide-text-without-mark.yaml") { wide(smallScenario()) },
        MadeInput("made-zip.yaml") { Data([0x50, 0x4B, 0x03, 0x04, 0x14, 0x00, 0x08, 0x08, 0x08, 0x00, 0xFF]) },
        MadeInput("made-tab-indentation.yaml", replacing: "      TagKey", with: "\tTagKey"),
        MadeInput("made-mark-in-key.yaml", replacing: "name: small", with: "na\u{200F}me: small"),
        MadeInput("made-mark-in-value.yaml", replacing: "name: main", with: "name: ma\u{202E}in"),
        MadeInput("made-mark-in-region.yaml", replacing: "\"us-east-1, eu", with: "\"us-east-1\u{200B}, eu"),
        MadeInput("made-hard-space.yaml", replacing: "deadline: 20h", with: "deadline: 20\u{A0}h"),
        MadeInput("made-curly-quotes.yaml", replacing: "\"111122223333\"\n", with: "\u{201C}111122223333\u{201D}\n"),
        MadeInput("made-hard-space-in-key.yaml", replacing: "name: small", with: "na\u{A0}me: small"),
        MadeInput("made-hard-space-indentation.yaml", replacing: "      TagKey", with: "\u{A0}\u{A0}\u{A0}   TagKey"),
        MadeInput("made-hard-space-in-json.json") { Data("{\"schemaVersion\":\u{A0}1}".utf8) },
        MadeInput("made-curly-quotes-in-json.json") { Data("{\u{201C}schemaVersion\u{201D}: 1}".utf8) },
        MadeInput("made-mark-after-json.json") { Data("{\"schemaVersion\": 1}\u{FEFF}".utf8) },
        MadeInput("made-gzip.json") { Data([0x1F, 0x8B, 0x08, 0x00, 0x00, 0x00, 0x00, 0x00]) },
        MadeInput("made-binary.yaml") { Data((0...255).map { UInt8($0) }) },
        MadeInput("made-escape-code.yaml", replacing: "name: main", with: #"name: "ma\e[31min""#),
        MadeInput("made-line-break-in-value.yaml", replacing: "name: main", with: #"name: "main\nerror: none""#),
        MadeInput("made-many-issues.yaml") {
            Data((smallScenario() + (0..<30).map { "    unknown\($0): 1\n" }.joined()).utf8)
        },
    ]

    /// UTF-16 with the lower byte first, without a byte order mark.
    private static func wide(_ text: String) -> Data { Data(text.utf16.flatMap { [UInt8($0 & 255), UInt8($0 >> 8)] }) }

    private static func many(_ text: String, _ count: Int) -> String { String(repeating: text, count: count) }
}
