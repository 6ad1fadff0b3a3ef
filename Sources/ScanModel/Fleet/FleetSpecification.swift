/// What a generated fleet should look like, in plain values.
///
/// Any value can be made; ``faults`` says what is wrong with it. FleetInventory's generator turns a specification without
/// faults into a fleet, always the same one.
public struct FleetSpecification: Hashable, Sendable {
    /// Seed of all draws; any value.
    public var seed: UInt64
    /// Number of instances of the whole fleet, met exactly; 1 ... 20,000,000.
    public var instances: Int
    /// Number of accounts, 1 ... 100,000. Some get no instance if their weight is too small for one.
    public var accounts: Int
    /// The first account as a number; account `i` is `firstAccount + i`, written with 12 digits.
    public var firstAccount: Int
    /// The regions in the order of the fleet, 1 ... 100 of them.
    public var regions: [RegionShare]
    /// How unevenly instances spread over accounts.
    public var accountSkew: AccountSkew
    /// Weights of having 1, 2, 3 ... volumes, at most 8 of them; each 0 ... 1,000,000, and not all 0.
    public var volumesPerInstance: [Int]
    /// Size of the first volume of an instance.
    public var rootSize: SizeDistribution
    /// Size of each further volume.
    public var dataSize: SizeDistribution
    /// Expected share of instances on Windows, 0 ... 1; the others run Linux.
    public var windowsShare: Rational
    /// The tag that some instances carry; nil for a fleet without tags.
    public var tag: TagShares?
    /// Expected shares of volumes that are encrypted.
    public var encryption: EncryptionShares
    /// Expected share of instances that the vendor's agent runs on, 0 ... 1.
    public var cloudAgentShare: Rational = .zero
    /// Expected share of instances that the vendor's scan by the cloud's interfaces covers, 0 ... 1.
    public var apiScannedShare: Rational = .zero

    /// Where generated accounts begin unless a specification says otherwise: 900000000000.
    ///
    /// None of the 100,000 accounts from here on has the form of those in examples, such as 111122223333.
    public static let firstAccountDefault = 900_000_000_000

    public init(
        seed: UInt64 = 0, instances: Int, accounts: Int, firstAccount: Int = firstAccountDefault,
        regions: [RegionShare], accountSkew: AccountSkew = .even, volumesPerInstance: [Int],
        rootSize: SizeDistribution, dataSize: SizeDistribution, windowsShare: Rational = .zero, tag: TagShares? = nil,
        encryption: EncryptionShares = EncryptionShares()
    ) {
        self.seed = seed
        self.instances = instances
        self.accounts = accounts
        self.firstAccount = firstAccount
        self.regions = regions
        self.accountSkew = accountSkew
        self.volumesPerInstance = volumesPerInstance
        self.rootSize = rootSize
        self.dataSize = dataSize
        self.windowsShare = windowsShare
        self.tag = tag
        self.encryption = encryption
    }

    /// A region and its weight among the regions.
    public struct RegionShare: Hashable, Sendable {
        /// The name as the cloud spells it: lower-case letters, digits and hyphens, at most 64 of them.
        public var name: String
        /// Weight relative to the other regions, exact and not negative: 3 beside 1 means the same as 0.75 beside 0.25.
        public var share: Rational

        public init(_ name: String, share: Rational) {
            self.name = name
            self.share = share
        }
    }

    /// How unevenly instances spread over accounts: weights with a bounded Pareto distribution.
    ///
    /// The share of accounts heavier than `x` times the lightest falls as `x` to the power of `-shape`, until `x`
    /// reaches `ratio`.
    public struct AccountSkew: Hashable, Sendable {
        /// The exponent, 0.1 ... 100; the smaller, the more of the fleet belongs to few accounts.
        public var shape: Double
        /// The heaviest possible weight as a multiple of the lightest, 1 ... 1,000,000.
        public var ratio: Double

        public init(shape: Double, ratio: Double) {
            self.shape = shape
            self.ratio = ratio
        }

        /// All accounts weigh the same.
        public static let even = AccountSkew(shape: 1, ratio: 1)
    }

    /// A lognormal size in GiB, rounded to the nearest whole number and then kept within bounds.
    public struct SizeDistribution: Hashable, Sendable {
        /// Median in GiB before rounding, above 0 and at most 65,536.
        public var medianGiB: Double
        /// Standard deviation of the natural logarithm of the size, 0 ... 10; 0 makes all sizes the same.
        public var sigma: Double
        /// Smallest size in GiB, 1 ... 65,536.
        public var leastGiB: Int
        /// Largest size in GiB, `leastGiB` ... 65,536.
        public var mostGiB: Int

        public init(medianGiB: Double, sigma: Double, leastGiB: Int, mostGiB: Int) {
            self.medianGiB = medianGiB
            self.sigma = sigma
            self.leastGiB = leastGiB
            self.mostGiB = mostGiB
        }
    }

    /// A tag key, and the shares of instances that carry it with one value or the other.
    public struct TagShares: Hashable, Sendable {
        /// 1 ... 128 characters.
        public var key: String
        /// At most 256 characters.
        public var value: String
        /// Expected share of instances with `key=value`, 0 ... 1.
        public var share: Rational
        /// At most 256 characters, and not the same as `value`.
        public var otherValue: String
        /// Expected share of instances with `key=otherValue`; what remains of 1 carries no tag.
        public var otherShare: Rational

        public init(
            key: String, value: String, share: Rational, otherValue: String = "", otherShare: Rational = .zero
        ) {
            self.key = key
            self.value = value
            self.share = share
            self.otherValue = otherValue
            self.otherShare = otherShare
        }
    }
}

extension FleetSpecification {
    /// The account at an index from 0, as 12 digits.
    public func accountID(_ index: Int) -> String {
        let digits = String(firstAccount + index)
        return String(repeating: "0", count: max(0, 12 - digits.utf8.count)) + digits
    }

    /// The expected number of volumes of an instance, exact. Traps if the weights have faults.
    public var meanVolumesPerInstance: Rational {
        let weighted = volumesPerInstance.enumerated().reduce(0) { $0 + ($1.offset + 1) * $1.element }
        return Rational(Int128(weighted), over: Int128(volumesPerInstance.reduce(0, +)))
    }

    /// The shares of the regions as whole numbers of the same proportions; nil if one is negative, all are 0, or their
    /// sum would leave 10^18.
    public var regionWeights: [UInt64]? {
        let limit: Int128 = 1_000_000_000_000_000_000
        var scale: Int128 = 1
        for region in regions {
            guard (0...limit).contains(region.share.numerator), region.share.denominator <= limit,
                let next = Rational.leastCommonMultiple(scale, region.share.denominator), next <= limit
            else { return nil }
            scale = next
        }
        // Both factors are at most 10^18, so no product leaves 128 bits.
        let weights = regions.map { $0.share.numerator * (scale / $0.share.denominator) }
        guard weights.allSatisfy({ $0 <= limit }), (1...limit).contains(weights.reduce(0, +)) else { return nil }
        return weights.map { UInt64($0) }
    }
}
