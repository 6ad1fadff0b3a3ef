import Foundation
import Testing

/// A folder for the files of a test, removed with it.
private final class TestFolder {
    let url = FileManager.default.temporaryDirectory.appending(path: "scanplan-names-\(UUID().uuidString)")

    init() throws { try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true) }
    deinit { try? FileManager.default.removeItem(at: url) }

    func path(_ name: String) -> String { url.appending(path: name).path(percentEncoded: false) }
}

@Suite struct AnonymiseCommandTests {
    private static let accounts = ["111122223333", "222233334444", "333344445555"]

    private static func key(_ folder: TestFolder) throws -> String {
        let path = folder.path("private.key")
        #expect(try ToolProcess.run(["anonymise", "--new-key", path]).status == 0)
        return path
    }

    private static func mode(_ path: String) throws -> Int {
        try #require(FileManager.default.attributesOfItem(atPath: path)[.posixPermissions] as? Int)
    }

    @Test func newKeysArePrivateAndNeverReplaced() throws {
        let folder = try TestFolder()
        let key = try Self.key(folder)
        #expect(try Self.mode(key) == 0o600)
        let bytes = try Data(contentsOf: URL(filePath: key))
        #expect(bytes.count == 32)
        #expect(try ToolProcess.run(["anonymise", "--new-key", key]).status == 5)
        #expect(try Data(contentsOf: URL(filePath: key)) == bytes)
        #expect(try ToolProcess.run(["anonymise", "--new-key", folder.path("other.key")]).status == 0)
        #expect(try Data(contentsOf: URL(filePath: folder.path("other.key"))) != bytes)
    }

    @Test func shortOrMissingKeysAreRefused() throws {
        let folder = try TestFolder()
        let inventory = ["anonymise", "--from", "Scenarios/quickstart/inventory"]
        #expect(try ToolProcess.run(inventory).status == 2)
        #expect(try ToolProcess.run(inventory + ["--key-file", folder.path("none.key")]).status == 5)
        try Data("only a few bytes".utf8).write(to: URL(filePath: folder.path("short.key")))
        let short = try ToolProcess.run(inventory + ["--key-file", folder.path("short.key")])
        #expect(short.status == 3)
        #expect(short.output.isEmpty)
        #expect(short.diagnostics.contains("the key has 16 bytes; expected 32 to 4096 random bytes"))
        #expect(!short.diagnostics.contains("only a few"))
        #expect(try ToolProcess.run(["generate", "--key-file", "x", "Scenarios/generated/scenario.yaml"]).status == 2)
    }

