internal import ScanModel
internal import VendorProfiles

/// Which product of an AWS price list file is which item of a bill.
///
/// The form of the files: "Reading the service price list file for an AWS service",
/// https://docs.aws.amazon.com/awsaccountbilling/latest/aboutv2/reading-service-price-list-file-for-services.html.
/// AWS does not document which attributes tell a product; the rules follow those by which Infracost asks for the same
/// prices (https://github.com/infracost/infracost, `internal/resources/aws/*.go`: `instance.go`, `ebs_volume.go`,
/// `ebs_snapshot.go`, `nat_gateway.go`, `vpc_endpoint.go`, `kms_key.go`, `lambda_function.go`, `sfn_state_machine.go`,
/// `sqs_queue.go`, `dynamodb_table.go`, `cloudtrail.go`, `data_transfer.go`), but compare usage types as a whole: a
/// search for `EBS:SnapshotUsage` would find `EBS:SnapshotUsageUnderBilling` too, which is about half the price.
struct OfferRules {
    /// What is asked of a product.
    struct Rule {
        var item: PriceItem
        /// `servicecode`.
        var service: String
        /// `productFamily`; nil: any.
        var family: String?
        /// `usagetype` without the region before it; nil: any.
        var usage: String?
        /// Further attributes and their values.
        var others: [(name: String, value: String)] = []
        /// The unit that the price has to be for; nil where no source that can be named states it.
        var unit: String?
    }

    /// A product that is an item of bills.
    struct Match: Hashable {
        var item: PriceItem
        var region: String
        var unit: String?
        /// Whether the item stands for several products with prices of their own: transfer to any other region.
        var isUsualOfMany = false
    }

    enum Verdict: Hashable {
        case match(Match)
        /// An item of bills in a region that scanplan does not know, or without one.
        case elsewhere
        case nothing
    }

    /// All but machines, whose item depends on their type.
    ///
    /// Provisioned initialisation is missing: no source that can be named states its usage type.
    static let fixed: [Rule] = [
        Rule(
            item: .gp3, service: ec2, family: "Storage", usage: "EBS:VolumeUsage.gp3",
            others: [("volumeApiName", "gp3")], unit: "GB-Mo"),
        Rule(
            item: AWSCatalog.gp2, service: ec2, family: "Storage", usage: "EBS:VolumeUsage.gp2",
            others: [("volumeApiName", "gp2")], unit: "GB-Mo"),
        Rule(
            item: .snapshotStandard, service: ec2, family: "Storage Snapshot", usage: "EBS:SnapshotUsage", unit: "GB-Mo"
        ),
        Rule(item: .fastRestore, service: ec2, family: "Fast Snapshot Restore", usage: "EBS:FastSnapshotRestore"),
        Rule(item: .natGatewayHour, service: ec2, family: "NAT Gateway", usage: "NatGateway-Hours", unit: "Hrs"),
        Rule(item: .natGatewayGB, service: ec2, family: "NAT Gateway", usage: "NatGateway-Bytes", unit: "GB"),
        Rule(
            item: .interfaceEndpointHour, service: "AmazonVPC", family: "VpcEndpoint", usage: "VpcEndpoint-Hours",
            unit: "Hrs"),
        Rule(item: .publicAddressHour, service: "AmazonVPC", usage: "PublicIPv4:InUseAddress", unit: "Hrs"),
        Rule(item: .keyMonth, service: "awskms", family: "Encryption Key", usage: "KMS-Keys"),
        Rule(item: .keyRequest, service: "awskms", usage: "KMS-Requests"),
        Rule(item: .transition, service: "AmazonStates", family: "AWS Step Functions", usage: "StateTransition"),
        Rule(
            item: .lambdaRequest, service: "AWSLambda", family: "Serverless", usage: "Request",
            others: [("group", "AWS-Lambda-Requests")]),
        Rule(
            item: .lambdaGBSecond, service: "AWSLambda", family: "Serverless", usage: "Lambda-GB-Second",
            others: [("group", "AWS-Lambda-Duration")]),
        Rule(
            item: .queueRequest, service: "AWSQueueService", family: "API Request", others: [("queueType", "Standard")]),
        Rule(
            item: .tableWrite, service: "AmazonDynamoDB", family: "Amazon DynamoDB PayPerRequest Throughput",
            usage: "WriteRequestUnits", others: [("group", "DDB-WriteUnits")]),
        Rule(
            item: .tableRead, service: "AmazonDynamoDB", family: "Amazon DynamoDB PayPerRequest Throughput",
            usage: "ReadRequestUnits", others: [("group", "DDB-ReadUnits")]),
        Rule(
            item: .paidEvent, service: "AWSCloudTrail",
            family: "Management Tools - AWS CloudTrail Paid Events Recorded", usage: "PaidEventsRecorded"),
        Rule(
            item: .internetGB, service: transfer, family: "Data Transfer", usage: "DataTransfer-Out-Bytes",
            others: [("transferType", "AWS Outbound")], unit: "GB"),
        Rule(
            item: .interRegionGB, service: transfer, family: "Data Transfer",
            others: [("transferType", "InterRegion Outbound")], unit: "GB"),
    ]

