/// Fast restore of a snapshot: it is prepared in a zone, and then a credit buys a volume that is full at once.
///
/// Credits fill at min(10, 1024 / size in GiB) an hour up to max(1, min(10, 1024 / size in GiB)), from none on when fast
/// restore is enabled; preparing a snapshot takes 60 minutes per TiB and goes on beside it. Each snapshot and zone has a
/// bucket of its own, is billed by the minute while enabled and for an hour at least, and may have 16 TiB at most.
///
/// Source: https://github.com/awsdocs/amazon-ec2-user-guide @09655643 doc_source/ebs-fast-snapshot-restore.md
public struct FastRestore: Hashable, Sendable {
    /// Seconds that preparing takes for each GiB.
    public static let preparingPerGiB = Rational(3600, over: 1024)
    /// Seconds until the first credit of however small a snapshot.
    public static let firstCreditLeast = Rational(360)
    /// Largest snapshot, in GiB.
    public static let sizeMost = GiB(Rational(16 * 1024))
    /// Seconds that are billed at least.
    public static let billedLeast = Rational(3600)

    /// Size of the snapshot, above 0.
    public var size: GiB

    public init(size: GiB) {
        precondition(size.value > .zero, "a snapshot of \(size.value) GiB")
        self.size = size
    }

    /// Credits an hour.
    public var creditsPerHour: Rational { min(Rational(10), Rational(1024) / size.value) }

    /// Credits that a full bucket holds.
    public var creditsMost: Rational { max(.one, creditsPerHour) }

    /// Credits at a time after enabling, if none is spent.
    public func credits(after time: Seconds) -> Rational {
        min(creditsMost, creditsPerHour * time.value / Rational(3600))
    }

    /// Time from enabling to the credit for the first volume.
    public var firstCredit: Seconds { Seconds(Rational(3600) / creditsPerHour) }

    /// Time that preparing the snapshot takes.
    public var preparing: Seconds { Seconds(size.value * FastRestore.preparingPerGiB) }

    /// Time from enabling until the first volume can be made that is full at once: prepared, and with a credit.
    ///
    /// Equal to the time to the first credit, as a credit never comes before the snapshot is prepared.
    public var firstVolume: Seconds { max(firstCredit, preparing) }

    /// Time that is billed in a zone if fast restore stays on for `time`.
    public func billed(_ time: Seconds) -> Seconds { max(time, Seconds(FastRestore.billedLeast)) }
}
