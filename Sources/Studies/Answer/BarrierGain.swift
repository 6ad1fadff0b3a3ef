internal import ScanModel
internal import ScanSimulation

/// What it would gain if scanners did not wait for the slowest of their wave.
public struct BarrierGain: Hashable, Sendable {
    /// The cycle with waves, and with every position filled as soon as it is free, in seconds.
    public var makespan: Double
    public var rollingMakespan: Double
    /// Hours of scanners in either.
    public var scannerHours: Double
    public var rollingScannerHours: Double

    public var seconds: Double { makespan - rollingMakespan }
}

extension StudyAnswer {
    /// Simulates each deployment with waves once more without them; the others are left as they are.
    ///
    /// - Parameters:
    ///   - run: of the trial of that number; the others have the same draws.
    ///   - firstDeployment: the number of the first deployment, as draws are keyed.
    mutating func addBarrierGains(
        _ scenario: Scenario, plan: ScanPlan, run: ScanRun, trial: UInt32, firstDeployment: Int
    ) {
        for index in deployments.indices {
            guard scenario.deployments[index].workflow.waves?.hasBarrier == true else { continue }
            var rolling = scenario
            rolling.deployments = [scenario.deployments[index]]
            rolling.deployments[0].workflow.waves?.hasBarrier = false
            // The plan says nothing of waves.
            let other = ScanSimulator.run(
                rolling, plan: ScanPlan(deployments: [plan.deployments[index]]), seed: scenario.seed,
                trial: trial, firstDeployment: firstDeployment + index)
            let scale = plan.deployments[index].scale
            func seconds(_ run: DeploymentRun) -> Double { scale.seconds(run.makespan).doubleValue }
            func hours(_ run: DeploymentRun) -> Double {
                let ticks = run.regions.reduce(Int128(0)) { $0 + $1.billed }
                return Double(ticks) / Double(scale.ticksPerSecond) / 3600
            }
            let present = run.deployments[index]
            deployments[index].barrier = BarrierGain(
                makespan: seconds(present), rollingMakespan: seconds(other.deployments[0]),
                scannerHours: hours(present), rollingScannerHours: hours(other.deployments[0]))
        }
    }
}
