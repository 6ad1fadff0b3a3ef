import ScanModel
import Studies
import Testing

/// Which disks are expected to be cut off, and what waves cost.
@Suite struct CapShareTests {
    private func answered(_ scenario: Scenario, _ extras: StudyExtras) throws -> DeploymentAnswer {
        guard case .answered(let answer) = try ScanStudy.answer(scenario, depth: .simulate, extras: extras) else {
            throw InvalidInput([])
        }
        return answer.deployments[0]
    }

    @Test func withoutChanceADiskIsCutOffOrIsNot() throws {
        let scenario = AzureScenario(
            machines: [("eastus", "30GiB", 5), ("eastus", "2000GiB", 3), ("eastus", "4000GiB", 2)],
            lines: ["timings: {scan: {base: 0s, perGiB: 0.1s}}"])
        let answer = try answered(scenario.scenario, StudyExtras(caps: true))
        let scan = try #require(answer.caps?.first { $0.step == "scan" })
        // One try takes at most 300 s, which are 3,000 GiB.
        #expect(scan.cap == 300 && scan.instances == 10 && scan.expected == 2)
        #expect(scan.classes.map(\.mostGiB) == [32, nil])
        #expect(scan.classes.map(\.expected) == [0, 2])
        #expect(scan.classes[1].shortest == 200 && scan.classes[1].longest == 400)
        let run = try #require(answer.run)
        #expect(run.regions[0].stages.map(\.cutOff) == [0, 0, 2, 0])
        // Who is cut off goes its way and is not scanned.
        #expect(run.regions[0].abandoned == [.cutOff: 2] && run.regions[0].completions.count == 8)
        #expect(answer.metrics.first { $0.metric == .coverage }?.value == 0.8)
    }

    /// The share by the law of the durations, and by the simulation, which draws them.
    @Test(arguments: ["lognormal: {cv: 1}", "erlang: {shape: 1}", "weibull: {shape: 0.8}"])
    func theSimulationCutsOffAsManyAsExpected(law: String) throws {
        let scenario = AzureScenario(
            parameters: "Locations: [eastus], SingleLocationConcurrency: 30", machines: [("eastus", "30GiB", 4000)],
            lines: ["timings: {scan: {base: 300s, perGiB: 0s}}", "variation: {scan: {\(law)}}"])
        let answer = try answered(scenario.scenario, StudyExtras(caps: true))
        let scan = try #require(answer.caps?.first { $0.step == "scan" })
        let cut = Double(try #require(answer.run).regions[0].stages[2].cutOff)
        let share = scan.expected / 4000
        let deviation = (4000 * share * (1 - share)).squareRoot()
        #expect(share > 0.02 && share < 0.5)
        #expect(abs(cut - scan.expected) < 4 * deviation, "\(cut) against \(scan.expected)")
        // Exponential: e^-1 of the scans last longer than their mean.
        if law.hasPrefix("erlang") { #expect(abs(share - 0.36787944117144233) < 1e-9) }
    }

    @Test func aWaveWaitsForItsSlowestScanner() throws {
        // Two scanners, batches of one disk: waves of a short and a long scan.
        var machines: [(location: String, disk: String, count: Int)] = []
        for _ in 0..<4 { machines += [("eastus", "10GiB", 1), ("eastus", "2000GiB", 1)] }
        let scenario = AzureScenario(
            parameters: "Locations: [eastus], SingleLocationConcurrency: 2, DisksPerVM: 1", machines: machines,
            lines: ["timings: {scan: {base: 45s, perGiB: 0.1s}}"])
        let answer = try answered(scenario.scenario, StudyExtras(barrier: true))
        let gain = try #require(answer.barrier)
        #expect(gain.makespan == answer.makespan)
        #expect(gain.rollingMakespan < gain.makespan && gain.seconds == gain.makespan - gain.rollingMakespan)
        // The same scanners work as long; they only wait less for one another.
        #expect(gain.rollingScannerHours == gain.scannerHours)
        var without = scenario
        without.lines.append("policies: {waves: rolling}")
        let rolling = try answered(without.scenario, StudyExtras(barrier: true))
        #expect(rolling.makespan == gain.rollingMakespan && rolling.barrier == nil)
    }
}
