/// What polling makes of a class of assets, in closed form.
///
/// A connector synchronises every P seconds. A cloud lists an asset while it lives, for a time L, and for a retention r
/// behind its end. A start at any time waits W for the next synchronisation, uniform between 0 and P, so an asset of
/// length L is seen with probability min(1, (L + r) / P), and a class with E min(1, (L + r) / P) =
/// (min(r, P) + I(P - r)) / P, where I(x) is the integral of P(L > t) from 0 to x. For exponential lengths of mean m
/// that is (r + m (1 - e^-((P - r) / m))) / P. Everything else here follows from the same integral. Starts at fixed
/// times have finitely many waits and get sums in place of integrals.
public struct DiscoveryLaw: Hashable, Sendable {
    /// Shares of the assets that start; they add up to 1, but for rounding.
    public struct Outcomes: Hashable, Sendable {
        /// No synchronisation finds it.
        public var neverSeen = 0.0
        /// Found only behind its end, while the cloud still lists it.
        public var seenEndedOnly = 0.0
        /// Found while it runs, and later found ended, while the cloud still lists it.
        public var seenThenFoundEnded = 0.0
        /// Found while it runs, and later no longer listed.
        public var seenThenGone = 0.0
        /// Found while it runs, and it goes on running.
        public var staysRunning = 0.0

        /// Found at all.
        public var seen: Double { seenEndedOnly + seenRunning }
        /// Found while it runs.
        public var seenRunning: Double { seenThenFoundEnded + seenThenGone + staysRunning }
    }

    public let outcomes: Outcomes
    /// Mean time from the start to the first sight of those that are seen, in seconds; nil if none is.
    public let meanDelay: Double?
    /// The delay that 95 % of those that are seen do not exceed.
    public let delay95: Double?
    /// Mean time for which an ended asset is still shown as running, of those that were seen running; nil without ends.
    public let meanStale: Double?
    /// Part of the time for which assets are shown as running that lies behind their ends.
    public let staleShare: Double?

    private let lifetime: Lifetime
    private let polling: Double
    private let retention: Double
    private let waits: [Double]

    /// Works the law out.
    ///
    /// - Parameters:
    ///   - polling: seconds between synchronisations, 1 or more.
    ///   - retention: seconds for which the cloud lists an ended asset, 0 or more.
    /// - Complexity: O(1) for starts at any time, else O(waits).
    public init(_ lifetime: Lifetime, starts: StartPattern, polling: Int, retention: Double) {
        self.lifetime = lifetime
        self.polling = Double(polling)
        // A retention beyond the polling finds every ended asset; more of it finds nothing more.
        self.retention = min(retention, Double(polling))
        waits = starts.waits(polling: polling)
        let parts =
            waits.isEmpty
            ? Self.anyTime(lifetime, self.polling, self.retention)
            : Self.fixedTimes(lifetime, waits, self.polling, self.retention)
        outcomes = parts.outcomes
        meanDelay = parts.meanDelay
        meanStale = parts.meanStale
        staleShare = parts.staleShare
        delay95 =
            waits.isEmpty
            ? Self.delay(0.95, lifetime, self.polling, self.retention)
            : Self.delay(0.95, lifetime, waits, self.retention)
    }

    /// The probability that an asset is seen within a time of its start. Complexity: that of the initialiser.
    public func seen(within seconds: Double) -> Double {
        guard !waits.isEmpty else { return Self.seenTime(min(seconds, polling), lifetime, retention) / polling }
        let found = waits.filter { $0 <= seconds }.map { lifetime.survival($0 - retention) }
        return found.reduce(0, +) / Double(waits.count)
    }

    private struct Parts {
        var outcomes = Outcomes()
        var meanDelay: Double?
        var meanStale: Double?
        var staleShare: Double?
    }

    /// Of the waits up to x, the length that finds the asset, on average over lives: waits below the retention always do.
    private static func seenTime(_ x: Double, _ lifetime: Lifetime, _ retention: Double) -> Double {
        min(x, retention) + lifetime.integral(x - retention)
    }

