internal import FleetInventory
internal import FoundationEssentials
internal import ScanModel
internal import ScenarioInput

/// The inventories that a starter scenario is made from, loaded with the readers that will load them for the scenario.
struct StarterInventory {
    /// As the scenario names them.
    var named: [StarterRequest.Inventory] = []
    /// The instances of listings, tables and fleet files.
    var fleet = Fleet()
    /// The instances of counts.
    var counted = Fleet()

    /// Enough for the header of a table.
    private static let startBytes = 1 << 16

    /// - Parameters:
    ///   - paths: as the user names them, relative to the current folder.
    ///   - format: nil: guessed for each path.
    ///   - folder: that of the scenario.
    /// - Throws: after every issue was told.
    init(paths: [String], format: InventoryPath.Format?, folder: String) throws(ExitStatus) {
        var chosen: [(path: String, format: InventoryPath.Format)] = []
        for path in paths {
            if let format { chosen.append((path, format)) } else { chosen.append((path, try Self.guess(path))) }
        }
        func chosenPaths(_ format: InventoryPath.Format) -> [String] {
            chosen.filter { $0.format == format }.map(\.path)
        }
        let (listings, azure) = (chosenPaths(.awsCli), chosenPaths(.azureCli))
        let (tables, counts) = (chosenPaths(.fleetCsv), chosenPaths(.resourceCounts))
        let line = ProgressLine(title: "reading the inventory")
        do throws(InventoryError) {
            defer { line.end() }
            if !listings.isEmpty { fleet = try AWSInventory.load(paths: listings, relativeTo: ".") }
            if !azure.isEmpty { fleet.append(contentsOf: try AzureInventory.load(paths: azure, relativeTo: ".")) }
            if !tables.isEmpty { fleet.append(contentsOf: try FleetCSV.load(paths: tables, relativeTo: ".")) }
            let files = chosenPaths(.fleetFile)
            if !files.isEmpty {
                fleet.append(contentsOf: try FleetFile.loadInventory(paths: files, relativeTo: "."))
            }
            if !counts.isEmpty {
                counted = try ResourceCountCSV.load(
                    paths: counts, relativeTo: ".",
                    assuming: ResourceCountCSV.Assumptions(
                        volumeGiB: StarterRequest.countedVolumeGiB,
                        volumesPerInstance: StarterRequest.countedVolumesPerInstance))
            }
        } catch {
            switch error {
            case .invalid(let invalid): throw ScenarioLoading.report(invalid)
            case .unreadable(let path, let reason):
                throw ScenarioLoading.report(UnreadableFile(path: path, reason: reason))
            }
        }
        named = chosen.map { path, format in
            let way = RelativePath.between(folder, and: path)
            return StarterRequest.Inventory(format: format, path: way.text, isOutside: way.isOutside)
        }
    }

    /// What cannot be looked into is left to the reader of listings, which says why; a folder holds what its first file
    /// does.
    private static func guess(_ path: String) throws(ExitStatus) -> InventoryPath.Format {
        var file = path
        if FileAccess.kind(of: path) == .folder {
            let names = (try? FileManager.default.contentsOfDirectory(atPath: path)) ?? []
            guard let first = names.filter({ $0.hasSuffix(".json") && !$0.hasPrefix(".") }).min() else {
                return .awsCli
            }
            file = FileAccess.join(path, first)
        }
        guard FileAccess.kind(of: file) == .file else { return .awsCli }
        do throws(UnreadableFile) {
            return .guess(path: file, start: try FileAccess.read(file, limit: startBytes))
        } catch {
            throw ScenarioLoading.report(error)
        }
    }
}
