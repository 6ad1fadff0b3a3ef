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
}
