import Foundation
import ScanModel
import ScenarioInput
import TestSupport
import Testing

/// The schema says of every document what the scenario reader says of it, except for rules between values.
@Suite struct SchemaTests {
    static let folder = ToolProcess.package.appending(path: "Tests/ScanPlanToolTests/Schema")
    static let validatorIsThere = (try? python(["-c", "import jsonschema"]))?.status == 0
    static let isContinuousIntegration = ProcessInfo.processInfo.environment["CI"] == "true"

    /// What the reader says of documents that only break a rule between values; the schema cannot know those.
    static let furtherRules = [
        "does not lie in VpcCidr", "with bits set behind the prefix", "is the same key as TagKey",
        "expected the service account", "is listed more than once", "is generated and listed",
        "the generated accounts are named more than once", "is not one of the deployment's Regions",
        "is shorter than the first", "a machine type whose vCPU are not known", "the vCPU of c5.large",
        "is nothing that is priced here", "names generated accounts", "all shares are 0", "all weights are 0",
        "both shares are", "the shares are", "a median from least to most",
        "mostGiB is", "to 65536, in GiB",
        "for 3 volumes", "for 1 volume", "encryption.defaultKey both", "for 2 volumes", "for 4 volumes",
        "for 0 volumes", "for 6 volumes", "tag.otherValue is the same as tag.value", "firstAccount is",
        "is a target account of another deployment", "is the service account of another deployment",
        "asks for two values of the key", "keeps out what", "the vendor's SubnetCidr",
        "another deployment is named", "names a file that was not read", "names a price book file that was not read",
        "with more than 9 decimal places",
        "whose bandwidth to its volumes is not known", "below the baseline",
        "beside its own; expected policies.volumesPerScanner", "expected a chance of at most", "no later than `from`",
        "is stated for persistent scanners", "fewer than the", "is no Quartz schedule", "no day of the calendar",
        "together with tag.share", "names a secret", "uncertain input", "are not in order", "all multiples are 0",
    ]

    @Test(
        .enabled(
            if: validatorIsThere || isContinuousIntegration, "python3 has no jsonschema; ./test installs it"))
    func readerAndValidatorAgreeOnFiveHundredDocuments() throws {
        let complete = try JSONDecoder().decode(
            JSONTree.self, from: Data(contentsOf: SchemaTests.folder.appending(path: "complete.json")))
        let documents = try SchemaTests.documents(from: complete, count: 500)
        let verdicts = try SchemaTests.verdicts(documents.map(\.text))
        var counts = (accepted: 0, rejected: 0)
        for (document, verdict) in zip(documents, verdicts) {
            #expect(
                document.issue == nil ? verdict.hasPrefix("accept") : verdict.hasPrefix("reject"),
                "reader: \(document.issue ?? "accepts"); validator: \(verdict)\n\(document.text)")
            if document.issue == nil { counts.accepted += 1 } else { counts.rejected += 1 }
        }
        #expect(documents.count == 500)
        #expect(counts.accepted >= 100 && counts.rejected >= 100, "\(counts)")
    }

    @Test(.enabled(if: validatorIsThere || isContinuousIntegration, "python3 has no jsonschema; ./test installs it"))
    func shippedScenariosFit() throws {
        let scenarios = ToolProcess.package.appending(path: "Scenarios")
        let files = try FileManager.default.subpathsOfDirectory(atPath: scenarios.path)
            // Documents of other commands are no scenarios.
            .filter { $0.hasSuffix(".yaml") && !ShippedScenarioTests.isOther($0) }.sorted()
        #expect(files.count >= 17)
        // PyYAML only turns the files into JSON for the validator.
        let script = "import json,sys,yaml\nfor f in sys.argv[1:]: print(json.dumps(yaml.safe_load(open(f))))"
        let lines = try SchemaTests.python(["-c", script] + files.map { scenarios.appending(path: $0).path })
        let verdicts = try SchemaTests.verdicts(lines.output.split(separator: "\n").map(String.init))
        #expect(verdicts.count == files.count)
        for (file, verdict) in zip(files, verdicts) { #expect(verdict.hasPrefix("accept"), "\(file): \(verdict)") }
    }

    @Test func everyKeyHasAMeaningAndStandsInTheCompleteDocument() throws {
        let complete = try JSONDecoder().decode(
            JSONTree.self, from: Data(contentsOf: SchemaTests.folder.appending(path: "complete.json")))
        var known: Set<String> = []
        SchemaTests.walk(ScenarioShape.scenario, at: "") { path, member in
            known.insert(path)
            #expect(!member.about.isEmpty, "\(path) is not explained")
        }
        #expect(known.count > 100)
        var used: Set<String> = []
        SchemaTests.walk(complete, at: "") { used.insert($0) }
        // A stage varies in one way, so the document states each way for some stage.
        func inOneStage(_ path: String) -> String {
            path.replacing(/\.variation\.[A-Za-z]+\./, with: ".variation.*.")
        }
        known = Set(known.map(inOneStage))
        used = Set(used.map(inOneStage))
        // Limits are the same for all regions and for one, so the document states few of the second kind.
        let missing = known.subtracting(used).filter { path in
            // Below a path of the deployment's own any number may stand.
            let inputs = ".deployments.uncertainty."
            if path.hasPrefix(inputs + "*.") {
                let part = path.dropFirst(inputs.count + 1)
                return !used.contains { $0.hasPrefix(inputs) && $0.hasSuffix(part) }
            }
            return !path.hasPrefix(".deployments.limits.regions.")
        }
        #expect(missing.isEmpty, "\(missing.sorted())")
    }

    @Test func theCommandPrintsTheSchema() throws {
        let result = try ToolProcess.run(["schema"])
        #expect(result.status == 0)
        let schema = try JSONDecoder().decode(JSONTree.self, from: Data(result.output.utf8))
        guard case .mapping(let members) = schema else { throw CancellationError() }
        #expect(members["$schema"] == .text("https://json-schema.org/draft/2020-12/schema"))
        #expect(try ToolProcess.run(["schema"]).output == result.output)
    }
}

