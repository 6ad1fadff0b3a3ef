internal import ScanModel

/// A plan made from the product's by other decisions.
struct PlanVariant: Hashable, Sendable {
    var gate: RegionGate
    /// The regions in the order of the gate, as indices into the product's plan.
    var order: [Int]
    /// Of each region of the product's plan.
    var arrangements: [RegionArrangement]
    var scanners: [Int]

    /// What the product does.
    init(product deployment: Deployment, _ plan: DeploymentPlan) {
        gate = deployment.gate
        order = Array(plan.regions.indices)
        arrangements = plan.regions.map { _ in .asPlanned }
        scanners = plan.regions.map(\.scanners)
    }
}

/// A variant that was simulated, once or in several trials.
struct SimulatedVariant: Sendable {
    var variant: PlanVariant
    /// The deployment that the variant is simulated with, and its plan.
    var deployment: Deployment
    var plan: DeploymentPlan
    /// Of each trial, never empty.
    var runs: [DeploymentRun]

    /// Mean over the trials, rounded to ticks.
    var makespan: Int64 { Self.mean(runs.map(\.makespan)) }

    /// Most of any trial.
    var longest: Int64 { runs.reduce(0) { max($0, $1.makespan) } }
    var peakScanners: Int { runs.reduce(0) { max($0, $1.peakScanners) } }

    /// Items that were given up in all trials, by region in the order of the product's plan; 0 where none was simulated.
    var givenUp: [Int] {
        var givenUp = variant.scanners.map { _ in 0 }
        for run in runs {
            for (place, region) in variant.order.enumerated() {
                givenUp[region] += run.regions[place].abandoned.values.reduce(0, +)
            }
        }
        return givenUp
    }

    /// Ticks from activation to end of each region, in the order of the product's plan; 0 where none was simulated.
    func durations(trial: Int) -> [Int64] {
        var durations = variant.scanners.map { _ in Int64(0) }
        for (place, region) in variant.order.enumerated() {
            let window = runs[trial].windows[place]
            durations[region] = window.ended - window.activated
        }
        return durations
    }

    /// Mean over the trials, rounded to ticks.
    var durations: [Int64] {
        let all = runs.indices.map { durations(trial: $0) }
        return variant.scanners.indices.map { region in Self.mean(all.map { $0[region] }) }
    }

    /// The mean of times, rounded to ticks.
    static func mean(_ ticks: [Int64]) -> Int64 {
        let sum = ticks.reduce(Int128(0)) { $0 + Int128($1) }
        let count = Int128(max(1, ticks.count))
        return Int64((sum + count / 2) / count)
    }
}
