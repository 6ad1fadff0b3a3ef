internal import DocumentReading
internal import FoundationEssentials
internal import ScanModel

/// Reads the members of a manifest and collects every issue.
struct ManifestReading {
    static let expected = "a manifest that an import wrote, of the form \(ImportManifest.schema)"
    /// Most files of an import.
    private static let filesMax = 1_000_000

    private(set) var issues = ListingIssues()
    private(set) var reader = ""
    private(set) var fleet: ContentDigest?
    private(set) var files: [(present: PresentFile, trace: FileTrace, group: Int)] = []

    private var found: Set<String> = []
    private var slots: [JSONNode?] = []
    private static let fileFields = JSONFields([
        "name", "bytes", "sha256", "group", "pairs", "marks", "intake", "snapshots",
    ])
    private static let intakeFields = JSONFields([
        "unscannable", "duplicateInstances", "unattachedVolumes", "missingVolumes", "duplicateVolumes", "localZones",
    ])
    private static let snapshotFields = JSONFields(["sized", "unsized", "pending", "storedBytes", "volumeGiB"])

    /// Reads the whole document.
    ///
    /// - Throws: a fault of its syntax.
    mutating func read(_ bytes: [UInt8], file: String) throws(ReadFault) {
        var elements = JSONElements(
            try ByteInput.memory(bytes, name: file), entering: [["files"]], onlyLists: true,
            announcesDocuments: true, expecting: Self.expected, elementBytesMax: ImportManifest.bytesMax)
        while try elements.next() {
            switch elements.event {
            case .opened: if elements.container == 0 { found.insert("files") }
            case .documentEnd: end(&elements)
            case .element: readElement(&elements)
            }
        }
    }

    private mutating func readElement(_ elements: inout JSONElements) {
        let node = elements.element.root
        guard elements.container < 0 else {
            guard files.count < Self.filesMax else { return }
            if issues.isObject(&elements, node, "an object") { read(file: node, &elements) }
            return
        }
        guard let key = elements.key else {
            issues.report(&elements, at: node, "found \(elements.element.description(of: node))", Self.expected)
            return
        }
        found.insert(key)
        switch key {
        case "files": _ = issues.optional(&elements, node, .list, "a list")
        case "reader":
            let text = issues.requiredText(&elements, node, of: node, key, "a text such as \"aws-cli/1\"")
            reader = text.flatMap { elements.element.text($0) } ?? ""
        case "schema":
            guard let text = issues.requiredText(&elements, node, of: node, key, Self.expected),
                !elements.element.isText(text, ImportManifest.schemaText)
            else { return }
            issues.report(
                &elements, at: text, "found \(elements.element.description(of: text))",
                "\"\(ImportManifest.schema)\"", suggestion: "import everything again")
        case "fleet":
            let digits = "64 hexadecimal digits in small letters"
            guard let text = issues.optional(&elements, node, .text, digits) else { return }
            fleet = ContentDigest(text: elements.element.text(text) ?? "")
            if fleet == nil {
                issues.report(&elements, at: text, "found \(elements.element.description(of: text))", digits)
            }
        default: return
        }
    }

    private mutating func end(_ elements: inout JSONElements) {
        for key in ["schema", "reader", "files"] where !found.contains(key) {
            issues.report(elements.issueOfDocument(problem: "\(key) is missing", expected: Self.expected))
        }
        if files.count == Self.filesMax {
            let problem = "there are \(files.count) or more files"
            issues.report(elements.issueOfDocument(problem: problem, expected: "fewer than \(Self.filesMax)"))
        }
    }

    private mutating func read(file node: JSONNode, _ elements: inout JSONElements) {
        elements.element.collect(Self.fileFields, node, into: &slots)
        let fields = slots
        let name = text(&elements, fields[0], of: node, "name", "the name of a file")
        let bytes = count(&elements, fields[1], of: node, "bytes", "a number of bytes")
        let group = count(&elements, fields[3], of: node, "group", "a number from 0")
        let digits = "64 hexadecimal digits in small letters"
        let sha256 = text(&elements, fields[2], of: node, "sha256", digits)
        let digest = sha256.flatMap { ContentDigest(text: $0) }
        if let sha256, digest == nil, let field = fields[2] {
            issues.report(&elements, at: field, "found the text \(Wording.quoted(sha256))", digits)
        }
        var trace = FileTrace(name: name ?? "")
        trace.pairs = pairs(&elements, fields[4], of: node)
        trace.marks = marks(&elements, fields[5], of: node)
        trace.intake = intake(&elements, fields[6], of: node)
        trace.snapshots = snapshots(&elements, fields[7], of: node)
        guard let name, let bytes, let group, let digest else { return }
        files.append((PresentFile(name: name, bytes: bytes, digest: digest), trace, group))
    }

    private mutating func text(
        _ elements: inout JSONElements, _ field: JSONNode?, of parent: JSONNode, _ name: String, _ expected: String
    ) -> String? {
        issues.requiredText(&elements, field, of: parent, name, expected).flatMap { elements.element.text($0) }
    }

