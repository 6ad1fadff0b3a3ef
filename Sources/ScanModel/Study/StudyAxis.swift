/// One value of a scenario that a sweep changes, with what it changes it to.
public struct StudyAxis: Hashable, Sendable, Codable {
    /// Where the value stands, such as `deployments[0].parameters.Concurrency`; a bare name is one of the vendor's
    /// parameters of the only deployment.
    public var path: String
    /// The values as a setting spells them, in their order; never empty.
    public var values: [String]

    public init(path: String, values: [String]) {
        (self.path, self.values) = (path, values)
    }
}
