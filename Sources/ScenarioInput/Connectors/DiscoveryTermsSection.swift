import AssetDiscovery
import ScanModel
import VendorProfiles

/// Everything of a document that is neither connector, account nor class: objective, retention and assessment.
struct DiscoveryTermsSection {
    private var objective: FreshnessObjective?
    private var retention: [ConnectorCloud: Int] = [:]
    private var interval: Int?
    private var duration: Int?
    private let catalog = ConnectorCatalog.shipped

    init(_ reader: inout MappingReader) {
        reader.optional("objective")?.withMapping { reader in
            let firstSight = reader.required("firstSight").flatMap { $0.wholeSeconds() }
            let share = reader.required("share").flatMap { $0.fraction() }
            guard let firstSight, let share else { return }
            objective = FreshnessObjective(firstSight: firstSight, share: share.doubleValue)
        }
        reader.optional("retention")?.withMapping { reader in
            for cloud in ConnectorCloud.allCases {
                guard let field = reader.optional(cloud.rawValue) else { continue }
                retention[cloud] = field.quantity(.duration).flatMap { seconds in
                    guard seconds.isWhole, seconds <= 31 * 86_400 else {
                        field.report(field.shown, expected: "whole seconds, at most 31d")
                        return nil
                    }
                    return Int(seconds.numerator)
                }
            }
        }
        reader.optional("assessment")?.withMapping { reader in
            interval = reader.optional("interval").flatMap { $0.wholeSeconds() }
            duration = reader.optional("duration").flatMap { $0.wholeSeconds() }
        }
    }

    // MARK: The request

    func request(name: String, estate: ConnectorEstate) -> ConnectorRequest {
        let clouds = ConnectorCloud.allCases.filter { cloud in
            estate.connectors.contains { $0.cloud == cloud } || estate.accounts.contains { $0.cloud == cloud }
        }
        let terms = DiscoveryTerms(
            retention: [
                .aws: retention[.aws] ?? value(.retentionAws), .azure: retention[.azure] ?? value(.retentionAzure),
            ],
            assessment: AssessmentRhythm(
                interval: interval ?? value(.assessmentInterval), duration: duration ?? value(.assessmentDuration)),
            objective: objective, calls: calls, catalogue: catalogue,
            excludedTypes: catalog.excludedTypes.map(\.type), pollingHours: pollingHours)
        return ConnectorRequest(
            name: name, estate: estate, terms: terms, remarks: remarks(estate),
            states: clouds.flatMap { cloud in
                catalog.states.filter { $0.cloud == cloud.rawValue }.map {
                    ShownState(
                        cloud: cloud, state: $0.state, shown: $0.shown, meaning: $0.meaning, provenance: $0.provenance)
                }
            },
            assumptions: assumptions(estate, clouds))
    }

    private var calls: CallTerms {
        CallTerms(
            bucket: [
                .aws: CallTerms.Bucket(burst: value(.bucketAws), perSecond: value(.rateAws)),
                .azure: CallTerms.Bucket(burst: value(.bucketAzure), perSecond: value(.rateAzure)),
            ],
            pageSize: [.aws: value(.pageAws), .azure: value(.pageAzure)],
            listsPerRegion: [.aws: value(.listsPerRegionAws)], listsPerAccount: [.aws: value(.listsPerAccountAws)],
            readsPerAsset: [.azure: value(.readsPerAssetAzure)],
            millisecondsPerCall: catalog.constant(.callTime).range)
    }

    private var catalogue: PermissionCatalogue {
        PermissionCatalogue(
            needs: catalog.permissions.compactMap { row in
                guard let cloud = ConnectorCloud(rawValue: row.cloud), let use = ConnectorUse(rawValue: row.use) else {
                    return nil
                }
                return PermissionNeed(
                    cloud: cloud, use: use, name: row.name, isRequired: row.isRequired, blocks: row.blocks,
                    meaning: row.meaning, provenance: row.provenance)
            },
            grants: catalog.grants.compactMap { row in
                ConnectorCloud(rawValue: row.cloud).map {
                    NamedGrant(
                        cloud: $0, name: row.name, grants: row.grants, writes: row.writes, provenance: row.provenance)
                }
            })
    }

    private var pollingHours: ClosedRange<Int> {
        let range = catalog.constant(.polling).range
        return range.lowerBound / 3600...range.upperBound / 3600
    }

    private func remarks(_ estate: ConnectorEstate) -> [String] {
        let advised = value(.pollingAdvised)
        return estate.connectors.flatMap { connector -> [String] in
            var remarks: [String] = []
            if connector.polling != connector.pollingAsked {
                remarks.append(
                    "\(connector.name) asks for \(connector.pollingAsked / 60) min, and tenant connectors of Azure poll in "
                        + "whole days since release 2.14: \(connector.polling / 86_400) d is used")
            } else if connector.polling < advised {
                remarks.append(
                    "\(connector.name) polls oftener than every \(advised / 3600) h; the vendor warns of throttled "
                        + "requests")
            }
            if connector.cloud == .azure, connector.environment == .china {
                remarks.append("\(connector.name): no public source shows a connector for Azure China")
            }
            if connector.cloud == .azure, connector.uses.contains(.apiAssessment) {
                remarks.append(
                    "\(connector.name): public sources describe the API-based assessment on AWS alone; what it needs on "
                        + "Azure is not checked")
            }
            if connector.uses.contains(.remediation) {
                remarks.append(
                    "\(connector.name) may change resources for remediation; which permissions that takes is not listed here"
                )
            }
            return remarks
        }
    }

    private func assumptions(_ estate: ConnectorEstate, _ clouds: [ConnectorCloud]) -> [Assumption] {
        var list: [Assumption] = []
        func add(_ name: String, _ constant: ConnectorConstant.Name, _ text: (Int) -> String) {
            let known = catalog.constant(constant)
            let (low, high) = (known.range.lowerBound, known.range.upperBound)
            list.append(
                Assumption(
                    name: name, value: text(known.value), range: low == high ? nil : "\(text(low)) to \(text(high))",
                    provenance: known.provenance))
        }
        func time(_ seconds: Int) -> String {
            seconds.isMultiple(of: 3600) ? "\(seconds / 3600)h" : "\(seconds / 60)m"
        }
        if retention[.aws] == nil, clouds.contains(.aws) { add("retention.aws", .retentionAws, time) }
        if retention[.azure] == nil, clouds.contains(.azure) { add("retention.azure", .retentionAzure, time) }
        if estate.connectors.contains(where: { $0.uses.contains(.apiAssessment) }) {
            if interval == nil { add("assessment.interval", .assessmentInterval, time) }
            if duration == nil { add("assessment.duration", .assessmentDuration, time) }
        }
        if clouds.contains(.aws) {
            add("page of a list, aws", .pageAws) { "\($0) assets" }
            add("lists in a region, aws", .listsPerRegionAws) { "\($0)" }
            add("lists in an account, aws", .listsPerAccountAws) { "\($0)" }
        }
        if clouds.contains(.azure) {
            add("page of a list, azure", .pageAzure) { "\($0) assets" }
            add("reads for an asset, azure", .readsPerAssetAzure) { "\($0)" }
        }
        if !clouds.isEmpty { add("time of a request", .callTime) { "\($0)ms" } }
        return list
    }

    private func value(_ name: ConnectorConstant.Name) -> Int { catalog.constant(name).value }
}
