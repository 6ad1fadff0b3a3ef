public import ScanModel

/// What readers of logs have to know of a profile: its stages, in the order of their way, and which request begins each.
public struct LoggedStages: Hashable, Sendable {
    /// One stage.
    public struct Stage: Hashable, Sendable {
        public var name: String
        /// Actions of the requests that it begins with.
        public var requests: [String]
        /// Whether it waits for a place on a scanner or for a limit, so that the time before it says nothing of the stage
        /// that ended.
        public var waits: Bool
        /// Whether it is about copies of snapshots alone.
        public var isOfCopies: Bool

        public init(name: String, requests: [String], waits: Bool, isOfCopies: Bool = false) {
            self.name = name
            self.requests = requests
            self.waits = waits
            self.isOfCopies = isOfCopies
        }
    }

    /// A request of the way, and the bucket that it is taken from.
    public struct Bucket: Hashable, Sendable {
        public var action: String
        /// Tokens in a second, as the profile writes it, such as `5/s`.
        public var rate: String
        /// Tokens at once.
        public var burst: String

        public init(action: String, rate: String, burst: String) {
            self.action = action
            self.rate = rate
            self.burst = burst
        }
    }

    public var stages: [Stage]
    public var buckets: [Bucket]

    public init(stages: [Stage], buckets: [Bucket] = []) {
        self.stages = stages
        self.buckets = buckets
    }

    /// Those of a profile.
    public init(_ profile: VendorProfile) {
        stages = profile.stages.map {
            Stage(
                name: $0.name, requests: $0.spends,
                waits: ["takesPlace", "takesAndGivesBack"].contains($0.scanner) || !$0.acquires.isEmpty,
                isOfCopies: $0.condition == .copyNeeded)
        }
        buckets = profile.buckets.map { Bucket(action: $0.action, rate: $0.rate, burst: $0.burst) }
    }

    /// The name of the time from the launch of a scanner to its first volume, which is no stage of the way.
    public static let scannerBoot = "scannerBoot"

    /// Every name that an observation may bear.
    public var names: [String] { stages.map(\.name) + [LoggedStages.scannerBoot] }

    /// The stage that an action begins; of several, the last one, which is that of every item.
    func stage(beginningWith action: String) -> Int? { stages.lastIndex { $0.requests.contains(action) } }

    /// Which stage the time between two requests of one way tells about.
    ///
    /// It is that of the first request, if the second begins the stage after it. If just one stage lies between that
    /// begins with no request (`scan`, after `attach`), the time is that of both and goes to the one between. If anything
    /// on the way waits for a scanner or a limit, the time tells of nothing.
    ///
    /// - Parameter isCopied: whether the way leads through the stages about copies.
    func stage(between first: Int, and second: Int, isCopied: Bool) -> Int? {
        guard first < second else { return nil }
        let way = (first + 1...second).filter { isCopied || !stages[$0].isOfCopies }
        guard !way.contains(where: { stages[$0].waits }) else { return nil }
        let between = way.dropLast()
        if between.isEmpty { return first }
        return between.count == 1 && stages[between[0]].requests.isEmpty ? between[0] : nil
    }
}
