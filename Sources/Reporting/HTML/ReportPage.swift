public import Studies

/// A report as one file that needs nothing else.
public enum ReportPage {
    /// - Parameters:
    ///   - material: what the report shows.
    ///   - version: of the program.
    /// - Returns: an HTML document.
    public static func document(_ material: ReportMaterial, version: String) -> String {
        preconditionFailure("there is no page yet")
    }
}
