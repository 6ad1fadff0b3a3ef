internal import FleetInventory
internal import ScanModel
internal import ScenarioInput

/// Brings the fleets that a scenario describes or names.
enum FleetLoading {
    /// Generated instances, then those of listings, tables and counts; nil if the scenario lists all instances itself.
    ///
    /// - Parameter folder: where relative paths start.
    static func fleet(of deployment: DeploymentDraft, folder: String) throws(InventoryError) -> Fleet? {
        guard deployment.needsFleet else { return nil }
        var fleet = deployment.generated.map { FleetGenerator.fleet($0) } ?? Fleet()
        let listings = paths(deployment.inventories, .awsCli)
        if !listings.isEmpty {
            fleet.append(contentsOf: try AWSInventory.load(paths: listings, relativeTo: folder))
        }
        let tables = paths(deployment.inventories, .fleetCsv)
        if !tables.isEmpty { fleet.append(contentsOf: try FleetCSV.load(paths: tables, relativeTo: folder)) }
        if let counts = deployment.counts {
            let assumptions = ResourceCountCSV.Assumptions(
                volumeGiB: counts.volumeGiB, volumesPerInstance: counts.volumesPerInstance, tags: counts.tags)
            fleet.append(
                contentsOf: try ResourceCountCSV.load(
                    paths: counts.files.map { $0.path }, relativeTo: folder, assuming: assumptions))
        }
        return fleet
    }

    private static func paths(_ inventories: [InventoryPath], _ format: InventoryPath.Format) -> [String] {
        inventories.filter { $0.format == format }.map { $0.path }
    }
}
