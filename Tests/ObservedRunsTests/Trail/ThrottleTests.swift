import ObservedRuns
import ScanModel
import Testing

struct ThrottleTests {
    private func trail(_ requests: [(second: Int, isRefused: Bool)]) -> String {
        let records = requests.enumerated().map { index, request in
            let minute = request.second / 60
            let time =
                "2025-03-01T04:\(minute < 10 ? "0" : "")\(minute):\(request.second % 60 < 10 ? "0" : "")\(request.second % 60)Z"
            return
                #"{"eventID": "\#(index)", "eventSource": "ec2.amazonaws.com", "eventName": "DeleteVolume", "eventTime": "#
                + #""\#(time)", "awsRegion": "eu-west-1", "userIdentity": {"accountId": "111122223333"}, "#
                + (request.isRefused
                    ? #""errorCode": "Client.RequestLimitExceeded"}"# : #""requestParameters": {"volumeId": "v"}}"#)
        }
        return #"{"Records": [\#(records.joined(separator: ","))]}"#
    }

    /// DeleteVolume has a bucket of 100 and 5 a second: of 300 requests in one second 105 find a token.
    @Test func comparesWithTheBucket() throws {
        let runs = try read([trail((0..<300).map { (0, $0 >= 90) })])
        #expect(
            runs.throttles == [
                ThrottledMinute(
                    action: "DeleteVolume", account: "111122223333", region: "eu-west-1", minute: "2025-03-01T04:00Z",
                    asked: 300, refused: 210, refusedByProfile: 195)
            ])
        #expect(runs.observations.filter { $0.outcome == .throttled && $0.stage == "deleteVolume" }.count == 210)
    }

    /// A bucket refills: after 20 idle seconds it is full again, and 5 requests a second never find it empty.
    @Test func theBucketRefills() throws {
        let burst = (0..<105).map { _ in (0, false) } + (0..<100).map { _ in (20, false) }
        #expect(try read([trail(burst)]).throttles.isEmpty)
        let steady = (0..<600).map { (second: $0 / 5, isRefused: false) }
        #expect(try read([trail(steady)]).throttles.isEmpty)
        let faster = (0..<1800).map { (second: $0 / 10, isRefused: false) }
        let refused = try read([trail(faster)]).throttles.reduce(0) { $0 + ($1.refusedByProfile ?? 0) }
        // 10 a second for 180 s against 100 and 5 a second.
        #expect(refused == 1800 - 100 - 5 * 180)
    }

    /// A refusal by a small real bucket shows as a refusal that the profile does not have.
    @Test func showsRefusalsThatTheProfileHasNot() throws {
        let runs = try read([trail([(0, false), (1, true), (61, true)])])
        #expect(runs.throttles.map(\.minute) == ["2025-03-01T04:00Z", "2025-03-01T04:01Z"])
        #expect(runs.throttles.map(\.refused) == [1, 1])
        #expect(runs.throttles.allSatisfy { $0.refusedByProfile == 0 })
    }

    @Test(arguments: [
        "Client.RequestLimitExceeded", "RequestLimitExceeded", "ThrottlingException", "Server.Throttling",
        "TooManyRequestsException",
    ])
    func knowsThrottles(code: String) throws {
        let text = trail([(0, true)]).replacing("Client.RequestLimitExceeded", with: code)
        #expect(try read([text]).throttles.map(\.refused) == [1])
    }

    @Test(arguments: ["Client.UnauthorizedOperation", "Client.InvalidVolume.NotFound", "RequestLimit"])
    func knowsOtherFailures(code: String) throws {
        let text = trail([(0, true)]).replacing("Client.RequestLimitExceeded", with: code)
        let runs = try read([text])
        #expect(runs.throttles.isEmpty)
        #expect(runs.notes == ["1 request failed"])
    }
}
