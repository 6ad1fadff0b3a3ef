/// A parameter of the vendor with the value that is in use.
public struct VendorParameterValue: Hashable, Sendable {
    /// The vendor's name for it.
    public var name: String
    /// The value as it is written; the elements of a list are joined by commas. Of a secret only where it is kept.
    public var text: String
    /// Whether the value names a secret and must not be replaced by it in anything that is written.
    public var isSecretReference: Bool
    /// Whether the scenario leaves the parameter out and the profile gives the value.
    public var isDefault: Bool
    /// What the model knows it for, whatever its name; nil: nothing.
    public var role: VendorProfile.Parameter.Role?

    public init(
        name: String, text: String, isSecretReference: Bool = false, isDefault: Bool = false,
        role: VendorProfile.Parameter.Role? = nil
    ) {
        self.name = name
        self.text = text
        self.isSecretReference = isSecretReference
        self.isDefault = isDefault
        self.role = role
    }
}

/// An account that a deployment declares.
public struct DeploymentTarget: Hashable, Sendable {
    public var account: String
    /// What its target stack is told, in the order of the profile; nil: it has no target stack and is not scanned.
    public var stackParameters: [VendorParameterValue]?

    public init(account: String, stackParameters: [VendorParameterValue]?) {
        self.account = account
        self.stackParameters = stackParameters
    }
}

extension Deployment {
    /// The vendor's name for a parameter of a role; where nothing is known of roles, the name of the first products.
    public func parameterName(of role: VendorProfile.Parameter.Role) -> String {
        if let value = vendorParameters.first(where: { $0.role == role }) { return value.name }
        switch role {
        case .regionsAtOnce: return "Concurrency"
        case .scannersPerRegion: return "SingleRegionConcurrency"
        case .batchWindow: return "EventsBatchWindow"
        case .regions: return "Regions"
        case .discoveryInterval: return "PollRetryInterval"
        default: return role.rawValue
        }
    }
}
