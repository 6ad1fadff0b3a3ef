/// What was counted in one stage, over all items.
struct NaiveStageSums: Equatable, Sendable {
    var completions = 0
    var refusals = 0
    var cutOff = 0
    /// Parts of the stage that last as long as their bytes take.
    var slowReads = 0
    var working: Int128 = 0
    var waitingForResources: Int128 = 0
    var waitingForTokens: Int128 = 0
}

/// What happened in a region; all times in grains, of which `grain` make a second.
struct NaiveHistory: Sendable {
    struct Scanner: Equatable, Sendable {
        var launched: Int128
        var gone: Int128
    }

    let grain: Int128
    /// By item.
    var completed: [Int128?]
    /// Last completion by account, accounts in the order in which the items first name them.
    var accountCompleted: [Int128] {
        var accounts: [Int] = []
        for account in itemAccounts where !accounts.contains(account) { accounts.append(account) }
        return accounts.map { account in
            itemAccounts.indices.filter { itemAccounts[$0] == account }.compactMap { completed[$0] }.max() ?? 0
        }
    }
    private let itemAccounts: [Int]
    var stages: [NaiveStageSums]
    /// As they go.
    var scanners: [Scanner] = []
    var billed: Int128 = 0
    var attempts = 0
    /// Times that volumes were full before the end of the stage that reads them.
    var earlyReleases = 0
    /// Items given up.
    var gaveUpLooking = 0
    var failedForGood = 0
    var lostScannersForGood = 0
    var cutOffForGood = 0
    var failedAttempts = 0
    var interruptedScanners = 0
    var interruptedItems = 0
    var refusedLaunches = 0
    var waitingForCapacity: Int128 = 0
    /// Of `storage`, what runs from the end of an item that was given up to the sweep.
    var leftovers: [Int128] = [0, 0, 0]
    /// Grains of places in use, and of places there; a batch of more volumes than a scanner has places makes its own.
    var busyPlaces: Int128 = 0
    var availablePlaces: Int128 = 0
    var waitingForScanner: Int128 = 0
    var waitingForLaunch: Int128 = 0
    /// Size units times grains by meter.
    var storage: [Int128] = [0, 0, 0]
    /// By bucket.
    var requests: [Int]
    /// By resource: the most that any one counter of it showed.
    var peaks: [Int]

    init(grain: Int128, workflow: NaiveWorkflow, region: NaiveRegion) {
        self.grain = grain
        itemAccounts = region.items.map(\.account)
        completed = region.items.map { _ in nil }
        stages = workflow.stages.map { _ in NaiveStageSums() }
        requests = workflow.buckets.map { _ in 0 }
        peaks = workflow.resources.map { _ in 0 }
    }
}
