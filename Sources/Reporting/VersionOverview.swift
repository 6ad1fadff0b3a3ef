/// The commit that a program was built from.
public struct BuildCommit: Hashable, Sendable {
    /// 40 hexadecimal digits; with `-changed` behind them where files differed from the commit.
    public var id: String
    /// The day of the commit in UTC, as YYYY-MM-DD.
    public var day: String

    public init(id: String, day: String) { (self.id, self.day) = (id, day) }
}

/// Data that the program carries, and of which days its sources are.
public struct DatedData: Hashable, Sendable {
    /// Such as `qualys-aws@1.8`, or `aws`.
    public var name: String
    public var count: Int
    /// The oldest and the newest date of a source (ISO 8601 day, month or year); nil: no source has one.
    public var oldest: String?
    public var newest: String?

    /// - Parameter dates: one for each constant, price or quota; those that are no date count, and are left out.
    public init(name: String, dates: some Collection<String>) {
        self.name = name
        count = dates.count
        // Years, months and days of ISO 8601 sort as texts.
        let known = dates.filter { $0.first?.isNumber == true }
        (oldest, newest) = (known.min(), known.max())
    }
}

/// What `--version` tells: the same for every build of a commit with the same allocator.
public struct VersionOverview: Hashable, Sendable {
    public var version: String
    /// nil: the build did not tell.
    public var commit: BuildCommit?
    /// `jemalloc` or `system`.
    public var allocator: String
    /// By identifier; of each the dates of its constants.
    public var profiles: [DatedData]
    /// By cloud.
    public var prices: [DatedData]
    public var quotas: [DatedData]

    public init(
        version: String, commit: BuildCommit?, allocator: String, profiles: [DatedData], prices: [DatedData],
        quotas: [DatedData]
    ) {
        (self.version, self.commit, self.allocator) = (version, commit, allocator)
        (self.profiles, self.prices, self.quotas) = (profiles, prices, quotas)
    }
}
