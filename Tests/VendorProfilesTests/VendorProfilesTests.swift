import ScanModel
import Testing

@testable import VendorProfiles

#if canImport(FoundationEssentials)
    import FoundationEssentials
#else
    import Foundation
#endif

@Suite("Vendor profiles")
struct VendorProfilesTests {
    @Test("Profiles are found by identifier")
    func lookUp() {
        #expect(VendorProfiles.identifiers == ["qualys-aws@1.8", "qualys-aws@1.19", "qualys-azure@3.20", "reference"])
        #expect(VendorProfiles.all.map(\.id) == VendorProfiles.identifiers)
        #expect(VendorProfiles.profile("qualys-aws@1.8")?.provider == "aws")
        #expect(VendorProfiles.profile("reference")?.provider == "none")
        #expect(VendorProfiles.profile("qualys-aws") == nil)
        #expect(VendorProfiles.isBefore("a@1.8", "a@1.19") && !VendorProfiles.isBefore("a@1.19", "a@1.8"))
        #expect(VendorProfiles.isBefore("a@2", "b@1") && VendorProfiles.isBefore("a@1", "a@1.0"))
    }

    static let files = EmbeddedData.files.map(\.path).filter { $0.hasPrefix("Profiles/") }

    @Test("Every word of a profile file was understood", arguments: files)
    func nothingIgnored(path: String) throws {
        let file = try JSONDecoder().decode(JSONValue.self, from: DataFolder.bytes(path))
        let profile = VendorProfiles.decode(String(decoding: try DataFolder.bytes(path), as: UTF8.self), path: path)
        let understood = try JSONDecoder().decode(JSONValue.self, from: JSONEncoder().encode(profile))
        #expect(file.withoutNulls == understood.withoutNulls)
    }

    @Test("A broken profile stops the process")
    func broken() async {
        await #expect(processExitsWith: .failure) { _ = VendorProfiles.decode("{\"id\": \"x\"}", path: "x.json") }
    }

    @Test("Names are unique and texts are not empty", arguments: VendorProfiles.identifiers)
    func names(id: String) throws {
        let profile = try #require(VendorProfiles.profile(id))
        let lists = [
            profile.parameters.map(\.name), profile.targetParameters.map(\.name), profile.constants.map(\.name),
            profile.buckets.map(\.action),
            profile.resources.map(\.name), profile.quotas.map(\.name), profile.stages.map(\.name),
        ]
        for list in lists {
            #expect(Set(list).count == list.count)
            #expect(list.allSatisfy { !$0.isEmpty })
        }
        #expect(!profile.title.isEmpty && !profile.summary.isEmpty)
        let meanings =
            profile.parameters.map(\.meaning) + profile.targetParameters.map(\.meaning)
            + profile.constants.map(\.meaning) + profile.resources.map(\.meaning) + profile.stages.map(\.meaning)
        #expect(meanings.allSatisfy { !$0.isEmpty })
    }

    @Test("Everything has a source and a date", arguments: VendorProfiles.identifiers)
    func provenance(id: String) throws {
        let profile = try #require(VendorProfiles.profile(id))
        let all =
            profile.parameters.map(\.provenance) + profile.targetParameters.map(\.provenance)
            + profile.constants.map(\.provenance)
            + [profile.regionReading.provenance, profile.scannedVolumes.provenance]
            + profile.buckets.map(\.provenance) + profile.resources.map(\.provenance)
            + profile.quotas.map(\.provenance)
            + profile.stages.flatMap { [$0.base.provenance, $0.perGiB.provenance] }
        for provenance in all {
            #expect(!provenance.source.isEmpty)
            #expect(provenance.confidence == .stated ? provenance.date.isEmpty : isDate(provenance.date))
            if provenance.confidence == .documented { #expect(provenance.source.hasPrefix("https://")) }
        }
    }

    @Test("What is assumed has a range around it, a fact has none", arguments: VendorProfiles.identifiers)
    func ranges(id: String) throws {
        let profile = try #require(VendorProfiles.profile(id))
        for constant in profile.constants
        where !["scannerInstanceType", "tokenExpiryUnit"].contains(constant.name) {
            try check(constant.value, constant.range, constant.confidence, "\(profile.id) \(constant.name)")
        }
        for stage in profile.stages {
            for timing in [stage.base, stage.perGiB] {
                try check(timing.value, timing.range, timing.confidence, "\(profile.id) \(stage.name)")
                #expect(timing.value.hasSuffix("s"))
            }
        }
    }

    private func check(_ value: String, _ range: [String]?, _ confidence: Confidence, _ name: String) throws {
        guard confidence == .assumed else {
            #expect(range == nil, "\(name)")
            return
        }
        let bounds = try #require(range, "\(name)")
        #expect(bounds.count == 2)
        let numbers = try [bounds[0], value, bounds[1]].map { try #require(amount($0), "\(name): \($0)") }
        #expect(Set(numbers.map(\.unit)).count == 1, "\(name)")
        #expect(numbers[0].number <= numbers[1].number && numbers[1].number <= numbers[2].number, "\(name)")
        #expect(numbers[0].number < numbers[2].number, "\(name)")
    }

    /// Number and unit of a text such as "8GiB".
    private func amount(_ text: String) -> (number: Rational, unit: String)? {
        let digits = text.prefix { $0.isNumber || $0 == "." }
        let unit = String(text.dropFirst(digits.count))
        guard let number = Rational(decimal: digits), ["", "s", "GiB", "/s"].contains(unit) else { return nil }
        return (number, unit)
    }
}
