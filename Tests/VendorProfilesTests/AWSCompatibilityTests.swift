import ScanModel
import Testing

@testable import VendorProfiles

@Suite("Compatibility lists")
struct AWSCompatibilityTests {
    @Test("Linux and Windows are supported, other families are not")
    func systems() {
        let rules = AWSCatalog.systems.map(\.rule)
        for system in ["Linux/UNIX", "Windows", "Windows with SQL Server", "Red Hat Enterprise Linux", ""] {
            #expect(rules.supports(system))
        }
        for system in ["macOS 14.1", "FreeBSD 13", "OpenBSD", "NetBSD 9"] { #expect(!rules.supports(system)) }
        #expect(
            AWSCatalog.systems.allSatisfy { $0.provenance.source.hasPrefix("https://") && isDate($0.provenance.date) })
    }

    @Test("The four types that a connector does not activate")
    func types() {
        #expect(AWSCatalog.typesNotActivated == ["m1.small", "t1.micro", "t2.nano", "t3.nano"])
    }

    @Test("Other data count in their scope alone")
    func otherData() {
        let path = "Compatibility/qualys-aws-machine-types.csv"
        let text = VendorData.shipped.files[path]?.replacing("t3.nano,no", with: "t3.nano,yes") ?? ""
        let other = VendorData.shipped.replacing(path, with: text)
        #expect(VendorData.reading(other) { AWSCatalog.typesNotActivated } == ["m1.small", "t1.micro", "t2.nano"])
        #expect(AWSCatalog.typesNotActivated.count == 4)
        #expect(VendorData.reading(other) { AWSCatalog.quotas } == AWSCatalog.quotas)
    }
}
