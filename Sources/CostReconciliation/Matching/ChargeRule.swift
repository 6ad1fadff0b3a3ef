public import ScanModel

/// Which charges a line of the estimate is billed as.
///
/// A charge belongs to an item if its usage type, without the code of the region before it, is one of the item's
/// codes, its service is the right one, its operation is that of Linux where it matters, and it is counted in a known
/// unit. Each rule says where its codes come from.
public struct ChargeRule: Hashable, Sendable {
    /// What the charges are, in words.
    public var title: String
    /// Usage types without the code of the region; `TYPE` stands for the part of the item's name that varies.
    public var codes: [String]
    /// Parts of the service's code or name in small letters, of which one must be there; empty: any service.
    public var services: [String]
    /// Spellings of the unit in small letters.
    public var units: [String]
    /// Whether a unit is a month, which lasts as long as the calendar month it is billed in.
    public var isMonthly: Bool
    /// Where the codes and units come from.
    public var provenance: Provenance

    /// Beginning and end of the item's name.
    private var itemPrefix: String
    private var itemSuffix: String

    private init(
        _ title: String, _ prefix: String, _ suffix: String = "", codes: [String], services: [String] = [],
        units: [String], isMonthly: Bool = false, from provenance: Provenance
    ) {
        self.title = title
        self.codes = codes
        self.services = services
        self.units = units
        self.isMonthly = isMonthly
        self.provenance = provenance
        (itemPrefix, itemSuffix) = (prefix, suffix)
    }

    private static let volumePage = Provenance(
        source: "https://docs.aws.amazon.com/ebs/latest/userguide/ebs-billing-usage-reports.html", date: "2026-11",
        confidence: .documented)
    private static let networkPage = Provenance(
        source: "https://docs.aws.amazon.com/vpc/latest/userguide/vpc-billing-usage-reports.html", date: "2026-11",
        confidence: .documented)
    /// No page of AWS was found that lists these codes; several public programs read them from price lists and reports.
    private static let reports = Provenance(
        source: "usage types in public readers of AWS price lists and Cost and Usage Reports", date: "2026-11",
        confidence: .assumed)

    private static let hours = ["hrs", "hours", "hour", "hr", "h"]
    private static let gigabyteMonths = ["gb-mo", "gb-month", "gb-months", "gib-month", "gib-months"]
    private static let gigabytes = ["gb", "gigabytes", "gib"]
    private static let requests = ["requests", "request"]

    /// All rules, the one with the longer name first where two names begin alike.
    public static let all: [ChargeRule] = [
        ChargeRule(
            "machine hours", "ec2:", ":linux:on-demand", codes: ["BoxUsage:TYPE", "SpotUsage:TYPE"],
            services: ["ec2", "elastic compute"], units: hours, from: reports),
        ChargeRule(
            "snapshot storage", "ebs:snapshot-standard:GiB-month", codes: ["EBS:SnapshotUsage"], units: gigabyteMonths,
            isMonthly: true, from: volumePage),
        ChargeRule(
            "fast snapshot restore", "ebs:fast-restore:h", codes: ["EBS:FastSnapshotRestore"],
            units: hours + ["dsu-hours", "dsu-hrs", "dsu-hour"], from: volumePage),
        ChargeRule(
            "volume storage", "ebs:", ":GiB-month", codes: ["EBS:VolumeUsage.TYPE"], units: gigabyteMonths,
            isMonthly: true, from: volumePage),
        ChargeRule(
            "keys", "kms:key:month", codes: ["KMS-Keys"], services: ["kms", "key management"],
            units: ["keys", "key", "months", "month", "key-months"], isMonthly: true, from: reports),
        ChargeRule(
            "requests for keys", "kms:request", codes: ["KMS-Requests"], services: ["kms", "key management"],
            units: requests, from: reports),
        ChargeRule(
            "NAT gateway hours", "vpc:nat-gateway:h", codes: ["NatGateway-Hours"], units: hours, from: networkPage),
        ChargeRule(
            "NAT gateway traffic", "vpc:nat-gateway:GB", codes: ["NatGateway-Bytes"], units: gigabytes,
            from: networkPage),
        ChargeRule(
            "interface endpoint hours", "vpc:interface-endpoint:h", codes: ["VpcEndpoint-Hours"], units: hours,
            from: networkPage),
        ChargeRule(
            "public address hours", "vpc:public-ipv4:h", codes: ["PublicIPv4:InUseAddress", "PublicIPv4:IdleAddress"],
            units: hours, from: networkPage),
        ChargeRule(
            "traffic to the internet", "transfer:internet:GB", codes: ["DataTransfer-Out-Bytes"], units: gigabytes,
            from: reports),
        ChargeRule(
            "traffic between regions", "transfer:inter-region:GB", codes: ["AWS-Out-Bytes"], units: gigabytes,
            from: reports),
        ChargeRule(
            "state transitions", "states:standard:transition", codes: ["StateTransition"],
            services: ["amazonstates", "step functions"],
            units: ["statetransitions", "statetransition", "state transitions", "transitions"], from: reports),
        ChargeRule(
            "function calls", "lambda:request", codes: ["Request"], services: ["lambda"], units: requests, from: reports
        ),
        ChargeRule(
            "function time", "lambda:GB-s", codes: ["Lambda-GB-Second"], services: ["lambda"],
            units: ["lambda-gb-second", "lambda-gb-seconds", "gb-seconds", "gb-second", "seconds", "second"],
            from: reports),
        ChargeRule(
            "queue requests", "sqs:standard:request", codes: ["Requests-Tier1", "Requests-RBP"],
            services: ["awsqueueservice", "sqs", "simple queue"], units: requests, from: reports),
        ChargeRule(
            "table writes", "dynamodb:on-demand:write-unit", codes: ["WriteRequestUnits"], services: ["dynamodb"],
            units: ["writerequestunits", "write request units", "writerequestunit"], from: reports),
        ChargeRule(
            "table reads", "dynamodb:on-demand:read-unit", codes: ["ReadRequestUnits"], services: ["dynamodb"],
            units: ["readrequestunits", "read request units", "readrequestunit"], from: reports),
        ChargeRule(
            "log events", "cloudtrail:management-event", codes: ["PaidEventsRecorded"], services: ["cloudtrail"],
            units: ["events", "event"], from: reports),
    ]

