import Testing

@testable import AssetDiscovery

@Suite struct SynchronisationCallsTests {
    private let terms = CallTerms(
        bucket: [.aws: .init(burst: 100, perSecond: 20), .azure: .init(burst: 250, perSecond: 25)],
        pageSize: [.aws: 50, .azure: 50], listsPerRegion: [.aws: 3], listsPerAccount: [.aws: 1],
        readsPerAsset: [.azure: 1], millisecondsPerCall: 100...2000)

    private func calls(_ cloud: ConnectorCloud, regions: Int, listed: Int, polling: Int = 14_400)
        -> SynchronisationCalls
    {
        SynchronisationCalls(
            CloudAccount(id: "a", cloud: cloud, regions: regions, assets: [:]),
            connector: Connector(name: "c", cloud: cloud, polling: polling, accounts: ["a"]), listed: listed,
            terms: terms)
    }

    @Test func anEmptyAccountAsksOnceInEveryRegion() {
        // A page and three lists in each of 4 regions, and the list of regions.
        let calls = calls(.aws, regions: 4, listed: 0)
        #expect(calls.requests == 17)
        #expect(calls.throttleMilliseconds == 0)
        #expect(calls.milliseconds == 1700...34_000)
        #expect(calls.verdict == .fits)
    }

    /// A bucket of 100 that is refilled by 20 a second: the request n beyond them waits n / 20 s.
    @Test(arguments: [(1, 0), (100, 0), (101, 50), (120, 1000), (2100, 100_000)])
    func theThrottleHoldsBack(pages: Int, milliseconds: Int) {
        #expect(calls(.aws, regions: 1, listed: pages * 50).throttleMilliseconds == milliseconds)
    }

    @Test func readsOfEachMachineShareTheBucketOfPages() {
        // 9,000 machines: 180 pages and 9,000 reads, 250 of which at once and 25 a second.
        let calls = calls(.azure, regions: 1, listed: 9000)
        #expect(calls.requests == 9180)
        #expect(calls.throttleMilliseconds == (9180 - 250) * 40)
        // 9,180 slow requests take 5.1 h.
        #expect(calls.verdict == .mayNotFit)
        #expect(self.calls(.azure, regions: 1, listed: 400_000).verdict == .cannotFit)
    }

    /// Every bucket against a second-by-second one.
    @Test func bucketsWaitAsCountedByHand() {
        for (burst, rate) in [(1, 1), (5, 2), (100, 20), (250, 25), (7, 3)] {
            for requests in 1...400 {
                let wait = CallTerms.Bucket(burst: burst, perSecond: rate).wait(requests)
                let expected = Double(max(0, requests - burst)) / Double(rate) * 1000
                #expect(abs(Double(wait) - expected) <= 1, "\(burst) \(rate) \(requests)")
            }
        }
    }

    @Test(arguments: [
        (14_400, 14_400, 14_400), (14_400, 14_401, 28_800), (14_400, 28_800, 28_800), (14_400, 60, 14_400),
    ])
    func anAssessmentThatIsDueDuringAnotherIsSkipped(interval: Int, duration: Int, cycle: Int) {
        let rhythm = AssessmentRhythm(interval: interval, duration: duration)
        #expect(rhythm.cycle == cycle)
        #expect(rhythm.oldestInTurn == cycle && rhythm.oldest == cycle + duration)
    }
}
