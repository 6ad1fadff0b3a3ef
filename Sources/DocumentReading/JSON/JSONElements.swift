public import ScanModel

/// Reads JSON documents element by element, so that memory is bounded by the largest element and not by the file.
///
/// Some containers are *entered*: their children come one at a time, each as a parsed ``JSONTape``. The document itself
/// is entered too, unless `roots` says otherwise, and whatever is not entered comes whole. Reading
/// `{"Volumes": [a, b], "NextToken": "t"}` while entering `["Volumes"]` gives `a`, `b` and the text `t` under the key
/// `NextToken`. An input may hold several documents, one to a line or not (NDJSON); they are numbered.
///
/// The first fault of syntax ends the reading. A trailing comma, more text behind a document that is no other document,
/// and an unfinished document are faults.
public struct JSONElements: ~Copyable {
    /// What happens with whole documents.
    public enum Roots: Hashable, Sendable {
        /// The children of a document come one at a time.
        case entered
        /// Each document comes whole, as is usual for NDJSON.
        case delivered
        /// A list is entered, and an object only if its first key is one of these; other objects come whole.
        case enteredIfBeginning(with: Set<String>)
    }

    /// Bytes of one element beyond which an input is refused: 16 MiB, which a million lines of a listing do not reach.
    public static var elementBytesMaxDefault: Int { InputLimits.current[.elementBytes] }

    /// What a call of ``next()`` stopped at.
    public enum Event: Hashable, Sendable {
        /// An element; the only event unless documents are announced.
        case element
        /// The beginning of a document or of an entered container; `container` tells which.
        case opened
        /// The end of a document.
        case documentEnd
    }

    private var input: ByteInput
    private let entered: EnteredPaths
    private let options: Options

    private struct Options {
        var roots: Roots
        var onlyLists: Bool
        var announcesDocuments: Bool
        var expecting: String
        var elementBytesMax: Int
    }

    private var frames: [Frame] = []
    /// Where the next token is, in the window.
    private var position = 0
    /// Where the element at hand begins, as a byte of the input.
    private var elementOffset = 0
    private var documents = 0
    /// Where the document at hand begins, as a byte of the input.
    private var documentOffset = 0
    private var known: (offset: Int, place: TextPlace)?

    /// What the last call of ``next()`` stopped at.
    public private(set) var event = Event.element
    /// The element at hand; valid until the next call of ``next()``.
    public private(set) var element = JSONTape()
    /// The number, in `entering`, of the container that the element is a child of; -1 for any other container.
    public private(set) var container = -1
    /// Whether the container that was opened is a list.
    public private(set) var isList = false
    /// The key of the element, if its container is an object.
    public private(set) var key: String?
    /// The number of the element in its container, from 0.
    public private(set) var index = 0
    /// The number of the document that the element belongs to, from 0.
    public private(set) var document = 0

    private struct Frame {
        var isObject: Bool
        var node: Int
        var index = 0
        var key: String?
    }

    /// - Parameters:
    ///   - input: where the bytes come from.
    ///   - entering: the paths, by keys from the document on, of the objects and lists whose children come one at a time.
    ///   - roots: what happens with whole documents.
    ///   - onlyLists: whether an object at one of the paths comes whole, because only lists are expected there.
    ///   - announcesDocuments: whether ``next()`` stops at the beginning of containers and the end of documents too.
    ///   - expecting: what the input should be, for messages.
    ///   - elementBytesMax: bytes of one element beyond which the input is refused, at most 2 GiB.
    public init(
        _ input: consuming ByteInput, entering: [[String]], roots: Roots = .entered, onlyLists: Bool = false,
        announcesDocuments: Bool = false, expecting: String = "a JSON document",
        elementBytesMax: Int = elementBytesMaxDefault
    ) {
        self.input = input
        options = Options(
            roots: roots, onlyLists: onlyLists, announcesDocuments: announcesDocuments, expecting: expecting,
            elementBytesMax: min(elementBytesMax, 1 << 31))
        entered = EnteredPaths(entering)
    }

    /// The name of the input, for messages.
    public var name: String { input.name }

    /// The byte of the input at which the next element is looked for: how far the reading is.
    public var bytesRead: Int { input.windowOffset + position }

    private enum Step {
        case delivered, moved, opened, ended, finished, cut
        case fault(at: Int, problem: String, expected: String, isInElement: Bool = false)
    }

    /// Reads the next element; false at the end of the input.
    ///
    /// - Throws: `.invalid` at a fault of syntax, with its place.
    /// - Complexity: O(bytes of the element), amortised.
    public mutating func next() throws(ReadFault) -> Bool {
        while true {
            switch step() {
            case .delivered:
                event = .element
                return true
            case .opened:
                event = .opened
                if options.announcesDocuments { return true }
            case .ended:
                event = .documentEnd
                if options.announcesDocuments { return true }
            case .moved: continue
            case .finished: return false
            case .fault(let at, let problem, let expected, let isInElement):
                throw .invalid(fault(at: at, problem: problem, expected: expected, isInElement: isInElement))
            case .cut:
                guard !input.isComplete, input.count - position < options.elementBytesMax else {
                    let problem = "one element has more than \(options.elementBytesMax) bytes"
                    throw .invalid(
                        fault(at: position, problem: problem, expected: "smaller elements", isInElement: false))
                }
                try input.readMore(keepingFrom: position)
                position = 0
            }
        }
    }

