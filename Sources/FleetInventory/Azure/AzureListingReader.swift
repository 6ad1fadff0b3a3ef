internal import DocumentReading
internal import ScanModel

/// What one file said: its rows and everything that is wrong with it.
struct AzureListingFile: Sendable {
    var rows = AzureListingRows()
    /// At most a hundred issues of elements, and the faults of syntax.
    var issues: [InputIssue] = []
    /// All issues, told or not.
    var issueCount = 0
    /// Whether something of the file is not read, so that what seems to be missing may stand there.
    var isIncomplete = false
    /// The system's words, if the file could not be read.
    var unreadable: String?
}

/// Reads a listing of the Azure command line client, or an answer of the services behind it, element by element.
///
/// A document is a page of resources, a list of pages or resources, or a single resource, as it stands on each line of an
/// export of Resource Graph. One input may hold several documents, of several kinds.
struct AzureListingReader {
    /// The lists of resources that come one at a time.
    private static let containers = [["value"], ["data"]]

    /// Keys by which an object is known for a page; an object that begins with another key comes whole, and may be a
    /// resource or a page all the same.
    private static let pageKeys: Set<String> = [
        "value", "data", "nextLink", "$skipToken", "skip_token", "skipToken", "totalRecords", "total_records", "count",
        "resultTruncated", "facets",
    ]

    private var reader = AzureRowReader()
    /// The document that is being entered.
    private var page = AzurePageDraft()
    private var isList = false

    private init() {}

    /// Reads everything that can be read.
    static func read(_ input: consuming ByteInput) -> AzureListingFile {
        var elements = JSONElements(
            input, entering: containers, roots: .enteredIfBeginning(with: pageKeys), onlyLists: true,
            announcesDocuments: true, expecting: Wording.azureCommands)
        // A fault in a line of records costs the line, and one in a page costs the rest of the file.
        let areLines = elements.firstKey.map { !pageKeys.contains($0) } ?? false
        var reader = AzureListingReader()
        var file = AzureListingFile()
        reader.readAll(&elements, areLines: areLines, &file)
        file.add(reader.reader.issues, of: elements.name)
        file.rows = reader.reader.rows
        return file
    }

    private mutating func readAll(_ elements: inout JSONElements, areLines: Bool, _ file: inout AzureListingFile) {
        while true {
            do throws(ReadFault) {
                while try elements.next() { readEvent(&elements) }
                return
            } catch {
                file.note(error)
                guard file.unreadable == nil, areLines, !page.isOpen, (try? elements.skipLine()) == true else { return }
            }
        }
    }

    private mutating func readEvent(_ elements: inout JSONElements) {
        switch elements.event {
        case .opened:
            switch elements.container {
            case 0: page.lists.insert(.value)
            case 1: page.lists.insert(.data)
            default:
                page = AzurePageDraft()
                page.isOpen = true
                isList = elements.isList
            }
        case .documentEnd:
            if !isList { close(at: nil, &elements) }
            page = AzurePageDraft()
        case .element:
            let node = elements.element.root
            if !page.isOpen {
                isList = false
                readItem(node, &elements)
            } else if elements.container >= 0 {
                readRow(node, &elements)
            } else if let key = elements.key {
                readMember(key, node, &elements)
            } else if reader.issues.isObject(&elements, node, "an object") {
                // The page of a list is read while the list is open.
                let list = page
                readItem(node, &elements)
                page = list
            }
        }
    }

    /// Reads an object that came whole: a resource or a page.
    private mutating func readItem(_ node: JSONNode, _ elements: inout JSONElements) {
        if reader.isThere(elements.element.member("id", of: node), elements.element) {
            reader.read(resource: node, &elements)
            return
        }
        page = AzurePageDraft()
        for (key, value) in elements.element.members(node) {
            guard key == "value" || key == "data", elements.element.kind(value) == .list else {
                readMember(key, value, &elements)
                continue
            }
            page.lists.insert(key == "value" ? .value : .data)
            for row in elements.element.elements(value) { readRow(row, &elements) }
        }
        close(at: node, &elements)
        page = AzurePageDraft()
    }

