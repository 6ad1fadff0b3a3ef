import ScanModel
import Testing
import VendorProfiles

@testable import ScenarioInput

/// Requests for starter scenarios, and what is read from them.
enum StarterSample {
    static func request(
        name: String = "starter", tag: ScanModel.Tag? = nil, serviceAccount: String? = nil,
        inventories: [StarterRequest.Inventory] = [], fleet: Fleet = Fleet(), counted: Fleet = Fleet(),
        fileName: String? = nil
    ) throws -> StarterRequest {
        StarterRequest(
            name: name, profile: try #require(VendorProfiles.profile(StarterRequest.standardProfile)),
            serviceAccount: serviceAccount, tag: tag, inventories: inventories, fleet: fleet, countedFleet: counted,
            fileName: fileName)
    }

    static func inventory(
        _ path: String = "inventory", _ format: InventoryPath.Format = .awsCli, isOutside: Bool = false
    ) -> StarterRequest.Inventory {
        StarterRequest.Inventory(format: format, path: path, isOutside: isOutside)
    }

    /// A fleet from instances of account, region, tags and volumes.
    static func fleet(_ instances: [(String, String, [ScanModel.Tag], [Int32])]) -> Fleet {
        var fleet = Fleet()
        for (account, region, tags, volumes) in instances {
            fleet.append(
                account: fleet.internAccount(account), region: fleet.internRegion(region), platform: .linux,
                tagSet: fleet.internTags(tags), volumes: volumes)
        }
        return fleet
    }

    static func read(_ text: String) throws(InvalidInput) -> ScenarioDraft {
        try ScenarioReader.read(bytes: Array(text.utf8), file: "starter.yaml", standardName: "none")
    }
}

/// One instance each, with tags written `key=value`.
func carrying(_ tags: [[ScanModel.Tag]]) -> Fleet {
    StarterSample.fleet(tags.map { ("222233334444", "us-east-1", $0, [8]) })
}
