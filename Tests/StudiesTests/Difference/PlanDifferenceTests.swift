import ScanModel
import Studies
import Testing

@Suite("What moved between two plans")
struct PlanDifferenceTests {
    private func between(
        _ first: Scenario, _ second: Scenario, settings: [SettingsDifference] = []
    ) async throws -> PlanDifference {
        try await PlanDifference.between(first, second, settings: settings, profiles: ([:], [:]), width: 2)
    }

    private let more = [
        "        - {account: \"222233334444\", region: eu-west-1, tags: {Scan: daily}, volumes: [30GiB], count: 40}"
    ]

    @Test("is nothing between a scenario and itself")
    func nothing() async throws {
        let found = try await between(try scenario(), try scenario())
        #expect(found.deployments.map(\.fleet.isEmpty) == [true])
        #expect(found.deployments[0].regions.isEmpty)
        #expect(found.deployments[0].unchangedRegions == 2)
        #expect(found.work.regionsPlanned.isEmpty && found.work.pairsSorted == 0)
    }

    @Test("its answers are those of planning each scenario alone")
    func answers() async throws {
        let (first, second) = (try scenario(), try scenario(instances: more))
        let found = try await between(first, second)
        #expect(found.answers.before == (try answer(first, depth: .plan)))
        #expect(found.answers.after == (try answer(second, depth: .plan)))
    }

    @Test("a region moves because of the pair that changed in it")
    func region() async throws {
        let found = try await between(try scenario(), try scenario(instances: more))
        let part = found.deployments[0]
        #expect(part.regions.map(\.region) == ["eu-west-1"])
        #expect(part.unchangedRegions == 1)
        #expect(part.regions[0].before?.items == 8)
        #expect(part.regions[0].after?.items == 48)
        #expect(part.regions[0].after?.gib == 1264.0)
        guard case .fleet(let entry) = part.regions[0].reasons.first, part.regions[0].reasons.count == 1 else {
            Issue.record("\(part.regions[0].reasons)")
            return
        }
        #expect(entry.pair == AccountRegion(account: "222233334444", region: "eu-west-1"))
        #expect(entry.after.instances - entry.before.instances == 40)
        #expect(found.work.regionsPlanned == ["main/eu-west-1"])
    }

    @Test("a region that only comes later in the gate moves because of the order")
    func order() async throws {
        var (first, second) = (try scenario(), try scenario(instances: more))
        // Longest first: 48 small machines in one region overtake 8 in the other.
        for index in [0, 1] {
            let count = index == 0 ? 20 : 8
            var changed = index == 0 ? first : second
            changed.deployments[0].regionOrder = .longestFirst
            changed.deployments[0].fleet = changed.deployments[0].fleet.rows(
                Array(0..<count) + Array(880..<changed.deployments[0].fleet.instanceCount))
            if index == 0 { first = changed } else { second = changed }
        }
        let kept = try await between(first, first)
        #expect(kept.deployments[0].regions.isEmpty)
        let found = try await between(first, second)
        #expect(Set(found.deployments[0].regions.map(\.region)) == ["us-east-1", "eu-west-1"])
        // With the same work in the first region only its place differs.
        var third = first
        let pairs = (third.deployments[0].fleet, second.deployments[0].fleet)
        var taker = FleetTaker()
        taker.take(0..<20, of: pairs.0)
        taker.take(8..<pairs.1.instanceCount, of: pairs.1, source: 1)
        third.deployments[0].fleet = taker.fleet
        let moved = try await between(first, third)
        let places = moved.deployments[0].regions.first { $0.region == "us-east-1" }
        #expect(places?.before?.place == 1 && places?.after?.place == 2)
        #expect(places?.reasons == [.order])
    }

    @Test("settings are the reason where the fleet is not")
    func settings() async throws {
        let (first, second) = (try scenario(), try scenario(deployment: ["policies: {volumesPerScanner: 4}"]))
        let setting = SettingsDifference(
            path: "deployments[0].policies.volumesPerScanner", before: "8", after: "4")
        let price = SettingsDifference(path: "deployments[0].prices.standIn", before: nil, after: "us-east-1")
        let found = try await between(first, second, settings: [setting, price])
        #expect(found.deployments[0].regions.count == 2)
        for region in found.deployments[0].regions { #expect(region.reasons == [.settings([setting])]) }
        #expect(found.work.fromScratch.count == 1)
    }

    @Test("tells why a side has no plan")
    func infeasible() async throws {
        let broken = try scenario(deployment: ["limits: {onDemandVcpu: 1}"])
        let found = try await between(try scenario(), broken)
        #expect(found.bottlenecks.before.isEmpty && !found.bottlenecks.after.isEmpty)
        #expect(found.answers.after == nil && found.deployments[0].regions.isEmpty)
        let back = try await between(broken, try scenario())
        #expect(!back.bottlenecks.before.isEmpty && back.answers.after != nil)
    }
}
