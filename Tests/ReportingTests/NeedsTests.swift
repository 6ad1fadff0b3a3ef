import ScanModel
import Studies
import Testing

@testable import Reporting

@Suite("Needs")
struct NeedsTests {
    private func rows(_ quotas: [String], _ depth: StudyDepth = .simulate) throws -> [String] {
        var answer = try TinyScenario().answer(depth)
        answer.deployments[0].deployment.unstatedQuotas = quotas.map {
            UnstatedQuota(
                name: $0, title: $0, freshAccountValue: nil, unit: "units", provenance: .stated(at: "limits.\($0)"))
        }
        return Needs.list(answer.deployments[0]).map { "\($0.quota.name): \($0.needed) in \($0.region)" }
    }

    @Test("are those of the most demanding region, the first among equals")
    func mostDemanding() throws {
        #expect(
            try rows(["subnetAddresses", "onDemandVcpu", "gp3Storage"]) == [
                "subnetAddresses: 1 in us-east-1", "onDemandVcpu: 2 in us-east-1", "gp3Storage: 40 in eu-west-1",
            ])
    }

    @Test("are left out for quotas that the plan knows nothing about")
    func unknownQuota() throws {
        #expect(try rows(["leaseOfLife"]).isEmpty)
        #expect(try rows([]).isEmpty)
    }
}
