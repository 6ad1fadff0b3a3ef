internal import DocumentReading

/// The members of AWS price list files that are read.
enum OfferFields {
    static let product = JSONFields(["productFamily", "attributes"])
    static let term = JSONFields(["effectiveDate", "priceDimensions"])
    static let tier = JSONFields(["unit", "beginRange", "pricePerUnit"])

    /// The attributes that ``OfferRules`` looks at.
    static let attributeNames: [StaticString] = [
        "capacitystatus", "fromLocationType", "fromRegionCode", "group", "instanceType", "licenseModel", "locationType",
        "marketoption", "operatingSystem", "operation", "preInstalledSw", "queueType", "regionCode", "servicecode",
        "tenancy", "toLocationType", "toRegionCode", "transferType", "usagetype", "volumeApiName",
    ]
    static let attributes = JSONFields(attributeNames)
    static let attributeTexts = attributeNames.map { "\($0)" }
}
