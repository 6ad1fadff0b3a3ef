import FoundationEssentials
import ScanModel

/// Reads one file after the other into the tables, and collects every issue.
struct AzureListingReader {
    var tables = AzureFleetTables()
    private(set) var issues: [InputIssue] = []

    /// Issues of the file at hand, with their places still as paths.
    var log = ListingLog()
    /// What only the end of all files can answer.
    private var sizes = AzureSizeQuestions()
    private var pages = AzurePageCounts()

    /// Reads one file; its issues join the others.
    mutating func read(name: String, bytes: consuming [UInt8]) {
        tables.intake.files += 1
        let text = JSONText.normalized(bytes)
        bytes = []
        let documents: [Range<Int>]
        do throws(JSONScanner.Fault) {
            documents = try JSONScanner.documents(text, printedBy: Wording.azureCommands)
        } catch {
            let position = TextPosition.positions(of: [error.offset], in: text)[error.offset]
            issues.append(
                InputIssue(
                    file: name, line: position?.line ?? 0, column: position?.column ?? 0, path: "",
                    problem: error.problem, expected: error.expected))
            return
        }
        for (index, range) in documents.enumerated() {
            log.document = index
            do {
                read(try JSONDecoder().decode(FoundValue<AzureDocument>.self, from: Data(text[range])))
            } catch {
                log.report(.document, "the document cannot be read", Wording.azureCommands)
            }
        }
        let starts = documents.map(\.lowerBound)
        issues += log.takeIssues(of: name, in: text, starts: starts)
        sizes.place(file: name, text, starts: starts, known: tables)
        pages.place(file: name, text, starts: starts)
    }

    /// The fleet of all files.
    ///
    /// - Parameter others: issues that were found elsewhere, which come first.
    /// - Throws: every issue of all files.
    func fleet(besides others: [InputIssue]) throws(InvalidInput) -> Fleet {
        let all = others + issues + pages.issues() + sizes.issues(unless: tables)
        guard all.isEmpty else { throw InvalidInput(all) }
        return tables.fleet()
    }

    private mutating func read(_ document: FoundValue<AzureDocument>) {
        switch document {
        case .expected(.item(let item)): read(item, at: .document, isWhole: true)
        case .expected(.list(let list)):
            for (index, element) in list.enumerated() {
                let path = JSONPath(steps: [.index(index)])
                if let item = log.value(element, at: path, "an object") { read(item, at: path, isWhole: false) }
            }
        case .other(let found):
            log.report(.document, "the document is \(found)", Wording.azureCommands)
        }
    }

    /// - Parameter isWhole: whether the object is all of the document.
    private mutating func read(_ item: AzureItem, at path: JSONPath, isWhole: Bool) {
        if item.resource.id != nil {
            read(item.resource, at: path)
        } else if item.page.value != nil {
            readServicePage(item.page, at: path)
        } else if item.page.data != nil {
            readGraphPage(item.page, at: path)
        } else if item.page.keys.isEmpty {
            log.report(
                path, isWhole ? "the document is an empty object" : "found an empty object", Wording.azureCommands)
        } else {
            let keys = item.page.keys
            let shown = keys.prefix(4).map(Wording.quoted).joined(separator: ", ")
            let more = keys.count > 4 ? " and \(keys.count - 4) more" : ""
            log.report(
                path, "there is none of the keys id, value and data, but \(shown)\(more)", Wording.azureCommands,
                suggestion: keys.contains("error") ? nil : "the same command without --query")
        }
    }

    private mutating func readServicePage(_ page: AzurePage, at path: JSONPath) {
        let link = log.optional(page.nextLink, of: path, "nextLink", "a text")
        let resources = read(log.elements(page.value, of: path, "value"), of: path, "value")
        let hasMore = link.map { !$0.isEmpty } ?? false
        pages.add(
            services: resources.first.map { "\($0.subscription) \($0.type)" }, hasMore: hasMore,
            at: path.key("nextLink"), document: log.document)
    }

