public import AssetDiscovery
public import ScanModel

/// What a document of connectors asks for, ready to be studied.
public struct ConnectorRequest: Hashable, Sendable {
    /// Name in answers.
    public var name: String
    public var estate: ConnectorEstate
    public var terms: DiscoveryTerms
    /// What the vendor advises or does not document about the document's connectors, each a sentence.
    public var remarks: [String]
    /// What the inventory shows of a machine's state, for the clouds of the document.
    public var states: [ShownState]
    /// Numbers in use that the document does not state.
    public var assumptions: [Assumption]
}

/// A state in the cloud and what an inventory shows of it.
public struct ShownState: Hashable, Sendable {
    public var cloud: ConnectorCloud
    public var state: String
    public var shown: String
    public var meaning: String
    public var provenance: Provenance
}
