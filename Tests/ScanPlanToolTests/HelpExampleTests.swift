import Foundation
import Testing

/// The examples that `--help` shows.
@Suite struct HelpExampleTests {
    /// The commands of every example, without what the shell does with their output.
    static func examples() throws -> [[String]] {
        let folder = ToolProcess.package.appending(path: "Sources/ScanPlanTool/Commands")
        let files = try FileManager.default.contentsOfDirectory(at: folder, includingPropertiesForKeys: nil)
        var examples: [[String]] = []
        for file in files.sorted(by: { $0.path < $1.path }) where file.pathExtension == "swift" {
            let text = String(decoding: try Data(contentsOf: file), as: UTF8.self)
            for line in text.split(separator: "\n").map({ $0.trimmingCharacters(in: .whitespaces) })
            where line.hasPrefix("scanplan ") || line.hasPrefix("cat ") {
                for command in words(line).split(separator: "|") where command.first == "scanplan" {
                    examples.append(command.dropFirst().prefix { $0 != ">" && $0 != "<" }.map(\.self))
                }
            }
        }
        return examples
    }

    /// The words of a shell's line, of which those in single quotes are whole.
    private static func words(_ line: String) -> [String] {
        var words: [String] = []
        for (number, part) in line.components(separatedBy: "'").enumerated() {
            if number % 2 == 1 {
                words.append(part)
            } else {
                words += part.split(separator: " ").map(String.init)
            }
        }
        return words
    }

    /// In an empty folder a command that is understood cannot read its file; one that is not ends before with 2.
    @Test func everyExampleIsUnderstood() throws {
        let examples = try Self.examples()
        #expect(examples.count > 70)
        let folder = FileManager.default.temporaryDirectory.appending(path: "scanplan-examples-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        for example in examples {
            if example.first == "selftest" {
                // Takes no file, and long: a last option that is refused tells that those before it were understood.
                let result = try ToolProcess.run(example + ["--jobs", "0"], in: folder)
                #expect(result.diagnostics.contains("--jobs must be"), "\(example): \(result.diagnostics)")
                continue
            }
            let result = try ToolProcess.run(example, in: folder)
            // An empty standard input is no scenario.
            #expect([0, 3, 5].contains(result.status), "\(example): \(result.diagnostics)")
        }
    }

    @Test func filesOfThePackageAreThere() throws {
        let files = try Self.examples().joined().filter { $0.hasPrefix("Scenarios/") || $0.hasPrefix("Sources/") }
        #expect(!files.isEmpty)
        for file in files {
            #expect(FileManager.default.fileExists(atPath: ToolProcess.package.appending(path: file).path), "\(file)")
        }
    }

    /// A scenario that draws at random has 10 trials unless more are asked for, and 10,000 cycles are simulated at most.
    @Test func uncertaintyIsNotRefusedForItsSize() throws {
        for example in try Self.examples() where example.first == "uncertainty" {
            func number(_ option: String, else standard: Int) -> Int {
                example.firstIndex(of: option).flatMap { Int(example[$0 + 1]) } ?? standard
            }
            let cycles = (number("--input-samples", else: 100) + 1) * number("--trials", else: 10)
            #expect(cycles <= 10_000, "\(example): \(cycles)")
        }
    }
}
