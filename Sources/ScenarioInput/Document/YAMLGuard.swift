import ScanModel

/// Walks the tokens of a YAML file once, before the YAML library sees it, and refuses what could cost it or us
/// unbounded time or memory.
///
/// The library compares and hashes every key with all that hangs below it, and it resolves aliases while it composes.
/// A collection or an alias as a key can therefore take time that is exponential in the size of the file. The guard
/// follows the token rules of YAML 1.1 as the library implements them (indentation, flow collections, quoted, plain
/// and block scalars), so that every key it lets through is a plain or quoted text. Where the file breaks a rule of
/// syntax the guard may lose its way; the library stops at that place.
struct YAMLGuard {
    /// What a mapping key could start at, one for each flow level.
    struct KeyStart {
        var isPossible = false
        var line = 0
        var column = 0
        /// Whether it starts a text and not a collection or an alias.
        var isScalar = true
        /// The bytes of the text, with its quotes; nil as long as there is none.
        var text: Range<Int>?
    }

    /// An open `[` or `{`.
    struct FlowLevel {
        var isMapping: Bool
        /// Whether a value is being read, after `:`.
        var isInValue = false
        var keys = KeySet()
    }

    let bytes: [UInt8]
    let limits: DocumentLimits
    let log: IssueLog
    var offset = 0
    var line = 1
    var column = 0
    /// Column of the innermost block collection; -1 outside of all.
    var indent = -1
    var keyAllowed = true
    private var outerIndents: [Int] = []
    /// The keys of each open block collection; none for a list.
    var blockKeys: [KeySet] = []
    var flow: [FlowLevel] = []
    private var keys: [KeyStart] = [KeyStart()]
    private var nodes = 0
    /// What later messages need to know of the text.
    var notes = YAMLNotes()

    init(text: DocumentText, limits: DocumentLimits, log: IssueLog) {
        bytes = text.bytes
        self.limits = limits
        self.log = log
    }

    /// Reads the whole file; explicit tags are reported to the log, they harm nobody.
    ///
    /// - Throws: the first construct or bound that forbids to go on.
    /// - Complexity: O(bytes).
    mutating func check() throws(InputIssue) {
        while true {
            skipToToken()
            unrollIndent(to: column)
            guard offset < bytes.count else { return }
            try token()
        }
    }

    private mutating func token() throws(InputIssue) {
        let byte = peek
        if column == 0, byte == UInt8(ascii: "%") { return skipLine() }
        if isDocumentMarker {
            unrollIndent(to: -1)
            advance(by: 3)
            keyAllowed = false
            keys[keys.count - 1].isPossible = false
            return
        }
        switch byte {
        case UInt8(ascii: "["), UInt8(ascii: "{"):
            try openFlow(isMapping: byte == UInt8(ascii: "{"))
        case UInt8(ascii: "]"), UInt8(ascii: "}"):
            closeFlow()
        case UInt8(ascii: ","):
            keys[keys.count - 1].isPossible = false
            if !flow.isEmpty { flow[flow.count - 1].isInValue = false }
            keyAllowed = true
            advance()
        case UInt8(ascii: "-") where isBlankOrEnd(1):
            keys[keys.count - 1].isPossible = false
            try rollIndent(to: column)
            keyAllowed = true
            advance()
        case UInt8(ascii: "?") where !flow.isEmpty || isBlankOrEnd(1):
            throw issue("an explicit key (`? `) is not supported", expected: "`key: value`")
        case UInt8(ascii: ":") where !flow.isEmpty || isBlankOrEnd(1):
            try valueIndicator()
        case UInt8(ascii: "*"):
            try alias()
        case UInt8(ascii: "&"), UInt8(ascii: "!"):
            property()
        case UInt8(ascii: "|") where flow.isEmpty, UInt8(ascii: ">") where flow.isEmpty:
            keys[keys.count - 1].isPossible = false
            keyAllowed = true
            try scalar { $0.blockScalar() }
        case UInt8(ascii: "\""), UInt8(ascii: "'"):
            saveKey(isScalar: true)
            keyAllowed = false
            let (start, first) = (offset, here)
            try scalar { $0.quotedScalar() }
            keys[keys.count - 1].text = start..<offset
            if line > Int(first.line) { notes.addSpanning(first, to: here) }
        default:
            saveKey(isScalar: true)
            keyAllowed = false
            let start = offset
            try scalar { $0.plainScalar() }
            keys[keys.count - 1].text = start..<offset
        }
    }

