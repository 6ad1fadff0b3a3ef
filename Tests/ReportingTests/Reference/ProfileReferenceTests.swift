import ScanModel
import Testing
import VendorProfiles

@testable import Reporting

@Suite("Pages of profiles")
struct ProfileReferenceTests {
    /// The JSON of a profile is written by other code, from the same profile.
    @Test("every value of every profile is on its page", arguments: VendorProfiles.identifiers)
    func complete(id: String) throws {
        let profile = try #require(VendorProfiles.profile(id))
        let page = try #require(ProfileReference.pages([profile]).first)
        #expect(page.path == "profiles/\(id).md")
        var texts: Set<String> = []
        Self.collect(ProfileJSON.show(profile), into: &texts)
        #expect(texts.count > 20)
        // A stage without a place at a scanner says nothing of one, and a condition is told in words.
        for text in texts.subtracting(["none", "copyNeeded"]).sorted() {
            let forms = [ReferenceMarkup.code(text), ReferenceMarkup.prose(text), ReferenceMarkup.source(text)]
            #expect(forms.contains { page.text.contains($0) }, "\(text)")
        }
    }

    @Test("nothing in a profile makes a heading, a row or a tag")
    func hostile() throws {
        var profile = try TinyProfile.profile()
        let mean = "x\n## y | <img src=x onerror=y> | \u{202E}z"
        profile.summary = mean
        profile.title = mean
        profile.parameters[0].meaning = mean
        profile.parameters[0].name = mean
        profile.constants[0].source = mean
        profile.stages[0].meaning = mean
        let honest = try #require(ProfileReference.pages([TinyProfile.profile()]).first).text
        let page = try #require(ProfileReference.pages([profile]).first).text
        func headings(_ text: String) -> Int { text.split(separator: "\n").count { $0.hasPrefix("#") } }
        #expect(headings(page) == headings(honest))
        #expect(page.split(separator: "\n").count == honest.split(separator: "\n").count)
        #expect(!page.contains("\u{202E}"))
        // In code a tag is only a text.
        #expect(page.components(separatedBy: "<img").count == page.components(separatedBy: "\\<img").count + 1)
    }

    private static func collect(_ value: JSONValue, into texts: inout Set<String>) {
        switch value {
        case .text(let text) where !text.isEmpty: texts.insert(text)
        case .array(let values): for value in values { collect(value, into: &texts) }
        // The schema of the JSON is no part of the profile.
        case .object(let members):
            for member in members where member.name != "schema" { collect(member.value, into: &texts) }
        default: break
        }
    }
}
