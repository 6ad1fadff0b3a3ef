import ScanModel
import Testing

/// What all regions share bounds the cycle; what others take of a bucket may leave no plan.
@Suite("Lower bounds of what regions share")
struct SharedBoundTests {
    /// Two regions of so many instances; each stage asks the shared bucket once.
    private func scenario(_ counts: [Int], rate: Rational, burst: Rational, background: Rational = .zero) -> Scenario {
        let workflow = ScanWorkflow(
            stages: [.lasting(2, spends: [0]), .lasting(10, spends: [0], scanner: .takesAndGivesBack)], resources: [],
            buckets: [BucketKind(action: "Gateway", scope: .serviceAccount, per: .item, meaning: .vendorRequests)])
        let limit = TokenBucketLimit(
            rate: TokenRate(perSecond: rate), burst: burst, background: background)
        return .example(
            workflow, scanner: .example(.perBatch),
            regions: counts.indices.map { .example("region-\($0)", scanners: 100, buckets: [limit]) },
            fleet: .example(counts.map { [[Int32]](repeating: [1], count: $0) }))
    }

    @Test("by the tokens that all regions spend together")
    func tokens() throws {
        let scenario = scenario([30, 30], rate: Rational(1, over: 10), burst: 20)
        let plan = try scenario.plannedDeployment()
        // 120 tokens, of which 20 are there: 1000 s. Each region alone needs 60 of them: 400 s and its own way.
        #expect(plan.bound.kind == .sharedTokens(action: "Gateway"))
        #expect(plan.scale.seconds(plan.bound.ticks) == 1000)
        let run = scenario.simulated(try scenario.planned())
        #expect(run.makespan >= plan.bound.ticks && run.couplings == ["Gateway"])
        // The gateway is none of the cloud's: nothing is counted as a request.
        #expect(run.usage[.requests(action: "Gateway"), "region-0"] == 0)
    }

    @Test("by the vendor's budget of a day")
    func days() throws {
        var scenario = scenario([30, 30], rate: 1, burst: 100)
        scenario.deployments[0].vendorApi = VendorGateway(requestsPerItem: 10, perDay: 150)
        let plan = try scenario.plannedDeployment()
        // 600 requests are four budgets; the first and the last may be spent within moments of a renewal.
        #expect(plan.bound == CycleBound(kind: .vendorDays(4), ticks: plan.scale.ticks(172_800)))
        scenario.deployments[0].vendorApi = VendorGateway(requestsPerItem: 10, perDay: 300)
        #expect(try scenario.plannedDeployment().bound.kind != .vendorDays(2))
    }

    @Test("others that take all of a rate leave no plan, and it is said where")
    func nothingLeft() throws {
        let found = try scenario([1, 0], rate: 2, burst: 5, background: 2).bottlenecks()
        #expect(found.map(\.limit) == ["request rate of Gateway"] && found.map(\.region) == ["region-0"])
        #expect(found[0].available == "2/s, of which others take 2/s")
        #expect(try scenario([1, 0], rate: 2, burst: 5, background: Rational(19, over: 10)).bottlenecks().isEmpty)
    }
}
