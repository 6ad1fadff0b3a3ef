public import ScanModel

/// A calibration file that a deployment names under `calibration`.
public struct CalibrationPath: NamedPath, Hashable, Sendable {
    public let path: String
    let file: String
    let place: SourcePlace
    let documentPath: DocumentPath

    /// The key of a deployment that names a file.
    static let key = "calibration"

    public func issue(_ problem: String, expected: String = "") -> InputIssue {
        InputIssue(
            file: file, line: Int(place.line), column: Int(place.column), path: documentPath.text, problem: problem,
            expected: expected)
    }

    /// The paths of a document, each once; what is no path is left to the reader of the scenario.
    static func all(in root: Field) -> [CalibrationPath] {
        ProfilePath.fields(of: key, in: root).map { path, field in
            CalibrationPath(path: path, file: field.file, place: field.node.place, documentPath: field.path)
        }
    }
}

extension ScenarioLayer {
    /// Reads and checks a calibration file that this layer names. What is wrong with it is told with the scenario's own
    /// issues, and only if the merged scenario still names it.
    ///
    /// - Parameters:
    ///   - bytes: UTF-8, at most ``CalibrationReader/bytesMax``.
    ///   - file: the file as messages should call it.
    ///   - path: one of ``calibrationPaths``.
    public mutating func add(calibration bytes: [UInt8], file: String, for path: CalibrationPath) {
        do throws(InvalidInput) {
            calibrations[path.path] = .success(try CalibrationReader.read(bytes: bytes, file: file))
        } catch {
            calibrations[path.path] = .failure(error)
        }
    }

    /// What the calibration files say, for whoever has to tell one scenario from another.
    var calibrationValues: [SettingValue] {
        calibrations.sorted { $0.key < $1.key }.flatMap { path, result -> [SettingValue] in
            guard case .success(let calibration) = result else { return [] }
            return calibration.stages.map { stage in
                SettingValue(
                    path: "calibration(\(path)).\(stage.name)",
                    value: "\(stage.base.text) \(stage.perGiB.text) \(stage.variation.words)")
            }
        }
    }
}

extension OwnProfiles {
    /// The calibration that a field names; nil after an issue.
    func calibration(_ field: Field) -> CalibratedDurations? {
        let expected = "the path of a calibration file"
        guard let path = field.text(expected: expected) else { return nil }
        guard ProfilePath.isPath(field) else {
            field.report("is no path", expected: expected)
            return nil
        }
        switch calibrations(inFile: field.node.place.file)?[path] {
        case .success(let calibration)?: return calibration
        case .failure(let invalid)?:
            // Several deployments may name the same file.
            if let first = invalid.issues.first, !field.log.issues.contains(first) {
                for issue in invalid.issues { field.log.report(issue) }
            }
            return nil
        case nil:
            field.report("names a calibration file that was not read", expected: "a path in a file of the scenario")
            return nil
        }
    }
}
