/// How a constant of the outside world is known.
public enum Confidence: String, Hashable, Sendable, CaseIterable, Codable {
    /// Read off a running system by somebody named in the source.
    case measured
    /// Stated by the owner of the system.
    case documented
    /// Fitted to logs.
    case calibrated
    /// Nobody published it and the value is a plausible one with a range; or, for a price, a single copy states it.
    case assumed
    /// Set by the user in the scenario.
    case stated
}

/// Where a value comes from.
public struct Provenance: Hashable, Sendable, Codable {
    /// A document, repository file or scenario path.
    public var source: String
    /// The date of the source (ISO 8601 day, month or year); empty for the scenario itself.
    public var date: String
    /// How it is known.
    public var confidence: Confidence

    public init(source: String, date: String, confidence: Confidence) {
        self.source = source
        self.date = date
        self.confidence = confidence
    }

    /// A value that the scenario file states at `path`.
    public static func stated(at path: String) -> Provenance {
        Provenance(source: path, date: "", confidence: .stated)
    }
}

/// A value together with where it comes from.
public struct Sourced<Value: Hashable & Sendable>: Hashable, Sendable {
    public var value: Value
    public var provenance: Provenance

    public init(_ value: Value, _ provenance: Provenance) {
        self.value = value
        self.provenance = provenance
    }
}
