import ScanModel
import Testing

@testable import VendorProfiles

@Suite struct CloudTests {
    @Test func aProfileTellsItsCloud() throws {
        let azure = try #require(VendorProfiles.profile("qualys-azure@3.20"))
        #expect(azure.cloud == .azure)
        #expect(try #require(VendorProfiles.profile("qualys-aws@1.19")).cloud == .aws)
        #expect(Cloud(provider: "none") == .aws && Cloud(provider: "oci") == .other)
    }

    @Test func regionsAreThoseOfTheCloud() {
        #expect(Cloud.azure.isKnownRegion("eastus") && !Cloud.aws.isKnownRegion("eastus"))
        #expect(Cloud.aws.isKnownRegion("us-east-1") && !Cloud.azure.isKnownRegion("us-east-1"))
        for cloud in Cloud.allCases {
            #expect(cloud.regions == cloud.regions.sorted())
            #expect(cloud.regions.allSatisfy { cloud.isKnownRegion($0) })
            #expect(cloud.isKnownRegion(cloud.exampleRegion))
            #expect(!cloud.isKnownRegion("Not A Region"))
        }
    }

    @Test func everyMachineOfAProfileHasItsNumbersAndAPrice() throws {
        for profile in VendorProfiles.all where profile.cloud != .other {
            let cloud = profile.cloud
            guard let type = profile.constant("scannerInstanceType")?.value else { continue }
            for (type, volumes) in [(type, 1)] + (profile.machines ?? []).map({ ($0.type, $0.volumes) }) {
                #expect(cloud.machineTypes.contains(type), "\(type)")
                #expect(cloud.vcpus(ofMachineType: type) != nil, "\(type)")
                #expect(cloud.dataVolumes(ofMachineType: type).map { $0 >= volumes } == true, "\(type)")
                let region = cloud.exampleRegion
                #expect(cloud.priceBook.price(of: cloud.machineHour(type), region: region) != nil, "\(type)")
            }
        }
    }

    @Test func storageOfAzureCostsTheSameEverywhereAndIsAssumed() throws {
        let cloud = Cloud.azure
        for item in [cloud.volume, cloud.snapshot] {
            let price = try #require(cloud.priceBook.price(of: item, region: "japanwest"))
            #expect(price == cloud.priceBook.price(of: item, region: "eastus"))
            #expect(price.provenance.confidence == .assumed)
        }
        #expect(
            cloud.priceBook.price(of: cloud.machineHour("Standard_B8ms"), region: "eastus")?.amount
                == Dollars(Rational(333, over: 1000)))
    }
}
