internal import DocumentReading
internal import FoundationEssentials
public import ScanModel

/// The file form of a manifest: JSON, one object, keys in order.
extension ImportManifest {
    /// Version of the form; raised when a member changes its meaning or disappears.
    public static let schema = "\(schemaText)"
    static let schemaText: StaticString = "scanplan.import-manifest/1"
    /// Largest manifest that is read: 512 MiB, that of an import of roughly 60 million instances and volumes.
    public static let bytesMax = 1 << 29

    /// The manifest as JSON. Equal manifests give equal bytes. Complexity: O(size).
    public var document: [UInt8] {
        let document = Document(
            schema: ImportManifest.schema, reader: reader, fleet: fleet?.text,
            files: files.map { file in
                let intake = file.trace.intake
                return Document.File(
                    name: file.name, bytes: file.present.bytes, sha256: file.present.digest.text,
                    selfContained: false, group: file.group,
                    pairs: file.trace.pairs.map { [$0.account, $0.region] },
                    marks: Data(ImportManifest.bytes(of: file.trace.marks)).base64EncodedString(),
                    intake: Document.Intake(
                        unscannable: intake.instancesByUnscannableState,
                        duplicateInstances: intake.duplicateInstances, unattachedVolumes: intake.unattachedVolumes,
                        missingVolumes: intake.missingVolumes, duplicateVolumes: intake.duplicateVolumes,
                        localZones: intake.instancesInLocalZones),
                    snapshots: Document.Snapshots(
                        sized: file.trace.snapshots.sized, unsized: file.trace.snapshots.unsized,
                        pending: file.trace.snapshots.pending, storedBytes: file.trace.snapshots.storedBytes,
                        volumeGiB: file.trace.snapshots.volumeGiB))
            }
        ).withSelfContained
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        guard let data = try? encoder.encode(document) else { preconditionFailure("a manifest of texts and numbers") }
        return [UInt8](data) + [UInt8(ascii: "\n")]
    }

    /// Reads a manifest.
    ///
    /// - Parameter file: the name that stands in messages.
    /// - Throws: every issue. A manifest that was changed by hand so that its files would no longer fall into the groups
    ///   it states is refused.
    public init(bytes: [UInt8], file: String) throws(InvalidInput) {
        func issue(_ problem: String, _ expected: String) -> InvalidInput {
            InvalidInput([
                InputIssue(file: file, line: 0, column: 0, path: "", problem: problem, expected: expected)
            ])
        }
        guard bytes.count <= ImportManifest.bytesMax else {
            throw issue("the file has \(bytes.count) bytes", "at most \(ImportManifest.bytesMax) bytes")
        }
        var reading = ManifestReading()
        do throws(ReadFault) {
            try reading.read(bytes, file: file)
        } catch {
            switch error {
            case .invalid(let issue): throw InvalidInput([issue])
            case .unreadable(let reason): throw issue(reason, ManifestReading.expected)
            }
        }
        let issues = reading.issues.all(of: file)
        guard issues.isEmpty else { throw InvalidInput(issues) }
        self.init(reader: reading.reader, files: reading.files.map(\.present), traces: reading.files.map(\.trace))
        fleet = reading.fleet
        for (index, file) in files.enumerated() where file.group != reading.files[index].group {
            throw issue(
                "the file \(Wording.quoted(file.name)) is in group \(reading.files[index].group)",
                "group \(file.group), which follows from what the files mention")
        }
    }

    /// Six bytes for each mark, the highest first.
    static func bytes(of marks: [UInt64]) -> [UInt8] {
        marks.flatMap { mark in (0..<6).map { UInt8(truncatingIfNeeded: mark >> UInt64(40 - 8 * $0)) } }
    }

    /// The marks of some bytes; nil unless they rise, each once.
    static func marks(of bytes: [UInt8]) -> [UInt64]? {
        guard bytes.count % 6 == 0 else { return nil }
        var marks: [UInt64] = []
        marks.reserveCapacity(bytes.count / 6)
        for start in stride(from: 0, to: bytes.count, by: 6) {
            let mark = bytes[start..<(start + 6)].reduce(UInt64(0)) { $0 << 8 | UInt64($1) }
            if let last = marks.last, last >= mark { return nil }
            marks.append(mark)
        }
        return marks
    }

    private struct Document: Encodable {
        struct Intake: Encodable {
            var unscannable: [String: Int]
            var duplicateInstances: Int
            var unattachedVolumes: Int
            var missingVolumes: Int
            var duplicateVolumes: Int
            var localZones: Int
        }

        struct Snapshots: Encodable {
            var sized: Int
            var unsized: Int
            var pending: Int
            var storedBytes: Int64
            var volumeGiB: Int64
        }

        struct File: Encodable {
            var name: String
            var bytes: Int
            var sha256: String
            var selfContained: Bool
            var group: Int
            var pairs: [[String]]
            var marks: String
            var intake: Intake
            var snapshots: Snapshots
        }

        var schema: String
        var reader: String
        var fleet: String?
        var files: [File]

        /// Says of each file whether it is alone in its group.
        var withSelfContained: Document {
            var sizes: [Int: Int] = [:]
            for file in files { sizes[file.group, default: 0] += 1 }
            var document = self
            for index in files.indices { document.files[index].selfContained = sizes[files[index].group] == 1 }
            return document
        }
    }
}
