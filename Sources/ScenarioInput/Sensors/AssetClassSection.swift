import ScanModel
import SensorMix

/// One element of `classes`.
struct AssetClassSection {
    private enum State: String, CaseIterable { case running, stopped }
    private enum Architecture: String, CaseIterable { case x86, arm }
    private enum AgentWay: String, CaseIterable { case image, `extension` }

    /// Share of the assets that an objective is for where nobody tells another one.
    static let usualShare = 0.95

    private(set) var name: PlacedName?
    /// Nil if something of it could not be read.
    private(set) var assets: AssetClass?

    init?(_ field: Field) {
        let isMapping = field.withMapping { reader in
            name = reader.required("name").flatMap { $0.assetName() }
            let count = reader.required("count").flatMap { $0.integer(SensorReader.assetCounts) }
            let cloud = reader.required("cloud").flatMap { $0.choice(AssetCloud.self) }
            let region = reader.optional("region").map { $0.assetName()?.text } ?? "everywhere"
            let platform = reader.required("platform").flatMap { $0.choice(AssetPlatform.self) }
            var read = AssetClass(
                name: name?.text ?? "", count: count ?? 0, cloud: cloud ?? .none, region: region ?? "",
                platform: platform ?? .other)
            let isWhole = [count == nil, cloud == nil, region == nil, platform == nil, name == nil].allSatisfy { !$0 }
            Self.readTraits(&reader, &read)
            Self.readAgent(reader.optional("agent"), &read)
            reader.optional("tags").map { Self.readTags($0, &read) }
            reader.required("wants").map { Self.readWants($0, &read) }
            if isWhole { assets = read }
        }
        guard isMapping else { return nil }
    }

    private static func readTraits(_ reader: inout MappingReader, _ assets: inout AssetClass) {
        func flag(_ key: String, _ standard: Bool, _ reader: inout MappingReader) -> Bool {
            reader.optional(key).map { $0.bool() ?? standard } ?? standard
        }
        assets.isRunning = reader.optional("state").flatMap { $0.choice(State.self) } != .stopped
        assets.meanLife = reader.optional("lifetime").flatMap { $0.assetSeconds(.positiveDuration) }
        assets.hasPublicAddress = flag("publicAddress", false, &reader)
        assets.isReachable = flag("reachable", false, &reader)
        assets.isMarketplace = flag("marketplace", false, &reader)
        assets.hasEnhancedNetworking = flag("enhancedNetworking", true, &reader)
        assets.isARM = reader.optional("architecture").flatMap { $0.choice(Architecture.self) } == .arm
        assets.disks = reader.optional("disks").flatMap { $0.choice(DiskTrait.self) } ?? .open
        assets.containersPerAsset = reader.optional("containers").flatMap { $0.integer(0...10_000) } ?? 0
        assets.webApplicationsPerAsset = reader.optional("webApplications").flatMap { $0.integer(0...1000) } ?? 0
        assets.size = reader.optional("size").flatMap { $0.text(.deploymentName, TextForm.isDeploymentName) } ?? ""
    }

    private static func readAgent(_ field: Field?, _ assets: inout AssetClass) {
        guard let field else { return }
        let ways = field.list(count: 0...2) { $0.choice(AgentWay.self) }?.compactMap(\.self) ?? []
        if Set(ways).count < ways.count { field.report("names a way twice", expected: "image, extension or both") }
        assets.controlsImage = ways.contains(.image)
        assets.allowsExtension = ways.contains(.extension)
    }

    private static func readTags(_ field: Field, _ assets: inout AssetClass) {
        let pairs = field.entries(count: 0...50) { key, value -> (String, String)? in
            guard let name = key.text(.tagKey, { $0.unicodeScalars.count <= Tag.keyLengthMax }),
                let text = value.possiblyEmptyText(.tagValue)
            else { return nil }
            guard text.unicodeScalars.count <= Tag.valueLengthMax else {
                value.report("is longer than \(Tag.valueLengthMax)", expected: "a shorter text")
                return nil
            }
            return (name, text)
        }
        for case (let key, let value)? in pairs ?? [] { assets.tags[key] = value }
    }

    private static func readWants(_ field: Field, _ assets: inout AssetClass) {
        let read = field.entries(count: 0...Assessment.allCases.count) {
            key, value -> (Assessment, FreshnessObjective)? in
            let assessment = key.choice(Assessment.self)
            guard let objective = objective(value), let assessment else { return nil }
            return (assessment, objective)
        }
        for case (let assessment, let objective)? in read ?? [] { assets.wants[assessment] = objective }
    }

    /// `24h`, or `{within: 24h, share: 99%}`.
    private static func objective(_ field: Field) -> FreshnessObjective? {
        guard case .mapping = field.node.content else {
            return field.assetSeconds(.positiveDuration).map { FreshnessObjective(within: $0, share: usualShare) }
        }
        return field.mapping { reader -> FreshnessObjective? in
            let within = reader.required("within").flatMap { $0.assetSeconds(.positiveDuration) }
            let share = reader.optional("share").map { $0.assetShare() } ?? usualShare
            guard let within, let share else { return nil }
            return FreshnessObjective(within: within, share: share)
        }
    }
}