    private mutating func openFlow(isMapping: Bool) throws(InputIssue) {
        try countNode()
        if let level = flow.last, level.isMapping, !level.isInValue { throw complexKey() }
        saveKey(isScalar: false)
        flow.append(FlowLevel(isMapping: isMapping))
        keys.append(KeyStart())
        try checkDepth()
        keyAllowed = true
        advance()
    }

    private mutating func closeFlow() {
        keys[keys.count - 1].isPossible = false
        if !flow.isEmpty {
            flow.removeLast()
            keys.removeLast()
        }
        keyAllowed = false
        advance()
    }

    private mutating func valueIndicator() throws(InputIssue) {
        let key = keys[keys.count - 1]
        if key.isPossible, key.line == line {
            guard key.isScalar else { throw complexKey(at: key) }
            try rollIndent(to: key.column)
            if let text = key.text { noteKey(text) }
            keyAllowed = false
        } else {
            try rollIndent(to: column)
            keyAllowed = flow.isEmpty
        }
        keys[keys.count - 1].isPossible = false
        if !flow.isEmpty { flow[flow.count - 1].isInValue = true }
        advance()
    }

    private mutating func alias() throws(InputIssue) {
        guard notes.aliases.count < limits.aliases else {
            throw issue("there are too many aliases", expected: "at most \(limits.aliases)")
        }
        if let level = flow.last, level.isMapping, !level.isInValue { throw complexKey() }
        try countNode()
        saveKey(isScalar: false)
        keyAllowed = false
        let place = here
        notes.aliases.append(YAMLNotes.Name(name: word(), place: place))
    }

    /// The name behind `*` or `&`.
    private mutating func word() -> String {
        advance()
        let start = offset
        while isWordByte(peek) { advance() }
        return String(decoding: bytes[start..<offset], as: UTF8.self)
    }

    /// An anchor or a tag.
    private mutating func property() {
        let isTag = peek == UInt8(ascii: "!")
        saveKey(isScalar: true)
        keyAllowed = false
        if isTag { log.report(issue("an explicit tag (`!`) is not supported", expected: "the value without its tag")) }
        guard isTag else {
            let place = here
            return notes.addAnchor(YAMLNotes.Name(name: word(), place: place))
        }
        advance()
        while !isBlankOrEnd(0), flow.isEmpty || peek != UInt8(ascii: ",") { advance() }
    }

    private mutating func scalar(_ skip: (inout YAMLGuard) -> Void) throws(InputIssue) {
        try countNode()
        let start = self
        skip(&self)
        guard offset - start.offset <= limits.scalarBytes else {
            throw start.issue("a text is too long", expected: "at most \(limits.scalarBytes) bytes")
        }
    }

    private mutating func countNode() throws(InputIssue) {
        nodes += 1
        guard nodes <= limits.nodes else {
            throw issue("the document has too many values", expected: "at most \(limits.nodes)")
        }
    }

    private func checkDepth() throws(InputIssue) {
        guard outerIndents.count + flow.count <= limits.depth else {
            throw issue("the document is nested too deeply", expected: "at most \(limits.depth) levels")
        }
    }

    /// Notes that a key may start here.
    private mutating func saveKey(isScalar: Bool) {
        if keyAllowed {
            keys[keys.count - 1] = KeyStart(isPossible: true, line: line, column: column, isScalar: isScalar)
        } else if !isScalar {
            // The anchor before it was noted already.
            keys[keys.count - 1].isScalar = false
        }
    }

    private mutating func rollIndent(to column: Int) throws(InputIssue) {
        guard flow.isEmpty, indent < column else { return }
        outerIndents.append(indent)
        blockKeys.append(KeySet())
        indent = column
        try countNode()
        try checkDepth()
    }

    private mutating func unrollIndent(to column: Int) {
        guard flow.isEmpty else { return }
        while indent > column {
            indent = outerIndents.removeLast()
            blockKeys.removeLast()
        }
    }

    /// - Parameter start: where the key starts; nil: here.
    private func complexKey(at start: KeyStart? = nil) -> InputIssue {
        var issue = issue("a collection or an alias as a key is not supported", expected: "a text as the key")
        if let start { (issue.line, issue.column) = (start.line, start.column + 1) }
        return issue
    }

    private var here: SourcePlace { SourcePlace(line: line, column: column + 1) }

    private func issue(_ problem: String, expected: String) -> InputIssue {
        InputIssue(
            file: log.file, line: line, column: column + 1, path: "", problem: problem, expected: expected)
    }
}
