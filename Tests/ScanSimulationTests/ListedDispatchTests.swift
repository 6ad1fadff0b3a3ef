import CapacityPlanning
import ScanModel
import ScanSimulation
import Testing

@Suite("Dispatch in listed order")
struct ListedDispatchTests {
    private func seconds(_ whole: Int) -> Seconds { Seconds(Rational(Int128(whole))) }

    /// Items of 3, 9, 5 and 1 s on one place; all but the first are prepared for as long as they are scanned.
    private func scenario(_ dispatch: DispatchOrder, _ lifecycle: ScannerLifecycle) -> Scenario {
        var fleet = Fleet()
        let region = fleet.internRegion("region")
        for (number, size) in [Int32(3), 9, 5, 1].enumerated() {
            fleet.append(
                account: fleet.internAccount("account-\(number)"), region: region, platform: .linux, volumes: [size])
        }
        let length = StageDuration(base: .zero, perGiB: seconds(1), size: .total)
        let workflow = ScanWorkflow(
            stages: [
                ScanStage(name: "prepare", duration: length),
                ScanStage(name: "scan", duration: length, scanner: .takesAndGivesBack),
            ], resources: [], buckets: [])
        let scanner = ScannerModel(
            lifecycle: lifecycle, termination: .regionEnd, boot: .zero, drain: .zero, places: 1, minimumBilled: .zero,
            instanceType: nil, vcpus: 2, rootVolume: GiB(8))
        let limits = RegionLimits(
            region: "region", scannersRequested: 1, setup: .zero, teardown: .zero, subnet: nil, vcpu: nil,
            capacities: [], buckets: [])
        return .testing(
            name: "listed", workflow: workflow, scanner: scanner, dispatch: dispatch, regions: [limits], fleet: fleet)
    }

    private func completions(_ scenario: Scenario, own: DispatchOrder? = nil) throws -> [Int64] {
        guard case .planned(var plan) = try CapacityPlanner.plan(scenario) else { return [] }
        plan.deployments[0].regions[0].dispatch = own
        return ScanSimulator.run(scenario, plan: plan, seed: 1).deployments[0].regions[0].accountCompleted
    }

    @Test("takes the first listed of those that are ready", arguments: ScannerLifecycle.allCases)
    func firstListed(lifecycle: ScannerLifecycle) throws {
        // Ready at 3, 9, 5 and 1 s. The last one is alone at 1 s and done at 2; the first comes at 3 and is done at 6;
        // then there is the third alone, until 11, and the second, ready since 9, until 20.
        #expect(try completions(scenario(.listed, lifecycle)) == [6, 20, 11, 2])
    }

    @Test("or the region has an order of its own", arguments: ScannerLifecycle.allCases)
    func ownOrder(lifecycle: ScannerLifecycle) throws {
        for order in DispatchOrder.allCases {
            let own = try completions(scenario(.fifo, lifecycle), own: order)
            #expect(own == (try completions(scenario(order, lifecycle))))
        }
    }
}
