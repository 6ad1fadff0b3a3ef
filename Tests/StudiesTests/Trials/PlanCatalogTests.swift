import ScanModel
import ScenarioInput
import Testing

@testable import Studies

/// Which plans are the same.
@Suite("Plans of which each is kept once")
struct PlanCatalogTests {
    /// Settings that change what a plan is called and nothing that is simulated, billed or judged.
    private static func unlike(_ scenario: Scenario) -> [Scenario] {
        func changed(_ change: (inout Scenario) -> Void) -> Scenario {
            var other = scenario
            change(&other)
            return other
        }
        return [
            changed { $0.name = "other" },
            changed { $0.study.trials = 7 },
            changed { $0.study.axes = [StudyAxis(path: "a", values: ["1"])] },
            changed { $0.deployments[0].notices = ["a notice"] },
            changed { $0.deployments[0].gate.window = 1000 },
            changed { $0.deployments[0].gate.reading = .literal },
            changed { $0.deployments[0].regions[0].vcpu = VCPULimit(quota: 4096, perScanner: 2) },
            changed { $0.deployments[0].uncertainty = Uncertainty(coversAll: true) },
        ]
    }

    @Test("labels and limits without effect make no other plan, and the essence of a plan has the same trials")
    func same() throws {
        let faults = "faults: {scanFailure: 20%, attempts: 3}"
        let base = try scenario(count: 60, deployment: [faults, "variation: {scan: {lognormal: {cv: 0.5}}}"])
        var catalog = PlanCatalog()
        let first = try planned(base)
        let (number, isNew) = catalog.number(of: first)
        #expect(number == 0 && isNew)
        for (index, other) in Self.unlike(base).enumerated() {
            let plan = try planned(other)
            let found = catalog.number(of: plan)
            #expect(found.number == 0 && !found.isNew, "\(index)")
            for trial in 0..<3 as Range<UInt32> {
                let (whole, essence) = (plan.answer(trial: trial), plan.essence.answer(trial: trial))
                #expect(TrialOutcome(whole, trial: trial) == TrialOutcome(essence, trial: trial), "\(index)")
                #expect(whole.missingPrices == essence.missingPrices)
            }
        }
        #expect(catalog.plans.count == 1)
    }

    private static func different() throws -> [Scenario] {
        try [
            scenario(count: 60), scenario(objective: "{deadline: 19h}", count: 60),
            scenario(objective: "{deadline: 20h, probability: 90%}", count: 60), scenario(count: 61),
            scenario(count: 60, deployment: ["timings: {scan: {base: 61s}}"]),
            scenario(count: 60, deployment: ["faults: {scanFailure: 1%}"]),
            scenario(count: 60, deployment: ["prices: {snapshotStoredFraction: 40%}"]),
            scenario(count: 60, deployment: ["limits: {pendingSnapshots: 3}"]),
            scenario(count: 60, more: ["seed: 2"]), scenario(count: 60, more: ["study: {confidence: 90%}"]),
        ]
    }

    @Test("whatever changes trials, bill or judgement makes another plan")
    func different() throws {
        let scenarios = try Self.different()
        var catalog = PlanCatalog()
        for (index, scenario) in scenarios.enumerated() {
            let (number, isNew) = catalog.number(of: try planned(scenario))
            #expect(number == index && isNew, "\(index)")
        }
        for (index, scenario) in scenarios.enumerated() {
            #expect(catalog.number(of: try planned(scenario)).number == index)
        }
    }

    @Test("keys that are kept tell the same plans apart as those of one run, whatever was met before")
    func kept() throws {
        let different = try Self.different()
        let plans = try (Self.unlike(different[0]) + different + different.reversed()).map { try planned($0) }
        let fleets = plans.map { plan in
            var digests = FleetDigests()
            return digests.all(plan.scenario)
        }
        func keysOf(_ parts: inout PartDigests) -> [PlanKey] {
            zip(plans, fleets).map { plan, fleets in
                defer { parts.take([]) }
                return PlanKey(keeping: plan, fleets: fleets, version: "1", parts: &parts)
            }
        }
        var (parts, forgetful) = (PartDigests(), PartDigests(most: 3))
        let keys = keysOf(&parts)
        #expect(keys == keysOf(&forgetful) && forgetful.count <= 3)
        let ofThisRun = zip(plans, fleets).map { PlanKey($0, fleets: $1) }
        for first in plans.indices {
            var none = PartDigests()
            let alone = PlanKey(keeping: plans[first], fleets: fleets[first], version: "1", parts: &none)
            #expect(keys[first] == alone && PlanKey(text: alone.text) == alone, "\(first)")
            for second in plans.indices {
                #expect((keys[first] == keys[second]) == (ofThisRun[first] == ofThisRun[second]), "\(first) \(second)")
            }
        }
        #expect(Set(keys).count == different.count)
        let ofAnother = PlanKey(keeping: plans[0], fleets: fleets[0], version: "2", parts: &parts)
        #expect(ofAnother != keys[0])
    }

    @Test("what a plan has in common with another one is not walked again")
    func parts() throws {
        var parts = PartDigests()
        func walked(_ failure: Int) throws -> Int {
            defer { parts.take([]) }
            let plan = try planned(try scenario(count: 60, deployment: ["faults: {scanFailure: \(failure)%}"]))
            var digests = FleetDigests()
            _ = PlanKey(keeping: plan, fleets: digests.all(plan.scenario), version: "1", parts: &parts)
            return parts.fresh.count
        }
        let first = try walked(1)
        #expect(first > 20)
        #expect(try walked(1) == 0)
        // The rules of faults, and what the plan expects of them.
        #expect((1...8).contains(try walked(2)))
        // What copies have walked is known as well.
        var copy = parts
        var digests = FleetDigests()
        let plan = try planned(try scenario(count: 60, deployment: ["faults: {scanFailure: 3%}"]))
        _ = PlanKey(keeping: plan, fleets: digests.all(plan.scenario), version: "1", parts: &copy)
        #expect(!copy.fresh.isEmpty && parts.fresh.isEmpty)
        parts.take([copy.fresh])
        #expect(try walked(3) == 0)
    }

    @Test("a plan that was let go of is known by its number")
    func dropped() throws {
        var catalog = PlanCatalog()
        let plans = try [planned(scenario(count: 60)), planned(scenario(count: 61))]
        for plan in plans { _ = catalog.number(of: plan) }
        catalog.drop(0)
        #expect(catalog.plans.map { $0 == nil } == [true, false])
        let again = catalog.number(of: plans[0])
        #expect(again.number == 0 && !again.isNew && catalog.plans.count == 2)
    }
}
