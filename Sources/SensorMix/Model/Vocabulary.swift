/// What can be found out about an asset.
public enum Assessment: String, Hashable, Sendable, CaseIterable, Comparable {
    /// Known vulnerabilities of the operating system and its packages, as seen from inside.
    case vulnerabilities
    /// Settings of the operating system against a policy.
    case policyCompliance
    /// Libraries that programs bring along, and their vulnerabilities.
    case softwareComposition
    /// Keys and passwords in files.
    case secrets
    /// Open ports and vulnerabilities as seen from the internet.
    case exposure
    /// Faults of web applications, found by using them.
    case webApplications
    /// Vulnerabilities of the images of running containers.
    case containerImages

    public static func < (left: Assessment, right: Assessment) -> Bool { left.order < right.order }

    private var order: Int { Assessment.allCases.firstIndex(of: self) ?? 0 }
}

/// Ways to assess an asset.
public enum SensorKind: String, Hashable, Sendable, CaseIterable {
    /// Scans copies of the disks; nothing runs on the asset.
    case snapshot
    /// Scans over the network from a machine nearby.
    case appliance
    /// A program on the asset that reports changes.
    case agent
    /// Asks the cloud's interfaces for the list of packages.
    case api
    /// Scans public addresses from outside.
    case perimeter
    /// A container beside the containers of a host.
    case container
    /// Uses web applications as a browser would.
    case webApplication

    /// Whether it also sees assets that are stopped.
    ///
    /// Source: the discovery of the vendor's template 1.19 takes stopped instances too; all others need a live asset.
    public var seesStoppedAssets: Bool { self == .snapshot }
}

/// Where an asset runs.
public enum AssetCloud: String, Hashable, Sendable, CaseIterable {
    case aws, azure, gcp, oci
    /// In no cloud.
    case none
}

/// Operating system of an asset.
public enum AssetPlatform: String, Hashable, Sendable, CaseIterable {
    case linux, windows
    /// Anything else, such as a network device.
    case other
}

/// What of its disks keeps a copy from being taken or read.
public enum DiskTrait: String, Hashable, Sendable, CaseIterable {
    /// Copies can be taken and read.
    case open
    /// Encrypted with a key that the scanning account may not use.
    case lockedKey
    /// Local to the host, so that there is nothing to copy.
    case ephemeral
}
