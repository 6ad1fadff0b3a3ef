public import CostReconciliation
internal import Estimation
internal import ScanModel
public import Studies

/// The cost lines of an answer as rows of the FinOps Open Cost and Usage Specification, version 1.2
/// (https://focus.finops.org/focus-specification/v1-2/). They are estimates, in the columns of charges.
///
/// One row a line of the bill. A deployment with an interval has the cost of a month of its cycles, one without it that
/// of a single cycle; `x_Cycles` tells how many. Usage types and units are those that AWS bills under, so that
/// ``ExportReader`` reads the table back.
public enum FocusCSV {
    public static let columns = [
        "BillingAccountId", "BillingAccountName", "BillingCurrency", "BillingPeriodStart", "BillingPeriodEnd",
        "ChargePeriodStart", "ChargePeriodEnd", "ChargeCategory", "ChargeClass", "ChargeDescription",
        "ChargeFrequency", "BilledCost", "EffectiveCost", "ListCost", "ContractedCost", "ListUnitPrice",
        "ContractedUnitPrice", "PricingCategory", "PricingQuantity", "PricingUnit", "ConsumedQuantity", "ConsumedUnit",
        "ProviderName", "PublisherName", "InvoiceIssuerName", "ServiceCategory", "ServiceName", "RegionId",
        "RegionName", "SubAccountId", "SubAccountName", "SkuId", "SkuMeter", "Tags", "x_ServiceCode", "x_UsageType",
        "x_Operation", "x_Scenario", "x_Deployment", "x_Profile", "x_Line", "x_Cycles", "x_Basis", "x_Confidence",
        "x_PriceSource", "x_PriceDate", "x_StandInRegion",
    ]

    /// - Parameter month: the calendar month (UTC) that the rows carry.
    public static func document(_ answer: StudyAnswer, month: BillingPeriod) -> String {
        CSVText.table(
            columns,
            answer.deployments.flatMap { deployment in
                deployment.estimate.lines.map { row($0, deployment, answer.scenario, month) }
            })
    }

    /// The table without a row, for a scenario that has no answer.
    public static var empty: String { CSVText.table(columns, []) }

    private static func row(
        _ line: CostLine, _ answer: DeploymentAnswer, _ scenario: String, _ month: BillingPeriod
    ) -> [String] {
        let estimate = answer.estimate
        let cycles = estimate.hoursPerCycle.map { estimate.hoursPerMonth / $0 } ?? 1
        let isSpot = line.kind == .scanners && answer.deployment.pricing.bill.parts.contains(.spot)
        let meter = Meter(line.item, provider: answer.deployment.provider, isSpot: isSpot)
        let unit = meter.unit ?? line.unit
        let (start, end) = ("\(month.first)T00:00:00Z", "\(month.last.adding(days: 1) ?? month.last)T00:00:00Z")
        let account = answer.deployment.serviceAccount ?? ""
        let cost = CSVText.number(line.amount * cycles)
        let quantity = CSVText.number(line.quantity * cycles)
        return [
            "", "", "USD", start, end, start, end, "Usage", "",
            "Estimate: \(line.kind.title), \(line.item.sku)", "Usage-Based", cost, cost,
            CSVText.number(line.listPrice * line.quantity * cycles), cost, CSVText.number(line.listPrice),
            CSVText.number(line.unitPrice), isSpot ? "Dynamic" : "Standard", quantity, unit, quantity, unit,
            meter.provider, meter.provider, meter.provider, meter.category, meter.serviceName, line.region, "",
            account, "", line.item.sku, meter.usageType, "{}", meter.serviceCode, meter.usageType, meter.operation,
            scenario, answer.deployment.name, answer.deployment.profile, line.kind.rawValue, CSVText.number(cycles),
            answer.simulatedEstimate == nil ? "planned" : "simulated", line.provenance.confidence.rawValue,
            line.provenance.source, line.provenance.date, line.standIn ?? "",
        ]
    }
}

/// What a bill calls an item.
private struct Meter {
    var provider: String
    var category: String
    var serviceName: String
    var serviceCode: String
    /// As AWS bills it, without the code of the region; the item's own name where none is known.
    var usageType: String
    var operation = ""
    /// As charges spell it; nil: as the estimate does.
    var unit: String?

    /// Names of AWS services by the first part of an item's name: what users call them and what bills call them
    /// (https://docs.aws.amazon.com/cur/latest/userguide/table-dictionary-focus-1-2-aws-columns.html), and the category
    /// of FOCUS.
    private static let services: [String: (category: String, name: String, code: String)] = [
        "ec2": ("Compute", "Amazon Elastic Compute Cloud", "AmazonEC2"),
        "ebs": ("Storage", "Amazon Elastic Block Store", "AmazonEC2"),
        "kms": ("Security", "AWS Key Management Service", "awskms"),
        "vpc": ("Networking", "Amazon Virtual Private Cloud", "AmazonVPC"),
        "transfer": ("Networking", "AWS Data Transfer", "AWSDataTransfer"),
        "states": ("Integration", "AWS Step Functions", "AmazonStates"),
        "lambda": ("Compute", "AWS Lambda", "AWSLambda"),
        "sqs": ("Integration", "Amazon Simple Queue Service", "AWSQueueService"),
        "dynamodb": ("Databases", "Amazon DynamoDB", "AmazonDynamoDB"),
        "cloudtrail": ("Management and Governance", "AWS CloudTrail", "AWSCloudTrail"),
    ]

    private static let providers = [
        "aws": "AWS", "azure": "Microsoft", "gcp": "Google Cloud", "oci": "Oracle", "none": "AWS",
    ]

    init(_ item: PriceItem, provider: String, isSpot: Bool) {
        self.provider = Self.providers[provider] ?? provider
        let start = item.sku.prefix { $0 != ":" }
        let known = Self.services[String(start)]
        category = known?.category ?? "Other"
        serviceName = known?.name ?? String(start)
        serviceCode = known?.code ?? String(start)
        let codes = ChargeRule.codes(of: item)
        usageType = (isSpot && codes.count > 1 ? codes[1] : codes.first) ?? item.sku
        if start == "ec2" { operation = "RunInstances" }
        unit = ChargeRule.rule(of: item)?.units.first.map { Self.spelt[$0] ?? $0 }
    }

    /// Units of charges in the spelling of FOCUS, capital letters first.
    private static let spelt = [
        "hrs": "Hours", "gb-mo": "GB-Months", "gb": "GB", "requests": "Requests", "keys": "Keys",
        "statetransitions": "StateTransitions", "lambda-gb-second": "Lambda-GB-Second",
        "writerequestunits": "WriteRequestUnits", "readrequestunits": "ReadRequestUnits", "events": "Events",
    ]
}
