import ScanModel
import Testing

@testable import CostReconciliation

@Suite struct ChargeRuleTests {
    private static func sku(
        _ usageType: String, _ unit: String, service: String = "AmazonEC2", operation: String = ""
    ) -> String? {
        ChargeRule.item(
            for: ChargeKey(
                service: service, usageType: usageType, operation: operation, region: "us-east-2", unit: unit))?.sku
    }

    @Test(arguments: [
        ("USE2-BoxUsage:c5.large", "Hrs", "AmazonEC2", "RunInstances", "ec2:c5.large:linux:on-demand"),
        ("BoxUsage:c5.large", "Hours", "Amazon Elastic Compute Cloud", "", "ec2:c5.large:linux:on-demand"),
        ("EUC1-SpotUsage:c5.large", "Hrs", "AmazonEC2", "RunInstances:SV001", "ec2:c5.large:linux:on-demand"),
        ("UGW1-EBS:VolumeUsage.gp3", "GB-Mo", "AmazonEC2", "", "ebs:gp3:GiB-month"),
        ("EU-EBS:SnapshotUsage", "GB-Mo", "AmazonEC2", "", "ebs:snapshot-standard:GiB-month"),
        ("APN1-EBS:FastSnapshotRestore", "DSU-Hours", "AmazonEC2", "", "ebs:fast-restore:h"),
        ("us-east-1-KMS-Keys", "Keys", "awskms", "", "kms:key:month"),
        ("us-gov-west-1-KMS-Requests", "Requests", "awskms", "", "kms:request"),
        ("USW2-NatGateway-Hours", "Hrs", "AmazonEC2", "", "vpc:nat-gateway:h"),
        ("NatGateway-Bytes", "GB", "AmazonEC2", "", "vpc:nat-gateway:GB"),
        ("VpcEndpoint-Hours", "Hrs", "AmazonVPC", "", "vpc:interface-endpoint:h"),
        ("USE2-PublicIPv4:InUseAddress", "Hrs", "AmazonVPC", "", "vpc:public-ipv4:h"),
        ("DataTransfer-Out-Bytes", "GB", "AWSDataTransfer", "", "transfer:internet:GB"),
        ("USE1-USW2-AWS-Out-Bytes", "GB", "AWSDataTransfer", "", "transfer:inter-region:GB"),
        ("USE2-StateTransition", "StateTransitions", "AmazonStates", "", "states:standard:transition"),
        ("USE2-Request", "Requests", "AWSLambda", "", "lambda:request"),
        ("Lambda-GB-Second", "Lambda-GB-Second", "AWSLambda", "", "lambda:GB-s"),
        ("Requests-Tier1", "Requests", "AWSQueueService", "", "sqs:standard:request"),
        ("EUW3-WriteRequestUnits", "WriteRequestUnits", "AmazonDynamoDB", "", "dynamodb:on-demand:write-unit"),
        ("ReadRequestUnits", "ReadRequestUnits", "AmazonDynamoDB", "", "dynamodb:on-demand:read-unit"),
        ("APN1-PaidEventsRecorded", "Events", "AWSCloudTrail", "", "cloudtrail:management-event"),
    ])
    func chargesFindTheirItem(usageType: String, unit: String, service: String, operation: String, item: String) {
        #expect(Self.sku(usageType, unit, service: service, operation: operation) == item)
    }

    @Test(arguments: [
        // A machine with Windows, other storage, other services under the same word, unknown units.
        ("BoxUsage:c5.large", "Hrs", "AmazonEC2", "RunInstances:0002"), ("EBS:VolumeUsage", "GB-Mo", "AmazonEC2", ""),
        ("EBS:SnapshotArchiveStorage", "GB-Mo", "AmazonEC2", ""), ("Requests-Tier1", "Requests", "AmazonS3", ""),
        ("Request", "Requests", "AmazonS3", ""), ("EBS:SnapshotUsage", "GB", "AmazonEC2", ""),
        ("EBS:SnapshotUsageUnderBilling", "GB-Mo", "AmazonEC2", ""), ("", "Hrs", "", ""), ("-", "", "", ""),
        ("BoxUsage:", "Hrs", "AmazonEC2", ""), ("AWS-KMS-Keys", "Keys", "awskms", ""),
        ("KMS-Keys", "Keys", "AmazonEC2", ""),
    ])
    func otherChargesFindNone(usageType: String, unit: String, service: String, operation: String) {
        #expect(Self.sku(usageType, unit, service: service, operation: operation) == nil)
    }

    /// Every code of the table leads back to the item that it is billed for, and the two directions agree.
    @Test func codesAndItemsAreEachOthersInverse() {
        let items: [PriceItem] = [
            .machineHour("m7g.2xlarge"), .gp3, .snapshotStandard, .fastRestore, .keyMonth, .keyRequest, .natGatewayHour,
            .natGatewayGB, .interfaceEndpointHour, .publicAddressHour, .internetGB, .interRegionGB, .transition,
            .lambdaRequest, .lambdaGBSecond, .queueRequest, .tableWrite, .tableRead, .paidEvent,
        ]
        for item in items {
            let rule = ChargeRule.rule(of: item)
            let codes = ChargeRule.codes(of: item)
            #expect(!codes.isEmpty, "\(item)")
            for code in codes {
                let key = ChargeKey(
                    service: rule?.services.first ?? "any", usageType: "USW2-\(code)", operation: "", region: "",
                    unit: rule?.units.first ?? "")
                #expect(ChargeRule.item(for: key) == item, "\(code)")
            }
        }
        #expect(Set(items.compactMap { ChargeRule.rule(of: $0) }).count == ChargeRule.all.count)
        // Nobody publishes under which code it is billed.
        #expect(ChargeRule.rule(of: .initialisation) == nil)
    }
}
