import ScanModel

/// Bytes of a file as a tree of located nodes.
enum Document {
    /// The language a document is written in.
    enum Format: Hashable, Sendable {
        case json, yaml

        /// By the ending of the name; if that says nothing, JSON when the text starts like it, else YAML.
        static func of(file: String, text: DocumentText) -> Format {
            let name = file.lowercased()
            if name.hasSuffix(".json") { return .json }
            if name.hasSuffix(".yaml") || name.hasSuffix(".yml") { return .yaml }
            let first = text.firstSolidByte
            return first == UInt8(ascii: "{") || first == UInt8(ascii: "[") ? .json : .yaml
        }
    }

    /// Reads a document.
    ///
    /// - Parameters:
    ///   - format: nil decides by name and first character.
    ///   - log: gets what can be mended in its place, such as duplicate keys, and what ended the reading.
    /// - Returns: nil if the reading ended early.
    /// - Complexity: O(bytes + nodes); the limits hold while it reads.
    static func read(bytes: [UInt8], format: Format? = nil, limits: DocumentLimits, log: IssueLog) -> DocumentNode? {
        do throws(InputIssue) {
            let text = try DocumentText(bytes: bytes, file: log.file, limits: limits)
            switch format ?? Format.of(file: log.file, text: text) {
            case .json:
                var reader = JSONReader(text: text, limits: limits, log: log)
                return try reader.document()
            case .yaml:
                return try YAMLReader(text: text, limits: limits, log: log).document()
            }
        } catch {
            log.report(error)
            return nil
        }
    }
}
