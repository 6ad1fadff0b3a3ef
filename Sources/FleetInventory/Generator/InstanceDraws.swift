import RandomStreams
import ScanModel

/// Everything about one instance that is drawn, from a specification prepared once.
///
/// Draws have addresses (``DrawKey``) of trial 0 and the index of the region. Account and number are joined to
/// `running = account * 2^25 + number`: a number is below 20,000,000 < 2^25 and an account below 100,000 < 2^17, so the
/// 42 bits of `running` tell both. They fill the address as follows, together with what is drawn:
///
/// | coordinate | bits      | holds                                |
/// | ---------- | --------- | ------------------------------------ |
/// | `item`     | 31 ... 0  | the low 32 bits of `running`         |
/// | `stage`    | 15        | 1                                    |
/// | `stage`    | 14 ... 5  | the high 10 bits of `running`        |
/// | `stage`    | 4 ... 0   | what is drawn (``Drawn``)            |
/// | draw index | 31 ... 0  | which of the volumes, from 0, else 0 |
///
/// Nothing overlaps, so no two draws share an address, and as long as a simulation numbers its stages below 32,768 it
/// never reads one of these with the same seed. An instance depends neither on how many others there are nor on the
/// order in which they are made.
struct InstanceDraws {
    /// What is drawn; the raw values are part of the addresses and never change.
    enum Drawn: UInt16 {
        /// Of an account, not of an instance: with region 0 and number 0.
        case accountWeight = 0
        case platform = 1
        case tagging = 2
        case volumeCount = 3
        case rootSize = 4
        case dataSize = 5
        case encryption = 6
    }

    private let seed: UInt64
    private let windowsBelow: UInt128
    private let valueBelow: UInt128
    private let otherValueBelow: UInt128
    private let customerKeyBelow: UInt128
    private let encryptedBelow: UInt128
    /// Sums of the weights of up to 1, 2, 3 ... volumes.
    private let volumeCountBelow: [UInt64]
    private let rootSize: SizeDraw
    private let dataSize: SizeDraw

    /// - Parameter specification: one without faults.
    init(_ specification: FleetSpecification) {
        seed = specification.seed
        windowsBelow = Self.threshold(specification.windowsShare)
        let share = specification.tag?.share ?? .zero
        valueBelow = Self.threshold(share)
        otherValueBelow = Self.threshold(share + (specification.tag?.otherShare ?? .zero))
        customerKeyBelow = Self.threshold(specification.encryption.customerKey)
        encryptedBelow = Self.threshold(specification.encryption.customerKey + specification.encryption.defaultKey)
        var sum: UInt64 = 0
        volumeCountBelow = specification.volumesPerInstance.map { weight in
            sum += UInt64(weight)
            return sum
        }
        rootSize = SizeDraw(specification.rootSize)
        dataSize = SizeDraw(specification.dataSize)
    }

    /// The address of a draw.
    @inline(__always)
    static func address(seed: UInt64, account: Int, region: Int, number: Int, drawn: Drawn) -> DrawKey {
        let running = UInt64(account) << 25 | UInt64(number)
        return DrawKey(
            seed: seed, trial: 0, region: UInt16(region), item: UInt32(truncatingIfNeeded: running),
            stage: 1 << 15 | UInt16(running >> 32) << 5 | drawn.rawValue)
    }

    /// The instance with a number from 0 within its account and region. Constant cost, without allocation.
    func instance(account: Int, region: Int, number: Int) -> GeneratedInstance {
        var key = Self.address(seed: seed, account: account, region: region, number: number, drawn: .platform)
        let base = key.stage ^ Drawn.platform.rawValue
        func bits(_ drawn: Drawn) -> UInt64 {
            key.stage = base | drawn.rawValue
            return key.bits(draw: 0)
        }

        let platform: Platform = UInt128(bits(.platform)) < windowsBelow ? .windows : .linux
        let tagged = UInt128(bits(.tagging))
        let tagging: GeneratedInstance.Tagging =
            tagged < valueBelow ? .value : tagged < otherValueBelow ? .otherValue : .none
        // The high half of bits * sum is uniform below the sum, up to a bias of sum / 2^64 (D. Lemire, "Fast random
        // integer generation in an interval", ACM Transactions on Modeling and Computer Simulation 29, 2019).
        let place = bits(.volumeCount).multipliedFullWidth(by: volumeCountBelow[volumeCountBelow.count - 1]).high
        var count = 1
        while place >= volumeCountBelow[count - 1] { count += 1 }

        key.stage = base | Drawn.rootSize.rawValue
        var volumes = GeneratedVolumes(root: rootSize.size(key.uniform(draw: 0)))
        key.stage = base | Drawn.dataSize.rawValue
        for draw in 0..<UInt32(count - 1) { volumes.append(dataSize.size(key.uniform(draw: draw))) }
        var encryption = GeneratedEncryption(volumes: count)
        if encryptedBelow > 0 {
            key.stage = base | Drawn.encryption.rawValue
            for volume in 0..<count { encryption[volume] = self.encryption(UInt128(key.bits(draw: UInt32(volume)))) }
        }
        return GeneratedInstance(
            account: account, region: region, number: number, platform: platform, tagging: tagging, volumes: volumes,
            encryption: encryption)
    }

    private func encryption(_ drawn: UInt128) -> VolumeEncryption {
        drawn < customerKeyBelow ? .customerKey : drawn < encryptedBelow ? .defaultKey : .none
    }

    /// How many of the 2^64 values of random bits mean "yes" for a share, rounded up.
    private static func threshold(_ share: Rational) -> UInt128 {
        // A share has a denominator of up to 10^18, and the sum of two shares one of up to 10^36.
        let (numerator, denominator) = (UInt128(share.numerator), UInt128(share.denominator))
        let wide = numerator.multipliedFullWidth(by: 1 << 64)
        let (quotient, remainder) = denominator.dividingFullWidth(wide)
        return remainder == 0 ? quotient : quotient + 1
    }
}

/// Draws one size.
private struct SizeDraw {
    private let logarithm: Distribution
    private let median: Double
    private let least: Double
    private let most: Double

    init(_ distribution: FleetSpecification.SizeDistribution) {
        logarithm = .normal(mean: 0, sd: distribution.sigma)
        median = distribution.medianGiB
        least = Double(distribution.leastGiB)
        most = Double(distribution.mostGiB)
    }

    /// The size in GiB of which a share `u` of all sizes is smaller: halves round up, then the bounds hold.
    func size(_ u: Double) -> Int32 {
        let exact = median * exactExp(logarithm.quantile(u))
        // The bounds come first, because a size before them can be too great for an integer; they are whole, so the
        // order makes no difference to the result.
        return Int32(min(max(exact, least), most) + 0.5)
    }
}
