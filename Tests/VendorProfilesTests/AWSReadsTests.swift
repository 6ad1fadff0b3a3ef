import ScanModel
import Testing

@testable import VendorProfiles

@Suite("What AWS volumes and machines read")
struct AWSReadsTests {
    @Test("every number has one row with a source, and lies in its range")
    func rows() throws {
        let names = try DataFolder.cells("Quotas/aws-reads.csv").map { $0[0] }
        #expect(names.sorted() == ReadConstant.Name.allCases.map(\.rawValue).sorted())
        for constant in AWSCatalog.readConstants {
            #expect(!constant.provenance.source.isEmpty && !constant.meaning.isEmpty, "\(constant.name)")
            // Only what somebody else decides is a single number.
            #expect((constant.range == nil) == [.initialisationCap, .burstTime].contains(constant.name))
        }
    }

    /// MB/s as the user guide states them, rounded to whole ones.
    @Test(
        "machines of the user guide",
        arguments: [
            ("t3.medium", 43, 261), ("t3.large", 87, 348), ("m5.large", 81, 594), ("c5.large", 81, 594),
            ("m5.xlarge", 144, 594), ("c5.xlarge", 144, 594), ("t4g.medium", 32, 326), ("m6i.large", 81, 1250),
        ])
    func machines(type: String, baseline: Int64, burst: Int64) throws {
        let bandwidth = try #require(AWSCatalog.ebsBandwidth(ofInstanceType: type))
        #expect((bandwidth.baseline.bytesPerSecond + 500_000) / 1_000_000 == baseline)
        #expect((bandwidth.burst.bytesPerSecond + 500_000) / 1_000_000 == burst)
        #expect(bandwidth.provenance.source.hasPrefix("https://"))
    }

    @Test("a type that no source tells is not known, and no type is known twice")
    func unknown() throws {
        #expect(AWSCatalog.ebsBandwidth(ofInstanceType: "c6i.large") == nil)
        let types = try DataFolder.cells("Quotas/aws-ebs-bandwidth.csv").map { $0[0] }
        #expect(types.count > 60 && Set(types).count == types.count)
        #expect(AWSCatalog.bandwidthTypes == types.sorted())
    }

    @Test("the default scanners' machine is known")
    func defaults() throws {
        for id in ["qualys-aws@1.8", "qualys-aws@1.19"] {
            let type = try #require(VendorProfiles.profile(id)?.constant("scannerInstanceType")?.value)
            #expect(AWSCatalog.ebsBandwidth(ofInstanceType: type) != nil, "\(id)")
        }
    }
}