    private mutating func readGraphPage(_ page: AzurePage, at path: JSONPath) {
        if case .other("an object") = page.data {
            log.report(
                path.key("data"), "found an object, as the format table has it", "a list",
                suggestion: "the result format objectArray")
            return
        }
        let token = log.optional(page.skipToken, of: path, page.skipTokenKey, "a text") ?? ""
        let total = log.optional(page.total, of: path, page.totalKey, "a whole number")
        let isCut = log.optional(page.isTruncated, of: path, "resultTruncated", "\"true\" or \"false\"") == "true"
        let rows = log.elements(page.data, of: path, "data")
        _ = read(rows, of: path, "data")
        if isCut, token.isEmpty {
            log.report(
                path.key("resultTruncated"), "the answer is cut off and no page can follow",
                "the answer to a query that keeps the column id")
        }
        pages.add(
            graphRows: rows.count, of: total, hasMore: !token.isEmpty,
            at: token.isEmpty ? path.key(page.totalKey) : path.key(page.skipTokenKey), document: log.document)
    }

    /// Reads the resources of a page and gives the identifiers of those that have one.
    private mutating func read(
        _ elements: [FoundValue<AzureResource>], of path: JSONPath, _ name: String
    ) -> [AzureResourceID] {
        var ids: [AzureResourceID] = []
        for (index, element) in elements.enumerated() {
            let path = path.element(name, index)
            guard let resource = log.value(element, at: path, "an object") else { continue }
            if let id = read(resource, at: path) { ids.append(id) }
        }
        return ids
    }

    /// Asks for the size of a disk once all files are read.
    mutating func askSize(ofDisk row: Int32, at path: JSONPath) {
        sizes.ask(row, at: path, document: log.document)
    }
}

/// Disks of which the machine alone does not tell the size, with the places where machines name them.
struct AzureSizeQuestions {
    private struct Question {
        var disk: Int32
        /// An index into `files`.
        var file: Int32
        var line: Int32
        var column: Int32
        var path: String
    }

    private var files: [String] = []
    private var questions: [Question] = []
    private var asked: [(disk: Int32, document: Int, path: JSONPath)] = []

    mutating func ask(_ disk: Int32, at path: JSONPath, document: Int) { asked.append((disk, document, path)) }

    /// Gives the questions of a file their places, except those that are answered already.
    mutating func place(file: String, _ text: [UInt8], starts: [Int], known tables: AzureFleetTables) {
        let open = asked.filter { !tables.hasSize(disk: $0.disk) }
        asked = []
        if open.isEmpty { return }
        let places = TextPlaces(open.map { (document: $0.document, path: $0.path) }, in: text, starts: starts)
        for (index, question) in open.enumerated() {
            let position = places.positions[index]
            questions.append(
                Question(
                    disk: question.disk, file: Int32(files.count), line: Int32(position?.line ?? 0),
                    column: Int32(position?.column ?? 0), path: question.path.description))
        }
        files.append(file)
    }

    /// The questions that no file has answered, up to 100 of a file.
    func issues(unless tables: AzureFleetTables) -> [InputIssue] {
        var issues: [InputIssue] = []
        var told = [Int](repeating: 0, count: files.count)
        for question in questions where !tables.hasSize(disk: question.disk) {
            let file = Int(question.file)
            told[file] += 1
            if told[file] > ListingLog.issuesPerFileMax { continue }
            issues.append(
                InputIssue(
                    file: files[file], line: Int(question.line), column: Int(question.column), path: question.path,
                    problem: "no file tells the size of the disk", expected: "diskSizeGB here or in a listing of disks",
                    suggestion: "the output of az disk list beside this file"))
        }
        for (file, count) in told.enumerated() where count > ListingLog.issuesPerFileMax {
            issues.append(
                InputIssue(
                    file: files[file], line: 0, column: 0, path: "",
                    problem: "\(count - ListingLog.issuesPerFileMax) more issues of this file are not shown"))
        }
        return issues
    }
}
