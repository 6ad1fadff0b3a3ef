internal import CapacityPlanning
internal import ScanModel

/// What only the bill asks for: counts that the plan or the run knows exactly.
enum BillUsage {
    /// Regions, instances, volumes, scanners and open hours, for a deployment whose bill has lines that rest on them.
    ///
    /// - Parameter run: nil: the planner's arithmetic stands for it.
    /// - Complexity: O(instances + volumes); nothing is done for a bill without such lines.
    static func ledger(_ deployment: Deployment, plan: DeploymentPlan, run: DeploymentRun?) -> UsageLedger {
        var ledger = UsageLedger()
        guard !deployment.pricing.bill.parts.isEmpty else { return ledger }
        for limits in deployment.regions { ledger.add(.one, of: .regions, in: limits.region) }
        let held = FleetHoldings.held(in: deployment, groups: 1) { _ in 0 }[0]
        let perUnit = Rational(1, over: Int128(deployment.fleet.sizeUnitsPerGiB))
        for (region, holding) in held {
            ledger.add(Rational(holding.items), of: .items, in: region)
            ledger.add(Rational(holding.volumes), of: .volumes, in: region)
            ledger.add(Rational(Int128(holding.sizeUnits)) * perUnit, of: .volumeGiB, in: region)
            if holding.encryptedVolumes > 0 {
                ledger.add(Rational(holding.encryptedVolumes), of: .encryptedVolumes, in: region)
            }
        }
        for (index, region) in plan.regions.enumerated() {
            let open = run.map { $0.windows[index].ended - $0.windows[index].activated } ?? region.plannedTicks
            ledger.add(plan.scale.seconds(open), of: .regionOpenSeconds, in: region.region)
            let launches = run.map { $0.regions[index].scanners.count } ?? plannedLaunches(deployment, region)
            ledger.add(Rational(launches), of: .launches, in: region.region)
        }
        return ledger
    }

    /// A scanner for each batch, or those of the region if they stay.
    private static func plannedLaunches(_ deployment: Deployment, _ region: RegionPlan) -> Int {
        deployment.scanner.lifecycle == .perBatch ? region.batches.count : region.scanners
    }
}
