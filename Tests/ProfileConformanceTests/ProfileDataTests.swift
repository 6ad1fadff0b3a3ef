import ScanModel
import ScenarioInput
import Testing
import VendorProfiles

/// What every profile says of itself, whoever wrote it.
@Suite("Profile data")
struct ProfileDataTests {
    @Test(
        "The reader of profile files finds nothing wrong and reads what the decoder does",
        arguments: ProfileUnderTest.all)
    func isRead(subject: ProfileUnderTest) throws {
        let read = try subject.profile
        guard let id = subject.shippedAs else { return }
        #expect(read == VendorProfiles.profile(id))
    }

    @Test(
        "Every number has a source, a date and a confidence; what is assumed has a range",
        arguments: ProfileUnderTest.all)
    func provenance(subject: ProfileUnderTest) throws {
        let profile = try subject.profile
        let timings = profile.timedSteps.flatMap { [("\($0.name).base", $0.base), ("\($0.name).perGiB", $0.perGiB)] }
        let all: [(name: String, provenance: Provenance, value: String, range: [String]?)] =
            profile.constants.map { ($0.name, $0.provenance, $0.value, $0.range) }
            + timings.map { ($0.0, $0.1.provenance, $0.1.value, $0.1.range) }
        #expect(all.count > 20)
        for (name, provenance, value, range) in all {
            #expect(!provenance.source.isEmpty && !provenance.date.isEmpty, "\(name)")
            guard provenance.confidence == .assumed, let number = number(value) else { continue }
            let ends = (range ?? []).compactMap(self.number)
            try #require(ends.count == 2, "\(name) is assumed")
            #expect(ends[0] < ends[1] && (ends[0]...ends[1]).contains(number), "\(name)")
        }
        let others =
            profile.parameters.map(\.provenance) + profile.targetParameters.map(\.provenance)
            + profile.buckets.map(\.provenance) + profile.resources.map(\.provenance)
            + profile.quotas.map(\.provenance)
        #expect(others.allSatisfy { !$0.source.isEmpty && !$0.date.isEmpty })
    }

    /// The number of a text in seconds, or in its own unit; nil for mere texts.
    private func number(_ text: String) -> Double? {
        let digits = text.prefix { $0.isNumber || $0 == "." }
        guard let number = Double(digits) else { return nil }
        let factors = ["": 1.0, "ms": 0.001, "s": 1, "m": 60, "h": 3600, "d": 86_400, "/s": 1, "GiB": 1, "TiB": 1024]
        return factors[String(text.dropFirst(digits.count))].map { number * $0 }
    }

    @Test("Every default lies within the bounds of its parameter", arguments: ProfileUnderTest.all)
    func defaults(subject: ProfileUnderTest) throws {
        let profile = try subject.profile
        for parameter in profile.parameters + profile.targetParameters {
            guard let value = parameter.defaultValue else { continue }
            if let words = parameter.allowedValues, parameter.kind == .choice { #expect(words.contains(value)) }
            guard parameter.kind == .integer else { continue }
            let number = try #require(Int(value), "\(parameter.name)")
            #expect(number >= parameter.minimum ?? 0 && number <= parameter.maximum ?? .max, "\(parameter.name)")
        }
    }

    @Test("A scenario of nothing but defaults is accepted", arguments: ProfileUnderTest.all)
    func isAccepted(subject: ProfileUnderTest) throws {
        let standard = try StandardScenario(subject)
        let scenario = try standard.scenario()
        let deployment = try #require(scenario.deployments.first)
        #expect(deployment.fleet.instanceCount == standard.instances)
        #expect(VendorProfiles.profile(of: deployment)?.id == deployment.profile)
        #expect((deployment.ownProfile == nil) == (subject.shippedAs != nil))
    }
}
