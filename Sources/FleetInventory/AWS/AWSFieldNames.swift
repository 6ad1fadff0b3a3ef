internal import DocumentReading

/// How a listing spells the fields that a fleet needs; the order is that of the cases below.
struct AWSFieldNames: Sendable {
    enum Instance: Int {
        case id, state, placement, platform, platformDetails, mappings, tags, architecture, hasENA, productCodes,
            imageID, rootDevice, machineType
    }

    enum Volume: Int { case id, size, isEncrypted, keyID, tags }

    let instance: JSONFields
    let volume: JSONFields
    let mapping: JSONFields
    let tag: JSONFields
    /// State, zone, volume of a device, kind of a product code: objects of which one field counts.
    let state: JSONFields
    let placement: JSONFields
    let attached: JSONFields
    let productCode: JSONFields

    /// As `aws ec2` prints them.
    static let client = AWSFieldNames(
        instance: JSONFields([
            "InstanceId", "State", "Placement", "Platform", "PlatformDetails", "BlockDeviceMappings", "Tags",
            "Architecture", "EnaSupport", "ProductCodes", "ImageId", "RootDeviceName", "InstanceType",
        ]),
        volume: JSONFields(["VolumeId", "Size", "Encrypted", "KmsKeyId", "Tags"]),
        mapping: JSONFields(["DeviceName", "Ebs"]), tag: JSONFields(["Key", "Value"]), state: JSONFields(["Name"]),
        placement: JSONFields(["AvailabilityZone"]), attached: JSONFields(["VolumeId"]),
        productCode: JSONFields(["ProductCodeType"]))

    /// As AWS Config records them. Source:
    /// https://docs.aws.amazon.com/config/latest/developerguide/resource-config-reference.html
    static let config = AWSFieldNames(
        instance: JSONFields([
            "instanceId", "state", "placement", "platform", "platformDetails", "blockDeviceMappings", "tags",
            "architecture", "enaSupport", "productCodes", "imageId", "rootDeviceName", "instanceType",
        ]),
        volume: JSONFields(["volumeId", "size", "encrypted", "kmsKeyId", "tags"]),
        mapping: JSONFields(["deviceName", "ebs"]), tag: JSONFields(["key", "value"]), state: JSONFields(["name"]),
        placement: JSONFields(["availabilityZone"]), attached: JSONFields(["volumeId"]),
        productCode: JSONFields(["productCodeType"]))
}
