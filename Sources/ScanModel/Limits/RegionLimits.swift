/// A token bucket: capacity `burst`, full at first use, refilled continuously.
public struct TokenBucketLimit: Hashable, Sendable {
    public var rate: TokenRate
    /// Capacity in tokens, at least 1; may be fractional.
    public var burst: Rational
    /// Tokens a second that others spend all the time, at least 0; see ``refill``.
    public var background: Rational

    public init(rate: TokenRate, burst: Rational, background: Rational = .zero) {
        self.rate = rate
        self.burst = burst
        self.background = background
    }

    /// Whether the others leave anything over.
    public var leavesTokens: Bool { background < rate.perSecond }

    /// Tokens a second that come back and are left for the model; all of them where the others leave nothing, which is
    /// no plan.
    ///
    /// The use of the others is a steady flow that comes first. Against requests of theirs that come one by one, evenly
    /// spaced, and go to the head of the line, the model is right to one token, so that a grant comes up to
    /// `1/refill + 1/rate` seconds later or earlier. It is too fast, by as many tokens, where they come in bursts; it is
    /// too slow where they are refused at an empty bucket and go without.
    public var refill: TokenRate {
        leavesTokens ? TokenRate(perSecond: rate.perSecond - background) : rate
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
