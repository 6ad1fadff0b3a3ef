import FleetInventory
import ScanModel
import ScenarioInput

#if canImport(FoundationEssentials)
    import FoundationEssentials
#else
    import Foundation
#endif

/// The files of Scenarios/scaling, with any number of instances.
enum ScalingScenario {
    static let folder = URL(fileURLWithPath: #filePath)
        .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent().appendingPathComponent("Scenarios/scaling")

    /// The bytes of the file that the others differ from in the number of instances alone.
    static func bytes() throws -> [UInt8] {
        Array(try Data(contentsOf: folder.appendingPathComponent("instances-1k.yaml")))
    }

    /// What the reader makes of it.
    static func draft(instances: Int) throws -> ScenarioDraft {
        let layer = try ScenarioLayer(bytes: bytes(), file: "instances-1k.yaml")
        return try ScenarioReader.read(
            layers: [layer], settings: ["deployments[0].fleet.generate.instances=\(instances)"],
            standardName: "scaling")
    }

    /// The scenario with its generated fleet.
    static func scenario(instances: Int) throws -> Scenario {
        let draft = try draft(instances: instances)
        let fleets = draft.deployments.map { $0.generated.map { FleetGenerator.fleet($0) } }
        return try ScenarioAssembler.assemble(draft, inventories: fleets)
    }
}
