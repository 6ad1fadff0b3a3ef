import ScanModel
import Testing

@testable import VendorProfiles

@Suite struct AzureCatalogTests {
    let catalog = AzureCatalog.shipped

    @Test func pricesAreThoseOfTheList() {
        #expect(catalog.hourlyPrice(ofSize: "Standard_A2_v2", in: "eastus")?.value == Rational(903, over: 10_000))
        #expect(catalog.hourlyPrice(ofSize: "Standard_A4_v2", in: "westeurope")?.value == Rational(182, over: 1000))
        #expect(catalog.hourlyPrice(ofSize: "Standard_A2_v2", in: "atlantis") == nil)
        #expect(catalog.hourlyPrice(ofSize: "Standard_A3_v2", in: "eastus") == nil)
        #expect(catalog.regions.count == 57)
        #expect(catalog.regions == catalog.regions.sorted())
    }

    @Test func everySizeHasAPriceSomewhere() {
        for size in catalog.sizes {
            #expect(catalog.hourlyPrice(ofSize: size.name, in: "eastus") != nil, "\(size.name)")
        }
        let usual = catalog.sizes.filter(\.isUsual).map(\.name)
        #expect(usual.contains("Standard_A2_v2"))
        // Processors that are shared with credits do not scan for hours.
        #expect(usual.allSatisfy { !$0.hasPrefix("Standard_B") })
    }

    @Test func everyNumberHasASource() {
        #expect(catalog.constants.map(\.name) == ApplianceConstant.Name.allCases)
        for constant in catalog.constants {
            #expect(!constant.provenance.source.isEmpty && isDate(constant.provenance.date), "\(constant.name)")
            #expect(constant.range.contains(constant.value))
        }
        #expect(isDate(AzureCatalog.priceSource.date))
        #expect(catalog.constant(.hostScan).range == 300...1200)
        #expect(catalog.constant(.peeringZone3).value == Rational(16, over: 100))
    }
}
