internal import FoundationEssentials

/// A number about a small model that is known by a formula or by numeric integration.
public struct ClosedForm: Hashable, Sendable {
    /// The case, such as Q01; several metrics share one.
    public var id: String
    /// The model in the usual notation, such as M/M/1.
    public var model: String
    public var parameters: String
    public var metric: String
    public var value: Double
    /// Where the number comes from, if the model does not say; may be empty.
    public var note: String

    /// Every one that this version knows, in the order of the data.
    public static let all: [ClosedForm] = {
        do {
            let bytes = Data(EmbeddedData.text("Data/closed-forms.json").utf8)
            return try JSONDecoder().decode([Row].self, from: bytes).map { row in
                guard let value = Double(row.value) else { throw UnreadableData() }
                return ClosedForm(
                    id: row.id, model: row.model, parameters: row.params, metric: row.metric, value: value,
                    note: row.note)
            }
        } catch {
            fatalError("the embedded closed forms: \(error)")
        }
    }()

    private struct Row: Decodable {
        var id: String
        var model: String
        var params: String
        var metric: String
        var value: String
        var note: String
    }

    private struct UnreadableData: Error {}
}

extension EmbeddedData {
    /// The text of a data file, by its path below the room.
    static func text(_ path: String) -> String {
        guard let file = files.first(where: { $0.path == path }) else { fatalError("no embedded \(path)") }
        return file.text
    }
}
