import Rollout
import Testing

@Suite struct PreflightVendorQuotasTests {
    @Test func whatTheVendorAsksForIsHeldAgainstWhatAnAccountHas() throws {
        let found = try Case().findings(.vendorQuota)
        func of(_ service: String) -> [PreflightFinding] { found.filter { $0.problem.contains("(\(service))") } }
        #expect(of("ec2").first?.number("wanted by the vendor") == 25)
        #expect(of("ec2").first?.number("an account has") == 5)
        #expect(of("ec2").first?.severity == .warns)
        #expect(of("lambda").first?.number("wanted by the vendor") == 10_000)
        #expect(of("lambda").first?.number("an account has") == 1000)
        #expect(of("ssm").first?.number("wanted by the vendor") == 5000)
        #expect(of("ssm").first?.number("an account has") == nil)
        #expect(of("ebs").first?.number("wanted by the vendor") == 100)
        #expect(of("ebs").first?.severity == .informs, "an account has as many pending snapshots")
    }

    @Test func aStatedRequestRateCounts() throws {
        let found = try Case(deployment: ["limits: {apiRates: {CreateSnapshot: {rate: 25/s}}}"]).findings(.vendorQuota)
        #expect(found.first { $0.problem.contains("(ec2)") }?.severity == .informs)
    }
}