    /// One step: passes a bracket or delivers a child. Nothing is changed if the window ends too early.
    private mutating func step() -> Step {
        let base = input.base
        var at = ByteScan.afterSpace(base, position)
        if at >= input.count {
            if !input.isComplete { return .cut }
            at = input.count
        }
        guard let frame = frames.last else { return root(at: at) }
        let closes = base[at] == (frame.isObject ? UInt8(ascii: "}") : UInt8(ascii: "]"))
        if closes {
            frames.removeLast()
            position = at + 1
            if !frames.isEmpty { return .moved }
            documents += 1
            return .ended
        }
        if frame.index > 0 {
            guard base[at] == UInt8(ascii: ",") else {
                return unexpected(at, "a comma or the end of the \(frame.isObject ? "object" : "list")")
            }
            at = ByteScan.afterSpace(base, at + 1)
        }
        return child(of: frame, at: at)
    }

    private mutating func root(at: Int) -> Step {
        let base = input.base
        if at >= input.count {
            return documents == 0
                ? .fault(at: at, problem: "the file is empty", expected: options.expecting) : .finished
        }
        let first = base[at]
        guard first == UInt8(ascii: "{") || first == UInt8(ascii: "[") else {
            if documents > 0 {
                return .fault(
                    at: at, problem: "other text follows the end of a document",
                    expected: "nothing but JSON documents in a file")
            }
            let some = UnsafeBufferPointer(start: base + at, count: min(200, input.count - at))
            let line = String(decoding: some.prefix { $0 != UInt8(ascii: "\n") }, as: UTF8.self)
            return .fault(
                at: at, problem: "this is not JSON: it begins with \(Wording.quoted(line))",
                expected: options.expecting)
        }
        document = documents
        documentOffset = input.windowOffset + at
        switch options.roots {
        case .entered: break
        case .delivered: return deliver(from: at, in: nil)
        case .enteredIfBeginning(let keys):
            if first == UInt8(ascii: "[") { break }
            let inside = ByteScan.afterSpace(base, at + 1)
            if inside >= input.count, !input.isComplete { return .cut }
            guard base[inside] == UInt8(ascii: "\"") else { return deliver(from: at, in: nil) }
            switch element.parse(base, from: inside, end: input.count, isLast: input.isComplete) {
            case .cut: return .cut
            case .complete where keys.contains(element.text(element.root) ?? ""): break
            case .complete, .fault: return deliver(from: at, in: nil)
            }
        }
        isList = first == UInt8(ascii: "[")
        container = -1
        frames.append(Frame(isObject: !isList, node: 0))
        position = at + 1
        return .opened
    }

    private mutating func child(of frame: Frame, at start: Int) -> Step {
        let base = input.base
        var at = start
        var name: String?
        if frame.isObject {
            guard base[at] == UInt8(ascii: "\"") else { return unexpected(at, "a key in double quotes") }
            switch element.parse(base, from: at, end: input.count, isLast: input.isComplete) {
            case .complete(let end): at = ByteScan.afterSpace(base, end)
            case .cut: return .cut
            case .fault(let at, let problem, let expected):
                return .fault(at: at, problem: problem, expected: expected)
            }
            name = element.text(element.root)
            guard base[at] == UInt8(ascii: ":") else { return unexpected(at, "a colon") }
            at = ByteScan.afterSpace(base, at + 1)
        }
        if let name, let node = entered.child(of: frame.node, name),
            base[at] == UInt8(ascii: "[") || (base[at] == UInt8(ascii: "{") && !options.onlyLists)
        {
            frames[frames.count - 1].index += 1
            frames[frames.count - 1].key = name
            isList = base[at] == UInt8(ascii: "[")
            container = entered.number(of: node)
            frames.append(Frame(isObject: !isList, node: node))
            position = at + 1
            return .opened
        }
        return deliver(from: at, in: frame, key: name)
    }

    private mutating func deliver(from at: Int, in frame: Frame?, key name: String? = nil) -> Step {
        let end = min(input.count, position + options.elementBytesMax)
        switch element.parse(input.base, from: at, end: end, isLast: input.isComplete && end == input.count) {
        case .cut: return .cut
        case .fault(let place, let problem, let expected):
            if frame != nil { frames[frames.count - 1].key = name }
            elementOffset = input.windowOffset + at
            return .fault(at: place, problem: problem, expected: expected, isInElement: true)
        case .complete(let end):
            position = end
            elementOffset = input.windowOffset + at
            key = name
            guard let frame else {
                (container, index) = (-1, documents)
                documents += 1
                return .delivered
            }
            container = entered.number(of: frame.node)
            index = frame.index
            frames[frames.count - 1].index += 1
            frames[frames.count - 1].key = name
            return .delivered
        }
    }

