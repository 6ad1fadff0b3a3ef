/// Where a value stands in a JSON document, such as `Reservations[3].Instances[0]`.
struct JSONPath: Hashable {
    enum Step: Hashable {
        case key(String)
        case index(Int)
    }

    var steps: [Step] = []

    /// The whole document.
    static let document = JSONPath()

    /// The value of a key of the object here.
    func key(_ name: String) -> JSONPath { JSONPath(steps: steps + [.key(name)]) }

    /// An element of the list at a key of the object here.
    func element(_ name: String, _ index: Int) -> JSONPath { JSONPath(steps: steps + [.key(name), .index(index)]) }
}

extension JSONPath: CustomStringConvertible {
    /// Keys joined by dots, indices in brackets; empty for the document.
    var description: String {
        var text = ""
        for step in steps {
            switch step {
            case .key(let name): text += text.isEmpty ? name : ".\(name)"
            case .index(let index): text += "[\(index)]"
            }
        }
        return text
    }
}

/// Paths to look for, arranged by their steps so that a walk compares only where a path can still begin.
struct JSONPathTree {
    private(set) var path: JSONPath?
    private(set) var children: [JSONPath.Step: JSONPathTree] = [:]

    init(_ paths: [JSONPath]) {
        for path in paths { insert(path, from: 0) }
    }

    private mutating func insert(_ path: JSONPath, from depth: Int) {
        if depth == path.steps.count {
            self.path = path
        } else {
            children[path.steps[depth], default: JSONPathTree([])].insert(path, from: depth + 1)
        }
    }
}
