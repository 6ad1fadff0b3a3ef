import FoundationEssentials
import ScanModel

/// Reads the members of a manifest and collects every issue.
struct ManifestReading {
    static let expected = "a manifest that an import wrote, of the form \(ImportManifest.schema)"
    /// Most files of an import.
    private static let filesMax = 1_000_000

    var log = ListingLog()
    private(set) var reader = ""
    private(set) var files: [(present: PresentFile, trace: FileTrace, group: Int)] = []

    struct Manifest: Decodable {
        var schema: FoundValue<String>?
        var reader: FoundValue<String>?
        var files: FoundList<File>?
    }

    struct File: Decodable {
        var name: FoundValue<String>?
        var bytes: FoundValue<Int>?
        var sha256: FoundValue<String>?
        var group: FoundValue<Int>?
        var pairs: FoundList<[String]>?
        var marks: FoundValue<String>?
        var intake: FoundValue<Intake>?
        var snapshots: FoundValue<Snapshots>?
    }

    struct Snapshots: Decodable {
        var sized: FoundValue<Int>?
        var unsized: FoundValue<Int>?
        var pending: FoundValue<Int>?
        var storedBytes: FoundValue<Int>?
        var volumeGiB: FoundValue<Int>?
    }

    struct Intake: Decodable {
        var unscannable: FoundValue<[String: Int]>?
        var duplicateInstances: FoundValue<Int>?
        var unattachedVolumes: FoundValue<Int>?
        var missingVolumes: FoundValue<Int>?
        var duplicateVolumes: FoundValue<Int>?
        var localZones: FoundValue<Int>?
    }

    mutating func read(_ found: FoundValue<Manifest>) {
        guard let manifest = log.value(found, at: .document, Self.expected) else { return }
        guard let schema = log.requiredText(manifest.schema, of: .document, "schema", Self.expected) else { return }
        guard schema == ImportManifest.schema else {
            log.report(
                JSONPath.document.key("schema"), "found the text \(Wording.quoted(schema))",
                "\"\(ImportManifest.schema)\"", suggestion: "import everything again")
            return
        }
        reader = log.requiredText(manifest.reader, of: .document, "reader", "a text such as \"aws-cli/1\"") ?? ""
        let list = log.required(manifest.files, of: .document, "files", "a list") ?? []
        guard list.count <= Self.filesMax else {
            log.report(JSONPath.document.key("files"), "\(list.count) files", "at most \(Self.filesMax)")
            return
        }
        for (index, element) in list.enumerated() {
            let path = JSONPath.document.element("files", index)
            if let file = log.value(element, at: path, "an object") { read(file, at: path) }
        }
    }

    private mutating func read(_ file: File, at path: JSONPath) {
        let name = log.requiredText(file.name, of: path, "name", "the name of a file")
        let bytes = count(log.required(file.bytes, of: path, "bytes", "a number of bytes"), at: path, "bytes")
        let group = count(log.required(file.group, of: path, "group", "a number from 0"), at: path, "group")
        let digits = "64 hexadecimal digits in small letters"
        let sha256 = log.requiredText(file.sha256, of: path, "sha256", digits)
        let digest = sha256.flatMap { ContentDigest(text: $0) }
        if let sha256, digest == nil {
            log.report(path.key("sha256"), "found the text \(Wording.quoted(sha256))", digits)
        }
        var trace = FileTrace(name: name ?? "")
        trace.pairs = pairs(file, at: path)
        trace.marks = marks(file, at: path)
        trace.intake = intake(file, at: path)
        trace.snapshots = snapshots(file, at: path)
        guard let name, let bytes, let group, let digest else { return }
        files.append((PresentFile(name: name, bytes: bytes, digest: digest), trace, group))
    }

    private mutating func pairs(_ file: File, at path: JSONPath) -> [AccountRegion] {
        let expected = "an account and a region, each pair after the ones before it"
        var pairs: [AccountRegion] = []
        let list = log.required(file.pairs, of: path, "pairs", "a list") ?? []
        for (index, element) in list.enumerated() {
            let path = path.element("pairs", index)
            guard let texts = log.value(element, at: path, expected) else { continue }
            guard texts.count == 2, let account = AccountName.normalized(texts[0].utf8), account == texts[0],
                RegionName.isValid(texts[1].utf8)
            else {
                log.report(path, "this is no pair", expected)
                continue
            }
            let pair = AccountRegion(account: account, region: texts[1])
            if let last = pairs.last, last >= pair { log.report(path, "this pair comes too late", expected) }
            pairs.append(pair)
        }
        return pairs
    }

    private mutating func marks(_ file: File, at path: JSONPath) -> [UInt64] {
        let expected = "Base64 of rising numbers of six bytes"
        guard let text = log.required(file.marks, of: path, "marks", expected) else { return [] }
        guard let data = Data(base64Encoded: text), let marks = ImportManifest.marks(of: [UInt8](data)) else {
            log.report(path.key("marks"), "found the text \(Wording.quoted(text))", expected)
            return []
        }
        return marks
    }

    private mutating func intake(_ file: File, at path: JSONPath) -> FleetIntake {
        var intake = FleetIntake()
        intake.files = 1
        guard let found = log.required(file.intake, of: path, "intake", "an object") else { return intake }
        let path = path.key("intake")
        let states = log.required(found.unscannable, of: path, "unscannable", "numbers by state") ?? [:]
        if !states.values.allSatisfy({ (1...Self.counts.upperBound).contains($0) }) {
            log.report(path.key("unscannable"), "a number is no count", Self.countExpected)
        }
        intake.instancesByUnscannableState = states
        intake.duplicateInstances = number(found.duplicateInstances, "duplicateInstances", path)
        intake.unattachedVolumes = number(found.unattachedVolumes, "unattachedVolumes", path)
        intake.missingVolumes = number(found.missingVolumes, "missingVolumes", path)
        intake.duplicateVolumes = number(found.duplicateVolumes, "duplicateVolumes", path)
        intake.instancesInLocalZones = number(found.localZones, "localZones", path)
        return intake
    }

    private mutating func snapshots(_ file: File, at path: JSONPath) -> SnapshotCounts {
        var counts = SnapshotCounts()
        guard let found = log.required(file.snapshots, of: path, "snapshots", "an object") else { return counts }
        let path = path.key("snapshots")
        counts.sized = number(found.sized, "sized", path)
        counts.unsized = number(found.unsized, "unsized", path)
        counts.pending = number(found.pending, "pending", path)
        // The importer lets these sums wrap around, so they have no range.
        counts.storedBytes = Int64(log.required(found.storedBytes, of: path, "storedBytes", "bytes") ?? 0)
        counts.volumeGiB = Int64(log.required(found.volumeGiB, of: path, "volumeGiB", "GiB") ?? 0)
        return counts
    }

    private mutating func number(_ field: FoundValue<Int>?, _ name: String, _ path: JSONPath) -> Int {
        count(log.required(field, of: path, name, Self.countExpected), at: path, name) ?? 0
    }

    /// What sums of a million files cannot take beyond 64 bits.
    private static let counts = 0...(1 << 40)
    private static let countExpected = "a whole number from 0 to \(1 << 40)"

    private mutating func count(_ number: Int?, at path: JSONPath, _ name: String) -> Int? {
        guard let number else { return nil }
        if Self.counts.contains(number) { return number }
        log.report(path.key(name), "found the number \(number)", Self.countExpected)
        return nil
    }
}