    /// Nothing that the tool writes holds a name, or the key in any spelling.
    @Test func neitherKeyNorNamesAreTold() throws {
        let folder = try TestFolder()
        // A key that would be seen.
        let secret = "correct-horse-battery-staple-0123456789"
        try Data(secret.utf8).write(to: URL(filePath: folder.path("private.key")))
        let runs = [
            ["anonymise", "--from", "Scenarios/quickstart/inventory", "--mapping", folder.path("names.csv")],
            ["anonymise", "Scenarios/quickstart/scenario.yaml"], ["anonymise", "--account", Self.accounts[0]],
            ["generate", "--anonymise", "Scenarios/generated/scenario.yaml"],
        ]
        let hex = secret.utf8.map { String($0 >> 4, radix: 16) + String($0 & 15, radix: 16) }.joined()
        var texts: [String] = []
        for arguments in runs {
            let result = try ToolProcess.run(arguments + ["--key-file", folder.path("private.key")])
            #expect(result.status == 0, "\(result.diagnostics)")
            #expect(!result.output.isEmpty)
            for account in Self.accounts { #expect(!result.output.contains(account)) }
            texts += [result.output, result.diagnostics]
        }
        texts.append(try String(contentsOf: URL(filePath: folder.path("names.csv")), encoding: .utf8))
        for text in texts {
            for spelling in [secret, hex, Data(secret.utf8).base64EncodedString(), String(secret.prefix(12))] {
                #expect(!text.contains(spelling))
            }
        }
        #expect(try Self.mode(folder.path("names.csv")) == 0o600)
        #expect(Self.accounts.allSatisfy { texts.last?.contains($0) == true })
    }

    /// An answer whose accounts stand in the order of their names, which is not that of their pseudonyms.
    private static func answer(_ text: String) throws -> NSDictionary {
        let json = try JSONSerialization.jsonObject(with: Data(text.utf8)) as? [String: Any]
        var answer = try #require(json)
        var deployments = try #require(answer["deployments"] as? [[String: Any]])
        for index in deployments.indices {
            let accounts = try #require(deployments[index]["accounts"] as? [[String: Any]])
            deployments[index]["accounts"] = accounts.sorted {
                ($0["account"] as? String ?? "") < ($1["account"] as? String ?? "")
            }
        }
        answer["deployments"] = deployments
        return answer as NSDictionary
    }

    /// The scenario under pseudonyms gives the same answer, names and the order of accounts by name aside.
    @Test(arguments: ["plan", "simulate"])
    func answersAreTheSameButForTheNames(command: String) throws {
        let folder = try TestFolder()
        let key = try Self.key(folder)
        let fleet = try ToolProcess.run([
            "anonymise", "--from", "Scenarios/quickstart/inventory", "--keep-tag", "Scan", "--key-file", key,
        ])
        try Data(fleet.output.utf8).write(to: URL(filePath: folder.path("fleet.csv")))
        let told = try ToolProcess.run(
            ["anonymise", "--key-file", key] + Self.accounts.flatMap { ["--account", $0] })
        let pseudonyms = told.output.split(separator: "\n").map(String.init)
        #expect(Set(pseudonyms).count == 3)
        var text = try String(
            contentsOf: ToolProcess.package.appending(path: "Scenarios/quickstart/scenario.yaml"), encoding: .utf8)
        for (account, pseudonym) in zip(Self.accounts, pseudonyms) { text = text.replacing(account, with: pseudonym) }
        text = text.replacing("awsCli: [inventory]", with: "fleetCsv: [fleet.csv]")
        try Data(text.utf8).write(to: URL(filePath: folder.path("scenario.yaml")))

        let before = try ToolProcess.run([command, "--format", "json", "Scenarios/quickstart/scenario.yaml"])
        let after = try ToolProcess.run([command, "--format", "json", folder.path("scenario.yaml")])
        #expect(after.status == 0, "\(after.diagnostics)")
        var output = after.output
        for (account, pseudonym) in zip(Self.accounts, pseudonyms) {
            #expect(!before.output.contains(pseudonym))
            output = output.replacing(pseudonym, with: account)
        }
        #expect(try Self.answer(output) == Self.answer(before.output))
    }

    /// Both commands read the same listings, so they write the same fleet.
    @Test func importsAnonymiseAlike() throws {
        let folder = try TestFolder()
        let key = ["--key-file", try Self.key(folder), "--keep-tag", "Scan"]
        let inventory = "Scenarios/quickstart/inventory"
        let output = folder.path("fleet.csv")
        let imported = try ToolProcess.run(["import", inventory, "-o", output, "--anonymise"] + key)
        #expect(imported.status == 0, "\(imported.diagnostics)")
        let written = try String(contentsOf: URL(filePath: output), encoding: .utf8)
        #expect(try written == ToolProcess.run(["anonymise", "--from", inventory] + key).output)
        #expect(try ToolProcess.run(["import", inventory] + key).status == 2)
    }

    @Test func theScenariosOwnNamesFitToTheFleet() throws {
        let folder = try TestFolder()
        let key = try Self.key(folder)
        let names = try ToolProcess.run([
            "anonymise", "--account", Self.accounts[1], "--tag", "Scan=daily", "--key-file", key,
        ]).output.split(separator: "\n")
        let fleet = try ToolProcess.run([
            "anonymise", "--from", "Scenarios/quickstart/inventory", "--key-file", key,
        ]).output
        for name in names { #expect(fleet.contains(name), "\(name)") }
        #expect(!fleet.contains("Scan"))
    }
}