    private func unexpected(_ at: Int, _ expected: String) -> Step {
        switch JSONTape.unexpected(input.base, at, input.count, input.isComplete, expected) {
        case .fault(let at, let problem, let expected): .fault(at: at, problem: problem, expected: expected)
        case .cut, .complete: .cut
        }
    }
}

extension JSONElements {
    /// Where the next document begins that stands at the beginning of a line: passes the rest of a line that is at fault.
    ///
    /// Only of use where documents are delivered whole, one to a line.
    /// - Returns: false at the end of the input.
    public mutating func skipLine() throws(ReadFault) -> Bool {
        frames = []
        while true {
            var at = min(ByteScan.afterSpace(input.base, position), input.count)
            while at < input.count, input.base[at] != UInt8(ascii: "\n") { at += 1 }
            if at < input.count || input.isComplete {
                position = min(at + 1, input.count)
                // A document that was passed counts, so that numbers stay those of the lines.
                documents += 1
                return position < input.count || !input.isComplete
            }
            // The line goes on; one byte of it is kept, so that its end is not taken for space before the next one.
            try input.readMore(keepingFrom: max(at - 1, position))
            position = 0
        }
    }

    /// The first key of the document that comes next, if it is an object that has one and nothing was read of it yet.
    public var firstKey: String? {
        mutating get {
            var at = ByteScan.afterSpace(input.base, position)
            guard frames.isEmpty, at < input.count, input.base[at] == UInt8(ascii: "{") else { return nil }
            at = ByteScan.afterSpace(input.base, at + 1)
            guard input.base[at] == UInt8(ascii: "\""),
                case .complete = element.parse(input.base, from: at, end: input.count, isLast: input.isComplete)
            else { return nil }
            return element.text(element.root)
        }
    }

    /// The same input, read from the same place, with other rules; for one whose kind was told by ``firstKey``.
    public consuming func reading(entering: [[String]], roots: Roots) -> JSONElements {
        JSONElements(
            input, entering: entering, roots: roots, onlyLists: options.onlyLists,
            announcesDocuments: options.announcesDocuments, expecting: options.expecting,
            elementBytesMax: options.elementBytesMax)
    }

    /// The path of the element at hand.
    public var path: JSONPath {
        JSONPath(frames.map { $0.isObject ? .key($0.key ?? "") : .index(max($0.index - 1, 0)) })
    }

    /// An issue of a value of the element at hand.
    ///
    /// - Complexity: O(bytes since the last place that was asked for).
    public mutating func issue(
        at node: JSONNode, problem: String, expected: String = "", suggestion: String? = nil
    ) -> InputIssue {
        issue(
            atByte: elementOffset + element.offset(of: node), path: path.appending(element.path(to: node)),
            problem: problem, expected: expected, suggestion: suggestion)
    }

    /// An issue of the document at hand as a whole; without a line if its beginning is no longer in memory.
    public mutating func issueOfDocument(
        problem: String, expected: String = "", suggestion: String? = nil
    ) -> InputIssue {
        guard documentOffset >= input.windowOffset || documentOffset < 4 else {
            var issue = InputIssue(
                file: input.name, line: 0, column: 0, path: "", problem: problem, expected: expected,
                suggestion: suggestion)
            issue.byteOffset = documentOffset
            return issue
        }
        return issue(
            atByte: documentOffset, path: .document, problem: problem, expected: expected, suggestion: suggestion)
    }

    private mutating func fault(at: Int, problem: String, expected: String, isInElement: Bool) -> InputIssue {
        var path = JSONPath(
            frames.map { $0.isObject ? .key($0.key ?? "") : .index($0.index) })
        if isInElement {
            path = path.appending(element.pathOfFault())
        } else if !path.steps.isEmpty {
            path.steps.removeLast()
        }
        return issue(
            atByte: input.windowOffset + at, path: path, problem: problem, expected: expected, suggestion: nil)
    }

    private mutating func issue(
        atByte offset: Int, path: JSONPath, problem: String, expected: String, suggestion: String?
    ) -> InputIssue {
        let place = place(ofByte: offset)
        var issue = InputIssue(
            file: input.name, line: place.line, column: place.column, path: path.description, problem: problem,
            expected: expected, suggestion: suggestion)
        issue.byteOffset = offset
        return issue
    }

    private mutating func place(ofByte offset: Int) -> TextPlace {
        let place: TextPlace
        if offset < input.windowOffset { return TextPlace() }
        if let known, known.offset <= offset, known.offset >= input.windowOffset {
            place = input.place(at: offset - input.windowOffset, from: known.offset - input.windowOffset, known.place)
        } else {
            place = input.place(at: offset - input.windowOffset)
        }
        known = (offset, place)
        return place
    }
}
