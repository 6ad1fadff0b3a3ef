public import ScanModel
import SensorMix

/// Reads documents of sensors, YAML or JSON: classes of assets with what is wanted of them, sensors, licences and tags.
///
/// The format is closed like that of scenarios, and quantities carry their units.
public enum SensorReader {
    /// The version of the format that is read.
    public static let schemaVersion = 1

    static let classCounts = 1...200
    /// The search tries every set of the sensors of a class.
    static let sensorCounts = 1...12
    static let licenceCounts = 0...20
    static let tagCounts = 0...100
    /// Assets of a class.
    static let assetCounts = 0...10_000_000
    /// Longest time, in days.
    static let daysMax = 366

    /// Reads and checks a document.
    ///
    /// - Parameters:
    ///   - bytes: UTF-8, at most 8 MiB.
    ///   - file: the name of the file, for messages; its ending decides between JSON and YAML.
    ///   - standardName: the name in answers if the file gives none.
    /// - Throws: everything that is wrong with the file.
    /// - Complexity: O(bytes).
    public static func read(bytes: [UInt8], file: String, standardName: String) throws(InvalidInput) -> SensorRequest {
        let log = IssueLog(file: file)
        let request = Document.read(bytes: bytes, limits: .scenario, log: log).flatMap { node in
            read(Field(node: node, path: .root, log: log), standardName: standardName)
        }
        try log.check()
        guard let request else { preconditionFailure("no sensors and no issue in \(file)") }
        return request
    }

    private static func read(_ root: Field, standardName: String) -> SensorRequest? {
        root.mapping { reader -> SensorRequest? in
            reader.required("schemaVersion").map { checkVersion($0) }
            let name = reader.optional("name").map { $0.text() } ?? standardName
            let metBy = reader.optional("metBy").map { $0.wholeDays() }
            let licences = reader.optional("licences").flatMap { field in
                field.list(count: licenceCounts) { LicenceSection($0) }
            }
            var names = SensorNames(licences: (licences ?? []).compactMap { $0?.name })
            let tags = reader.optional("tags").flatMap { field in
                field.list(count: tagCounts) { names.tag($0) }
            }
            let sensors = reader.required("sensors").flatMap { field in
                field.list(count: sensorCounts) { SensorSection($0, names) }
            }
            let classes = reader.required("classes").flatMap { field in
                field.list(count: classCounts) { AssetClassSection($0) }.map { (field, $0) }
            }
            checkNames((sensors ?? []).map { $0?.name }, "sensor")
            checkNames((classes?.1 ?? []).map { $0?.name }, "class")
            guard root.log.isEmpty, let name, let sensors, let classes else { return nil }
            let estate = SensorEstate(
                classes: classes.1.compactMap { $0?.assets }, sensors: sensors.compactMap { $0?.sensor },
                licences: (licences ?? []).compactMap { $0?.licence }, tags: (tags ?? []).compactMap(\.self),
                metBy: metBy ?? nil)
            guard estate.costCeiling <= SensorEstate.costMost else {
                classes.0.report(
                    "cost too much to be added up exactly: up to \(estate.costCeiling / 1e6) USD a month with every sensor",
                    expected: "at most 1000000000000 USD a month")
                return nil
            }
            let wanted = Set(estate.classes.flatMap(\.needs))
            return SensorRequest(
                name: name, estate: estate, assumptions: sensors.flatMap { $0?.assumptions(wanted: wanted) ?? [] })
        }
    }

    private static func checkVersion(_ field: Field) {
        let expected = "\(schemaVersion), the version that this scanplan reads"
        guard let version = field.integer(1...Int.max, expected: expected), version != schemaVersion else { return }
        field.report(field.shown, expected: "\(expected); a newer scanplan may have written the file")
    }

    private static func checkNames(_ names: [PlacedName?], _ noun: String) {
        var seen: Set<String> = []
        for name in names.compactMap(\.self) where !seen.insert(name.text).inserted {
            name.field.report("another \(noun) is named `\(name.text)`", expected: "a name of its own")
        }
    }
}

