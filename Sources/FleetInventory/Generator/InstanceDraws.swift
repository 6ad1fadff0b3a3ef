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
struct InstanceDraws: Sendable {
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
        case cloudAgent = 7
        case apiScanned = 8
    }

    let seed: UInt64
    let windows: Chance
    let tagValue: Chance
    /// Of either value.
    let tagged: Chance
    let customerKey: Chance
    let encrypted: Chance
    let cloudAgent: Chance
    let apiScanned: Chance
    /// Sums of the weights of up to 1, 2, 3 ... volumes.
    private let volumeCountBelow: [UInt64]
    let rootSize: SizeDraw
    let dataSize: SizeDraw

    /// - Parameters:
    ///   - specification: one without faults.
    ///   - expected: about how many instances will be drawn; for many, tables are worth their making.
    init(_ specification: FleetSpecification, expected: Int = 1) {
        seed = specification.seed
        windows = Chance(specification.windowsShare)
        let share = specification.tag?.share ?? .zero
        tagValue = Chance(share)
        tagged = Chance(share + (specification.tag?.otherShare ?? .zero))
        customerKey = Chance(specification.encryption.customerKey)
        encrypted = Chance(specification.encryption.customerKey + specification.encryption.defaultKey)
        cloudAgent = Chance(specification.cloudAgentShare)
        apiScanned = Chance(specification.apiScannedShare)
        var sum: UInt64 = 0
        volumeCountBelow = specification.volumesPerInstance.map { weight in
            sum += UInt64(weight)
            return sum
        }
        rootSize = SizeDraw(specification.rootSize, expected: expected)
        dataSize = SizeDraw(specification.dataSize, expected: expected)
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

        let platform: Platform = windows.holds(bits(.platform)) ? .windows : .linux
        let tagging = tagging(bits(.tagging))
        let count = volumeCount(bits(.volumeCount))

        key.stage = base | Drawn.rootSize.rawValue
        var volumes = GeneratedVolumes(root: rootSize.size(key.bits(draw: 0)))
        key.stage = base | Drawn.dataSize.rawValue
        for draw in 0..<UInt32(count - 1) { volumes.append(dataSize.size(key.bits(draw: draw))) }
        var encryption = GeneratedEncryption(volumes: count)
        if !encrypted.isNever {
            key.stage = base | Drawn.encryption.rawValue
            for volume in 0..<count { encryption[volume] = self.encryption(key.bits(draw: UInt32(volume))) }
        }
        var traits: InstanceTraits = []
        if !cloudAgent.isNever, cloudAgent.holds(bits(.cloudAgent)) { traits.insert(.cloudAgent) }
        if !apiScanned.isNever, apiScanned.holds(bits(.apiScanned)) { traits.insert(.apiScanned) }
        return GeneratedInstance(
            account: account, region: region, number: number, platform: platform, tagging: tagging, volumes: volumes,
            encryption: encryption, traits: traits)
    }

    @inline(__always)
    func tagging(_ bits: UInt64) -> GeneratedInstance.Tagging {
        tagValue.holds(bits) ? .value : tagged.holds(bits) ? .otherValue : .none
    }

    @inline(__always)
    func encryption(_ bits: UInt64) -> VolumeEncryption {
        customerKey.holds(bits) ? .customerKey : encrypted.holds(bits) ? .defaultKey : .none
    }

    /// The high half of bits * sum is uniform below the sum, up to a bias of sum / 2^64 (D. Lemire, "Fast random
    /// integer generation in an interval", ACM Transactions on Modeling and Computer Simulation 29, 2019).
    @inline(__always)
    func volumeCount(_ bits: UInt64) -> Int {
        let place = bits.multipliedFullWidth(by: volumeCountBelow[volumeCountBelow.count - 1]).high
        var count = 1
        for below in volumeCountBelow where place >= below { count += 1 }
        return count
    }
}

/// An event of a given probability, told from 64 random bits.
struct Chance: Hashable, Sendable {
    let isNever: Bool
    /// The greatest of the bits that mean "yes", unless none does.
    private let last: UInt64

    /// - Parameter share: the probability, 0 ... 1.
    init(_ share: Rational) {
        // How many of the 2^64 values mean "yes", rounded up. A share has a denominator of up to 10^18, and the sum of
        // two shares one of up to 10^36.
        let (numerator, denominator) = (UInt128(share.numerator), UInt128(share.denominator))
        let wide = numerator.multipliedFullWidth(by: 1 << 64)
        let (quotient, remainder) = denominator.dividingFullWidth(wide)
        let count = remainder == 0 ? quotient : quotient + 1
        isNever = count == 0
        last = isNever ? 0 : UInt64(count - 1)
    }

    /// Whether it happens whatever the bits are.
    var isCertain: Bool { !isNever && last == .max }

    @inline(__always)
    func holds(_ bits: UInt64) -> Bool { bits <= last && !isNever }
}
