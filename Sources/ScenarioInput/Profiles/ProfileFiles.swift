public import ScanModel

/// A path that a file of a scenario names, with the place where it stands.
public protocol NamedPath {
    /// The path as written, relative to the folder of the file that names it.
    var path: String { get }

    /// An issue at the place of the path, such as a file that may not be read.
    func issue(_ problem: String, expected: String) -> InputIssue
}

extension ScenarioBase: NamedPath {}

/// A profile file that a deployment names under `profileFile`.
public struct ProfilePath: NamedPath, Hashable, Sendable {
    public let path: String
    let file: String
    let place: SourcePlace
    let documentPath: DocumentPath

    /// The key of a deployment that names a file.
    static let key = "profileFile"

    public func issue(_ problem: String, expected: String = "") -> InputIssue {
        InputIssue(
            file: file, line: Int(place.line), column: Int(place.column), path: documentPath.text, problem: problem,
            expected: expected)
    }

    /// The paths of a document, each once; what is no path is left to the reader of the scenario.
    static func all(in root: Field) -> [ProfilePath] {
        fields(of: key, in: root).map { path, field in
            ProfilePath(path: path, file: field.file, place: field.node.place, documentPath: field.path)
        }
    }

    /// The values of a key of deployments that may be paths, each path once.
    static func fields(of key: String, in root: Field) -> [(path: String, field: Field)] {
        var seen: Set<String> = []
        return deployments(of: root).compactMap { element in
            guard let field = element.child(key), case .scalar(let path, _) = field.node.content, isPath(field),
                seen.insert(path).inserted
            else { return nil }
            return (path, field)
        }
    }

    /// The deployments of a scenario or of an overlay, whatever is in them.
    static func deployments(of root: Field) -> [Field] {
        guard let deployments = root.child("deployments") else { return [] }
        switch deployments.node.content {
        case .sequence(let nodes): return nodes.indices.compactMap { deployments.element($0) }
        // An overlay changes deployments by name.
        case .mapping(let entries):
            return entries.map {
                Field(node: $0.value, path: .key($0.key, of: deployments.path), log: deployments.log)
            }
        case .scalar: return []
        }
    }

    static func isPath(_ field: Field) -> Bool {
        guard case .scalar(let path, _) = field.node.content else { return false }
        return !field.node.isNull && !path.isEmpty && !path.unicodeScalars.contains("\0")
    }
}

/// A profile file that was read: the profile, or everything that is wrong with it.
struct OwnProfile: Sendable {
    var result: Result<VendorProfile, InvalidInput>
}

extension ScenarioLayer {
    /// Reads and checks a file that this layer names. What is wrong with it is told with the scenario's own issues, and
    /// only if the merged scenario still names it.
    ///
    /// - Parameters:
    ///   - bytes: UTF-8, at most ``ProfileReader/bytesMax``.
    ///   - file: the file as messages should call it.
    ///   - path: one of ``profilePaths``.
    public mutating func add(profile bytes: [UInt8], file: String, for path: ProfilePath) {
        do throws(InvalidInput) {
            ownProfiles[path.path] = OwnProfile(result: .success(try ProfileReader.read(bytes: bytes, file: file)))
        } catch {
            ownProfiles[path.path] = OwnProfile(result: .failure(error))
        }
    }
}

/// The profile and price book files of all layers of a scenario.
struct OwnProfiles: Sendable {
    /// By the layer that names them.
    private let layers: [[String: OwnProfile]]
    let priceBooks: [[String: OwnPriceBook]]
    /// The calibration files in the same way.
    private let calibrations: [[String: Result<CalibratedDurations, InvalidInput>]]

    init(_ layers: [ScenarioLayer] = []) {
        self.layers = layers.map(\.ownProfiles)
        priceBooks = layers.map(\.ownPriceBooks)
        calibrations = layers.map(\.calibrations)
    }

    /// The calibration files that a file names, by their paths; nil if no file has this number.
    func calibrations(inFile number: Int) -> [String: Result<CalibratedDurations, InvalidInput>]? {
        calibrations.indices.contains(number) ? calibrations[number] : nil
    }

    /// The profile that a field names; nil after an issue.
    func profile(_ field: Field) -> VendorProfile? {
        let expected = "the path of a profile file"
        guard let path = field.text(expected: expected) else { return nil }
        guard ProfilePath.isPath(field) else {
            field.report("is no path", expected: expected)
            return nil
        }
        let file = field.node.place.file
        guard layers.indices.contains(file), let own = layers[file][path] else {
            field.report("names a profile file that was not read", expected: "a path in a file of the scenario")
            return nil
        }
        switch own.result {
        case .success(let profile): return profile
        case .failure(let invalid):
            // Several deployments may name the same file.
            if let first = invalid.issues.first, !field.log.issues.contains(first) {
                for issue in invalid.issues { field.log.report(issue) }
            }
            return nil
        }
    }
}

extension Array where Element == DeploymentSettings {
    /// Reports profile files that call different profiles by one name.
    func checkProfiles() {
        var known: [String: VendorProfile] = [:]
        for deployment in self {
            guard let own = deployment.profileFile else { continue }
            if let other = known.updateValue(own.part, forKey: own.part.id), other != own.part {
                own.field.report(
                    "the profile of another deployment is called `\(own.part.id)` too",
                    expected: "an `id` for each file"
                )
            }
        }
    }
}
