import Foundation
import Testing

@Suite struct ImportCommandTests {
    private struct Answer: Decodable {
        struct Skipped: Decodable {
            var count: Int
            var issues: [String]
        }
        var schema: String
        var instances: Int
        var volumes: Int
        var gib: Int
        var accounts: Int
        var regions: Int
        var skipped: Skipped
    }

    private func folder() throws -> URL {
        let folder = FileManager.default.temporaryDirectory.appending(path: "scanplan-import-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        return folder
    }

    private let inventory = "Scenarios/quickstart/inventory"

    @Test("The listings of the quickstart become a table with the same fleet, for any number of jobs")
    func table() throws {
        let folder = try folder()
        defer { try? FileManager.default.removeItem(at: folder) }
        var tables: [Data] = []
        for jobs in ["1", "2", "7"] {
            let table = folder.appending(path: "fleet-\(jobs).csv")
            let result = try ToolProcess.run([
                "import", inventory, "-o", table.path, "--format", "json", "--jobs", jobs,
            ])
            #expect(result.status == 0 && result.diagnostics == "")
            let answer = try JSONDecoder().decode(Answer.self, from: Data(result.output.utf8))
            #expect(answer.schema == "scanplan.import/1" && answer.skipped.count == 0)
            #expect(answer.instances == 74 && answer.volumes == 120 && answer.accounts == 3 && answer.regions == 4)
            tables.append(try Data(contentsOf: table))
        }
        #expect(tables[0] == tables[1] && tables[1] == tables[2])
        let again = try ToolProcess.run(["import", folder.appending(path: "fleet-1.csv").path, "--format", "json"])
        let answer = try JSONDecoder().decode(Answer.self, from: Data(again.output.utf8))
        #expect(answer.instances == 74 && answer.volumes == 120)
    }

    @Test("Standard input is read, packed too")
    func standardInput() throws {
        let listing = "\(inventory)/111122223333-us-east-1-instances.json"
        let bytes = try Data(contentsOf: ToolProcess.package.appending(path: listing))
        let fromFile = try ToolProcess.run(["import", listing, "--format", "json"])
        let plain = try ToolProcess.run(["import", "-", "--format", "json"], input: bytes)
        #expect(plain.status == 0)
        let counts = try [fromFile, plain].map {
            try JSONDecoder().decode(Answer.self, from: Data($0.output.utf8)).instances
        }
        #expect(counts[0] > 0 && counts[0] == counts[1])
    }

    @Test("What is wrong ends with 3 and leaves no file; with --keep-going it is left out and listed")
    func faults() throws {
        let folder = try folder()
        defer { try? FileManager.default.removeItem(at: folder) }
        let listing = folder.appending(path: "a.json")
        try Data("{\"Volumes\": [{\"VolumeId\": \"vol-1\", \"Size\": 8}, {\"VolumeId\": 5}]}".utf8).write(to: listing)
        let output = folder.appending(path: "fleet.csv")
        let strict = try ToolProcess.run(["import", listing.path, "-o", output.path])
        #expect(strict.status == 3 && strict.output == "")
        #expect(strict.diagnostics.contains("\(listing.path):1:61: Volumes[1].VolumeId: found the number 5"))
        #expect(strict.diagnostics.contains("(byte 60)"))
        #expect(!FileManager.default.fileExists(atPath: output.path))
        let lax = try ToolProcess.run(["import", "--keep-going", listing.path, "-o", output.path, "--format", "json"])
        #expect(lax.status == 0)
        #expect(lax.diagnostics.split(separator: "\n").count == 2)
        #expect(lax.diagnostics.hasPrefix("skipped: \(listing.path):1:"))
        #expect(try JSONDecoder().decode(Answer.self, from: Data(lax.output.utf8)).skipped.count == 2)
        #expect(FileManager.default.fileExists(atPath: output.path))
    }

    @Test("A path that is not there ends with 5, wrong use with 2")
    func use() throws {
        #expect(try ToolProcess.run(["import", "no-such-file.json"]).status == 5)
        #expect(try ToolProcess.run(["import", inventory, "-o", "fleet.xyz"]).status == 2)
        #expect(try ToolProcess.run(["import", "-", inventory]).status == 2)
        #expect(try ToolProcess.run(["import", inventory, "-o", "no-such-folder/fleet.csv"]).status == 5)
    }

    @Test("Listings of Resource Explorer become a table of counts")
    func counts() throws {
        let folder = try folder()
        defer { try? FileManager.default.removeItem(at: folder) }
        let listing = folder.appending(path: "resources.json")
        let resource =
            "{\"Arn\": \"arn:1\", \"OwningAccountId\": \"111122223333\", \"Region\": \"us-east-1\", "
            + "\"ResourceType\": \"ec2:instance\"}"
        try Data("{\"Resources\": [\(resource)]}".utf8).write(to: listing)
        let output = folder.appending(path: "counts.csv")
        let result = try ToolProcess.run(["import", listing.path, "-o", output.path])
        #expect(result.status == 0)
        #expect(result.output == "counts -> \(output.path): 1 instance and 0 volumes in 1 account and 1 region.\n")
        #expect(
            try String(contentsOf: output, encoding: .utf8)
                == "account,region,instances,volumes\n111122223333,us-east-1,1,0\n")
    }
}
