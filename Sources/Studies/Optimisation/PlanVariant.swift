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

/// A variant that was simulated.
struct SimulatedVariant: Sendable {
    var variant: PlanVariant
    /// The deployment that the variant is simulated with, and its plan.
    var deployment: Deployment
    var plan: DeploymentPlan
    var run: DeploymentRun

    /// Ticks from activation to end of each region, in the order of the product's plan.
    var durations: [Int64] {
        var durations = [Int64](repeating: 0, count: variant.order.count)
        for (place, region) in variant.order.enumerated() {
            durations[region] = run.windows[place].ended - run.windows[place].activated
        }
        return durations
    }
}