/// The names of licences and dynamic tags, against which everything that names one is checked.
struct SensorNames {
    let licences: Set<String>
    private(set) var tags: Set<String> = []

    /// Reports licences whose name is taken.
    init(licences: [PlacedName?]) {
        var known: Set<String> = []
        for name in licences.compactMap(\.self) where !known.insert(name.text).inserted {
            name.field.report("another licence is named `\(name.text)`", expected: "a name of its own")
        }
        self.licences = known
    }

    /// One element of `tags`; its name is known from then on, even if its rule is broken.
    mutating func tag(_ field: Field) -> DynamicTag? {
        let before = tags
        var (name, rule): (PlacedName?, TagExpression?) = (nil, nil)
        field.withMapping { reader in
            name = reader.required("name").flatMap { $0.assetName() }
            rule = reader.required("rule").flatMap { $0.tagRule(known: before) }
        }
        if let name {
            if ["and", "or", "not"].contains(name.text.lowercased()) {
                name.field.report(name.field.shown, expected: "a name other than and, or, not")
            } else if !tags.insert(name.text).inserted {
                name.field.report("another tag is named `\(name.text)`", expected: "a name of its own")
            }
        }
        return rule.flatMap { rule in name.map { DynamicTag(name: $0.text, rule: rule) } }
    }
}

/// One element of `licences`.
private struct LicenceSection {
    var name: PlacedName?
    /// Nil if something of it could not be read.
    var licence: SharedLicence?

    init?(_ field: Field) {
        let isMapping = field.withMapping { reader in
            name = reader.required("name").flatMap { $0.assetName() }
            let perAsset = reader.required("perAsset").flatMap { $0.microDollars(most: 1000) }
            let owned = reader.optional("owned").map { $0.integer(0...100_000_000) }
            if case .some(.none) = owned { return }
            guard let name, let perAsset else { return }
            licence = SharedLicence(name: name.text, perAsset: perAsset, owned: owned ?? nil)
        }
        guard isMapping else { return nil }
    }
}

extension Field {
    /// A name of up to 64 letters, digits, dots, underscores and hyphens.
    func assetName() -> PlacedName? {
        text(.deploymentName, TextForm.isDeploymentName).map { PlacedName(text: $0, field: self) }
    }

    /// A rule of tags.
    func tagRule(known: Set<String>) -> TagExpression? {
        guard let text = text(expected: "a rule such as `cloud = azure and state = running`") else { return nil }
        do throws(TagSyntaxError) {
            return try TagExpression.read(text, known: known)
        } catch {
            report(
                "\(error.problem), at character \(error.position)", expected: error.expected,
                suggestion: error.word.isEmpty ? nil : NearestKey.find(error.word, among: error.candidates))
            return nil
        }
    }

    /// A time in whole seconds, at most 366 days.
    func assetSeconds(_ quantity: Quantity = .duration) -> Int? {
        guard let seconds = self.quantity(quantity) else { return nil }
        guard seconds.isWhole else {
            report(shown, expected: "whole seconds, at most \(SensorReader.daysMax)d")
            return nil
        }
        return Int(seconds.numerator)
    }

    /// A time in whole days, at most 366.
    func wholeDays(atLeast least: Int = 0) -> Int? {
        guard let seconds = quantity(.duration) else { return nil }
        let days = seconds / 86_400
        guard days.isWhole, days >= Rational(least) else {
            report(shown, expected: "whole days from \(least)d to \(SensorReader.daysMax)d")
            return nil
        }
        return Int(days.numerator)
    }

    /// A share above 0.
    func assetShare() -> Double? {
        guard let share = fraction() else { return nil }
        guard share > .zero else {
            report(shown, expected: "a share above 0%")
            return nil
        }
        return share.doubleValue
    }
}
