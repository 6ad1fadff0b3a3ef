import FleetInventory
import FoundationEssentials
import ScanModel
import Testing

/// The folder that `Tests/Support/MockCloud/capture` has just filled; the suite is skipped if nobody names one.
private let captureFolder = ProcessInfo.processInfo.environment["SCANPLAN_CAPTURE_DIR"]

/// What the real client prints about a mock cloud, against the books of the program that filled the cloud.
@Suite(.enabled(if: captureFolder != nil, "SCANPLAN_CAPTURE_DIR names no captured folder"))
struct LiveCaptureTests {
    @Test func everyCountAndSizeIsWhatWasMade() throws {
        let folder = try #require(captureFolder)
        let fleet = try AWSInventory.load(paths: ["inventory"], relativeTo: folder)
        let expected = try ExpectedInventory(file: "\(folder)/expected.json")
        #expect(expected.instances > 0)
        expected.expectEqual(fleet)
    }

    @Test func aListingThatTheClientCutIsRefused() throws {
        let folder = try #require(captureFolder)
        let error = #expect(throws: InventoryError.self) {
            try AWSInventory.load(paths: ["refused/instances-first-items.json"], relativeTo: folder)
        }
        guard case .invalid(let input) = error else {
            Issue.record("\(String(describing: error)) is not about the listing")
            return
        }
        #expect(input.issues.map(\.path) == ["NextToken"])
    }

    private struct MadeSnapshots: Decodable {
        var count: Int
        var gib: Int64
    }

    @Test func snapshotsAreCountedAsTheyWereTaken() throws {
        let folder = try #require(captureFolder)
        let listing = try Data(contentsOf: URL(filePath: "\(folder)/snapshots/listing.json"))
        let made = try JSONDecoder().decode(
            MadeSnapshots.self, from: Data(contentsOf: URL(filePath: "\(folder)/snapshots/expected.json")))
        let counts = try AWSInventory.imported([("listing.json", [UInt8](listing))], keepsGoing: false).snapshots
        #expect(made.count > 0 && counts.sized + counts.unsized == made.count)
        // The mock cloud does not tell what a snapshot stores; where one does, the volumes' sizes are known too.
        #expect(counts.sized == 0 || counts.volumeGiB == made.gib)
    }

    @Test func aPackedListingIsTheListing() throws {
        let folder = try #require(captureFolder)
        let packed = try AWSInventory.load(paths: ["packed"], relativeTo: folder)
        let names = try FileManager.default.contentsOfDirectory(atPath: "\(folder)/packed")
        let plain = try AWSInventory.load(paths: names.map { "inventory/\($0.dropLast(3))" }, relativeTo: folder)
        #expect(packed.instanceCount > 0 && packed == plain)
    }
}
