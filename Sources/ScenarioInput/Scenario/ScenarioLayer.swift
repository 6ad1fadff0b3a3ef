public import ScanModel

/// One of the files that a scenario consists of: a scenario, or an overlay that names the file it changes under `base`.
public struct ScenarioLayer: Sendable {
    /// The file as the user named it.
    public let file: String
    /// The file that this one changes; nil for the last one of a chain.
    public let base: ScenarioBase?
    /// The document without `base`.
    let document: DocumentNode
    /// What is wrong with the file though it can be read.
    let issues: [InputIssue]
    /// The profile files that deployments name; the caller reads them and adds what they hold.
    public let profilePaths: [ProfilePath]
    /// Those that were added, by their paths as written.
    var ownProfiles: [String: OwnProfile] = [:]
    /// The price book files that deployments name; the caller reads them, too.
    public let priceBookPaths: [PriceBookPath]
    var ownPriceBooks: [String: OwnPriceBook] = [:]
    /// The calibration files that deployments name; the caller reads them and adds what they hold.
    public let calibrationPaths: [CalibrationPath]
    /// Those that were added, by their paths as written.
    var calibrations: [String: Result<CalibratedDurations, InvalidInput>] = [:]

    /// Reads a file without looking at what it says, except for `base`.
    ///
    /// - Parameters:
    ///   - bytes: UTF-8, at most 8 MiB.
    ///   - file: the name of the file, for messages; its ending decides between JSON and YAML.
    /// - Throws: what keeps the file from being read, or its base from being known.
    /// - Complexity: O(bytes).
    public init(bytes: [UInt8], file: String) throws(InvalidInput) {
        let log = IssueLog(file: file)
        guard let root = Document.read(bytes: bytes, limits: .scenario, log: log) else {
            try log.check()
            preconditionFailure("no document and no issue in \(file)")
        }
        self.file = file
        guard case .mapping(var entries) = root.content, let index = entries.firstIndex(where: { $0.key == "base" })
        else {
            base = nil
            document = root
            issues = log.issues
            profilePaths = ProfilePath.all(in: Field(node: root, path: .root, log: log))
            priceBookPaths = PriceBookPath.all(in: Field(node: root, path: .root, log: log))
            calibrationPaths = CalibrationPath.all(in: Field(node: root, path: .root, log: log))
            return
        }
        let entry = entries.remove(at: index)
        document = DocumentNode(content: .mapping(entries), place: root.place)
        profilePaths = ProfilePath.all(in: Field(node: document, path: .root, log: log))
        priceBookPaths = PriceBookPath.all(in: Field(node: document, path: .root, log: log))
        calibrationPaths = CalibrationPath.all(in: Field(node: document, path: .root, log: log))
        guard !entry.value.isNull else {
            base = nil
            issues = log.issues
            return
        }
        let field = Field(node: entry.value, path: .key("base", of: .root), log: log)
        let expected = "the path of the scenario that this one changes"
        let path = field.text(expected: expected)
        if path?.unicodeScalars.contains("\0") == true { field.report("is no path", expected: expected) }
        guard let path, !path.unicodeScalars.contains("\0") else {
            try log.check()
            preconditionFailure("no base and no issue in \(file)")
        }
        base = ScenarioBase(path: path, file: file, place: entry.value.place)
        issues = log.issues
    }
}

/// The path under `base`, with the place that names it.
public struct ScenarioBase: Hashable, Sendable {
    /// The path as written, relative to the folder of the file that names it.
    public let path: String
    let file: String
    let place: SourcePlace

    /// An issue at the place of the path, such as a file that may not be read.
    public func issue(_ problem: String, expected: String = "") -> InputIssue {
        InputIssue(
            file: file, line: Int(place.line), column: Int(place.column), path: "base", problem: problem,
            expected: expected)
    }
}

extension ScenarioReader {
    /// How many files a chain of overlays and their last base may have.
    public static let layersMax = 16
    /// What stands for a file name where a value comes from the command line; lines count the options.
    public static let settingsFile = "--set"

    /// Reads and checks a scenario that consists of overlays over a base.
    ///
    /// Mappings merge key by key, lists and scalars replace, `null` takes a key away. A mapping over a list of named
    /// elements, such as `deployments`, changes those elements by name.
    ///
    /// - Parameters:
    ///   - layers: from the file that the user named to the last base; at most ``layersMax``.
    ///   - settings: changes of single values, `path=value`, applied last in their order.
    ///   - standardName: the scenario's name if no file gives one.
    /// - Throws: everything that is wrong with the files and settings; each issue names the file it is found in.
    /// - Complexity: O(bytes).
    public static func read(
        layers: [ScenarioLayer], settings: [String] = [], standardName: String
    ) throws(InvalidInput) -> ScenarioDraft {
        try resolve(layers, settings: settings, standardName: standardName).draft
    }

    /// The merged document as YAML, once it has passed every check that ``read(layers:settings:standardName:)`` makes.
    ///
    /// - Parameter sources: whether a comment behind each scalar names the file and line it comes from.
    /// - Throws: everything that is wrong, or a value that may be a secret and therefore is not shown.
    /// - Complexity: O(bytes).
    public static func show(
        layers: [ScenarioLayer], settings: [String] = [], standardName: String, sources: Bool
    ) throws(InvalidInput) -> String {
        let (root, _) = try resolve(layers, settings: settings, standardName: standardName)
        let log = root.log
        let writer = YAMLWriter(files: sources ? log.files : nil)
        let text = writer.document(root)
        try log.check()
        return text
    }

    static func resolve(
        _ layers: [ScenarioLayer], settings: [String], standardName: String
    ) throws(InvalidInput) -> (root: Field, draft: ScenarioDraft) {
        precondition((1...layersMax).contains(layers.count), "\(layers.count) layers of a scenario")
        let log = IssueLog(files: layers.map(\.file) + [settingsFile])
        for layer in layers {
            for issue in layer.issues { log.report(issue) }
            // A single file is checked as a whole; in a chain a list would hide what lies below it.
            if layers.count > 1, !layer.isMapping {
                log.report(
                    InputIssue(
                        file: layer.file, line: 1, column: 1, path: "", problem: "is no mapping",
                        expected: "a mapping of keys to values"))
            }
        }
        if let base = layers[layers.count - 1].base { log.report(base.issue("names a file that was not read")) }
        var node = layers[layers.count - 1].document(inFile: layers.count - 1)
        for index in layers.indices.dropLast().reversed() {
            node = DocumentMerge(log: log).merge(layers[index].document(inFile: index), over: node)
        }
        for (index, text) in settings.enumerated() {
            let number = index + 1
            guard let setting = ScenarioSetting(text, number: number, file: layers.count, log: log) else { continue }
            node = setting.apply(to: node, log: log)
        }
        let root = Field(node: node, path: .root, log: log)
        let draft = readDraft(of: root, standardName: standardName, own: OwnProfiles(layers))
        try log.check()
        guard let draft else { preconditionFailure("no scenario and no issue in \(log.file)") }
        return (root, draft)
    }
}

extension ScenarioLayer {
    fileprivate var isMapping: Bool {
        if case .mapping = document.content { true } else { false }
    }

    /// The document with places that tell its file from the others.
    fileprivate func document(inFile file: Int) -> DocumentNode {
        if file == 0 { return document }
        return document.moved { SourcePlace(line: Int($0.line), column: Int($0.column), file: file) }
    }
}
