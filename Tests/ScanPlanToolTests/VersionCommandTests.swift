import Foundation
import Testing

@Suite struct VersionCommandTests {
    @Test func theFirstLineIsNameAndVersionAndTheRestIsTheSameForEveryRun() throws {
        let option = try ToolProcess.run(["--version"])
        #expect(option.status == 0 && option.diagnostics.isEmpty)
        #expect(option.output.hasPrefix("scanplan 0.1.0\n"))
        for other in [["version"], ["simulate", "--version"], ["prices", "show", "--version"]] {
            let result = try ToolProcess.run(other, environment: ["TZ": "Asia/Tokyo", "LC_ALL": "C"])
            #expect(result.status == 0 && result.output == option.output, "\(other)")
        }
    }

    @Test func profilesPricesAndQuotasAreCountedWithTheirDates() throws {
        struct Data: Decodable {
            var profile: String?, cloud: String?, values: Int, oldestSource: String?, newestSource: String?
        }
        struct Document: Decodable {
            var schema: String, version: String, allocator: String, profiles: [Data], prices: [Data], quotas: [Data]
        }
        let result = try ToolProcess.run(["version", "--format", "json"])
        let document = try JSONDecoder().decode(Document.self, from: Foundation.Data(result.output.utf8))
        #expect(document.schema == "scanplan.version/1" && document.version == "0.1.0")
        #expect(["jemalloc", "system"].contains(document.allocator))
        // The files that the data is embedded from, counted another way.
        let folder = ToolProcess.package.appending(path: "Sources/VendorProfiles")
        let files = try FileManager.default.contentsOfDirectory(
            at: folder.appending(path: "Profiles"), includingPropertiesForKeys: nil)
        struct Profile: Decodable {
            struct Constant: Decodable { var date: String }
            var id: String, constants: [Constant]
        }
        let profiles = try files.map { try JSONDecoder().decode(Profile.self, from: Foundation.Data(contentsOf: $0)) }
        #expect(document.profiles.count == profiles.count && profiles.count >= 4)
        for profile in profiles {
            let row = try #require(document.profiles.first { $0.profile == profile.id })
            let dates = profile.constants.map(\.date).filter { $0.first?.isNumber == true }.sorted()
            #expect(row.values == profile.constants.count)
            #expect(row.oldestSource == dates.first && row.newestSource == dates.last)
        }
        let prices = try ToolProcess.run(["prices", "show", "--format", "csv"]).output
        #expect(document.prices.reduce(0) { $0 + $1.values } == prices.split(separator: "\n").count - 1)
        #expect(document.prices.map(\.cloud) == ["aws", "azure"])
        #expect(document.quotas.map(\.values) == [10])
    }
}
