public import ScanModel

extension ScenarioReader {
    /// The scenario with the values of its merged document, in the order of the document.
    ///
    /// Values that are left out or null, and what only editors read, are not among them; a value below a key that names a
    /// secret is masked.
    ///
    /// - Throws: as ``read(layers:settings:standardName:)`` does.
    /// - Complexity: O(bytes).
    public static func readWithValues(
        layers: [ScenarioLayer], settings: [String] = [], standardName: String
    ) throws(InvalidInput) -> (draft: ScenarioDraft, values: [SettingValue]) {
        let (root, draft) = try resolve(layers, settings: settings, standardName: standardName)
        var values: [SettingValue] = []
        collect(root, isOfFleet: false, into: &values)
        values += layers.flatMap(\.calibrationValues)
        return (draft, values)
    }

    private static func collect(_ field: Field, isOfFleet: Bool, into values: inout [SettingValue]) {
        func add(_ text: String) {
            let shown = field.path.isSecret ? "…" : text
            values.append(SettingValue(path: field.path.text, value: shown, isOfFleet: isOfFleet))
        }
        switch field.node.content {
        case .scalar where field.node.isNull: return
        case .scalar(let text, _): add(text)
        case .sequence(let nodes):
            if nodes.isEmpty { add("[]") }
            for (index, node) in nodes.enumerated() {
                let element = Field(node: node, path: .index(index, of: field.path), log: field.log)
                collect(element, isOfFleet: isOfFleet, into: &values)
            }
        case .mapping(let entries):
            if entries.isEmpty { add("{}") }
            for entry in entries where entry.key != "$schema" {
                let value = Field(node: entry.value, path: .key(entry.key, of: field.path), log: field.log)
                collect(value, isOfFleet: isOfFleet || value.path.isFleetOfDeployment, into: &values)
            }
        }
    }
}

extension DocumentPath {
    /// Whether this is `deployments[i].fleet`.
    fileprivate var isFleetOfDeployment: Bool {
        if case .key("fleet", .index(_, .key("deployments", .root))) = self { true } else { false }
    }
}
