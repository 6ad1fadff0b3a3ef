/// One value of a scenario with where it comes from, and what it would be if nobody stated it.
public struct ShownValue: Hashable, Sendable {
    /// Where a value comes from.
    public enum Source: Hashable, Sendable {
        /// A file of the scenario, or a setting of the command line, whose lines count the settings.
        case stated(file: String, line: Int)
        /// The profile of the deployment.
        case profile(String, Provenance)
        /// What the scenario states for all regions.
        case general(file: String, line: Int)
        /// Nobody says anything; the meaning of the key tells what that comes to.
        case none
    }

    /// Such as `deployments[0].timings.scan.base`.
    public var path: String
    /// As it is written; nil: there is none, or it is a secret.
    public var value: String?
    /// Whether the value is a secret, or may be one.
    public var isSecret: Bool
    public var source: Source
    /// What it would be if it were not stated; nil: there would be none, or nothing is known of it.
    public var standard: String?
    /// Where that comes from; nil as ``standard`` is.
    public var standardProvenance: Provenance?
    /// Lowest and highest plausible or possible value; nil if nothing is known.
    public var range: String?
    /// What the key means; empty if nothing is said.
    public var meaning: String

    public init(
        path: String, value: String?, isSecret: Bool = false, source: Source, standard: String?,
        standardProvenance: Provenance?, range: String?, meaning: String
    ) {
        self.path = path
        self.value = value
        self.isSecret = isSecret
        self.source = source
        self.standard = standard
        self.standardProvenance = standardProvenance
        self.range = range
        self.meaning = meaning
    }
}

/// Why a path leads nowhere.
public struct NoSuchPath: Error, Hashable, Sendable {
    /// One sentence for people, with a suggestion where there is one.
    public var reason: String

    public init(reason: String) { self.reason = reason }
}