    /// Reads a resource of a page.
    private mutating func readRow(_ node: JSONNode, _ elements: inout JSONElements) {
        page.rows += 1
        guard reader.issues.isObject(&elements, node, "an object"), let id = reader.read(resource: node, &elements)
        else { return }
        if page.first == nil { page.first = "\(id.subscription) \(id.type)" }
    }

    /// Reads what stands beside the resources of a page.
    private mutating func readMember(_ key: String, _ node: JSONNode, _ elements: inout JSONElements) {
        if page.keys.count < 1000 { page.keys.insert(key) }
        switch key {
        case "value", "data":
            if elements.element.kind(node) == .null { return }
            page.lists.insert(.wrong)
            if key == "data", elements.element.kind(node) == .object {
                reader.issues.report(
                    &elements, at: node, "found an object, as the format table has it", "a list",
                    suggestion: "the result format objectArray")
            } else {
                _ = reader.issues.optional(&elements, node, .list, "a list")
            }
        case "nextLink": page.link = mark(node, &elements) ?? page.link
        case "$skipToken", "skip_token": page.token = mark(node, &elements) ?? page.token
        case "totalRecords", "total_records":
            guard let number = reader.issues.optional(&elements, node, .number, "a whole number") else { return }
            guard let total = elements.element.integer(number) else {
                reader.issues.report(
                    &elements, at: number, "found \(elements.element.description(of: number))", "a whole number")
                return
            }
            page.total = (total, ListingPlace(elements.issue(at: number, problem: "")))
        case "resultTruncated":
            guard reader.text(node, "\"true\" or \"false\"", &elements) == "true" else { return }
            page.cut = elements.issue(
                at: node, problem: "the answer is cut off and no page can follow",
                expected: "the answer to a query that keeps the column id")
        default: break
        }
    }

    /// The place of a text that is not empty.
    private mutating func mark(_ node: JSONNode, _ elements: inout JSONElements) -> ListingPlace? {
        guard let text = reader.text(node, "a text", &elements), !text.isEmpty else { return nil }
        return ListingPlace(elements.issue(at: node, problem: ""))
    }

    /// Ends an object that is no resource.
    ///
    /// - Parameter node: the object, or nil if it was entered.
    private mutating func close(at node: JSONNode?, _ elements: inout JSONElements) {
        if page.lists.contains(.value) {
            reader.rows.pages.append(.services(first: page.first, link: page.link))
        } else if page.lists.contains(.data) {
            if page.token == nil, let cut = page.cut { reader.issues.report(cut) }
            let differs = page.total.map { $0.rows != Int64(page.rows) } ?? false
            reader.rows.pages.append(
                .graph(
                    rows: page.rows, total: page.total?.rows, token: page.token,
                    totalPlace: differs ? page.total?.place : nil))
        }
        if !page.lists.isEmpty { return }
        let isWhole = node == nil || elements.path.steps.isEmpty
        let keys = page.keys.sorted()
        let shown = keys.prefix(4).map(Wording.quoted).joined(separator: ", ")
        let more = keys.count > 4 ? " and \(keys.count - 4) more" : ""
        let problem =
            keys.isEmpty
            ? isWhole ? "the document is an empty object" : "found an empty object"
            : "there is none of the keys id, value and data, but \(shown)\(more)"
        let suggestion = keys.isEmpty || keys.contains("error") ? nil : "the same command without --query"
        if let node {
            reader.issues.report(&elements, at: node, problem, Wording.azureCommands, suggestion: suggestion)
        } else {
            reader.issues.report(
                elements.issueOfDocument(problem: problem, expected: Wording.azureCommands, suggestion: suggestion))
        }
    }
}

/// A page while it is read: what it says beside its resources, and how many they are.
private struct AzurePageDraft {
    enum List { case value, data, wrong }

    /// Whether a document is being entered.
    var isOpen = false
    /// The lists of resources that were there.
    var lists: Set<List> = []
    /// Subscription and type of the first resource.
    var first: String?
    var rows = 0
    /// Where the link to the next page and the token stand, if they are there and not empty.
    var link: ListingPlace?
    var token: ListingPlace?
    var total: (rows: Int64, place: ListingPlace)?
    /// Told if no page can follow.
    var cut: InputIssue?
    var keys: Set<String> = []
}

extension AzureListingFile: ListingFile {
    static func read(_ input: consuming ByteInput) -> AzureListingFile { AzureListingReader.read(input) }
}
