import Testing

@testable import ScanModel

@Suite("What sets two profiles apart")
struct ProfileDifferenceTests {
    private static func parameter(
        _ name: String, role: VendorProfile.Parameter.Role? = nil, most: Int? = 5, allowed: [String]? = nil
    ) -> VendorProfile.Parameter {
        VendorProfile.Parameter(
            name: name, kind: .integer, role: role, unit: "regions", minimum: 1, maximum: most, defaultValue: nil,
            required: true, allowedValues: allowed, needs: nil, meaning: "of \(name)", unmodelled: nil, source: "s",
            date: "2024", confidence: .documented)
    }

    private static func timing(_ value: String) -> VendorProfile.Timing {
        VendorProfile.Timing(value: value, range: ["0s", "9s"], source: "s", date: "2024", confidence: .assumed)
    }

    private static func stage(_ name: String, base: String = "1s", spends: [String] = []) -> VendorProfile.Stage {
        VendorProfile.Stage(
            name: name, meaning: name, acquires: [], spends: spends, releases: [], opens: [], closes: [],
            scanner: "none", size: .largest, base: timing(base), perGiB: timing("0s"))
    }

    private static let first = VendorProfile(
        id: "p@1", title: "t", provider: "aws", summary: "s",
        regionReading: .init(value: .rounds, source: "s", date: "2024", confidence: .assumed),
        scannedVolumes: .init(value: .all, allWhenEnabled: [], source: "s", date: "2024", confidence: .assumed),
        parameters: [
            parameter("Concurrency", role: .regionsAtOnce), parameter("TagKey", role: .tagKey), parameter("QEndPoint"),
            parameter("SubnetCIDR", role: .subnet),
        ],
        targetParameters: [],
        constants: [
            .init(
                name: "boot", value: "30s", range: ["1s", "60s"], meaning: "m", source: "s", date: "2024",
                confidence: .assumed)
        ],
        buckets: [
            .init(
                action: "CreateVolume", scope: .serviceAccountRegion, per: .volume, rate: "5/s", burst: "100",
                source: "s", date: "2024", confidence: .documented)
        ], resources: [], quotas: [], stages: [stage("snapshot"), stage("attach"), stage("scan")])

    private static func second() -> VendorProfile {
        var profile = first
        profile.id = "p@2"
        profile.regionReading.value = .literal
        profile.parameters = [
            parameter("Concurrency", role: .regionsAtOnce, most: nil), parameter("QEndpoint"),
            parameter("Subnet", role: .subnet), parameter("AMI", allowed: ["Disabled", "Enabled"]),
        ]
        profile.constants[0].value = "40s"
        profile.buckets = []
        profile.stages = [stage("scan", base: "2s", spends: ["Read"]), stage("snapshot")]
        return profile
    }

    private static func lines(_ difference: ProfileDifference) -> [String] {
        difference.entries.map { entry in
            switch entry.change {
            case .added(let summary): "\(entry.part) + \(entry.name): \(summary)"
            case .removed(let summary): "\(entry.part) - \(entry.name): \(summary)"
            case .changed(let properties):
                "\(entry.part) ~ \(entry.name): "
                    + properties.map { "\($0.name) \($0.before) -> \($0.after)" }.joined(separator: "; ")
            }
        }
    }

    @Test("Every entry once, in the order of the first profile and then of the second")
    func entries() {
        #expect(
            Self.lines(ProfileDifference(from: Self.first, to: Self.second())) == [
                "decisions ~ regionReading: value rounds -> literal",
                "parameters ~ Concurrency: maximum 5 -> none",
                "parameters - TagKey: kind integer, unit regions, minimum 1, maximum 5, required yes",
                "parameters ~ QEndPoint: name QEndPoint -> QEndpoint",
                "parameters ~ SubnetCIDR: name SubnetCIDR -> Subnet",
                "parameters + AMI: kind integer, unit regions, minimum 1, maximum 5, required yes, "
                    + "values Disabled, Enabled",
                "constants ~ boot: value 30s -> 40s",
                "buckets - CreateVolume: rate 5/s, burst 100, scope serviceAccountRegion, per volume",
                "stages - attach: base 1s, range of base 0s to 9s, per GiB 0s, range per GiB 0s to 9s, "
                    + "size largest",
                "stages ~ scan: base 1s -> 2s; spends none -> Read",
            ])
    }

    @Test("The way back adds what was removed and removes what was added")
    func back() {
        let there = ProfileDifference(from: Self.first, to: Self.second()).entries
        let back = ProfileDifference(from: Self.second(), to: Self.first).entries
        #expect(there.count == back.count)
        func added(_ entries: [ProfileDifference.Entry]) -> Set<String> {
            Set(entries.compactMap { if case .added = $0.change { $0.name } else { nil } })
        }
        func removed(_ entries: [ProfileDifference.Entry]) -> Set<String> {
            Set(entries.compactMap { if case .removed = $0.change { $0.name } else { nil } })
        }
        #expect(added(there) == removed(back) && removed(there) == added(back))
        #expect(added(there) == ["AMI"] && removed(there) == ["TagKey", "CreateVolume", "attach"])
    }

    @Test("A profile does not differ from itself, whatever its meanings and sources say")
    func same() {
        var other = Self.first
        other.parameters[0].meaning = "other words"
        other.parameters[0].source = "elsewhere"
        #expect(ProfileDifference(from: Self.first, to: other).entries == [])
    }
}
