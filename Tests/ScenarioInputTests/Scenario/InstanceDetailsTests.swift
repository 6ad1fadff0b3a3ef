import ScanModel
import Testing

@testable import ScenarioInput

@Suite("What a scenario says of listed instances")
struct InstanceDetailsTests {
    private static func text(_ keys: String) -> String {
        ScenarioSample.least.replacing("volumes: [8GiB]}", with: "volumes: [8GiB, 9GiB], \(keys)}")
    }

    @Test(
        "Each key is a trait",
        arguments: [
            ("state: stopped", []), ("state: running", []), ("state: terminated", [.otherState]),
            ("state: shutting-down", [.otherState]), ("architecture: arm64", [.arm64]), ("architecture: x86_64", []),
            ("ena: false", [.withoutENA]), ("ena: true", []), ("marketplace: true", [.marketplace]),
            ("cloudAgent: true, apiScanned: true", [.cloudAgent, .apiScanned]), ("apiScanned: false", []),
        ] as [(String, InstanceTraits)])
    func traits(keys: String, traits: InstanceTraits) throws {
        let fleet = try ScenarioSample.deployment(Self.text(keys)).fleet
        #expect(fleet.traits(of: 0) == traits)
        #expect(fleet.instanceTraits.isEmpty == traits.isEmpty)
    }

    @Test("Groups and tags of volumes")
    func groups() throws {
        let fleet = try ScenarioSample.deployment(
            Self.text("count: 2, group: web, volumeTags: [{}, {scratch: yes}]")
        ).fleet
        #expect(fleet.groups.texts == ["web"] && fleet.instanceGroup == [0, 0])
        let tagged = [ScanModel.Tag(key: "scratch", value: "yes")]
        #expect((0..<4).map { fleet.tagSets[Int(fleet.tagSet(ofVolume: $0))] } == [[], tagged, [], tagged])
        let plain = try ScenarioSample.deployment(ScenarioSample.least).fleet
        #expect(plain.instanceGroup.isEmpty && plain.volumeTagSet.isEmpty && plain.groups.count == 0)
    }

    @Test("Slips are told")
    func slips() {
        let at = "deployments[0].fleet.instances[0]"
        #expect(
            ScenarioSample.unplaced(Self.text("volumeTags: [{a: b}], architecture: arm, ena: 1, state: stoped")) == [
                "\(at).volumeTags: has 1 elements; expected tags for 2 volumes, `{}` for none",
                "\(at).architecture: is `arm`; expected one of i386, x86_64, arm64",
                "\(at).ena: is `1`; expected true or false",
                "\(at).state: is `stoped`; expected one of pending, running, stopping, stopped, shutting-down, "
                    + "terminated; did you mean stopped?",
            ])
    }
}
