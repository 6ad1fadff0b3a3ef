import ScanModel
import Testing
import VendorProfiles

@testable import ScenarioInput

@Suite("A scenario under another profile")
struct ScenarioTranslationTests {
    private let older: VendorProfile
    private let newer: VendorProfile

    init() throws {
        older = try #require(VendorProfiles.profile("qualys-aws@1.8"))
        newer = try #require(VendorProfiles.profile("qualys-aws@1.19"))
    }

    private func translate(_ text: String) throws(InvalidInput) -> ScenarioTranslation {
        let layer = try ScenarioLayer(bytes: Array(text.utf8), file: "s.yaml")
        return try ScenarioReader.translate(layers: [layer], standardName: "s", before: older, after: newer)
    }

    private func sides(_ text: String) throws -> (before: Deployment, after: Deployment, notes: [String]) {
        let translation = try translate(text)
        return (
            try #require(translation.before.deployments.first).deployment,
            try #require(translation.after.deployments.first).deployment, translation.notes.map(\.text)
        )
    }

    private static let newerText = ScenarioSample.least
        .replacing("qualys-aws@1.8", with: "qualys-aws@1.19").replacing("AWSSourceAccount", with: "ServiceAccount")
        .replacing("      TagKey: Scan\n      TagValue: daily\n", with: "      MustHaveTagList: [Scan=daily]\n")

