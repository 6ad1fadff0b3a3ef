import FleetInventory
import ScanModel
import ScenarioInput

#if canImport(FoundationEssentials)
    import FoundationEssentials
#else
    import Foundation
#endif

/// The scenario that the README begins with.
enum Quickstart {
    private static let folder = URL(fileURLWithPath: #filePath)
        .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent().appendingPathComponent("Scenarios/quickstart")

    /// Reads the scenario and its inventory from disk.
    static func scenario() throws -> Scenario {
        let file = folder.appendingPathComponent("scenario.yaml")
        let draft = try ScenarioReader.read(
            bytes: Array(Data(contentsOf: file)), file: file.path, standardName: "quickstart")
        let fleets = try draft.deployments.map { deployment in
            let paths = deployment.inventories.map(\.path)
            return paths.isEmpty ? nil : try AWSInventory.load(paths: paths, relativeTo: folder.path)
        }
        return try ScenarioAssembler.assemble(draft, inventories: fleets)
    }
}
