/// Where a value stands in a JSON document, such as `Reservations[3].Instances[0]`.
public struct JSONPath: Hashable, Sendable {
    public enum Step: Hashable, Sendable {
        case key(String)
        case index(Int)
    }

    public var steps: [Step]

    public init(_ steps: [Step] = []) { self.steps = steps }

    /// The whole document.
    public static let document = JSONPath()

    /// The value of a key of the object here.
    public func key(_ name: String) -> JSONPath { JSONPath(steps + [.key(name)]) }

    /// A place below this one.
    public func appending(_ inner: JSONPath) -> JSONPath { JSONPath(steps + inner.steps) }

    /// An element of the list at a key of the object here.
    public func element(_ name: String, _ index: Int) -> JSONPath { JSONPath(steps + [.key(name), .index(index)]) }
}

extension JSONPath: CustomStringConvertible {
    /// Keys joined by dots, indices in brackets; empty for the document. Keys are cut after 40 characters, and paths
    /// after 24 steps.
    public var description: String {
        var text = ""
        for step in steps.prefix(24) {
            switch step {
            case .key(let name):
                let shown = Wording.shortened(name)
                text += text.isEmpty ? shown : ".\(shown)"
            case .index(let index): text += "[\(index)]"
            }
        }
        return steps.count > 24 ? "\(text)…" : text
    }
}
