import Foundation
import Reporting
import Testing

@Suite("Profiles as JSON")
struct ProfileJSONTests {
    private func read(_ value: JSONValue) throws -> [String: Any] {
        let object = try JSONSerialization.jsonObject(with: Data(value.document.utf8))
        return try #require(object as? [String: Any])
    }

    @Test("are listed with identifier and title")
    func list() throws {
        let read = try read(ProfileJSON.list([try TinyProfile.profile()]))
        #expect(read["schema"] as? String == "scanplan.profile/1")
        #expect(read["profiles"] as? [[String: String]] == [["id": "tiny@1", "title": "A tiny scanner"]])
    }

    @Test("show every entry with its provenance")
    func show() throws {
        let read = try read(ProfileJSON.show(try TinyProfile.profile()))
        #expect(read["schema"] as? String == ProfileJSON.schema)
        for (section, count) in [
            ("parameters", 2), ("targetParameters", 1), ("constants", 1), ("buckets", 1), ("resources", 2),
            ("quotas", 1),
        ] {
            let rows = try #require(read[section] as? [[String: Any]], "\(section)")
            #expect(rows.count == count, "\(section)")
            for row in rows {
                let provenance = try #require(row["provenance"] as? [String: String], "\(section)")
                #expect(provenance.keys.sorted() == ["confidence", "date", "source"])
            }
        }
        let parameters = try #require(read["parameters"] as? [[String: Any]])
        #expect(parameters[0]["maximum"] as? Int == 5)
        #expect(parameters[0]["default"] as? String == "2")
        #expect(parameters[1]["maximum"] is NSNull)
        #expect(parameters[1]["required"] as? Bool == true)
        let resources = try #require(read["resources"] as? [[String: Any]])
        #expect(resources[0]["capacity"] as? Int == 100)
        #expect(resources[1]["capacity"] is NSNull)
        #expect((read["regionReading"] as? [String: Any])?["value"] as? String == "literal")
        #expect((read["scannedVolumes"] as? [String: Any])?["allWhenEnabled"] as? [String] == ["Deep"])
        let stage = try #require((read["stages"] as? [[String: Any]])?.first)
        #expect(stage["opens"] as? [String] == ["snapshot"])
        let perGiB = try #require(stage["perGiB"] as? [String: Any])
        #expect(perGiB["range"] as? [String] == ["0s", "2s"])
    }
}
