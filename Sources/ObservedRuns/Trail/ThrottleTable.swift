import ScanModel

/// One minute in which requests of one account and region were refused, or should have been by the profile's bucket.
public struct ThrottledMinute: Hashable, Sendable {
    public var action: String
    /// Empty: the log does not tell.
    public var account: String
    /// Empty: the log does not tell.
    public var region: String
    /// Such as `2025-03-01T04:05Z`.
    public var minute: String
    /// Requests in that minute, refused ones included.
    public var asked: Int
    public var refused: Int
    /// How many a bucket with the profile's rate and burst would have refused; nil: the profile has no bucket for the action.
    public var refusedByProfile: Int?

    public init(
        action: String, account: String, region: String, minute: String, asked: Int, refused: Int,
        refusedByProfile: Int?
    ) {
        self.action = action
        self.account = account
        self.region = region
        self.minute = minute
        self.asked = asked
        self.refused = refused
        self.refusedByProfile = refusedByProfile
    }
}

/// Holds the requests of a trail against the buckets of a profile.
///
/// The bucket of each action, account and region is full at its first request, and refills by the profile's rate. A request
/// that finds a token takes it; one that finds none is refused and takes nothing. Times are whole seconds: requests of the
/// seconds s to t lie within t - s + 1 seconds, in which a bucket grants its burst and the rate times as many. The bucket
/// here is deeper by one second's rate, grants just that, and so refuses no more than the true one in any order within the
/// seconds. What the trail does not hold (requests of other trails) is missing, so a real bucket that refuses earlier than
/// the profile's is smaller than that, or somebody else drinks from it.
enum ThrottleTable {
    private struct Key: Hashable, Comparable {
        var action: String
        var account: String
        var region: String

        static func < (left: Key, right: Key) -> Bool {
            (left.action, left.account, left.region) < (right.action, right.account, right.region)
        }
    }

    private struct Bucket {
        var rate: Rational
        var burst: Rational
        var tokens: Rational
        var filledAt: Rational?

        mutating func take(at time: Rational) -> Bool {
            if let filledAt {
                // A bucket that has surely filled again needs no product of large numbers.
                let missing = burst - tokens
                tokens = time - filledAt >= missing / rate ? burst : tokens + (time - filledAt) * rate
            }
            filledAt = time
            guard tokens >= .one else { return false }
            tokens = tokens - .one
            return true
        }
    }

    /// - Returns: by action, account, region and minute.
    /// - Complexity: O(n log n) for n events.
    static func minutes(_ events: [TrailEvent], stages: LoggedStages) -> [ThrottledMinute] {
        var seen: Set<String> = []
        let ordered = events.sorted { ($0.time.seconds, $0.id) < ($1.time.seconds, $1.id) }
        let groups = Dictionary(grouping: ordered.filter { seen.insert($0.id).inserted }) {
            Key(action: $0.action.rawValue, account: $0.account ?? "", region: $0.region ?? "")
        }
        return groups.sorted { $0.key < $1.key }.flatMap { key, events -> [ThrottledMinute] in
            var bucket = bucket(of: key.action, stages)
            let hasBucket = bucket != nil
            var minutes: [Int: (asked: Int, refused: Int, expected: Int)] = [:]
            for event in events {
                let isRefused = event.ending == .throttled
                let isExpected = bucket?.take(at: event.time.seconds) == false
                let minute = minutes[event.time.wholeMinutes, default: (0, 0, 0)]
                minutes[event.time.wholeMinutes] = (
                    minute.asked + 1, minute.refused + (isRefused ? 1 : 0), minute.expected + (isExpected ? 1 : 0)
                )
            }
            return minutes.filter { $0.value.refused > 0 || $0.value.expected > 0 }.sorted { $0.key < $1.key }.map {
                ThrottledMinute(
                    action: key.action, account: key.account, region: key.region, minute: LogInstant.minuteText($0.key),
                    asked: $0.value.asked, refused: $0.value.refused,
                    refusedByProfile: hasBucket ? $0.value.expected : nil)
            }
        }
    }

    private static func bucket(of action: String, _ stages: LoggedStages) -> Bucket? {
        guard let bucket = stages.buckets.first(where: { $0.action == action }), bucket.rate.hasSuffix("/s"),
            let rate = Rational(decimal: bucket.rate.dropLast(2)), rate > .zero,
            let burst = Rational(decimal: bucket.burst), burst >= .one
        else { return nil }
        // What a second may grant beside the depth of the bucket.
        let depth = burst + rate
        return Bucket(rate: rate, burst: depth, tokens: depth)
    }
}
