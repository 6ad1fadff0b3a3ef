internal import EventSimulation

/// What requests of a synchronisation rest on.
public struct CallTerms: Hashable, Sendable {
    /// A token bucket: tokens of a full one, and tokens a second.
    public struct Bucket: Hashable, Sendable {
        public var burst: Int
        public var perSecond: Int

        public init(burst: Int, perSecond: Int) {
            self.burst = burst
            self.perSecond = perSecond
        }

        /// Milliseconds until the last of some requests that are made together is granted, from a full bucket.
        func wait(_ requests: Int) -> Int {
            guard requests > 0 else { return 0 }
            // Thousandths of a token keep the interval whole for every rate.
            var bucket = TokenBucket(
                interval: 1_000_000 / Int64(perSecond), tolerance: Int64(burst - 1) * 1_000_000 / Int64(perSecond),
                fraction: 1000)
            return Int(bucket.grant(Int64(requests), at: 0))
        }
    }

    /// The bucket of each action for an account in a region (AWS), of all reads for a subscription in a region (Azure).
    public var bucket: [ConnectorCloud: Bucket]
    /// Assets on one page of a list.
    public var pageSize: [ConnectorCloud: Int]
    /// Lists beside the one of assets, for each region.
    public var listsPerRegion: [ConnectorCloud: Int]
    /// Lists for each account.
    public var listsPerAccount: [ConnectorCloud: Int]
    /// Further reads for each asset.
    public var readsPerAsset: [ConnectorCloud: Int]
    /// Milliseconds that a request takes, one after the other.
    public var millisecondsPerCall: ClosedRange<Int>

    public init(
        bucket: [ConnectorCloud: Bucket], pageSize: [ConnectorCloud: Int], listsPerRegion: [ConnectorCloud: Int],
        listsPerAccount: [ConnectorCloud: Int],
        readsPerAsset: [ConnectorCloud: Int], millisecondsPerCall: ClosedRange<Int>
    ) {
        self.bucket = bucket
        self.pageSize = pageSize
        self.listsPerRegion = listsPerRegion
        self.listsPerAccount = listsPerAccount
        self.readsPerAsset = readsPerAsset
        self.millisecondsPerCall = millisecondsPerCall
    }
}

/// Requests of one synchronisation of one account, and how long it takes.
public struct SynchronisationCalls: Hashable, Sendable {
    public enum Verdict: String, Hashable, Sendable {
        /// Even slow requests end before the next synchronisation.
        case fits
        /// Slow requests would not.
        case mayNotFit
        /// The throttles alone take longer.
        case cannotFit
    }

    public var account: String
    public var connector: String
    /// Assets that the cloud lists at one time, ended ones in retention included, rounded up.
    public var listed: Int
    public var requests: Int
    /// Milliseconds for which the throttle holds the last request back if all are made at once, in one region.
    public var throttleMilliseconds: Int
    /// Milliseconds if requests are made one after the other, with quick and with slow ones; not below the throttle.
    public var milliseconds: ClosedRange<Int>
    public var verdict: Verdict

    /// Counts the requests. All assets in one region is the worst case for the throttle; a page begun in every region is
    /// the worst for the number of requests.
    public init(_ account: CloudAccount, connector: Connector, listed: Int, terms: CallTerms) {
        let cloud = account.cloud
        self.account = account.id
        self.connector = connector.name
        self.listed = listed
        let pageSize = terms.pageSize[cloud] ?? 1
        let pages = max(1, (listed + pageSize - 1) / pageSize)
        let reads = listed * (terms.readsPerAsset[cloud] ?? 0)
        requests =
            pages + account.regions - 1 + account.regions * (terms.listsPerRegion[cloud] ?? 0)
            + (terms.listsPerAccount[cloud] ?? 0) + reads
        throttleMilliseconds = terms.bucket[cloud]?.wait(pages + reads) ?? 0
        let quick = max(throttleMilliseconds, requests * terms.millisecondsPerCall.lowerBound)
        let slow = max(throttleMilliseconds, requests * terms.millisecondsPerCall.upperBound)
        milliseconds = quick...slow
        let polling = connector.polling * 1000
        verdict = throttleMilliseconds > polling ? .cannotFit : slow > polling ? .mayNotFit : .fits
    }
}
