import ScanModel
import Testing

@testable import VendorProfiles

@Suite struct ConnectorCatalogTests {
    let catalog = ConnectorCatalog.shipped

    @Test func numbersAreThoseOfTheSources() {
        #expect(catalog.constants.map(\.name) == ConnectorConstant.Name.allCases)
        #expect(catalog.constant(.polling).value == 4 * 3600)
        #expect(catalog.constant(.polling).range == 3600...86_400)
        #expect(catalog.constant(.retentionAws).value == 3600)
        #expect(catalog.constant(.retentionAzure).value == 15 * 60)
        #expect(catalog.constant(.assessmentDuration).range == 4 * 3600...8 * 3600)
        #expect(catalog.constant(.bucketAzure).value == 250 && catalog.constant(.rateAzure).value == 25)
    }

    @Test func everyRowHasASourceAndAssumedNumbersARange() {
        let origins =
            catalog.constants.map(\.provenance) + catalog.permissions.map(\.provenance)
            + catalog.grants.map(\.provenance) + catalog.states.map(\.provenance)
            + catalog.excludedTypes.map(\.provenance)
        #expect(origins.count == 18 + 15 + 5 + 9 + 4)
        #expect(origins.allSatisfy { !$0.source.isEmpty && isDate($0.date) })
        for constant in catalog.constants where constant.provenance.confidence == .assumed {
            // How many lists a region takes follows from the permissions that the vendor asks for.
            guard ![.listsPerRegionAws, .listsPerAccountAws].contains(constant.name) else { continue }
            #expect(constant.range.lowerBound < constant.range.upperBound, "\(constant.name)")
        }
    }

    @Test func namesAreUniqueAndKnown() {
        let needs = catalog.permissions.map { "\($0.cloud) \($0.use) \($0.name)" }
        #expect(Set(needs).count == needs.count)
        #expect(Set(catalog.permissions.map(\.use)) == ["inventory", "organization", "apiAssessment", "cspm"])
        #expect(Set(catalog.permissions.map(\.cloud)) == ["aws", "azure"])
        #expect(catalog.permissions.filter(\.blocks).map(\.cloud) == ["aws", "azure"])
        #expect(catalog.permissions.allSatisfy { !$0.meaning.isEmpty && ($0.isRequired || !$0.blocks) })
        #expect(catalog.grants.filter(\.writes).map(\.name) == ["AdministratorAccess", "Contributor", "Owner"])
        #expect(catalog.states.filter { $0.state == "terminated" }.map(\.shown) == ["TERMINATED", "DELETED"])
        #expect(catalog.excludedTypes.map(\.type) == ["m1.small", "t1.micro", "t2.nano", "t3.nano"])
    }
}
