import ScanModel

@testable import ScenarioInput

/// The issues that a reading ends with, one line each; empty if it succeeds.
func issues<Value>(_ read: () throws(InvalidInput) -> Value) -> [String] {
    do throws(InvalidInput) {
        _ = try read()
        return []
    } catch {
        return error.issues.map(\.description)
    }
}

/// Reads YAML or JSON into nodes, in `file`, with all issues.
func document(
    _ text: String, file: String = "f.yaml", limits: DocumentLimits = .scenario
) -> (node: DocumentNode?, issues: [String]) {
    document(Array(text.utf8), file: file, limits: limits)
}

func document(
    _ bytes: [UInt8], file: String = "f.yaml", limits: DocumentLimits = .scenario
) -> (node: DocumentNode?, issues: [String]) {
    let log = IssueLog(file: file)
    let node = Document.read(bytes: bytes, limits: limits, log: log)
    return (node, log.issues.sorted().map(\.description))
}

/// Reads one field out of a YAML text and gives what the accessor returns, with all issues.
func field<Value>(_ text: String, _ read: (Field) -> Value?) -> (value: Value?, issues: [String]) {
    let log = IssueLog(file: "f.yaml")
    guard let node = Document.read(bytes: Array(text.utf8), limits: .scenario, log: log) else {
        return (nil, log.issues.map(\.description))
    }
    let value = read(Field(node: node, path: .root, log: log))
    return (value, log.issues.sorted().map(\.description))
}

extension DocumentNode {
    /// The tree without its places, for comparisons: `{a: 1, b: ["x"]}`, with quotes where the text was quoted.
    var outline: String {
        switch content {
        case .scalar(let text, .plain): text
        case .scalar(let text, .quoted): "\"\(text)\""
        case .sequence(let nodes): "[" + nodes.map(\.outline).joined(separator: ", ") + "]"
        case .mapping(let entries):
            "{" + entries.map { "\($0.key): \($0.value.outline)" }.joined(separator: ", ") + "}"
        }
    }
}

/// A small source of repeatable choices.
struct Choices: RandomNumberGenerator {
    private var state: UInt64

    init(seed: UInt64) { state = seed &* 0x9E37_79B9_7F4A_7C15 | 1 }

    mutating func next() -> UInt64 {
        state ^= state << 13
        state ^= state >> 7
        state ^= state << 17
        return state
    }
}