extension SchemaTests {
    struct Document {
        var text: String
        /// The first thing that the reader has against it.
        var issue: String?
    }

    /// Mutants of a document that break no rule between values.
    static func documents(from complete: JSONTree, count: Int) throws -> [Document] {
        var mutation = DocumentMutation(dice: Dice(seed: 2020_12))
        var documents = [Document(text: complete.line, issue: nil)]
        var seen: Set<String> = [complete.line]
        while documents.count < count {
            let text = mutation.mutant(of: complete).line
            guard seen.insert(text).inserted else { continue }
            do throws(InvalidInput) {
                _ = try ScenarioReader.read(bytes: Array(text.utf8), file: "mutant.json", standardName: "mutant")
                documents.append(Document(text: text, issue: nil))
            } catch {
                let own = error.issues.map(\.description).filter { issue in
                    !furtherRules.contains { issue.contains($0) }
                }
                if let issue = own.first { documents.append(Document(text: text, issue: issue)) }
            }
        }
        return documents
    }

    /// What the validator says of each document.
    static func verdicts(_ documents: [String]) throws -> [String] {
        let files = FileManager.default.temporaryDirectory.appending(path: "scanplan-schema-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: files, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: files) }
        let schema = files.appending(path: "schema.json")
        let lines = files.appending(path: "documents.jsonl")
        try Data(try ToolProcess.run(["schema"]).output.utf8).write(to: schema)
        try Data(documents.joined(separator: "\n").utf8).write(to: lines)
        let result = try python([folder.appending(path: "check.py").path, schema.path, lines.path])
        #expect(result.status == 0, "\(result.diagnostics)")
        return result.output.split(separator: "\n").map(String.init)
    }

    static func python(_ arguments: [String]) throws -> ToolProcess.Result {
        try ToolProcess.run(["python3"] + arguments, binary: URL(filePath: "/usr/bin/env"))
    }

    static func walk(_ shape: DocumentShape, at path: String, _ visit: (String, DocumentMapping.Member) -> Void) {
        switch shape {
        case .mapping(let mapping):
            for member in mapping.members {
                visit("\(path).\(member.key)", member)
                walk(member.shape, at: "\(path).\(member.key)", visit)
            }
        case .list(let element, _, _), .named(_, let element): walk(element, at: path, visit)
        case .entries(_, let values, _): walk(values, at: path + ".*", visit)
        case .either(let ways): for way in ways { walk(way, at: path, visit) }
        case .integer, .decimal, .flag, .text, .choice, .nothing, .anything: break
        }
    }

    static func walk(_ tree: JSONTree, at path: String, _ visit: (String) -> Void) {
        switch tree {
        case .mapping(let members):
            for (key, value) in members {
                visit("\(path).\(key)")
                walk(value, at: "\(path).\(key)", visit)
            }
        case .list(let elements): for element in elements { walk(element, at: path, visit) }
        default: break
        }
    }
}
