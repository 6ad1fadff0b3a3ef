import AssetDiscovery
import ScanModel
import VendorProfiles

/// One element of `connectors`.
struct ConnectorSection {
    private(set) var name: PlacedName?
    private(set) var cloud: ConnectorCloud?
    private(set) var environment: CloudEnvironment?
    private(set) var accounts: [PlacedName] = []
    /// Nil if something of it could not be read.
    private(set) var connector: Connector?

    init?(_ field: Field) {
        let isMapping = field.withMapping { reader in
            name = reader.required("name").flatMap { $0.shortName() }
            cloud = reader.required("cloud").flatMap { $0.choice(ConnectorCloud.self) }
            let environmentField = reader.optional("environment")
            environment = environmentField.map { $0.environment(of: cloud) } ?? .global
            let scopeField = reader.optional("scope")
            let scope = scopeField.map { $0.choice(Connector.Scope.self) } ?? .account
            let accountField = reader.required("accounts")
            let listed = accountField.flatMap { field in
                field.list(count: ConnectorReader.accountCounts) { $0.accountID(cloud) }
            }
            accounts = (listed ?? []).compactMap(\.self)
            let isTenant = cloud == .azure && scope == .organization
            let polling = Self.polling(reader.optional("polling"), isTenant: isTenant)
            let permissions = reader.required("permissions").flatMap { field in
                field.list(count: ConnectorReader.permissionCounts) { $0.permission() }
            }
            let externalID = reader.optional("externalId")
            let hasExternalID = externalID.map { $0.bool() }
            let uses = Self.uses(&reader, scope: scope)
            checkTwice()
            if let externalID, cloud == .azure {
                externalID.report("stands in a connector of azure", expected: "no such key; only roles of aws have one")
            }
            if scope == .account, let accountField, accounts.count > 1 {
                accountField.report(
                    "has \(accounts.count) accounts; a connector holds one unless its scope is an organization",
                    expected: "one account, or `scope: organization`")
            }
            if isTenant, let environment, environment != .global {
                (environmentField ?? scopeField)?.report(
                    "is \(environment.word(in: .azure)) for a tenant connector, which serves global alone",
                    expected: "a connector with `scope: account` for each subscription")
            }
            guard let name, let cloud, let environment, let scope, listed != nil, let polling, let permissions,
                let uses,
                hasExternalID != .some(.none)
            else { return }
            connector = Connector(
                name: name.text, cloud: cloud, environment: environment, scope: scope, polling: polling.used,
                pollingAsked: polling.asked, accounts: accounts.map(\.text),
                permissions: permissions.compactMap(\.self),
                hasExternalID: hasExternalID ?? nil, uses: uses)
        }
        guard isMapping else { return nil }
    }

    /// Reports accounts that the connector names twice.
    private func checkTwice() {
        var seen: Set<String> = []
        for account in accounts where !seen.insert(account.text).inserted {
            account.field.report("the account `\(account.text)` is given twice", expected: "each account once")
        }
    }

    /// Seconds between synchronisations, asked for and as the vendor rounds them.
    private static func polling(_ field: Field?, isTenant: Bool) -> (asked: Int, used: Int)? {
        let catalog = ConnectorCatalog.shipped
        let constant = catalog.constant(.polling)
        var asked = constant.value
        if let field {
            guard let seconds = field.wholeSeconds() else { return nil }
            let most = isTenant ? catalog.constant(.tenantPollingMost).value : constant.range.upperBound
            guard (constant.range.lowerBound...most).contains(seconds), seconds.isMultiple(of: 60) else {
                field.report(
                    field.shown,
                    expected: "whole minutes from 1h to \(isTenant ? "7d for a tenant connector" : "24h")")
                return nil
            }
            asked = seconds
        }
        let step = isTenant ? catalog.constant(.tenantStep).value : 1
        return (asked, (asked + step - 1) / step * step)
    }