    private static let ec2 = "AmazonEC2"
    private static let transfer = "AWSDataTransfer"

    /// Families of products that a rule looks at; of all others nothing but the family has to be read.
    static let families: Set<String> = Set(fixed.map { $0.family ?? "" } + machineFamilies)

    private static let machineFamilies = ["Compute Instance", "Compute Instance (bare metal)"]

    /// Whether products of a family may be items of bills.
    static func mayMatch(family: String) -> Bool {
        // Rules without a family are for products that have none or one that no source states.
        families.contains(family) || family.isEmpty || family == "IP Address" || family == "API Request"
    }

    /// Attributes that a rule looks at.
    static let attributes: [String] =
        Set(fixed.flatMap { $0.others.map(\.name) } + machineFacts.map(\.name)).sorted()
        + [
            "fromLocationType", "fromRegionCode", "instanceType", "locationType", "regionCode", "servicecode",
            "toLocationType", "toRegionCode", "usagetype",
        ]

    /// What tells a Linux machine that anybody can have on demand; of those an older file leaves out nothing is asked.
    private static let machineFacts: [(name: String, value: String, isRequired: Bool)] = [
        ("operatingSystem", "Linux", true), ("tenancy", "Shared", true), ("preInstalledSw", "NA", true),
        ("capacitystatus", "Used", false), ("marketoption", "OnDemand", false),
        ("licenseModel", "No License required", false), ("operation", "RunInstances", false),
    ]

    /// The item that a product is.
    ///
    /// - Parameter offer: `offerCode` of the file, for products without `servicecode`.
    static func verdict(_ product: OfferProduct, offer: String) -> Verdict {
        let service = product["servicecode"] ?? offer
        guard let usage = product["usagetype"] else { return .nothing }
        if machineFamilies.contains(product.family) { return machine(product, service: service, usage: usage) }
        for rule in fixed where rule.service == service && rule.family ?? product.family == product.family {
            guard rule.others.allSatisfy({ product[$0.name] == $0.value }) else { continue }
            let isTransfer = service == transfer
            let region = isTransfer ? product["fromRegionCode"] ?? product["regionCode"] : product["regionCode"]
            if let wanted = rule.usage, !isUsage(usage, wanted, region: region) { continue }
            if rule.item == .interRegionGB, !isBetweenRegions(product) { continue }
            let place = isTransfer ? product["fromLocationType"] : product["locationType"]
            return verdict(
                rule.item, region: region, place: place, unit: rule.unit, isUsualOfMany: rule.item == .interRegionGB)
        }
        return .nothing
    }

    private static func machine(_ product: OfferProduct, service: String, usage: String) -> Verdict {
        guard service == ec2, let type = product["instanceType"], PriceTerms.isMachineType(type),
            machineFacts.allSatisfy({ fact in product[fact.name].map { $0 == fact.value } ?? !fact.isRequired }),
            isUsage(usage, "BoxUsage:\(type)", region: product["regionCode"])
        else { return .nothing }
        return verdict(
            .machineHour(type), region: product["regionCode"], place: product["locationType"], unit: "Hrs")
    }

    private static func verdict(
        _ item: PriceItem, region: String?, place: String?, unit: String?, isUsualOfMany: Bool = false
    ) -> Verdict {
        // Local Zones, Wavelength and Outposts have prices of their own.
        if let place, place != "AWS Region" { return .nothing }
        guard let region, AWSCatalog.isKnownRegion(region) else { return .elsewhere }
        return .match(Match(item: item, region: region, unit: unit, isUsualOfMany: isUsualOfMany))
    }

    /// Whether traffic goes from a region to another one that anybody can use.
    private static func isBetweenRegions(_ product: OfferProduct) -> Bool {
        guard product["toLocationType"].map({ $0 == "AWS Region" }) ?? true else { return false }
        guard let target = product["toRegionCode"] else { return true }
        return AWSCatalog.isKnownRegion(target) && target != product["fromRegionCode"]
    }

    /// Whether a usage type is the wanted one with at most a region before it: a short code as in `USE2-`, or the
    /// region's name as AWS KMS writes it. us-east-1 often has none.
    static func isUsage(_ usage: String, _ wanted: String, region: String?) -> Bool {
        guard usage.hasSuffix(wanted) else { return false }
        let prefix = usage.dropLast(wanted.count)
        if prefix.isEmpty { return true }
        guard prefix.last == "-" else { return false }
        let code = prefix.dropLast()
        if let region, code == region { return true }
        return (2...5).contains(code.utf8.count)
            && code.utf8.allSatisfy {
                (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains($0)
                    || (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0)
            }
    }
}
