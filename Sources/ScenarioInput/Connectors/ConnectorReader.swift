import AssetDiscovery
public import ScanModel
import VendorProfiles

/// Reads documents of connectors, YAML or JSON: connectors, accounts, classes of assets, and an agreed freshness.
///
/// The format is closed like that of scenarios, and quantities carry their units.
public enum ConnectorReader {
    /// The version of the format that is read.
    public static let schemaVersion = 1

    static let connectorCounts = 0...2000
    static let accountCounts = 1...20_000
    static let classCounts = 1...50
    static let permissionCounts = 0...500
    static let reasonCounts = 0...20
    static let regionCounts = 1...100
    static let assetCounts = 0...1_000_000
    /// Assets of all accounts together that run at a time or start in a day.
    static let assetsMost = 10_000_000
    /// Longest life and longest period of starts: 366 days.
    static let lifeMost = 366 * 86_400

    /// Reads and checks a document.
    ///
    /// - Parameters:
    ///   - bytes: UTF-8, at most 8 MiB.
    ///   - file: the name of the file, for messages; its ending decides between JSON and YAML.
    ///   - standardName: the name in answers if the file gives none.
    /// - Throws: everything that is wrong with the file.
    /// - Complexity: O(bytes log bytes).
    public static func read(
        bytes: [UInt8], file: String, standardName: String
    ) throws(InvalidInput) -> ConnectorRequest {
        let log = IssueLog(file: file)
        let request = Document.read(bytes: bytes, limits: .scenario, log: log).flatMap { node in
            read(Field(node: node, path: .root, log: log), standardName: standardName)
        }
        try log.check()
        guard let request else { preconditionFailure("no connectors and no issue in \(file)") }
        return request
    }

    private static func read(_ root: Field, standardName: String) -> ConnectorRequest? {
        root.mapping { reader -> ConnectorRequest? in
            reader.required("schemaVersion").map { checkVersion($0) }
            let name = reader.optional("name").map { $0.text() } ?? standardName
            let terms = DiscoveryTermsSection(&reader)
            let classes = reader.required("classes").flatMap { field in
                field.list(count: classCounts) { DiscoveredClassSection($0) }
            }
            let accounts = reader.required("accounts").flatMap { field in
                field.list(count: accountCounts) { AccountSection($0) }.map { (field, $0.compactMap(\.self)) }
            }
            let connectors = reader.required("connectors").flatMap { field in
                field.list(count: connectorCounts) { ConnectorSection($0) }
            }
            guard let classes, let (field, accountSections) = accounts, let connectors else { return nil }
            let classSections = classes.compactMap(\.self)
            let connectorSections = connectors.compactMap(\.self)
            let check = EstateNames(classes: classSections, accounts: accountSections, connectors: connectorSections)
            check.checkAccounts()
            check.checkConnectors()
            checkAssets(accountSections, field)
            guard root.log.isEmpty, let name else { return nil }
            let estate = ConnectorEstate(
                connectors: connectorSections.compactMap(\.connector), accounts: accountSections.compactMap(\.account),
                classes: classSections.compactMap(\.assetClass))
            return terms.request(name: name, estate: estate)
        }
    }

    private static func checkVersion(_ field: Field) {
        let expected = "\(schemaVersion), the version that this scanplan reads"
        guard let version = field.integer(1...Int.max, expected: expected), version != schemaVersion else { return }
        field.report(field.shown, expected: "\(expected); a newer scanplan may have written the file")
    }

    private static func checkAssets(_ accounts: [AccountSection], _ field: Field) {
        let assets = accounts.flatMap(\.assets).reduce(0) { sum, entry in
            switch entry.count {
            case .running(let count), .perDay(let count): sum + count
            case nil: sum
            }
        }
        guard assets > assetsMost else { return }
        field.report("have \(assets) assets together", expected: "at most \(assetsMost)")
    }
}

/// The names of a document, against which everything that names one is checked.
private struct EstateNames {
    private let classes: [String: DiscoveredClassSection]
    private let accounts: [String: AccountSection]
    private let accountSections: [AccountSection]
    private let connectors: [ConnectorSection]
    /// Whether the names of all classes and accounts could be read; what is named elsewhere may be one of the others.
    private let knowsClasses: Bool
    private let knowsAccounts: Bool

    /// Reports names that are taken.
    init(classes: [DiscoveredClassSection], accounts: [AccountSection], connectors: [ConnectorSection]) {
        var known: [String: DiscoveredClassSection] = [:]
        for section in classes {
            guard let name = section.name else { continue }
            if known.updateValue(section, forKey: name.text) != nil {
                name.field.report("another class is named `\(name.text)`", expected: "a name of its own")
            }
        }
        var places: [String: AccountSection] = [:]
        for section in accounts {
            guard let id = section.id else { continue }
            if places.updateValue(section, forKey: id.text) != nil {
                id.field.report("the account `\(id.text)` is given twice", expected: "each account once")
            }
        }
        var names: Set<String> = []
        for name in connectors.compactMap(\.name) where !names.insert(name.text).inserted {
            name.field.report("another connector is named `\(name.text)`", expected: "a name of its own")
        }
        self.classes = known
        self.accounts = places
        accountSections = accounts
        self.connectors = connectors
        knowsClasses = classes.allSatisfy { $0.name != nil }
        knowsAccounts = accounts.allSatisfy { $0.id != nil }
    }

    /// Reports assets of classes that do not exist, or whose numbers need an end that the class has not.
    func checkAccounts() {
        for entry in accountSections.flatMap(\.assets) {
            guard let assetClass = classes[entry.className] else {
                guard knowsClasses else { continue }
                entry.key.report(
                    "there is no class `\(Excerpt.of(entry.className))`", expected: "the name of one under `classes`",
                    suggestion: NearestKey.find(entry.className, among: classes.keys.sorted()))
                continue
            }
            if case .perDay = entry.count, assetClass.assetClass?.lifetime == .unlimited {
                entry.value.report(
                    "counts starts, and assets of `\(entry.className)` never end",
                    expected: "how many run at the same time, such as 40")
            }
        }
    }

    /// Reports accounts that do not exist, and those that a connector of its kind cannot hold.
    func checkConnectors() {
        for section in connectors {
            for name in section.accounts { checkAccount(name, of: section) }
        }
    }

    private func checkAccount(_ name: PlacedName, of section: ConnectorSection) {
        guard let account = accounts[name.text] else {
            guard knowsAccounts else { return }
            name.field.report(
                "there is no account `\(Excerpt.of(name.text))`", expected: "the id of one under `accounts`",
                suggestion: NearestKey.find(name.text, among: accounts.keys.sorted()))
            return
        }
        guard let cloud = section.cloud, let other = account.cloud else { return }
        guard cloud == other else {
            name.field.report(
                "is an account of \(other.rawValue) in a connector of \(cloud.rawValue)",
                expected: "a connector of \(other.rawValue) for it")
            return
        }
        guard let environment = section.environment, let home = account.environment, environment != home else { return }
        name.field.report(
            "is in the environment \(home.word(in: cloud)), the connector in \(environment.word(in: cloud)); one connector "
                + "serves one environment",
            expected: "a connector of its own for \(home.word(in: cloud)) with this account")
    }
}
