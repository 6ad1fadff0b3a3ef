import Rollout
import Testing

@Suite struct QuotaRequestsTests {
    @Test func vcpusAreAskedForWhereTheScannersNeedThem() throws {
        let value = try Case(
            deployment: ["limits: {regions: {us-east-1: {onDemandVcpu: 20}}}"],
            instances: [Case.instances(count: 200), Case.instances(region: "eu-west-1", count: 200)])
        let requests = value.requests("L-1216C47A")
        #expect(requests.map(\.region) == ["eu-west-1"], "us-east-1 has what it needs")
        #expect(requests.first?.account == "111122223333")
        #expect(requests.first?.service == "ec2")
        #expect(requests.first?.current == 5)
        #expect(requests.first?.wanted == 20)
    }

    @Test func storageIsAskedForInTiB() throws {
        let requests = try Case(instances: [Case.instances(volumes: "1TiB", count: 200)]).requests("L-7A658B76")
        #expect(requests.map(\.wanted) == [81])
        #expect(requests.first?.current == 50)
    }

    @Test func whatTheVendorWantsIsAskedForInEveryRegion() throws {
        let requests = try Case().requests("L-B99A9384")
        #expect(requests.map(\.region) == ["eu-west-1", "us-east-1"])
        #expect(requests.map(\.wanted) == [10_000, 10_000])
    }

    /// The rate of CreateSnapshot belongs to the target accounts, the queue of automations to the service account.
    @Test func withoutACodeTheRequestSaysSo() throws {
        let requests = try Case().requests(nil)
        #expect(Set(requests.map(\.service)) == ["ec2", "ssm"])
        #expect(requests.first { $0.service == "ec2" }?.account == "222233334444")
        #expect(requests.filter { $0.service == "ec2" }.map(\.region) == ["us-east-1"], "only where there is work")
        #expect(requests.first { $0.service == "ssm" }?.account == "111122223333")
        #expect(requests.first { $0.service == "ssm" }?.current == nil)
    }

    @Test func snapshotsAreAskedForBeyondTheQuota() throws {
        let volumes = Array(repeating: "1GiB", count: 20).joined(separator: ", ")
        let value = try Case(interval: 8784, instances: [Case.instances(volumes: volumes, count: 5001)])
        #expect(value.requests("L-309BACF6").map(\.wanted) == [100_020])
        #expect(value.requests("L-309BACF6").map(\.account) == ["222233334444"])
    }
}
