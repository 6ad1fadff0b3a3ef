import ScanModel
import Testing
import VendorProfiles

@testable import PriceLists

@Suite("Which product of AWS is which item")
struct OfferRulesTests {
    /// Attributes of machines in the form of AWS's own files: a public fixture with an excerpt of the list of 2023-03-22
    /// shows these names and values.
    private static let machine = [
        "servicecode": "AmazonEC2", "location": "US East (Ohio)", "locationType": "AWS Region",
        "instanceType": "m5.large",
        "tenancy": "Shared", "operatingSystem": "Linux", "licenseModel": "No License required",
        "usagetype": "USE2-BoxUsage:m5.large", "operation": "RunInstances", "capacitystatus": "Used",
        "marketoption": "OnDemand", "preInstalledSw": "NA", "regionCode": "us-east-2",
    ]

    private func verdict(_ changes: [String: String?], family: String = "Compute Instance") -> OfferRules.Verdict {
        var attributes = Self.machine
        for (name, value) in changes { attributes[name] = value }
        return OfferRules.verdict(OfferProduct(family: family, attributes: attributes), offer: "AmazonEC2")
    }

    @Test("A Linux machine that anybody can have on demand is taken")
    func machine() {
        let match = OfferRules.Match(item: .machineHour("m5.large"), region: "us-east-2", unit: "Hrs")
        #expect(verdict([:]) == .match(match))
        #expect(verdict(["servicecode": nil, "capacitystatus": nil, "marketoption": nil]) == .match(match))
        #expect(verdict(["usagetype": "BoxUsage:m5.large"]) == .match(match))
        #expect(verdict(["regionCode": "us-gov-west-1"]) == .elsewhere)
        #expect(verdict(["regionCode": nil]) == .elsewhere)
    }

    @Test(
        "Every other machine is left",
        arguments: [
            ("operatingSystem", "Windows"), ("operatingSystem", "RHEL"), ("tenancy", "Dedicated"), ("tenancy", "Host"),
            ("preInstalledSw", "SQL Std"), ("capacitystatus", "AllocatedCapacityReservation"),
            ("capacitystatus", "UnusedCapacityReservation"), ("marketoption", "CapacityBlock"),
            ("licenseModel", "Bring your own license"), ("operation", "RunInstances:0002"),
            ("usagetype", "USE2-UnusedBox:m5.large"), ("usagetype", "USE2-DedicatedUsage:m5.large"),
            ("usagetype", "USE2-BoxUsage:m5.xlarge"), ("locationType", "AWS Local Zone"),
            ("servicecode", "AmazonRDS"), ("instanceType", "=cmd()"),
        ])
    func otherMachines(name: String, value: String) {
        #expect(verdict([name: value]) == .nothing)
    }

    @Test(
        "A machine without a system, tenancy or software is left",
        arguments: ["operatingSystem", "tenancy", "preInstalledSw"])
    func incomplete(name: String) {
        #expect(verdict([name: nil]) == .nothing)
    }

    private func storage(_ family: String, _ usage: String, _ more: [String: String] = [:]) -> OfferRules.Verdict {
        var attributes = ["servicecode": "AmazonEC2", "regionCode": "eu-west-1", "usagetype": usage]
        attributes.merge(more) { $1 }
        return OfferRules.verdict(OfferProduct(family: family, attributes: attributes), offer: "")
    }

    @Test("Standard snapshots are told from everything with a similar name")
    func snapshots() {
        let match = OfferRules.Match(item: .snapshotStandard, region: "eu-west-1", unit: "GB-Mo")
        for usage in ["EBS:SnapshotUsage", "EU-EBS:SnapshotUsage", "EUW1-EBS:SnapshotUsage"] {
            #expect(storage("Storage Snapshot", usage) == .match(match))
        }
        for usage in [
            "EU-EBS:SnapshotUsageUnderBilling", "EU-EBS:SnapshotArchiveStorage", "EU-EBS:SnapshotUsage.outposts",
            "Outposts-EBS:SnapshotUsage", "eu-EBS:SnapshotUsage", "XEBS:SnapshotUsage",
        ] {
            #expect(storage("Storage Snapshot", usage) == .nothing, "\(usage)")
        }
    }

    @Test("Regional NAT gateways are another product")
    func gateways() {
        #expect(
            storage("NAT Gateway", "EU-NatGateway-Hours")
                == .match(OfferRules.Match(item: .natGatewayHour, region: "eu-west-1", unit: "Hrs")))
        #expect(storage("NAT Gateway", "EU-RegionalNatGateway-Hours") == .nothing)
        #expect(storage("NAT Gateway", "EU-NatGateway-Prvd-Bytes") == .nothing)
    }

    @Test("A key of AWS KMS has its region's whole name before its usage, or nothing")
    func keys() {
        for usage in ["KMS-Keys", "eu-west-1-KMS-Keys"] {
            #expect(
                storage("Encryption Key", usage, ["servicecode": "awskms"])
                    == .match(OfferRules.Match(item: .keyMonth, region: "eu-west-1", unit: nil)))
        }
        #expect(storage("Encryption Key", "us-east-1-KMS-Keys", ["servicecode": "awskms"]) == .nothing)
        #expect(storage("API Request", "KMS-Requests-Asymmetric", ["servicecode": "awskms"]) == .nothing)
    }

    @Test("Tables of infrequent access are another product")
    func tables() {
        let family = "Amazon DynamoDB PayPerRequest Throughput"
        let more = ["servicecode": "AmazonDynamoDB", "group": "DDB-WriteUnits"]
        #expect(
            storage(family, "EU-WriteRequestUnits", more)
                == .match(OfferRules.Match(item: .tableWrite, region: "eu-west-1", unit: nil)))
        #expect(storage(family, "EU-IA-WriteRequestUnits", more) == .nothing)
        #expect(storage(family, "IA-WriteRequestUnits", more.merging(["group": "DDB-WriteUnitsIA"]) { $1 }) == .nothing)
    }

    @Test("Every item that ships is sold by a rule, but for machines and for initialisation at a rate")
    func complete() {
        let sold = Set(OfferRules.fixed.map(\.item))
        let missing = AWSCatalog.priceBook.items.filter { !sold.contains($0) && !$0.sku.hasPrefix("ec2:") }
        #expect(missing == [.initialisation])
        #expect(sold.count == OfferRules.fixed.count)
    }

    @Test("The reader looks at every attribute that a rule asks for")
    func attributes() {
        #expect(Set(OfferFields.attributeTexts) == Set(OfferRules.attributes))
        #expect(OfferRules.fixed.allSatisfy { OfferRules.mayMatch(family: $0.family ?? "") })
    }

    @Test("The first tier that costs anything counts, of the term that began last")
    func tiers() {
        func tier(_ begin: Int, _ usd: Rational?) -> OfferTier {
            OfferTier(unit: "GB", beginRange: Rational(begin), usd: usd)
        }
        let cents = { Rational($0, over: 100) }
        let terms = [
            OfferTerm(effectiveDate: "2025-01-01T00:00:00Z", tiers: [tier(0, cents(50))]),
            OfferTerm(
                effectiveDate: "2026-01-01T00:00:00Z",
                tiers: [tier(10_240, cents(8)), tier(1, cents(9)), tier(0, .zero), tier(153_600, nil)]),
        ]
        #expect(terms.newestTiers.firstPaid == [tier(1, cents(9))])
        #expect([tier(0, .zero), tier(5, nil)].firstPaid.isEmpty)
        #expect([OfferTerm]().newestTiers.isEmpty)
    }
}
