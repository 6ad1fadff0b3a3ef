internal import DocumentReading
internal import ScanModel

extension AWSRowReader {
    private static let itemFields = JSONFields([
        "resourceType", "accountId", "awsAccountId", "configuration", "configurationItemStatus", "tags",
    ])

    /// Reads a configuration item: an instance or a volume as AWS Config records it. Others are passed over, and so
    /// are resources that were deleted.
    ///
    /// Source: https://docs.aws.amazon.com/config/latest/APIReference/API_ConfigurationItem.html; aggregators name the
    /// account `accountId`, configuration snapshots `awsAccountId`.
    mutating func read(item: JSONNode, _ elements: inout JSONElements) {
        elements.element.collect(Self.itemFields, item, into: &part)
        let (kind, aggregated, own, configuration, status) = (part[0], part[1], part[2], part[3], part[4])
        guard
            let type = issues.requiredText(
                &elements, kind, of: item, "resourceType", "a type such as \"AWS::EC2::Instance\"")
        else { return }
        let isInstance = elements.element.isText(type, "AWS::EC2::Instance")
        guard isInstance || elements.element.isText(type, "AWS::EC2::Volume") else { return }
        if let status, elements.element.hasPrefix(status, "ResourceDeleted") { return }
        guard
            let object = issues.required(
                &elements, configuration, of: item, "configuration", .object,
                "an object; ask for resourceType, accountId and configuration")
        else { return }
        names = .config
        defer { names = .client }
        guard isInstance else {
            read(volume: object, &elements)
            return
        }
        let account = account(
            &elements, aggregated ?? own, of: item, aggregated == nil && own != nil ? "awsAccountId" : "accountId")
        read(instance: object, account: account, &elements)
    }
}