    private static func uses(_ reader: inout MappingReader, scope: Connector.Scope?) -> Set<ConnectorUse>? {
        var uses: Set<ConnectorUse> = [.inventory]
        if scope == .organization { uses.insert(.organization) }
        var isComplete = true
        for use in [ConnectorUse.apiAssessment, .cspm, .remediation] {
            guard let field = reader.optional(use.rawValue) else { continue }
            guard let isOn = field.bool() else {
                isComplete = false
                continue
            }
            if isOn { uses.insert(use) }
        }
        return isComplete ? uses : nil
    }
}

/// One element of `accounts`.
struct AccountSection {
    /// One entry of `assets`.
    struct Entry {
        var className: String
        var key: Field
        var value: Field
        var count: AssetCount?
    }

    private(set) var id: PlacedName?
    private(set) var cloud: ConnectorCloud?
    private(set) var environment: CloudEnvironment?
    private(set) var assets: [Entry] = []
    private(set) var account: CloudAccount?

    init?(_ field: Field) {
        let isMapping = field.withMapping { reader in
            cloud = reader.required("cloud").flatMap { $0.choice(ConnectorCloud.self) }
            id = reader.required("id").flatMap { $0.accountID(cloud) }
            environment = reader.optional("environment").map { $0.environment(of: cloud) } ?? .global
            let organization = reader.optional("organization").map { $0.shortName()?.text }
            let regions = reader.required("regions").flatMap { $0.integer(ConnectorReader.regionCounts) }
            let read = reader.required("assets").flatMap { field in
                field.entries(count: 0...ConnectorReader.classCounts.upperBound) { key, value in
                    Entry(className: key.text() ?? "", key: key, value: value, count: value.assetCount())
                }
            }
            assets = read ?? []
            guard let id, let cloud, let environment, organization != .some(.none), let regions, read != nil
            else { return }
            let counts = assets.compactMap { entry in entry.count.map { (entry.className, $0) } }
            account = CloudAccount(
                id: id.text, cloud: cloud, environment: environment, organization: organization ?? nil,
                regions: regions, assets: Dictionary(counts, uniquingKeysWith: { first, _ in first }))
        }
        guard isMapping else { return nil }
    }
}

extension Field {
    /// A name of up to 64 letters, digits, dots, underscores and hyphens.
    func shortName() -> PlacedName? {
        text(.deploymentName, TextForm.isDeploymentName).map { PlacedName(text: $0, field: self) }
    }

    /// The identifier of an account of a cloud: 12 digits on AWS, a name or identifier on Azure.
    fileprivate func accountID(_ cloud: ConnectorCloud?) -> PlacedName? {
        guard cloud == .aws else { return shortName() }
        return accountNumber().map { PlacedName(text: $0, field: self) }
    }

    /// An environment in the words of its cloud.
    fileprivate func environment(of cloud: ConnectorCloud?) -> CloudEnvironment? {
        guard let cloud else {
            _ = text()
            return nil
        }
        return choice(CloudEnvironment.allCases.map { (word: $0.word(in: cloud), value: $0) })
    }

    /// An action or the name of a policy or role.
    fileprivate func permission() -> String? {
        let expected = "an action such as ec2:DescribeInstances, or the name of a policy or role"
        guard let text = text(expected: expected) else { return nil }
        let isFine =
            text.utf8.count <= 256 && text.first != " " && text.last != " "
            && text.utf8.allSatisfy { byte in
                switch byte {
                case 48...57, 65...90, 97...122: true
                default: " *-./:_@+=,".utf8.contains(byte)
                }
            }
        guard isFine else {
            report(shown, expected: expected)
            return nil
        }
        return text
    }

    /// `40` running at the same time, or `{perDay: 200}`.
    fileprivate func assetCount() -> AssetCount? {
        if case .mapping = node.content {
            return mapping { reader in
                reader.required("perDay").flatMap { $0.integer(ConnectorReader.assetCounts) }.map { .perDay($0) }
            }
        }
        return integer(
            ConnectorReader.assetCounts,
            expected: "a whole number from 0 to \(ConnectorReader.assetCounts.upperBound), or {perDay: 200}"
        ).map { .running($0) }
    }
}
