import VendorProfiles

#if canImport(FoundationEssentials)
    import FoundationEssentials
#else
    import Foundation
#endif

/// One constant in a data file, and another value that its proof has to notice.
///
/// In a profile a path leads through keys and the names of list elements, such as `parameters/Concurrency/maximum`. In a
/// table it is the row's first field, or its first two with a `+` between them, and the column: `stacks/value`.
struct Datum: Hashable, Sendable {
    /// A file below `Sources/VendorProfiles`.
    var file: String
    var path: String
    /// The other value, as the file would write it: JSON in a profile, a field in a table. nil: it is only listed.
    var changed: String?

    /// Where it is, for people.
    var place: String { "\(file) \(path)" }

    struct Misplaced: Error, CustomStringConvertible {
        var description: String
    }

    private var isTable: Bool { file.hasSuffix(".csv") }
    private var steps: ArraySlice<String> { path.split(separator: "/").map(String.init)[...] }

    private func text(_ data: VendorData) throws -> String {
        guard let text = data.files[file] else { throw Misplaced(description: "there is no \(file)") }
        return text
    }

    private static let shipped: [String: DataTree] = VendorData.shipped.files.filter { $0.key.hasSuffix(".json") }
        .mapValues { (try? JSONDecoder().decode(DataTree.self, from: Data($0.utf8))) ?? .null }

    private func tree(_ data: VendorData) throws -> DataTree {
        if data === VendorData.shipped, let tree = Datum.shipped[file] { return tree }
        return try JSONDecoder().decode(DataTree.self, from: Data(try text(data).utf8))
    }

    /// The value that the data give, as a table of constraints shows it.
    func value(in data: VendorData) throws -> String {
        if isTable { return try DataSheet(text(data), steps, place).value }
        let tree = try tree(data)
        if let value = tree[steps] { return value.shown }
        // A key that a file leaves out says nothing, as long as there is something that could have it.
        guard case .object? = tree[steps.dropLast()] else { throw Misplaced(description: "\(place) leads nowhere") }
        return DataTree.null.shown
    }

    /// Data in which just this constant is another one.
    func change(_ data: VendorData) throws -> VendorData {
        guard let changed else { throw Misplaced(description: "\(place) has no other value") }
        if isTable { return data.replacing(file, with: try DataSheet(text(data), steps, place).replacing(changed)) }
        let value = try JSONDecoder().decode([DataTree].self, from: Data("[\(changed)]".utf8))[0]
        guard let tree = try tree(data).replacing(steps, with: value), tree != (try self.tree(data)) else {
            throw Misplaced(description: "\(place) cannot become \(changed)")
        }
        return data.replacing(file, with: String(decoding: try JSONEncoder().encode(tree), as: UTF8.self))
    }

    /// Source and confidence, as the data give them.
    func provenance(in data: VendorData) throws -> (source: String, confidence: String) {
        if file == "Quotas/aws-attach-limits.csv" {
            let known = AWSCatalog.attachLimitSource
            return (known.source, known.confidence.rawValue)
        }
        if isTable {
            let (source, confidence) = try DataSheet(text(data), steps, place).provenance
            guard file.hasPrefix("Prices/"), let sources = data.files["Prices/aws-sources.csv"],
                let sheet = try? DataSheet(sources, [source, "source"], source)
            else { return (source, confidence) }
            return (sheet.value, confidence)
        }
        guard let values = try tree(data).sourced(steps) else {
            throw Misplaced(description: "\(place) has no source")
        }
        return (values["source"]?.shown ?? "", values["confidence"]?.shown ?? "")
    }
}

extension Datum {
    /// A constant of `qualys-aws@1.8`.
    static func classic(_ path: String, _ changed: String? = nil) -> Datum {
        Datum(file: "Profiles/qualys-aws-1.8.json", path: path, changed: changed)
    }

    /// A constant of `qualys-aws@1.19`.
    static func newer(_ path: String, _ changed: String? = nil) -> Datum {
        Datum(file: "Profiles/qualys-aws-1.19.json", path: path, changed: changed)
    }

    /// A constant that both profiles have.
    static func both(_ path: String, _ changed: String? = nil) -> [Datum] {
        [classic(path, changed), newer(path, changed)]
    }

    /// A field of the table of quotas.
    static func quota(_ path: String, _ changed: String? = nil) -> Datum {
        Datum(file: "Quotas/aws-quotas.csv", path: path, changed: changed)
    }
}
