public import ScanModel
import VendorProfiles

/// A parameter of a stack as a file may hold it.
public struct StackParameter: Hashable, Sendable {
    public var name: String
    /// The value, or `${NAME}` in place of a secret.
    public var value: String

    public init(name: String, value: String) {
        self.name = name
        self.value = value
    }
}

/// Where a secret of the files is kept, and the name it goes by.
public struct SecretPlaceholder: Hashable, Sendable {
    /// The parameter that needs it.
    public var parameter: String
    /// The variable that must hold it while the files are used; they say `${variable}`.
    public var variable: String
    /// Where the scenario says that it is kept, such as `env:SCAN_TOKEN`.
    public var reference: String

    public init(_ value: VendorParameterValue) {
        parameter = value.name
        reference = value.text
        variable =
            value.text.hasPrefix("env:") ? String(value.text.dropFirst("env:".count)) : value.name.uppercased()
    }

    /// A line of shell that puts the secret into the variable; nothing to do if the environment holds it already.
    public var command: String? {
        if reference.hasPrefix("file:") {
            return "export \(variable)=\"$(cat \(Shell.quoted(String(reference.dropFirst("file:".count)))))\""
        }
        if reference.hasPrefix("arn:aws:secretsmanager:") {
            return "export \(variable)=\"$(aws secretsmanager get-secret-value --secret-id \(Shell.quoted(reference)) "
                + "--query SecretString --output text)\""
        }
        if reference.hasPrefix("arn:aws:ssm:") {
            return "export \(variable)=\"$(aws ssm get-parameter --with-decryption --name \(Shell.quoted(reference)) "
                + "--query Parameter.Value --output text)\""
        }
        return nil
    }
}

/// Words as a shell reads them.
enum Shell {
    /// The text as one word, whatever is in it.
    static func quoted(_ text: String) -> String {
        let isPlain = text.utf8.allSatisfy { byte in
            switch byte {
            case 48...57, 65...90, 97...122: true
            case UInt8(ascii: "-"), UInt8(ascii: "_"), UInt8(ascii: "."), UInt8(ascii: "/"), UInt8(ascii: ":"): true
            default: false
            }
        }
        return isPlain && !text.isEmpty ? text : "'" + text.replacing("'", with: "'\\''") + "'"
    }
}

/// What the stacks of a deployment are given.
public struct StackParameters: Hashable, Sendable {
    /// Accounts whose target stack is given something else than the set's own parameters.
    public struct Group: Hashable, Sendable {
        public var accounts: [String]
        /// Only what differs; empty for the accounts that take the set's parameters as they are.
        public var overrides: [StackParameter]
    }

    /// Of the stack in the service account.
    public var service: [StackParameter]
    /// Of the set of target stacks.
    public var target: [StackParameter]
    /// Every account with a target stack, those without overrides first, then as listed.
    public var groups: [Group]
    /// The region in which each target stack stands.
    public var homeRegion: String
    public var secrets: [SecretPlaceholder]
    /// Parameters of the stacks that neither the scenario nor the profile gives a value.
    public var missing: [String]

    /// - Parameter regionsInUse: whether an account's target stack is told only the regions in which the fleet has
    ///   instances of it; instances that it starts elsewhere are then never found.
    /// - Complexity: O(accounts + instances).
    public init(_ deployment: Deployment, regionsInUse: Bool = false) {
        let profile = VendorProfiles.profile(of: deployment)
        let serviceKinds = StackParameters.kinds(profile?.parameters ?? [])
        let targetKinds = StackParameters.kinds(profile?.targetParameters ?? [])
        var secrets: [SecretPlaceholder] = []
        func written(_ values: [VendorParameterValue], _ kinds: [String: VendorProfile.Parameter.Kind])
            -> [StackParameter]
        {
            values.map { value in
                guard value.isSecretReference else {
                    return StackParameter(
                        name: value.name, value: StackParameters.text(value.text, kinds[value.name]))
                }
                let secret = SecretPlaceholder(value)
                if !secrets.contains(secret) { secrets.append(secret) }
                return StackParameter(name: value.name, value: "${\(secret.variable)}")
            }
        }
        service = written(deployment.vendorParameters, serviceKinds)
        let targets = deployment.targets.compactMap { target in
            target.stackParameters.map { (account: target.account, parameters: written($0, targetKinds)) }
        }
        let common = targets.first?.parameters ?? []
        target = common
        homeRegion = deployment.regions.first?.region ?? ""
        let regions = regionsInUse ? StackParameters.regions(deployment) : [:]
        let regionNames = (profile?.targetParameters ?? []).filter { $0.kind == .regionList }.map(\.name)
        var accounts: [[StackParameter]: [String]] = [[]: []]
        var order: [[StackParameter]] = [[]]
        for (account, parameters) in targets {
            var own = parameters
            if let used = regions[account], used.count < deployment.regions.count {
                for index in own.indices where regionNames.contains(own[index].name) {
                    own[index].value = used.joined(separator: ",")
                }
            }
            let overrides = own.filter { !common.contains($0) }
            if accounts[overrides] == nil { order.append(overrides) }
            accounts[overrides, default: []].append(account)
        }
        groups = order.compactMap { overrides in
            guard let members = accounts[overrides], !members.isEmpty else { return nil }
            return Group(accounts: members, overrides: overrides)
        }
        self.secrets = secrets
        let given = Set(
            (deployment.vendorParameters + (deployment.targets.compactMap(\.stackParameters).first ?? [])).map(\.name))
        missing = ((profile?.parameters ?? []) + (targets.isEmpty ? [] : profile?.targetParameters ?? []))
            .map(\.name).filter { !given.contains($0) }
    }

    private static func kinds(_ parameters: [VendorProfile.Parameter]) -> [String: VendorProfile.Parameter.Kind] {
        Dictionary(parameters.map { ($0.name, $0.kind) }) { first, _ in first }
    }

    /// A value as CloudFormation takes it: whole numbers in digits alone, lists without spaces.
    private static func text(_ written: String, _ kind: VendorProfile.Parameter.Kind?) -> String {
        switch kind {
        case .integer:
            guard let number = Rational(decimal: written), number.isWhole else { return written }
            return "\(number.numerator)"
        case .regionList:
            return written.split(separator: ",").map { String($0.filter { $0 != " " }) }.joined(separator: ",")
        default: return written
        }
    }

    /// Regions of the deployment in which an account has instances, in the deployment's order.
    private static func regions(_ deployment: Deployment) -> [String: [String]] {
        let fleet = deployment.fleet
        var used: [String: Set<String>] = [:]
        var seen: Set<Int64> = []
        for index in 0..<fleet.instanceCount {
            let (account, region) = (fleet.instanceAccount[index], fleet.instanceRegion[index])
            // A fleet of millions has few pairs of account and region.
            guard seen.insert(Int64(account) << 16 | Int64(region)).inserted else { continue }
            used[fleet.accounts[account], default: []].insert(fleet.regions[Int32(region)])
        }
        return used.mapValues { names in deployment.regions.map(\.region).filter(names.contains) }
    }
}
