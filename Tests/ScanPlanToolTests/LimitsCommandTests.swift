import Foundation
import Testing

/// Which limit binds first is told on request, in text and JSON alike.
@Suite("Limits on request")
struct LimitsCommandTests {
    private static let path = "Scenarios/first-what-if/scenario.yaml"

    @Test("JSON and text rank the same limits in the same order")
    func sameOrder() throws {
        let json = try ToolProcess.run(["plan", "--with", "limits", "--format", "json", Self.path])
        #expect(json.status == 0)
        let answer = try JSONSerialization.jsonObject(with: Data(json.output.utf8)) as? [String: Any]
        let deployments = try #require(answer?["deployments"] as? [[String: Any]])
        let limits = try #require(deployments[0]["limits"] as? [[String: Any]])
        let shares = limits.compactMap { $0["share"] as? Double }
        #expect(shares.count == limits.count && shares == shares.sorted(by: >))
        for limit in limits {
            let share = try #require(limit["share"] as? Double)
            if let least = limit["leastSeconds"] as? Double {
                #expect(limit["deadlineSeconds"] as? Double == 72_000.0)
                #expect(abs(share - least / 72_000) < 1e-12)
            } else {
                let (needed, available) = (limit["needed"] as? Double ?? .nan, limit["available"] as? Double ?? .nan)
                #expect(abs(share - needed / available) < 1e-12)
                #expect(limit["unit"] is String && limit["stated"] is Bool)
            }
        }
        let text = try ToolProcess.run(["plan", "--with", "limits", Self.path])
        let lines = text.output.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
        let heading = try #require(lines.firstIndex { $0.hasPrefix("Limits, ") })
        let rows = lines[(heading + 2)...].prefix(limits.count)
        for (row, limit) in zip(rows, limits) {
            #expect(row.hasPrefix("  \(try #require(limit["limit"] as? String))  "), "\(row)")
        }
        #expect(rows.allSatisfy { $0.count <= 100 && !$0.hasSuffix("…") })
    }

    @Test("Nothing is ranked unless asked for")
    func onRequest() throws {
        let plain = try ToolProcess.run(["plan", Self.path]).output
        #expect(!plain.contains("Limits, "))
    }
}
