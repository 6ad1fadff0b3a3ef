/// With whose key a volume is encrypted, as far as a scan from another account can tell the difference.
public enum VolumeEncryption: UInt8, Hashable, Sendable, CaseIterable {
    /// Not encrypted: a snapshot can be shared as it is.
    case none = 0
    /// With a key that its owner shares with the service account: a snapshot can be shared as it is.
    case customerKey = 1
    /// With the key that the cloud makes for every account, such as `aws/ebs`. Nobody can share that key, so a snapshot
    /// must be copied with another one first.
    case defaultKey = 2
    /// With a key of which the input does not say whose it is.
    case unknownKey = 3

    /// The word used in inputs and outputs.
    public var name: String {
        switch self {
        case .none: "none"
        case .customerKey: "customerKey"
        case .defaultKey: "defaultKey"
        case .unknownKey: "unknownKey"
        }
    }
}

/// Shares of volumes by encryption; what remains of 1 is not encrypted.
public struct EncryptionShares: Hashable, Sendable {
    /// Share of volumes encrypted with a customer key, 0 ... 1.
    public var customerKey: Rational
    /// Share of volumes encrypted with the default key, 0 ... 1; at most 1 together with `customerKey`.
    public var defaultKey: Rational

    public init(customerKey: Rational = .zero, defaultKey: Rational = .zero) {
        self.customerKey = customerKey
        self.defaultKey = defaultKey
    }

    /// True if no volume is encrypted.
    public var isZero: Bool { customerKey.numerator == 0 && defaultKey.numerator == 0 }
}
