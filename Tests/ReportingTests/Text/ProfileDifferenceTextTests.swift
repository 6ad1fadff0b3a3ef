import Foundation
import Reporting
import ScanModel
import Testing

@Suite("Differences of profiles")
struct ProfileDifferenceTextTests {
    private func difference() throws -> ProfileDifference {
        let first = try TinyProfile.profile()
        var second = first
        second.id = "tiny@2"
        second.parameters[0].maximum = 9
        second.parameters[1].name = "Token"
        return ProfileDifference(from: first, to: second)
    }

    @Test("are written by part, one entry after the other")
    func text() throws {
        #expect(
            ProfileDifferenceText.document(try difference(), style: TextStyle()) == """
                From tiny@1 to tiny@2

                Parameters
                  changed Concurrency: maximum 5 -> 9
                  removed Secret: kind secretReference, required yes
                  added   Token: kind secretReference, required yes

                """)
        let profile = try TinyProfile.profile()
        #expect(
            ProfileDifferenceText.document(ProfileDifference(from: profile, to: profile), style: TextStyle())
                == "From tiny@1 to tiny@1\n\nNothing that changes an answer differs.\n")
    }

    @Test("are written as JSON with the same entries")
    func json() throws {
        let document = ProfileDifferenceJSON.document(try difference()).document
        let object = try JSONSerialization.jsonObject(with: Data(document.utf8))
        let read = try #require(object as? [String: Any])
        #expect(read["schema"] as? String == "scanplan.profile-difference/1")
        #expect(read["before"] as? String == "tiny@1" && read["after"] as? String == "tiny@2")
        #expect(read["effect"] is NSNull)
        let entries = try #require(read["entries"] as? [[String: Any]])
        #expect(entries.map { $0["change"] as? String } == ["changed", "removed", "added"])
        let properties = entries[0]["properties"] as? [[String: String]]
        #expect(properties == [["name": "maximum", "before": "5", "after": "9"]])
    }
}
