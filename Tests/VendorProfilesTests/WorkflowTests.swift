import ScanModel
import Testing

@testable import VendorProfiles

@Suite("Workflows of the profiles")
struct WorkflowTests {
    static let scannerUses: [String: ScannerUse] = [
        "none": .none, "takesPlace": .takesPlace, "givesPlaceBack": .givesPlaceBack,
        "takesAndGivesBack": .takesAndGivesBack,
    ]

    @Test("Stages use what the profile declares, and all of it", arguments: VendorProfiles.identifiers)
    func references(id: String) throws {
        let profile = try #require(VendorProfiles.profile(id))
        let resources = profile.resources.map(\.name)
        let actions = profile.buckets.map(\.action)
        #expect(Set(profile.stages.flatMap(\.acquires)) == Set(resources))
        #expect(profile.stages.flatMap(\.acquires).sorted() == profile.stages.flatMap(\.releases).sorted())
        let ofScanners: Set = [
            "RunInstances", "RunInstancesResource", "TerminateInstances", "TerminateInstancesResource", "launch",
        ]
        #expect(Set(profile.stages.flatMap(\.spends)) == Set(actions).subtracting(ofScanners))
        for bucket in profile.buckets { #expect((bucket.per == .item) == ofScanners.contains(bucket.action)) }
    }

    @Test("The workflow can be built", arguments: VendorProfiles.identifiers)
    func builds(id: String) throws {
        let profile = try #require(VendorProfiles.profile(id))
        let resources = profile.resources.map(\.name)
        let actions = profile.buckets.map(\.action)
        let takes = profile.stages.filter { $0.scanner.hasPrefix("takes") }
        let gives = profile.stages.filter { ["givesPlaceBack", "takesAndGivesBack"].contains($0.scanner) }
        try #require(takes.count == 1 && gives.count == 1)
        let stages = try profile.stages.map { stage in
            ScanStage(
                name: stage.name,
                acquires: try stage.acquires.map { try #require(resources.firstIndex(of: $0)) },
                spends: try stage.spends.map { try #require(actions.firstIndex(of: $0)) },
                duration: StageDuration(base: .zero, perGiB: .zero, size: stage.size),
                releases: try stage.releases.map { try #require(resources.firstIndex(of: $0)) },
                opens: stage.opens.map(\.meter), closes: stage.closes.map(\.meter),
                scanner: try #require(Self.scannerUses[stage.scanner]), condition: stage.condition ?? .always,
                recheck: stage.recheck.map { _ in RecheckRule(every: Seconds(1), looksMost: 1, bucket: nil) })
        }
        let workflow = ScanWorkflow(
            stages: stages,
            resources: profile.resources.map { ResourceKind(name: $0.name, scope: $0.scope, per: $0.per) },
            buckets: profile.buckets.map { BucketKind(action: $0.action, scope: $0.scope, per: $0.per) })
        #expect(workflow.stages[workflow.placeStage].name == takes[0].name)
        #expect(workflow.stages[workflow.lastPlaceStage].name == gives[0].name)
    }

    @Test("A meter is opened once, before it is closed once", arguments: VendorProfiles.identifiers)
    func meters(id: String) throws {
        let profile = try #require(VendorProfiles.profile(id))
        for meter in [StorageMeter.Name.volume, .snapshot] {
            let opens = profile.stages.indices.filter { profile.stages[$0].opens.contains(meter) }
            // Stages for copied volumes end the billing of their originals earlier.
            let closes = profile.stages.indices.filter {
                profile.stages[$0].closes.contains(meter) && profile.stages[$0].condition == nil
            }
            try #require(opens.count == 1)
            // The reference model bills a snapshot until its job is complete, which is not the end of a stage.
            if profile.id == "reference", meter == .snapshot {
                #expect(closes.isEmpty)
            } else {
                try #require(closes.count == 1)
                #expect(opens[0] <= closes[0])
            }
        }
    }

    @Test("Rates and bursts are positive", arguments: VendorProfiles.identifiers)
    func buckets(id: String) throws {
        let profile = try #require(VendorProfiles.profile(id))
        for bucket in profile.buckets {
            #expect(bucket.rate.hasSuffix("/s"))
            let rate = try #require(Rational(decimal: bucket.rate.dropLast(2)))
            let burst = try #require(Rational(decimal: bucket.burst))
            #expect(rate > .zero && burst >= .one)
        }
    }
}
