extension ScenarioReader {
    /// The largest scenario file that is read, in bytes.
    public static var bytesMax: Int { DocumentLimits.scenario.bytes }
}

extension ReferenceDocument {
    /// The largest reference document that is read, in bytes.
    public static var bytesMax: Int { DocumentLimits.reference.bytes }
}
