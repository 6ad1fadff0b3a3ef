import Foundation
import Reporting
import Studies
import Testing

@Suite("Reference metrics as JSON")
struct ConformanceJSONTests {
    @Test("hold the quantities, the counts and the regions in the order of the model")
    func document() throws {
        let metrics = try #require(ReferenceMetrics(try TinyScenario(profile: "reference").answer()))
        let document = ConformanceJSON.document(metrics)
        guard case .object(let members) = document else {
            Issue.record("an object was expected")
            return
        }
        #expect(members.map(\.name) == metrics.quantities.map(\.name) + metrics.counts.map(\.name) + ["regions"])
        let object = try JSONSerialization.jsonObject(with: Data(document.document.utf8))
        let read = try #require(object as? [String: Any])
        #expect(read["makespan"] as? Double == 346)
        #expect(read["jobs"] as? Int == 4)
        #expect(read["scannerSecondsBilled"] as? Double == 465)
        let regions = try #require(read["regions"] as? [String: [String: Any]])
        #expect(regions.keys.sorted() == ["eu-west-1", "us-east-1"])
        #expect(regions["us-east-1"]?["completed"] as? Double == 336)
        #expect(regions["us-east-1"]?["scanners"] as? Int == 2)
    }

    @Test("exist for simulated answers of the reference profile only")
    func otherAnswers() throws {
        #expect(ReferenceMetrics(try TinyScenario().answer()) == nil)
        #expect(ReferenceMetrics(try TinyScenario(profile: "reference").answer(.plan)) == nil)
    }
}