    /// The rule of an item; nil if no code for it is known.
    public static func rule(of item: PriceItem) -> ChargeRule? { all.first { $0.varying(item) != nil } }

    /// The usage types that an item is billed under, without the code of the region; none if no rule is about it.
    public static func codes(of item: PriceItem) -> [String] {
        guard let rule = rule(of: item), let varying = rule.varying(item) else { return [] }
        return rule.codes.map { $0.hasSuffix("TYPE") ? $0.dropLast("TYPE".count) + varying : $0 }
    }

    /// The part of an item's name that varies; nil if the rule is not about the item.
    private func varying(_ item: PriceItem) -> String? {
        guard item.sku.hasPrefix(itemPrefix), item.sku.hasSuffix(itemSuffix),
            item.sku.count >= itemPrefix.count + itemSuffix.count
        else { return nil }
        let varying = String(item.sku.dropFirst(itemPrefix.count).dropLast(itemSuffix.count))
        return itemSuffix.isEmpty == varying.isEmpty ? varying : nil
    }

    /// The item that a charge pays for, whether or not an estimate has it; nil if no rule knows the charge.
    public static func item(for charge: ChargeKey) -> PriceItem? {
        for code in ChargeCode.candidates(charge.usageType) {
            for rule in all {
                guard let varying = rule.varying(code: code), rule.accepts(charge) else { continue }
                return PriceItem(sku: rule.itemPrefix + varying + rule.itemSuffix)
            }
        }
        return nil
    }

    static func rule(for charge: ChargeKey) -> ChargeRule? { item(for: charge).flatMap { rule(of: $0) } }

    /// What stands for `TYPE` in a usage type; empty where nothing varies, nil if no code fits.
    private func varying(code: String) -> String? {
        for pattern in codes {
            guard pattern.hasSuffix("TYPE") else {
                if pattern == code { return "" }
                continue
            }
            let start = pattern.dropLast("TYPE".count)
            if code.hasPrefix(start), code.count > start.count { return String(code.dropFirst(start.count)) }
        }
        return nil
    }

    private func accepts(_ charge: ChargeKey) -> Bool {
        let service = charge.service.lowercased()
        guard services.isEmpty || services.contains(where: { service.contains($0) }) else { return false }
        // An operation RunInstances:0002 is a machine with Windows; on the spot market Linux is RunInstances:SV…
        // (https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/billing-info-fields.html).
        if itemPrefix == "ec2:" {
            let operation = charge.operation
            guard operation.isEmpty || operation == "RunInstances" || operation.hasPrefix("RunInstances:SV") else {
                return false
            }
        }
        return units.contains(charge.unit.lowercased())
    }
}

extension ChargeRule {
    public static func == (left: ChargeRule, right: ChargeRule) -> Bool { left.title == right.title }
    public func hash(into hasher: inout Hasher) { hasher.combine(title) }
}

/// Usage types and the code of the region before them.
enum ChargeCode {
    /// The usage type as it is, and without one or two codes of regions: `USE1-USW2-AWS-Out-Bytes` has two.
    ///
    /// The codes are such as `USE2`, `EU` or, for keys, `us-east-1`; in us-east-1 most usage types have none
    /// (https://docs.aws.amazon.com/global-infrastructure/latest/regions/aws-region-billing-codes.html).
    static func candidates(_ usageType: String) -> [String] {
        var candidates = [usageType]
        while candidates.count < 3, let shorter = withoutRegion(candidates[candidates.count - 1]) {
            candidates.append(shorter)
        }
        return candidates
    }

    private static func withoutRegion(_ text: String) -> String? {
        let parts = text.split(separator: "-", maxSplits: 1, omittingEmptySubsequences: false)
        guard parts.count == 2, !parts[1].isEmpty else { return nil }
        if isBillingCode(parts[0]) { return String(parts[1]) }
        // us-east-1-KMS-Keys, us-gov-west-1-KMS-Keys
        let words = text.split(separator: "-", omittingEmptySubsequences: false)
        guard words[0].count == 2, words[0].allSatisfy({ ("a"..."z").contains($0) }),
            let number = words.dropFirst().prefix(4).firstIndex(where: { $0.count == 1 && $0.allSatisfy(\.isNumber) }),
            number >= 2, number + 1 < words.count
        else { return nil }
        return words[(number + 1)...].joined(separator: "-")
    }

    /// Two to four capital letters, then at most two digits, as in `USE2`, `EU` and `UGW1`.
    private static func isBillingCode(_ text: Substring) -> Bool {
        let letters = text.prefix { ("A"..."Z").contains($0) }
        let digits = text.dropFirst(letters.count)
        // KMS, AWS and EBS begin names of services.
        guard (2...4).contains(letters.count), digits.count <= 2, digits.allSatisfy({ ("0"..."9").contains($0) }) else {
            return false
        }
        return !digits.isEmpty || text == "EU"
    }
}
