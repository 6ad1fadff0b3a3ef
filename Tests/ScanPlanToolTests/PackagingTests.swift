import Foundation
import Testing

/// What `make dist` packs with; what comes of it is checked by `scripts/dist-check`, at its end.
@Suite struct PackagingTests {
    static func text(_ path: String) throws -> String {
        String(decoding: try Data(contentsOf: ToolProcess.package.appending(path: path)), as: UTF8.self)
    }

    static func shell(_ script: String, in folder: URL) throws -> ToolProcess.Result {
        let path = ToolProcess.binary.deletingLastPathComponent().path(percentEncoded: false)
        let inherited = ProcessInfo.processInfo.environment["PATH"] ?? "/usr/bin:/bin"
        return try ToolProcess.run(
            ["-euc", script], environment: ["PATH": "\(path):\(inherited)"], binary: URL(filePath: "/bin/sh"),
            in: folder)
    }

    @Test(arguments: ["scripts/dist", "scripts/dist-check", "scripts/packaging/minimal-root"])
    func scriptsAreUnderstoodByAPlainShell(path: String) throws {
        let file = ToolProcess.package.appending(path: path)
        #expect(FileManager.default.isExecutableFile(atPath: file.path(percentEncoded: false)))
        let result = try ToolProcess.run(["-n", file.path(percentEncoded: false)], binary: URL(filePath: "/bin/sh"))
        #expect(result.status == 0, "\(result.diagnostics)")
    }

    /// The rules that image builders and their linters agree on, as far as they concern this file.
    @Test func theContainerfileIsSmallAndSafe() throws {
        let lines = try Self.text("scripts/packaging/Containerfile").split(separator: "\n")
            .filter { !$0.hasPrefix("#") }.map { $0.split(separator: " ", maxSplits: 1).map(String.init) }
        let known: Set = ["FROM", "ARG", "COPY", "RUN", "USER", "WORKDIR", "ENV", "ENTRYPOINT", "CMD"]
        for line in lines { #expect(line.count == 2 && known.contains(line[0]), "\(line)") }
        let stages = lines.indices.filter { lines[$0][0] == "FROM" }
        #expect(stages.first == 0 && stages.count == 2)
        let base = try #require(lines[0][1].split(separator: " ").first)
        #expect(base.contains(":") && !base.hasSuffix(":latest") && base.contains("/"))
        let last = Array(lines[try #require(stages.last)...])
        #expect(last[0][1] == "scratch" && !last.contains { $0[0] == "RUN" })
        let user = try #require(last.last { $0[0] == "USER" })[1].split(separator: ":")
        #expect(user.count == 2 && user.allSatisfy { Int($0).map { $0 > 0 } == true })
        for name in ["ENTRYPOINT", "CMD"] {
            let words = try #require(last.last { $0[0] == name })[1]
            #expect(try JSONDecoder().decode([String].self, from: Data(words.utf8)).isEmpty == false)
        }
        for line in lines where line[0] == "RUN" {
            let words = try JSONDecoder().decode([String].self, from: Data(line[1].utf8))
            #expect(words.prefix(2) == ["/bin/sh", "-c"])
            // Nothing is fetched while the image is built.
            for word in ["apt", "curl", "wget", "http"] { #expect(!words[2].contains(word)) }
            #expect(try Self.shell("sh -n -c '\(words[2])'", in: ToolProcess.package).status == 0)
        }
    }

    @Test func aMinimalRootHoldsTheProgramAndTheLibrariesItNeeds() throws {
        // A folder like the tarball's, with the program of the tests in it.
        let folder = FileManager.default.temporaryDirectory.appending(path: "scanplan-root-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        let root = ToolProcess.package.path(percentEncoded: false)
        let binary = ToolProcess.binary.path(percentEncoded: false)
        let result = try Self.shell(
            """
            mkdir -p tree/Scenarios
            ln -s '\(binary)' tree/scanplan
            cp '\(root)/LICENSE' tree/LICENSE
            cp '\(root)/LICENSE' tree/third-party-notices.txt
            cp -R '\(root)/Scenarios/quickstart' tree/Scenarios/quickstart
            tar --dereference -czf packed.tar.gz tree
            '\(root)/scripts/packaging/minimal-root' packed.tar.gz made
            ldd '\(binary)' | grep -o '/[^ ]*' | sort -u | while read -r library; do cmp "$library" "made$library"; done
            find made -type f | wc -l
            """, in: folder)
        #expect(result.status == 0, "\(result.diagnostics)")
        let again = try Self.shell(
            "'\(root)/scripts/packaging/minimal-root' packed.tar.gz made", in: folder)
        #expect(again.status == 1 && again.diagnostics == "made is there already.\n")
    }

    /// Blocks of commands that docs/install.md does not mark as not run.
    @Test func theCommandsOfTheInstallPageRun() throws {
        let lines = try Self.text("docs/install.md").split(separator: "\n", omittingEmptySubsequences: false)
        var marked = 0
        var ran = 0
        for (index, line) in lines.enumerated() where line == "```sh" {
            if lines[index - 1].hasPrefix("<!-- not run: ") {
                marked += 1
                continue
            }
            let block = lines[(index + 1)...].prefix { $0 != "```" }.joined(separator: "\n")
            let result = try Self.shell(block, in: ToolProcess.package)
            #expect(result.status == 0 && !result.output.isEmpty, "\(block)\n\(result.diagnostics)")
            ran += 1
        }
        #expect(ran >= 2 && marked >= 4)
    }
}
