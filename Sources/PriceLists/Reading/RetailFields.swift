internal import DocumentReading

/// The members of a row of the Azure Retail Prices API that are read, and their places among them.
enum RetailFields {
    static let row = JSONFields([
        "currencyCode", "retailPrice", "tierMinimumUnits", "armRegionName", "effectiveStartDate", "productName",
        "skuName",
        "meterName", "armSkuName", "serviceName", "unitOfMeasure", "type", "isPrimaryMeterRegion",
    ])
    static let (currency, price, tier, region, start, product, sku) = (0, 1, 2, 3, 4, 5, 6)
    static let (meter, machine, service, unit, type, primary) = (7, 8, 9, 10, 11, 12)
}
