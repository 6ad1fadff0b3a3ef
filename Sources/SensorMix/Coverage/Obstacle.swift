/// Why a sensor cannot give an assessment of a class, whatever the time it takes.
public enum Obstacle: Hashable, Sendable {
    /// Sensors of this kind do not give it, or it is not turned on.
    case notGiven
    case cloud(AssetCloud)
    case platform(AssetPlatform)
    case stopped
    case lockedKey
    case ephemeralDisks
    case marketplaceImage
    case notReachable
    case noPublicAddress
    case noAgent
    case noContainers
    case noWebApplications
    /// The roll-out has no way to these assets.
    case noWayOfRollout
    /// The fleet filter leaves the class out.
    case filteredOut

    /// What is in the way, in a few words.
    public var reason: String {
        switch self {
        case .notGiven: "does not give it"
        case .cloud(let cloud): cloud == .none ? "needs a cloud" : "not on \(cloud.rawValue)"
        case .platform(let platform): "not on \(platform.rawValue)"
        case .stopped: "stopped"
        case .lockedKey: "key not granted"
        case .ephemeralDisks: "ephemeral disks"
        case .marketplaceImage: "marketplace image"
        case .notReachable: "not reachable"
        case .noPublicAddress: "no public address"
        case .noAgent: "no agent allowed"
        case .noContainers: "no containers"
        case .noWebApplications: "no web applications"
        case .noWayOfRollout: "no way to roll out"
        case .filteredOut: "filtered out"
        }
    }

    /// The change that would take it away; nil if none is known.
    public var remedy: String? {
        switch self {
        case .lockedKey: "grant the key of the disks to the scanning account"
        case .notReachable: "open a way from an appliance"
        case .noAgent: "allow the agent's extension"
        case .noWayOfRollout: "roll out by extension waves and allow the extension"
        case .filteredOut: "widen its filter"
        default: nil
        }
    }

    /// All that is in the way, the filter last. Complexity: O(length of the filter).
    static func all(
        _ sensor: Sensor, _ assessment: Assessment, _ assets: AssetClass, isPointed: Bool
    ) -> [Obstacle] {
        guard let reaches = sensor.gives[assessment] else { return [.notGiven] }
        var found: [Obstacle] = []
        let here = reaches.filter { $0.clouds.contains(assets.cloud) }
        if here.isEmpty {
            found.append(.cloud(assets.cloud))
        } else if !here.contains(where: { $0.platforms.contains(assets.platform) }) {
            found.append(.platform(assets.platform))
        }
        if !assets.isRunning, !sensor.kind.seesStoppedAssets { found.append(.stopped) }
        switch sensor.kind {
        case .snapshot:
            if assets.disks == .lockedKey { found.append(.lockedKey) }
            if assets.disks == .ephemeral { found.append(.ephemeralDisks) }
            // The vendor's discovery on AWS leaves these out.
            if assets.cloud == .aws, assets.isMarketplace, assets.isARM || !assets.hasEnhancedNetworking {
                found.append(.marketplaceImage)
            }
        case .appliance:
            if !assets.isReachable { found.append(.notReachable) }
        case .agent:
            if !assets.controlsImage, !assets.allowsExtension { found.append(.noAgent) }
        case .api: break
        case .perimeter:
            if !assets.hasPublicAddress { found.append(.noPublicAddress) }
        case .container:
            if assets.containersPerAsset == 0 { found.append(.noContainers) }
        case .webApplication:
            if assets.webApplicationsPerAsset == 0 { found.append(.noWebApplications) }
            if !assets.hasPublicAddress, !assets.isReachable { found.append(.notReachable) }
        }
        let isBlockedAgent = found.contains(.noAgent)
        if !isBlockedAgent, !RolloutCurve(sensor, on: assets).hasPath { found.append(.noWayOfRollout) }
        if !isPointed { found.append(.filteredOut) }
        return found
    }
}