    @Test("Regions at once, scanners, regions and tags stay")
    func forwards() throws {
        let (before, after, notes) = try sides(ScenarioSample.least)
        #expect(before == (try ScenarioSample.draft(ScenarioSample.least).deployments[0].deployment))
        #expect(after.profile == "qualys-aws@1.19")
        #expect(after.gate == RegionGate(reading: .literal, window: 2, discipline: .sliding))
        #expect(after.regions.map(\.region) == before.regions.map(\.region))
        #expect(after.regions.map(\.scannersRequested) == before.regions.map(\.scannersRequested))
        #expect(after.eligibility.requiredTags == [ScanModel.Tag(key: "Scan", value: "daily")])
        #expect(after.targets.first?.stackParameters?.first?.text == "111122223333")
        #expect(
            notes == [
                "Concurrency 2 lets 2 of 2 regions be open at once (parallel-groups); "
                    + "Concurrency 2 of qualys-aws@1.19 lets 2.",
                "10 scanners in a region become 10, the same: SingleRegionConcurrency 10 of qualys-aws@1.19.",
            ])
    }

    @Test("One of two pairs becomes a list of which one is asked for")
    func anyPair() throws {
        let text = ScenarioSample.least(adding: "policies: {tagPairs: any}").replacing(
            "      TagValue: daily\n",
            with: "      TagValue: daily\n      AdditionalTagKey: Team\n      AdditionalTagValue: a\n")
        let (before, after, _) = try sides(text)
        let pairs = [ScanModel.Tag(key: "Scan", value: "daily"), ScanModel.Tag(key: "Team", value: "a")]
        #expect(before.eligibility.tagsAnyOf == pairs && before.eligibility.requiredTags == [])
        #expect(after.eligibility.tagsAnyOf == pairs && after.eligibility.requiredTags == [])
        #expect(!after.notices.contains { $0.contains("tagPairs") })
    }

    @Test("Everything that the other version does not know is left out and told")
    func everything() throws {
        let (_, after, notes) = try sides(
            ScenarioSample.full.replacing("SingleRegionConcurrency: 3", with: "SingleRegionConcurrency: 7").replacing(
                "IntervalHours: 48", with: "IntervalHours: 720"
            ).replacing("CreateSnapshot: {rate: 300/min, burst: 50}", with: "CreateVolume: {burst: 50}").replacing(
                "apiRates: {CreateSnapshot: {burst: 60}}", with: "apiRates: {AttachVolume: {burst: 60}}"
            ).replacing("snapshot: {base: 30s, perGiB: 2s}", with: "detach: {base: 30s}"))
        #expect(after.regions.map(\.scannersRequested) == [50, 50])
        #expect(after.interval == Seconds(168 * 3600))
        #expect(after.eligibility.requiredTags.count == 2)
        #expect(after.regions[0].subnet?.prefix == 22)
        #expect(after.regions[1].vcpu?.quota == 64)
        #expect(after.vendorParameters.first { $0.name == "QEndpoint" }?.isDefault == false)
        #expect(
            notes == [
                "Concurrency 2 lets 2 of 2 regions be open at once (rounds); "
                    + "Concurrency 2 of qualys-aws@1.19 lets 2.",
                "70 scanners in a region become 50, the most that it takes: "
                    + "SingleRegionConcurrency 50 of qualys-aws@1.19.",
                "An interval of 720 h becomes 168 h: qualys-aws@1.19 takes no other.",
                "qualys-aws@1.19 knows no limits of CreateVolume, AttachVolume: left out.",
                "qualys-aws@1.19 knows no timings of detach: left out.",
                "The reading rounds gives way to literal, that of qualys-aws@1.19.",
            ])
    }

    @Test("The way back needs more scanners where the units are coarse, and two tags at most")
    func backwards() throws {
        let text = Self.newerText.replacing("SingleRegionConcurrency: 1", with: "SingleRegionConcurrency: 15")
            .replacing(
                "[Scan=daily]", with: "[Scan=daily, Stage=live, Team=blue]"
            ).replacing("IntervalHours: 24", with: "IntervalHours: 24\n      SwCA: Enabled\n      NoneInTheList: a=b")
        let (before, after, notes) = try sides(text)
        #expect(after == (try ScenarioSample.draft(text).deployments[0].deployment))
        #expect(before.profile == "qualys-aws@1.8")
        #expect(before.gate == RegionGate(reading: .parallelGroups, window: 10, discipline: .sliding))
        #expect(before.regions.map(\.scannersRequested) == [20, 20])
        #expect(before.eligibility.requiredTags.map(\.key) == ["Scan", "Stage"])
        #expect(
            notes == [
                "Concurrency 2 lets 2 of 2 regions be open at once (literal); Concurrency 1 of qualys-aws@1.8 lets 2.",
                "15 scanners in a region become 20, the least that is no fewer: "
                    + "SingleRegionConcurrency 2 of qualys-aws@1.8.",
                "qualys-aws@1.8 asks for two tags at most: Team=blue is left out, so more may be scanned.",
                "qualys-aws@1.8 has no SwCA, NoneInTheList: left out.",
            ])
    }

    @Test("The timer of searches is left out where there is none, and what is said of copies stays")
    func searchesAndCopies() throws {
        let policies = "    policies: {batchWindow: none, unknownKey: copied, copyGate: {looks: 7}}\n"
        let (older, newer, notes) = try sides(Self.newerText + policies)
        #expect(notes.contains("qualys-aws@1.8 knows no policies of batchWindow: left out."))
        #expect(newer.workflow.batchWindow == nil && older.workflow.batchWindow == nil)
        for deployment in [older, newer] {
            #expect(deployment.copying.keys == [.defaultKey, .unknownKey])
            #expect(deployment.workflow.stages.compactMap(\.recheck).map(\.looksMost) == [7])
        }
        // Forwards nothing is lost, and the timer is the product's.
        #expect(try sides(ScenarioSample.least).after.workflow.batchWindow == Seconds(600))
    }

    @Test("A window that is too wide for the other version becomes its widest")
    func tooWide() throws {
        let regions = "us-east-1, us-east-2, us-west-1, us-west-2, eu-west-1, eu-west-2, ap-southeast-5"
        let text = ScenarioSample.least.replacing("us-east-1, eu-west-1", with: regions)
        let (_, after, notes) = try sides(text)
        #expect(after.gate.window == 5 && after.regions.count == 6)
        #expect(
            Array(notes.prefix(2)) == [
                "qualys-aws@1.19 does not take ap-southeast-5: left out, with what lies there.",
                "Concurrency 2 lets 6 of 6 regions be open at once (parallel-groups); "
                    + "Concurrency 5 of qualys-aws@1.19 lets 5, the most that it can.",
            ])
    }

    @Test("A scenario of neither profile, or without the tag that the other asks for, is refused")
    func refused() throws {
        let untagged = Self.newerText.replacing("      MustHaveTagList: [Scan=daily]\n", with: "")
        #expect(
            issues { () throws(InvalidInput) in try translate(untagged) } == [
                "s.yaml:6:7: deployments[0].parameters: scans without a tag, which qualys-aws@1.8 does not; "
                    + "expected `MustHaveTagList` with one tag at least"
            ])
        let layer = try ScenarioLayer(bytes: Array(Self.newerText.utf8), file: "s.yaml")
        let found = issues { () throws(InvalidInput) in
            try ScenarioReader.translate(layers: [layer], standardName: "s", before: older, after: older)
        }
        #expect(
            found == [
                "s.yaml:3:3: deployments: no deployment follows qualys-aws@1.8 or qualys-aws@1.8; "
                    + "expected a scenario of one of the two"
            ])
    }
}