    private mutating func pairs(
        _ elements: inout JSONElements, _ field: JSONNode?, of parent: JSONNode
    ) -> [AccountRegion] {
        let expected = "an account and a region, each pair after the ones before it"
        var pairs: [AccountRegion] = []
        guard let list = issues.required(&elements, field, of: parent, "pairs", .list, "a list") else { return [] }
        for node in elements.element.elements(list) {
            let texts = elements.element.elements(node).compactMap { elements.element.text($0) }
            guard texts.count == 2, elements.element.elements(node).count == 2,
                let account = AccountName.normalized(texts[0].utf8), account == texts[0],
                RegionName.isValid(texts[1].utf8)
            else {
                issues.report(&elements, at: node, "this is no pair", expected)
                continue
            }
            let pair = AccountRegion(account: account, region: texts[1])
            if let last = pairs.last, last >= pair {
                issues.report(&elements, at: node, "this pair comes too late", expected)
            }
            pairs.append(pair)
        }
        return pairs
    }

    private mutating func marks(
        _ elements: inout JSONElements, _ field: JSONNode?, of parent: JSONNode
    ) -> [UInt64] {
        let expected = "Base64 of rising numbers of six bytes"
        guard let node = issues.required(&elements, field, of: parent, "marks", .text, expected),
            let text = elements.element.text(node)
        else { return [] }
        guard let data = Data(base64Encoded: text), let marks = ImportManifest.marks(of: [UInt8](data)) else {
            issues.report(&elements, at: node, "found the text \(Wording.quoted(text))", expected)
            return []
        }
        return marks
    }

    private mutating func intake(
        _ elements: inout JSONElements, _ field: JSONNode?, of parent: JSONNode
    ) -> FleetIntake {
        var intake = FleetIntake()
        intake.files = 1
        guard let node = issues.required(&elements, field, of: parent, "intake", .object, "an object") else {
            return intake
        }
        elements.element.collect(Self.intakeFields, node, into: &slots)
        let fields = slots
        intake.instancesByUnscannableState = states(&elements, fields[0], of: node)
        intake.duplicateInstances = number(&elements, fields[1], of: node, "duplicateInstances")
        intake.unattachedVolumes = number(&elements, fields[2], of: node, "unattachedVolumes")
        intake.missingVolumes = number(&elements, fields[3], of: node, "missingVolumes")
        intake.duplicateVolumes = number(&elements, fields[4], of: node, "duplicateVolumes")
        intake.instancesInLocalZones = number(&elements, fields[5], of: node, "localZones")
        return intake
    }

    private mutating func states(
        _ elements: inout JSONElements, _ field: JSONNode?, of parent: JSONNode
    ) -> [String: Int] {
        var states: [String: Int] = [:]
        guard
            let node = issues.required(
                &elements, field, of: parent, "unscannable", .object, "numbers by state")
        else { return states }
        for (state, value) in elements.element.members(node) {
            guard let number = elements.element.integer(value), (1...Self.counts.upperBound).contains(Int(number))
            else {
                issues.report(&elements, at: value, "this is no count", Self.countExpected)
                continue
            }
            states[state] = Int(number)
        }
        return states
    }

    private mutating func snapshots(
        _ elements: inout JSONElements, _ field: JSONNode?, of parent: JSONNode
    ) -> SnapshotCounts {
        var counts = SnapshotCounts()
        guard let node = issues.required(&elements, field, of: parent, "snapshots", .object, "an object") else {
            return counts
        }
        elements.element.collect(Self.snapshotFields, node, into: &slots)
        let fields = slots
        counts.sized = number(&elements, fields[0], of: node, "sized")
        counts.unsized = number(&elements, fields[1], of: node, "unsized")
        counts.pending = number(&elements, fields[2], of: node, "pending")
        // The importer lets these sums wrap around, so they have no range.
        counts.storedBytes = whole(&elements, fields[3], of: node, "storedBytes", "bytes") ?? 0
        counts.volumeGiB = whole(&elements, fields[4], of: node, "volumeGiB", "GiB") ?? 0
        return counts
    }

    /// What sums of a million files cannot take beyond 64 bits.
    private static let counts = 0...(1 << 40)
    private static let countExpected = "a whole number from 0 to \(1 << 40)"

    private mutating func number(
        _ elements: inout JSONElements, _ field: JSONNode?, of parent: JSONNode, _ name: String
    ) -> Int { count(&elements, field, of: parent, name, Self.countExpected) ?? 0 }

    private mutating func count(
        _ elements: inout JSONElements, _ field: JSONNode?, of parent: JSONNode, _ name: String, _ expected: String
    ) -> Int? {
        guard let number = whole(&elements, field, of: parent, name, expected) else { return nil }
        if Self.counts.contains(Int(number)) { return Int(number) }
        if let field { issues.report(&elements, at: field, "found the number \(number)", Self.countExpected) }
        return nil
    }

    private mutating func whole(
        _ elements: inout JSONElements, _ field: JSONNode?, of parent: JSONNode, _ name: String, _ expected: String
    ) -> Int64? {
        guard let node = issues.required(&elements, field, of: parent, name, .number, expected) else { return nil }
        if let number = elements.element.integer(node) { return number }
        issues.report(&elements, at: node, "found \(elements.element.description(of: node))", expected)
        return nil
    }
}
