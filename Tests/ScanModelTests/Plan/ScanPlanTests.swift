import ScanModel
import Testing

@Suite("Scan plan")
struct ScanPlanTests {
    @Test("lists the reasons of exclusion in the order in which they are asked")
    func exclusionOrder() {
        let order: [ExclusionReason] = [
            .noTargetStack, .notATargetAccount, .regionNotSelected, .stateNotScanned, .marketplaceImage, .cloudAgent,
            .apiScanned, .osNotSupported, .typeNotActivated, .ownScanner, .tagsDoNotMatch, .noneOfTheTags,
            .keptOutByTag, .noVolume, .noValidVolume, .tooManyVolumes, .notInSample,
        ]
        #expect(ExclusionReason.allCases == order)
        #expect(order.reversed().sorted() == order)
        for (earlier, later) in zip(order, order.dropFirst()) {
            #expect(earlier < later)
            #expect(!(later < earlier))
            #expect(!(earlier < earlier))
        }
    }

    @Test("has words of its own for every reason, clamp and bound")
    func titles() {
        let bounds: [BoundKind] = [
            .longestItem, .scannerWork, .scannerLaunch, .tokens(action: "CreateSnapshot"),
            .resource(name: "pendingSnapshots"),
        ]
        for titles in [
            ExclusionReason.allCases.map(\.title), ScannerClamp.allCases.map(\.title), bounds.map(\.title),
        ] {
            #expect(titles.allSatisfy { !$0.isEmpty })
            #expect(Set(titles).count == titles.count)
        }
        #expect(bounds[3].title.contains("CreateSnapshot"))
        #expect(bounds[4].title.contains("pendingSnapshots"))
    }

    @Test("binds by the strongest bound, the first among equals")
    func bindingBound() {
        let limits = RegionLimits(
            region: "us-east-1", scannersRequested: 1, setup: .zero, teardown: .zero, subnet: nil, vcpu: nil,
            capacities: [], buckets: [])
        let plan = RegionPlan(
            limits: limits, scanners: 1, clamp: .setting, items: WorkItems(), batches: Batches(),
            buckets: [],
            bounds: [
                RegionBound(kind: .longestItem, ticks: 4), RegionBound(kind: .scannerWork, ticks: 9),
                RegionBound(kind: .scannerLaunch, ticks: 9),
            ],
            plannedTicks: 20, setupTicks: 100, teardownTicks: 10,
            needs: RegionNeeds(vcpus: 0, addresses: 0, volumeSizeUnits: 0))
        #expect(plan.bindingBound == RegionBound(kind: .scannerWork, ticks: 9))
        #expect(plan.boundTicks == 119)
        #expect(plan.region == "us-east-1")
    }
}
