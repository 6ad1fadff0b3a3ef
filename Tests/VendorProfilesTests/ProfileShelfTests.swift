import ScanModel
import Testing

@testable import VendorProfiles

@Suite("Profile shelf")
struct ProfileShelfTests {
    @Test("A file is named after the profile in it")
    func namesAreIdentifiers() {
        let shelf = ProfileShelf(VendorData.shipped.files, like: nil)
        #expect(shelf.identifiers.contains("qualys-aws@1.8"))
        for id in shelf.identifiers { #expect(shelf.profile(id)?.id == id) }
    }

    @Test("Versions are ordered as numbers")
    func order() {
        let names = ["Profiles/b-1.10.json", "Profiles/b-1.9.json", "Profiles/a-b.json", "Prices/b-1.1.json"]
        let shelf = ProfileShelf(Dictionary(uniqueKeysWithValues: names.map { ($0, "{}") }), like: nil)
        #expect(shelf.identifiers == ["a-b", "b@1.9", "b@1.10"])
        #expect(shelf.profile("b@1.1") == nil)
    }

    @Test("A file that says something else is read anew, the others are taken over")
    func replacing() throws {
        let path = "Profiles/qualys-aws-1.8.json"
        let text = try #require(VendorData.shipped.files[path])
        let name = try #require(VendorProfiles.profile("qualys-aws@1.8")?.title)
        let changed = VendorData.shipped.replacing(
            path, with: text.replacing("\"\(name)\"", with: "\"another title\""))
        VendorData.reading(changed) {
            #expect(VendorProfiles.profile("qualys-aws@1.8")?.title == "another title")
            #expect(VendorProfiles.profile("qualys-aws@1.19") == VendorData.shipped.profiles.profile("qualys-aws@1.19"))
        }
        #expect(VendorProfiles.profile("qualys-aws@1.8")?.title == name)
    }
}
