/// The JSON Schemas of the documents that commands print, as they are published in `docs/schemas`.
public enum OutputSchemas {
    /// Forms with their versions, such as "answer/1", sorted.
    public static var names: [String] { EmbeddedData.files.map { form($0.path) }.sorted() }

    /// The schema of a form.
    ///
    /// - Parameter name: "answer", "answer/1", "scanplan.answer/1" or "scanplan-weeks/1"; without a version the newest.
    /// - Returns: nil if there is no such form.
    public static func text(of name: String) -> String? {
        var name = name[...]
        for prefix in ["scanplan.", "scanplan-"] where name.hasPrefix(prefix) { name = name.dropFirst(prefix.count) }
        let found = EmbeddedData.files.filter { file in
            let full = form(file.path)
            return full == name || full.prefix { $0 != "/" } == name
        }
        return found.max { version($0.path) < version($1.path) }?.text
    }

    /// "price-update-1.json" is "price-update/1".
    private static func form(_ path: String) -> String {
        let name = path.prefix(while: { $0 != "." })
        guard let dash = name.lastIndex(of: "-") else { return String(name) }
        return "\(name[..<dash])/\(name[name.index(after: dash)...])"
    }

    private static func version(_ path: String) -> Int { Int(form(path).split(separator: "/").last ?? "") ?? 0 }
}
