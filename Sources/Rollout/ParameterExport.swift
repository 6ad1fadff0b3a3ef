public import ScanModel
public import VendorProfiles

/// A value as a file may hold it.
public enum ExportedValue: Hashable, Sendable {
    case text(String)
    /// A whole number in digits.
    case number(Int64)
    case flag(Bool)
    case list([String])
    /// Stands in place of a secret, which is never written.
    case secret(SecretPlaceholder)
}

/// One place of a file and what stands there.
public struct ExportedSetting: Hashable, Sendable {
    /// The name of the key, variable or parameter.
    public var name: String
    /// Section, label and description, where the file has them.
    public var section: String
    public var label: String
    public var description: String
    /// Whether the place takes a list.
    public var isList: Bool
    /// Nil if neither the scenario nor the profile tells it.
    public var value: ExportedValue?

    public init(
        name: String, section: String = "", label: String = "", description: String = "", isList: Bool = false,
        value: ExportedValue?
    ) {
        self.name = name
        self.section = section
        self.label = label
        self.description = description
        self.isList = isList
        self.value = value
    }
}

/// The file with which a vendor's package is deployed, for one deployment.
public struct ParameterExport: Hashable, Sendable {
    public var deployment: String
    public var profile: String
    public var file: ParameterFile
    /// In the order of the file.
    public var settings: [ExportedSetting]
    /// Parameters that the scenario states and the file has no place for, in the scenario's order.
    public var unplaced: [String]

    /// Names of the places without a value.
    public var missing: [String] { settings.filter { $0.value == nil }.map(\.name) }

    /// The secrets, each with the name of its place.
    public var secrets: [(name: String, secret: SecretPlaceholder)] {
        settings.compactMap { setting in
            guard case .secret(let secret) = setting.value else { return nil }
            return (setting.name, secret)
        }
    }

    public init(
        deployment: String, profile: String, file: ParameterFile, settings: [ExportedSetting], unplaced: [String] = []
    ) {
        self.deployment = deployment
        self.profile = profile
        self.file = file
        self.settings = settings
        self.unplaced = unplaced
    }

    /// Fills the file of a deployment; nil if its profile is not deployed with such a file.
    ///
    /// - Complexity: O(parameters * entries + targets).
    public init?(_ deployment: Deployment, file: ParameterFile) {
        let entries = VendorProfiles.entries(of: file, profile: deployment.profile)
        if entries.isEmpty { return nil }
        self.init(deployment, file: file, entries: entries)
    }

    init(_ deployment: Deployment, file: ParameterFile, entries: [ParameterFileEntry]) {
        self.deployment = deployment.name
        profile = deployment.profile
        self.file = file
        let profile = VendorProfiles.profile(deployment.profile)
        let declared = (profile?.parameters ?? []) + (profile?.targetParameters ?? [])
        let kinds = Dictionary(declared.map { ($0.name, $0.kind) }) { first, _ in first }
        // All target stacks differ in what nobody exports here, so the first speaks for them.
        let stack = deployment.targets.compactMap(\.stackParameters).first ?? []
        let values = Dictionary((deployment.vendorParameters + stack).map { ($0.name, $0) }) { first, _ in first }
        settings = entries.map { entry in
            let value: ExportedValue? =
                switch entry.from {
                case .unknown: nil
                case .serviceAccount: deployment.serviceAccount.map { .text($0) }
                case .targetAccounts: .list(deployment.targets.map(\.account))
                case .homeRegion: (deployment.regions.first?.region).map { .text($0) }
                case .parameter(let name):
                    values[name].flatMap { Self.value($0, kinds[name], as: entry.kind) }
                        // No tags are asked for where the scenario names none.
                        ?? (kinds[name] == .tagList ? .list([]) : nil)
                }
            return ExportedSetting(
                name: entry.name, section: entry.section, label: entry.label, description: entry.description,
                isList: entry.kind == .list, value: value)
        }
        let placed = Set(
            entries.compactMap { entry -> String? in
                if case .parameter(let name) = entry.from { name } else { nil }
            })
        let hasAccount = entries.contains { $0.from == .serviceAccount }
        unplaced = deployment.vendorParameters.filter { value in
            !value.isDefault && !placed.contains(value.name) && !(hasAccount && kinds[value.name] == .account)
        }.map(\.name)
    }

    /// A value of a scenario in the way of a file; nil if the file cannot hold it in that way.
    private static func value(
        _ value: VendorParameterValue, _ kind: VendorProfile.Parameter.Kind?, as written: ParameterFileEntry.Kind
    ) -> ExportedValue? {
        if value.isSecretReference { return .secret(SecretPlaceholder(value)) }
        let number = kind == .integer ? Rational(decimal: value.text).flatMap { wholeNumber($0) } : nil
        switch written {
        case .text: return .text(number.map { "\($0)" } ?? value.text)
        case .number: return number.map { .number($0) }
        case .flag:
            switch value.text.lowercased() {
            case "enabled", "true": return .flag(true)
            case "disabled", "false": return .flag(false)
            default: return nil
            }
        case .list:
            let parts = value.text.split(separator: ",").map { String($0.trimmingBlanks) }
            return .list(parts.filter { !$0.isEmpty })
        }
    }

    private static func wholeNumber(_ number: Rational) -> Int64? {
        number.isWhole ? Int64(exactly: number.numerator) : nil
    }
}

extension Substring {
    /// The text without blanks at its ends; blanks inside belong to it.
    fileprivate var trimmingBlanks: Substring {
        var text = drop { $0 == " " }
        while text.last == " " { text.removeLast() }
        return text
    }
}
