public import ScanModel
public import SensorMix

/// What a document of sensors asks for, ready to be planned.
public struct SensorRequest: Hashable, Sendable {
    /// Name in answers.
    public var name: String
    public var estate: SensorEstate
    /// Numbers in use that the document does not state.
    public var assumptions: [Assumption]
}
