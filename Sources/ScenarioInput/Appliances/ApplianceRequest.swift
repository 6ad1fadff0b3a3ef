public import ApplianceScanning
public import ScanModel

/// What a document of scanner appliances asks for, ready to be planned.
public struct ApplianceRequest: Hashable, Sendable {
    /// Name in answers.
    public var name: String
    public var estate: ScanEstate
    public var terms: ApplianceTerms
    /// Numbers in use that the document does not state.
    public var assumptions: [Assumption]
    /// Prices without which no plan is made, by region and size.
    public var missingPrices: [MissingAppliancePrice]
}

/// A size that has no price in a region where appliances may be placed.
public struct MissingAppliancePrice: Hashable, Sendable {
    public var size: String
    public var region: String
    /// A region with prices that was probably meant; nil if the region is known or nothing is near.
    public var meant: String?
}
