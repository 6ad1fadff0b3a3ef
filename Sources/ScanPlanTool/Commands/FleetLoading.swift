internal import FleetInventory
internal import ScanModel
internal import ScenarioInput

/// Why a fleet could not be loaded.
struct FleetFailure: Error {
    var error: InventoryError
    /// Where the scenario names the files that something is wrong with, one line each.
    var notes: [String]

    init(_ error: InventoryError, named inventories: [InventoryPath]) {
        self.error = error
        let files: Set<String> =
            switch error {
            case .unreadable(let path, _): [path]
            case .invalid(let input): Set(input.issues.map(\.file))
            }
        notes = inventories.filter { inventory in
            let location = FleetLoading.location(of: inventory)
            // A folder stands for the files in it.
            let folder = location.hasSuffix("/") ? location : location + "/"
            return files.contains { $0 == location || $0.hasPrefix(folder) }
        }.map { "note: \($0.issue("names \(FleetLoading.location(of: $0))"))" }
    }
}

/// Brings the fleets that a scenario describes or names.
enum FleetLoading {
    /// Generated instances, then those of listings, tables, fleet files and counts; nil if the scenario lists all instances itself.
    ///
    /// Relative paths start from the folder of the file that names them. Messages show them from the current folder, so
    /// that who reads one can open the file.
    /// - Parameter jobs: child tasks that generate instances; 1 uses none.
    static func fleet(of deployment: DeploymentDraft, jobs: Int) throws(FleetFailure) -> Fleet? {
        guard deployment.needsFleet else { return nil }
        var fleet = deployment.generated.map { generated($0, jobs: jobs) } ?? Fleet()
        try fleet.append(deployment.inventories.filter { $0.format == .awsCli }) { paths throws(InventoryError) in
            try AWSInventory.load(paths: paths, relativeTo: ".")
        }
        try fleet.append(deployment.inventories.filter { $0.format == .azureCli }) { paths throws(InventoryError) in
            try AzureInventory.load(paths: paths, relativeTo: ".")
        }
        try fleet.append(deployment.inventories.filter { $0.format == .fleetCsv }) { paths throws(InventoryError) in
            let tables = try FleetCSV.load(paths: paths, relativeTo: ".")
            guard tables.instanceCount > 0 else { throw .invalid(InvalidInput(paths.map(withoutInstance))) }
            return tables
        }
        try fleet.append(deployment.inventories.filter { $0.format == .fleetFile }) { paths throws(InventoryError) in
            try FleetFile.loadInventory(paths: paths, relativeTo: ".")
        }
        if let counts = deployment.counts {
            let assumptions = ResourceCountCSV.Assumptions(
                volumeGiB: counts.volumeGiB, volumesPerInstance: counts.volumesPerInstance, tags: counts.tags,
                encryption: counts.encryption)
            try fleet.append(counts.files) { paths throws(InventoryError) in
                try ResourceCountCSV.load(paths: paths, relativeTo: ".", assuming: assumptions)
            }
        }
        return fleet
    }

    static func generated(_ specification: FleetSpecification, jobs: Int) -> Fleet {
        if jobs == 1 { return FleetGenerator.fleet(specification) }
        return blocking { await FleetGenerator.fleet(specification, width: jobs) }
    }

    /// The path from the current folder.
    static func location(of inventory: InventoryPath) -> String { FileAccess.join(inventory.folder, inventory.path) }

    private static func withoutInstance(_ path: String) -> InputIssue {
        InputIssue(
            file: path, line: 0, column: 0, path: "", problem: "the table lists no instance",
            expected: "a row for each instance below the header")
    }
}

extension Fleet {
    /// Adds what files of one format hold, if there are any.
    fileprivate mutating func append(
        _ inventories: [InventoryPath], _ load: ([String]) throws(InventoryError) -> Fleet
    ) throws(FleetFailure) {
        if inventories.isEmpty { return }
        do throws(InventoryError) {
            append(contentsOf: try load(inventories.map { FleetLoading.location(of: $0) }))
        } catch {
            throw FleetFailure(error, named: inventories)
        }
    }
}
