/// A token bucket: capacity `burst`, full at first use, refilled continuously.
public struct TokenBucketLimit: Hashable, Sendable {
    public var rate: TokenRate
    /// Capacity in tokens, at least 1; may be fractional.
    public var burst: Rational

    public init(rate: TokenRate, burst: Rational) {
        self.rate = rate
        self.burst = burst
    }
}

/// Addresses for scanners.
public struct SubnetLimit: Hashable, Sendable {
    /// Prefix length of the IPv4 block, 0 ... 32.
    public var prefix: Int
    /// Addresses of the block that cannot be used.
    public var reserved: Int
    /// Addresses that one scanner takes.
    public var perScanner: Int

    public init(prefix: Int, reserved: Int, perScanner: Int) {
        self.prefix = prefix
        self.reserved = reserved
        self.perScanner = perScanner
    }

    /// Scanners that fit at once; never negative.
    public var scanners: Int { max(0, ((1 << (32 - prefix)) - reserved) / perScanner) }
}

/// A vCPU quota.
public struct VCPULimit: Hashable, Sendable {
    /// vCPU that may run at once.
    public var quota: Int
    /// vCPU of one scanner.
    public var perScanner: Int

    public init(quota: Int, perScanner: Int) {
        self.quota = quota
        self.perScanner = perScanner
    }

    /// Scanners that fit at once.
    public var scanners: Int { quota / perScanner }
}

/// What one region allows.
public struct RegionLimits: Hashable, Sendable {
    public var region: String
    /// Scanners the settings ask for.
    public var scannersRequested: Int
    /// Time from the activation of the region to its opening.
    public var setup: Seconds
    /// Time from the last completion to the end of the region.
    public var teardown: Seconds
    /// nil: not stated, so it does not clamp.
    public var subnet: SubnetLimit?
    /// nil: not stated, so it does not clamp.
    public var vcpu: VCPULimit?
    /// Capacity of each resource of the workflow, by its index; nil means unlimited.
    public var capacities: [Int?]
    /// Limit of each bucket of the workflow, by its index; nil means unlimited.
    public var buckets: [TokenBucketLimit?]

    public init(
        region: String, scannersRequested: Int, setup: Seconds, teardown: Seconds, subnet: SubnetLimit?,
        vcpu: VCPULimit?, capacities: [Int?], buckets: [TokenBucketLimit?]
    ) {
        self.region = region
        self.scannersRequested = scannersRequested
        self.setup = setup
        self.teardown = teardown
        self.subnet = subnet
        self.vcpu = vcpu
        self.capacities = capacities
        self.buckets = buckets
    }
}
