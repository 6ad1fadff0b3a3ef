/// Volumes that are filled from their snapshots at a rate that is paid for.
///
/// The rate is 100 to 300 MiB/s for each volume. The rates of all volumes that are being filled in a region add up to at
/// most 5,000 MiB/s for an account; a request beyond that fails, it does not wait. A volume is full after the data of its
/// snapshot divided by its rate, however many others are filled beside it.
///
/// Source: https://docs.aws.amazon.com/ebs/latest/userguide/initalize-volume.html
public struct ProvisionedInitialisation: Hashable, Sendable {
    /// Rates that a volume can have, in MiB/s.
    public static let rates: ClosedRange<Int64> = 100...300

    /// Of each volume.
    public var rate: ByteRate
    /// Of all volumes of an account in a region.
    public var cap: ByteRate

    public init(rate: ByteRate, cap: ByteRate) {
        self.rate = rate
        self.cap = cap
    }

    /// Time until a volume is full.
    ///
    /// - Parameter bytes: what its snapshot holds, which is less than the size of a volume that is not full.
    public func duration(bytes: Int64) -> Seconds { Seconds(rate.seconds(for: bytes)) }

    /// Volumes that can be filled at the same time; the request for one more fails.
    public var volumesAtOnce: Int { Int(cap.bytesPerSecond / rate.bytesPerSecond) }
}
