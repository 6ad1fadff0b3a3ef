/// When assets of a class start, against the synchronisations of their connector.
public enum StartPattern: Hashable, Sendable {
    /// At any time, all times being equally likely.
    case anyTime

    /// At fixed times: `after` seconds behind a synchronisation, and every `period` seconds from then on.
    case every(period: Int, after: Int)

    /// Most waits of a pattern of fixed times.
    public static let waitsMost = 100_000

    /// Waits from a start to the next synchronisation, each as likely as the others, ascending; empty for any time.
    ///
    /// A start at the very instant of a synchronisation is found by it. Starts run through the multiples of the greatest
    /// common divisor of both periods, so there are polling / gcd waits.
    /// - Parameter polling: seconds between synchronisations, 1 or more.
    /// - Complexity: O(polling / gcd log).
    func waits(polling: Int) -> [Double] {
        guard case .every(let period, let after) = self else { return [] }
        let step = Self.greatestDivisor(period, polling)
        let first = (polling - after % polling) % step
        return stride(from: first, to: polling, by: step).map(Double.init)
    }

    /// How many waits the pattern has; 0 for any time.
    public func waitCount(polling: Int) -> Int {
        guard case .every(let period, _) = self else { return 0 }
        return polling / Self.greatestDivisor(period, polling)
    }

    private static func greatestDivisor(_ one: Int, _ other: Int) -> Int {
        var (one, other) = (one, other)
        while other != 0 { (one, other) = (other, one % other) }
        return one
    }
}
