import ScanModel

extension Scenario {
    /// A scenario of one deployment that sells nothing: prices have no say in plans and runs.
    static func testing(
        name: String, workflow: ScanWorkflow, scanner: ScannerModel, dispatch: DispatchOrder = .fifo,
        gate: RegionGate = RegionGate(reading: .window, window: 40, discipline: .sliding), regions: [RegionLimits],
        fleet: Fleet
    ) -> Scenario {
        let nothing = PriceItem(sku: "nothing")
        let deployment = Deployment(
            name: name, profile: "test@1", serviceAccount: nil, interval: nil, gate: gate, otherGates: [],
            workflow: workflow, scanner: scanner, dispatch: dispatch, itemOrder: .listed, regionOrder: .listed,
            regions: regions, fleet: fleet,
            eligibility: EligibilityRule(
                targetAccounts: nil, accountsWithoutStack: [], requiredTags: [], volumesMax: 24),
            pricing: Pricing(
                book: PriceBook(), standIn: nil, hoursPerMonth: 730, scanner: nothing, scannerRoot: nil,
                volume: nothing, snapshot: nothing,
                snapshotStoredFraction: Sourced(.one, Provenance(source: "test", date: "", confidence: .stated))),
            assumptions: [], unstatedQuotas: [], notices: [])
        return Scenario(name: name, seed: 1, objective: Objective(), deployments: [deployment])
    }
}
