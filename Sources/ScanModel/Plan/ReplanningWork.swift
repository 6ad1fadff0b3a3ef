/// What planning again had to work on.
public struct ReplanningWork: Hashable, Sendable {
    /// Pairs of account and region whose instances were asked again whether they are scanned, and those that were not.
    public var pairsSorted = 0
    public var pairsKept = 0
    /// Instances asked, of the old fleet and of the new one.
    public var instancesSorted = 0
    /// Regions, behind the name of their deployment, whose schedule was made again, and those whose plan was kept.
    public var regionsPlanned: [String] = []
    public var regionsKept: [String] = []
    /// Deployments that were planned from scratch, and why.
    public var fromScratch: [String] = []

    public init() {}
}
