import Testing

@testable import VendorProfiles

@Suite("AWS quotas")
struct AWSQuotasTests {
    @Test("Every quota has one row, and every row a quota")
    func rows() throws {
        let names = try DataFolder.cells("Quotas/aws-quotas.csv").map { $0[0] }
        #expect(names.sorted() == AWSQuota.Name.allCases.map(\.rawValue).sorted())
        #expect(AWSCatalog.quotas.map(\.name) == AWSQuota.Name.allCases)
    }

    @Test("Codes have the form of the Service Quotas API and a source", arguments: AWSCatalog.quotas)
    func codes(quota: AWSQuota) {
        #expect(quota.provenance.source.hasPrefix("https://"))
        guard let code = quota.code else {
            #expect(quota.codeSource == nil)
            return
        }
        #expect(code.count == 10 && code.hasPrefix("L-"))
        #expect(code.dropFirst(2).allSatisfy { $0.isHexDigit && !$0.isLowercase })
        #expect(quota.codeSource?.hasPrefix("https://") == true)
    }

    @Test("The vendor's four wishes are there")
    func wishes() {
        let wishes = AWSCatalog.quotas.compactMap { quota in quota.wanted.map { (quota.name, $0.value) } }
        #expect(wishes.map(\.0) == [.pendingSnapshots, .snapshotRequests, .automationQueue, .lambdaConcurrency])
        #expect(wishes.map(\.1) == [100, 25, 5000, 10_000])
    }

    @Test(
        "Attach limits by type",
        arguments: [
            ("c5.large", AttachLimit(kind: .shared, volumes: 27)),
            ("t3.medium", AttachLimit(kind: .shared, volumes: 27)),
            ("m7i.large", AttachLimit(kind: .dedicated, volumes: 32)),
            ("m7i.48xlarge", AttachLimit(kind: .dedicated, volumes: 128)),
            ("c8gn.48xlarge", AttachLimit(kind: .dedicated, volumes: 64)),
            ("m7g.large", AttachLimit(kind: .shared, volumes: 27)),
            ("c5d.large", AttachLimit(kind: .shared, volumes: 26)),
            ("m5d.24xlarge", AttachLimit(kind: .shared, volumes: 23)),
            ("d3.8xlarge", AttachLimit(kind: .shared, volumes: 3)),
            ("t2.medium", AttachLimit(kind: .xen, volumes: 40)), ("nonsense", AttachLimit(kind: .shared, volumes: 27)),
        ])
    func attachLimits(type: String, limit: AttachLimit) {
        #expect(AWSCatalog.attachLimit(ofInstanceType: type) == limit)
    }
}
