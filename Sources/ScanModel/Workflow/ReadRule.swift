/// How fast the scanners of a deployment read their volumes.
///
/// One stage reads: by itself, and by each of its scan types, one after another. Each of these parts lasts as long as its
/// timing says or as long as its bytes take, whichever is longer, and then the timeout of a scan type cuts it. So the
/// timings stand for what is bound by seeks and by the scanner's own work, and the rule for what is bound by bytes.
public struct ReadRule: Hashable, Sendable {
    /// How volumes are filled at a paid rate, and what is held meanwhile.
    public struct Filling: Hashable, Sendable {
        public var initialisation: ProvisionedInitialisation
        /// Index of the resource of the workflow that counts volumes being filled; units are given back when the largest
        /// volume of an item is full, and when the reading stage ends at the latest.
        public var resource: Int

        public init(initialisation: ProvisionedInitialisation, resource: Int) {
            self.initialisation = initialisation
            self.resource = resource
        }
    }

    public var method: ReadMethod
    /// Index of the stage that reads.
    public var stage: Int
    /// Most of the first read of a block; nil: as fast as any other read.
    public var firstRead: ByteRate?
    /// Most that a volume gives; nil: no limit.
    public var volume: ByteRate?
    /// What the scanner reads from all its volumes; nil: no limit.
    public var instance: InstanceBandwidth?
    /// Share of a volume's size that holds data, 0 ... 1.
    public var dataShare: Rational
    /// Share of the data that the stage itself reads, and then each of its scan types in their order; 0 ... 1 each.
    public var readShares: [Rational]
    /// nil: volumes are not filled at a paid rate.
    public var filling: Filling?
    /// Index of the stage whose end waits until the snapshot is prepared for fast restore; nil: nothing waits.
    public var preparationStage: Int?

    public init(
        method: ReadMethod, stage: Int, firstRead: ByteRate?, volume: ByteRate?, instance: InstanceBandwidth?,
        dataShare: Rational, readShares: [Rational], filling: Filling? = nil, preparationStage: Int? = nil
    ) {
        self.method = method
        self.stage = stage
        self.firstRead = firstRead
        self.volume = volume
        self.instance = instance
        self.dataShare = dataShare
        self.readShares = readShares
        self.filling = filling
        self.preparationStage = preparationStage
    }

    /// Bytes of each size unit that hold data, or the part of it that `share` is; rounded up to whole bytes.
    public func bytes(_ share: Rational = .one, perUnitOf sizeUnitsPerGiB: Int64) -> Int64 {
        let unit = Rational(Int128(ByteRate.bytesPerGiB), over: Int128(sizeUnitsPerGiB))
        return Int64((unit * dataShare * share).ceiling)
    }

    /// How a volume is read beside others, `aboard` in all.
    public func share(aboard: Int64) -> ReadShare {
        ReadShare(
            method: firstRead?.bytesPerSecond ?? .max, volume: volume?.bytesPerSecond ?? .max,
            instance: instance.map { ($0.baseline.bytesPerSecond, $0.burst.bytesPerSecond, $0.credit) }, aboard: aboard)
    }
}
