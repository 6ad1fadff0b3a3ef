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

    public init(name: String, text: String, isSecretReference: Bool = false, isDefault: Bool = false) {
        self.name = name
        self.text = text
        self.isSecretReference = isSecretReference
        self.isDefault = isDefault
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
