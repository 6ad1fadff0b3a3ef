internal import FleetInventory
internal import ScanModel
internal import ScenarioInput

/// Brings the fleets that a scenario describes or names.
enum FleetLoading {
    /// Generated instances, then those of listings, tables and counts; nil if the scenario lists all instances itself.
    ///
    /// Relative paths start from the folder of the file that names them.
    static func fleet(of deployment: DeploymentDraft) throws(InventoryError) -> Fleet? {
        guard deployment.needsFleet else { return nil }
        var fleet = deployment.generated.map { FleetGenerator.fleet($0) } ?? Fleet()
        let listings = paths(deployment.inventories.filter { $0.format == .awsCli })
        if !listings.paths.isEmpty {
            fleet.append(contentsOf: try AWSInventory.load(paths: listings.paths, relativeTo: listings.folder))
        }
        let tables = paths(deployment.inventories.filter { $0.format == .fleetCsv })
        if !tables.paths.isEmpty {
            fleet.append(contentsOf: try FleetCSV.load(paths: tables.paths, relativeTo: tables.folder))
        }
        if let counts = deployment.counts {
            let assumptions = ResourceCountCSV.Assumptions(
                volumeGiB: counts.volumeGiB, volumesPerInstance: counts.volumesPerInstance, tags: counts.tags,
                encryption: counts.encryption)
            let files = paths(counts.files)
            fleet.append(
                contentsOf: try ResourceCountCSV.load(
                    paths: files.paths, relativeTo: files.folder, assuming: assumptions))
        }
        return fleet
    }

    /// Paths that are loaded together, with one folder for all: messages show paths as they are written where they can.
    private static func paths(_ inventories: [InventoryPath]) -> (paths: [String], folder: String) {
        guard let folder = inventories.first?.folder else { return ([], ".") }
        if inventories.allSatisfy({ $0.folder == folder }) { return (inventories.map(\.path), folder) }
        let joined = inventories.map { FileAccess.join($0.folder, $0.path) }
        return (joined, ".")
    }
}