    private static func anyTime(_ lifetime: Lifetime, _ polling: Double, _ retention: Double) -> Parts {
        var parts = Parts()
        let rest = polling - retention
        let (running, listed) = (lifetime.integral(polling), lifetime.integral(rest))
        let seen = (retention + listed) / polling
        parts.outcomes.neverSeen = max(0, 1 - seen)
        parts.outcomes.seenEndedOnly = max(0, (retention + listed - running) / polling)
        // Waits w find it with S(w - r): the integral of w S(w - r), split at w = r.
        let waited = retention * retention / 2 + lifetime.momentIntegral(rest) + retention * listed
        parts.meanDelay = seen > 0 ? waited / (polling * seen) : nil
        guard let mean = lifetime.mean else {
            parts.outcomes.seenEndedOnly = 0
            parts.outcomes.staysRunning = running / polling
            return parts
        }
        parts.outcomes.seenThenFoundEnded = max(0, (running - listed) / polling)
        parts.outcomes.seenThenGone = listed / polling
        // A record shows an asset as running for L on average over all waits, and min(L, W) of it in vain.
        let vain = running - lifetime.momentIntegral(polling) / polling
        parts.meanStale = running > 0 ? vain * polling / running : nil
        parts.staleShare = vain / mean
        return parts
    }

    private static func fixedTimes(
        _ lifetime: Lifetime, _ waits: [Double], _ polling: Double, _ retention: Double
    ) -> Parts {
        var parts = Parts()
        let share = 1 / Double(waits.count)
        var (seen, running, waited, found) = (0.0, 0.0, 0.0, 0.0)
        var (shown, alive) = (0.0, 0.0)
        for wait in waits {
            let isSeen = lifetime.survival(wait - retention)
            seen += isSeen
            waited += wait * isSeen
            running += lifetime.survival(wait)
            guard let mean = lifetime.mean, let sum = lifetime.survivalSum(from: wait, step: polling),
                let before = lifetime.survivalSum(from: wait + polling - retention, step: polling),
                let after = lifetime.survivalSum(from: wait + polling, step: polling)
            else { continue }
            // It ends within the retention before some synchronisation behind the first one.
            found += before - after
            shown += polling * sum
            alive += mean - lifetime.integral(wait)
        }
        parts.outcomes.neverSeen = max(0, 1 - seen * share)
        parts.meanDelay = seen > 0 ? waited / seen : nil
        guard lifetime.mean != nil else {
            parts.outcomes.staysRunning = running * share
            return parts
        }
        parts.outcomes.seenEndedOnly = max(0, (seen - running) * share)
        parts.outcomes.seenThenFoundEnded = max(0, found * share)
        parts.outcomes.seenThenGone = max(0, (running - found) * share)
        parts.meanStale = running > 0 ? (shown - alive) / running : nil
        parts.staleShare = shown > 0 ? max(0, (shown - alive) / shown) : nil
        return parts
    }

    /// The delay that a part of those that are seen do not exceed: the root of a rising function, by bisection.
    private static func delay(
        _ part: Double, _ lifetime: Lifetime, _ polling: Double, _ retention: Double
    ) -> Double? {
        let target = part * seenTime(polling, lifetime, retention)
        guard target > 0 else { return nil }
        var (low, high) = (0.0, polling)
        for _ in 0..<80 {
            let middle = (low + high) / 2
            if seenTime(middle, lifetime, retention) < target { low = middle } else { high = middle }
        }
        return high
    }

    private static func delay(
        _ part: Double, _ lifetime: Lifetime, _ waits: [Double], _ retention: Double
    ) -> Double? {
        let weights = waits.map { lifetime.survival($0 - retention) }
        let total = weights.reduce(0, +)
        guard total > 0 else { return nil }
        var sum = 0.0
        for (wait, weight) in zip(waits, weights) {
            sum += weight
            // Rounding of the sums must not make the last wait out of an earlier one.
            if sum >= part * total * (1 - 1e-12) { return wait }
        }
        return waits.last
    }
}
