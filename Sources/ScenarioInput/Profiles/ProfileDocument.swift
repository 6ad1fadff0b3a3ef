import ScanModel
import VendorProfiles

/// A part of a profile and where it stands.
struct Placed<Part> {
    var part: Part
    var field: Field

    /// The value of a key, for an issue about it; the part itself where the key is left out.
    func at(_ key: String) -> Field { field.child(key) ?? field }
}

/// A profile file part by part, as far as each part can be understood.
///
/// Reading it reports what is wrong with a part by itself. Rules between parts look at the parts that could be read, and
/// at the names of all of them, so that one mistake is not told twice.
struct ProfileDocument {
    private(set) var root: Field
    private(set) var provider: String?
    private(set) var regionReading: Placed<GateReading>?
    private(set) var parameters = PlacedParts<VendorProfile.Parameter>()
    private(set) var targetParameters = PlacedParts<VendorProfile.Parameter>()
    private(set) var constants = PlacedParts<VendorProfile.Constant>()
    private(set) var buckets = PlacedParts<VendorProfile.Bucket>()
    private(set) var resources = PlacedParts<VendorProfile.Resource>()
    private(set) var quotas = PlacedParts<VendorProfile.Quota>()
    private(set) var stages = PlacedParts<VendorProfile.Stage>()
    private(set) var scanTypes = PlacedParts<VendorProfile.ScanType>()
    private(set) var scannedVolumes: Placed<VendorProfile.ScannedVolumes>?
    private(set) var machines: [Placed<VendorProfile.Machine>] = []
    private(set) var launchActions: Placed<[String]>?
    private(set) var terminateActions: Placed<[String]>?
    private(set) var waves: Placed<VendorProfile.Waves>?
    private(set) var rounds: Placed<VendorProfile.Rounds>?

    /// The cloud that the product scans; where the provider cannot be read, one of which nothing is known.
    var cloud: Cloud { provider.map { Cloud(provider: $0) } ?? .other }

    /// - Parameter taken: identifiers that the file may not have.
    init(_ root: Field, taken: [String]) {
        self.root = root
        var document = self
        root.withMapping { document.read(&$0, taken: taken) }
        self = document
    }

    private mutating func read(_ reader: inout MappingReader, taken: [String]) {
        reader.required("id")?.checkIdentifier(taken: taken)
        _ = reader.required("title")?.text()
        provider = reader.required("provider")?.text(.providerName) { TextForm.isProviderName($0) }
        _ = reader.required("summary")?.text()
        reader.required("regionReading")?.withMapping { reader in
            let readings = GateReading.allCases.filter { $0 != .window }.map { (word: $0.rawValue, value: $0) }
            let field = reader.required("value")
            regionReading = field.flatMap { field in
                field.choice(readings).map { Placed(part: $0, field: field) }
            }
            reader.provenance()
        }
        scannedVolumes = reader.required("scannedVolumes")?.placedPart { reader in
            _ = reader.required("value")?.choice(VolumeSelection.self)
            reader.texts("allWhenEnabled")
            reader.provenance()
        }
        parameters.read(reader.required("parameters"), key: "name", count: 0...200) { $0.parameter() }
        targetParameters.read(reader.required("targetParameters"), key: "name", count: 0...200) { $0.parameter() }
        constants.read(reader.required("constants"), key: "name", count: 0...500) { $0.constant() }
        buckets.read(reader.required("buckets"), key: "action", count: 0...100) { $0.bucket() }
        resources.read(reader.required("resources"), key: "name", count: 0...32) { $0.resource() }
        quotas.read(reader.required("quotas"), key: "name", count: 0...32) { $0.quota() }
        stages.read(reader.required("stages"), key: "name", count: 1...100) { $0.stage() }
        scanTypes.read(reader.optional("scanTypes"), key: "name", count: 0...16) { $0.scanType() }
        machines =
            reader.optional("machines")?.list(count: 0...64) { $0.placedPart { $0.machine() } }?.compactMap { $0 } ?? []
        launchActions = reader.optional("launchActions")?.placedTexts()
        terminateActions = reader.optional("terminateActions")?.placedTexts()
        waves = reader.optional("waves")?.placedPart { $0.waves() }
        rounds = reader.optional("rounds")?.placedPart { $0.rounds() }
        _ = reader.optional("bill")?.list(count: 0...BillPart.allCases.count) { $0.choice(BillPart.self) }
    }
}

/// The elements of a list of named parts.
struct PlacedParts<Part: Decodable> {
    /// The list itself; nil if there is none.
    private(set) var field: Field?
    /// The elements that could be read, in the order of the file.
    private(set) var parts: [Placed<Part>] = []
    /// The names of all elements.
    private(set) var names: Set<String> = []

    mutating func read(
        _ field: Field?, key: String, count: ClosedRange<Int>, _ check: (inout MappingReader) -> Void
    ) {
        self.field = field
        guard let field else { return }
        _ = field.list(count: count) { element in
            var name: String?
            let part: Part? = element.part { reader in
                let named = reader.required(key)
                name = named?.text(.profileName) { TextForm.isProfileName($0) }
                if let name, !names.insert(name).inserted {
                    named?.report("`\(name)` stands in the list before", expected: "a name of its own")
                }
                check(&reader)
            }
            if let part { parts.append(Placed(part: part, field: element)) }
        }
    }

    /// Reports a word that names no element.
    func check(_ word: String, at field: Field, what: String) {
        guard !names.contains(word) else { return }
        let known = names.sorted().prefix(20).joined(separator: ", ")
        field.report(
            "there is no \(what) `\(Excerpt.of(word))`", expected: known.isEmpty ? "" : "one of \(known)",
            suggestion: NearestKey.find(word, among: names))
    }
}

extension Field {
    /// A part of a profile, once its keys were checked; nil after an issue.
    func part<Part: Decodable>(_ check: (inout MappingReader) -> Void) -> Part? {
        let before = log.count
        guard withMapping(check), log.count == before else { return nil }
        do {
            return try Part(from: NodeDecoder(node))
        } catch {
            report("cannot be read: \(error)")
            return nil
        }
    }

    fileprivate func placedPart<Part: Decodable>(_ check: (inout MappingReader) -> Void) -> Placed<Part>? {
        part(check).map { Placed(part: $0, field: self) }
    }

    /// A list of texts; nil after an issue.
    fileprivate func placedTexts() -> Placed<[String]>? {
        let texts = list(count: 0...32) { $0.text() }
        guard let texts, texts.allSatisfy({ $0 != nil }) else { return nil }
        return Placed(part: texts.compactMap { $0 }, field: self)
    }

    /// Product and version, such as `my-vendor@1.0`.
    fileprivate func checkIdentifier(taken: [String]) {
        guard let id = text(.profileIdentifier, { TextForm.isProfileIdentifier($0) }), taken.contains(id) else {
            return
        }
        report("is `\(id)`, a profile that ships with scanplan", expected: "an identifier of its own")
    }
}
