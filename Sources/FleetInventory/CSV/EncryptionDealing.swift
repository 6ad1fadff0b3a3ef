import ScanModel

/// Deals shares of encryption to one volume after the other, evenly and without chance.
///
/// After any number of volumes, those that are encrypted are their share of it, rounded to the nearest whole number, and
/// so are those with a customer key among them.
struct EncryptionDealing {
    private let whole: Int128
    private let encrypted: Int128
    private let customerKey: Int128
    /// Parts of a volume that each kind is owed.
    private var encryptedOwed: Int128
    private var customerKeyOwed: Int128

    /// - Parameter shares: without faults.
    init(_ shares: EncryptionShares) {
        // Two shares have denominators of up to 10^18, so a common one is at most 10^36, far below 2^127.
        let both = shares.customerKey + shares.defaultKey
        guard let whole = Rational.leastCommonMultiple(shares.customerKey.denominator, both.denominator) else {
            preconditionFailure("the shares \(shares) leave 128 bits")
        }
        self.whole = whole
        encrypted = both.numerator * (whole / both.denominator)
        customerKey = shares.customerKey.numerator * (whole / shares.customerKey.denominator)
        // Half a volume ahead, so that the counts round to the nearest number and not down.
        encryptedOwed = whole / 2
        customerKeyOwed = encrypted / 2
    }

    /// The encryption of the next volume. Constant cost.
    mutating func next() -> VolumeEncryption {
        encryptedOwed += encrypted
        if encryptedOwed < whole { return .none }
        encryptedOwed -= whole
        customerKeyOwed += customerKey
        if customerKeyOwed < encrypted { return .defaultKey }
        customerKeyOwed -= encrypted
        return .customerKey
    }
}
