internal import DocumentReading
internal import ScanModel

/// What one file said: its rows and everything that is wrong with it.
struct AWSListingFile: Sendable {
    var rows = AWSListingRows()
    /// At most a hundred issues of elements, and the fault that ended the reading, if there is one.
    var issues: [InputIssue] = []
    /// All issues, told or not.
    var issueCount = 0
    /// The system's words, if the file could not be read.
    var unreadable: String?
    var isIncomplete = false
}

/// Reads a listing of the AWS command line client, or of AWS Config, element by element.
///
/// Understood are the outputs of `describe-instances`, `describe-volumes` and `describe-snapshots`; of
/// `configservice select-aggregate-resource-config` and `select-resource-config`, whose results are JSON in texts; of
/// configuration snapshots, as AWS Config delivers them; and lines with one reservation, volume or configuration item
/// each. One input may hold several documents.
struct AWSListingReader {
    /// The containers of records, in the order of ``Container``.
    private static let containers = [["Reservations"], ["Volumes"], ["Snapshots"], ["Results"], ["configurationItems"]]

    private enum Container: Int { case reservations, volumes, snapshots, results, items }

    /// Keys by which a line is known for one record; other documents are entered.
    private static let recordKeys: Set<String> = [
        "Groups", "Instances", "OwnerId", "ReservationId", "RequesterId", "Attachments", "AvailabilityZone",
        "AvailabilityZoneId", "CreateTime", "Encrypted", "KmsKeyId", "VolumeId", "VolumeType", "Size", "SnapshotId",
        "Iops", "MultiAttachEnabled", "Throughput", "accountId", "awsAccountId", "awsRegion", "resourceType",
        "resourceId", "arn", "configuration", "configurationItemVersion", "version",
    ]

    private var client = AWSRowReader(.client)
    private var document = DocumentState()

    private struct DocumentState {
        var isWrong = false
        var hasRecords = false
        var keys: Set<String> = []
    }

    private init() {}

    /// Reads everything that can be read.
    static func read(_ input: consuming ByteInput) -> AWSListingFile {
        var elements = JSONElements(
            input, entering: containers, onlyLists: true, announcesDocuments: true, expecting: Wording.listingCommands)
        let areRecords = elements.firstKey.map { recordKeys.contains($0) } ?? false
        var reader = AWSListingReader()
        var file = AWSListingFile()
        if areRecords { elements = elements.reading(entering: [], roots: .delivered) }
        reader.readAll(&elements, areRecords: areRecords, &file)
        file.add(reader.client.issues, of: elements.name)
        file.rows = reader.client.rows
        return file
    }

    private mutating func readAll(_ elements: inout JSONElements, areRecords: Bool, _ file: inout AWSListingFile) {
        while true {
            do throws(ReadFault) {
                while try elements.next() {
                    areRecords ? readRecord(&elements) : readEvent(&elements)
                }
                return
            } catch {
                file.note(error)
                guard file.unreadable == nil, areRecords, (try? elements.skipLine()) == true else { return }
            }
        }
    }

    private mutating func readEvent(_ elements: inout JSONElements) {
        switch elements.event {
        case .opened: opened(&elements)
        case .documentEnd:
            end(&elements)
            document = DocumentState()
        case .element:
            if document.isWrong { return }
            let node = elements.element.root
            switch Container(rawValue: elements.container) {
            case .reservations:
                if client.issues.isObject(&elements, node, "an object") { client.read(reservation: node, &elements) }
            case .volumes:
                if client.issues.isObject(&elements, node, "an object") { client.read(volume: node, &elements) }
            case .snapshots:
                if client.issues.isObject(&elements, node, "an object") { client.read(snapshot: node, &elements) }
            case .results: readResult(node, &elements)
            case .items:
                if client.issues.isObject(&elements, node, "an object") { client.read(item: node, &elements) }
            case nil: readOther(node, &elements)
            }
        }
    }

    private mutating func opened(_ elements: inout JSONElements) {
        if elements.container >= 0 {
            document.hasRecords = true
        } else if elements.isList {
            document.isWrong = true
            client.issues.report(
                elements.issueOfDocument(
                    problem: "the document is a list",
                    expected: "an object with the key Reservations or Volumes",
                    suggestion: "the same command without --query"))
        }
    }

    /// Reads what stands beside the lists of records.
    private mutating func readOther(_ node: JSONNode, _ elements: inout JSONElements) {
        guard let key = elements.key else { return }
        if Self.containers.contains([key]) {
            document.hasRecords = true
            _ = client.issues.optional(&elements, node, .list, "a list")
        } else if key == "NextToken" {
            client.issues.reportMore(&elements, token: node)
        } else if document.keys.count < 1000 {
            document.keys.insert(key)
        }
    }

    private mutating func end(_ elements: inout JSONElements) {
        if document.isWrong || document.hasRecords { return }
        let keys = document.keys.sorted()
        let shown = keys.prefix(4).map(Wording.quoted).joined(separator: ", ")
        let more = keys.count > 4 ? " and \(keys.count - 4) more" : ""
        let problem =
            keys.isEmpty
            ? "the document is an empty object"
            : "the document has neither Reservations nor Volumes, but \(shown)\(more)"
        client.issues.report(elements.issueOfDocument(problem: problem, expected: Wording.listingCommands))
    }

    /// Reads a document that is one record.
    private mutating func readRecord(_ elements: inout JSONElements) {
        let node = elements.element.root
        guard client.issues.isObject(&elements, node, "an object") else { return }
        if elements.element.member("Instances", of: node) != nil {
            client.read(reservation: node, &elements)
        } else if elements.element.member("resourceType", of: node) != nil {
            client.read(item: node, &elements)
        } else if elements.element.member("VolumeSize", of: node) != nil {
            client.read(snapshot: node, &elements)
        } else if elements.element.member("VolumeId", of: node) != nil {
            client.read(volume: node, &elements)
        } else {
            client.issues.report(
                &elements, at: node, "this is no record of a listing", "a reservation, a volume or a configuration item"
            )
        }
    }

    /// Reads a result of an advanced query of AWS Config: an object written into a text.
    private mutating func readResult(_ node: JSONNode, _ elements: inout JSONElements) {
        let expected = "a text with a JSON object, as select-aggregate-resource-config prints"
        if elements.element.kind(node) == .object {
            client.read(item: node, &elements)
            return
        }
        guard let text = client.issues.optional(&elements, node, .text, expected),
            let written = elements.element.text(text)
        else {
            if elements.element.kind(node) == .null {
                client.issues.report(&elements, at: node, "found null", expected)
            }
            return
        }
        let before = client.issues.told.count
        do throws(ReadFault) {
            var inner = JSONElements(
                try ByteInput.memory(Array(written.utf8), name: elements.name), entering: [], roots: .delivered)
            while try inner.next() { client.read(item: inner.element.root, &inner) }
        } catch {
            guard case .invalid(let issue) = error else { return }
            client.issues.report(issue)
        }
        // A place inside the text is no place of the file: the issues point to the text.
        client.issues.move(from: before, to: elements.issue(at: node, problem: ""))
    }
}

extension AWSListingFile: ListingFile {
    static func read(_ input: consuming ByteInput) -> AWSListingFile { AWSListingReader.read(input) }
}
