import Testing

@testable import SensorMix

@Suite struct ObstacleTests {
    private func found(
        _ kind: SensorKind, isPointed: Bool = true, _ change: (inout AssetClass) -> Void
    ) -> [Obstacle] {
        var assets = Estates.open()
        change(&assets)
        return Obstacle.all(Estates.sensor("x", kind), .vulnerabilities, assets, isPointed: isPointed)
    }

    @Test(arguments: SensorKind.allCases)
    func openAssetsAreOpenToAll(kind: SensorKind) {
        #expect(found(kind) { _ in } == [])
        #expect(found(kind, isPointed: false) { _ in } == [.filteredOut])
        #expect(found(kind) { $0.platform = .other } == [.platform(.other)])
        #expect(found(kind) { $0.isRunning = false } == (kind == .snapshot ? [] : [.stopped]))
    }

    @Test func eachKindHasItsOwnObstacles() {
        #expect(found(.snapshot) { $0.disks = .lockedKey } == [.lockedKey])
        #expect(found(.snapshot) { $0.disks = .ephemeral } == [.ephemeralDisks])
        #expect(found(.agent) { $0.disks = .lockedKey } == [])
        #expect(found(.appliance) { $0.isReachable = false } == [.notReachable])
        #expect(found(.perimeter) { $0.hasPublicAddress = false } == [.noPublicAddress])
        #expect(found(.container) { $0.containersPerAsset = 0 } == [.noContainers])
        #expect(found(.webApplication) { $0.webApplicationsPerAsset = 0 } == [.noWebApplications])
        #expect(found(.webApplication) { $0.hasPublicAddress = false } == [])
        #expect(
            found(.webApplication) {
                $0.hasPublicAddress = false
                $0.isReachable = false
            } == [.notReachable])
        #expect(found(.agent) { $0.controlsImage = false } == [])
        #expect(
            found(.agent) {
                $0.controlsImage = false
                $0.allowsExtension = false
            } == [.noAgent])
    }

    /// The vendor's discovery leaves marketplace instances out only if they are ARM or without enhanced networking.
    @Test func marketplaceImagesAreAMatterOfTheirMachine() {
        #expect(found(.snapshot) { $0.isMarketplace = true } == [])
        for change: (inout AssetClass) -> Void in [{ $0.isARM = true }, { $0.hasEnhancedNetworking = false }] {
            #expect(found(.snapshot) { change(&$0) } == [])
            #expect(
                found(.snapshot) {
                    change(&$0)
                    $0.isMarketplace = true
                } == [.marketplaceImage])
            #expect(
                found(.snapshot) {
                    change(&$0)
                    $0.isMarketplace = true
                    $0.cloud = .azure
                } == [])
        }
    }

    @Test func whatIsNotGivenIsNotGiven() {
        let sensor = Estates.sensor("x", .agent)
        #expect(Obstacle.all(sensor, .secrets, Estates.open(), isPointed: false) == [.notGiven])
        var local = sensor
        local.gives[.vulnerabilities] = [Reach(platforms: [.linux], clouds: [.azure])]
        #expect(Obstacle.all(local, .vulnerabilities, Estates.open(), isPointed: true) == [.cloud(.aws)])
        // A platform of one reach and the cloud of another one do not add up.
        local.gives[.vulnerabilities]?.append(Reach(platforms: [.windows], clouds: [.aws]))
        #expect(Obstacle.all(local, .vulnerabilities, Estates.open(), isPointed: true) == [.platform(.linux)])
        var slow = sensor
        slow.rollout = SensorRollout(imagesPerDay: 0.1)
        #expect(Obstacle.all(slow, .vulnerabilities, Estates.open(), isPointed: true) == [.noWayOfRollout])
    }
}
