import Rollout
import Testing

@Suite struct PreflightVendorGatewayTests {
    /// 200 instances with 60 requests each are 12,000; the template's budget of a day is 10,000.
    @Test(arguments: [(24, 60, "blocks"), (48, 60, "warns"), (24, 50, "nothing")])
    func theBudgetsOfAnIntervalHoldACycle(interval: Int, requests: Int, expected: String) throws {
        let found = try Case(
            interval: interval, deployment: ["limits: {vendorApi: {requestsPerItem: \(requests)}}"]
        ).findings(.vendorRequests)
        #expect(found.map(\.severity.rawValue) == (expected == "nothing" ? [] : [expected]))
        if expected != "nothing" { #expect(found.first?.number("requests of a cycle") == 12_000) }
    }

    @Test func nothingIsSaidOfAGatewayThatNobodyStated() throws {
        #expect(try Case().findings(.vendorRequests).isEmpty)
    }
}
