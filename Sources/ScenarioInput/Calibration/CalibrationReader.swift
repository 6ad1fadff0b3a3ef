import ScanModel

/// Reads calibration files, as `scanplan calibrate` writes them.
public enum CalibrationReader {
    /// The form of the files.
    public static let schema = "scanplan.calibration/1"
    /// The largest file that is read, in bytes.
    public static var bytesMax: Int { DocumentLimits.profile.bytes }

    private static let stageCounts = 0...200

    /// - Throws: everything that is wrong with the file.
    static func read(bytes: [UInt8], file: String) throws(InvalidInput) -> CalibratedDurations {
        let log = IssueLog(file: file)
        guard let node = Document.read(bytes: bytes, limits: .profile, log: log) else {
            try log.check()
            preconditionFailure("no document and no issue in \(file)")
        }
        let root = Field(node: node, path: .root, log: log)
        let calibration = root.mapping { reader -> CalibratedDurations? in
            let isKnown = reader.required("schema").flatMap { field in
                field.choice([(word: schema, value: true)])
            }
            let profile = reader.required("profile")?.text(expected: "the identifier of a profile")
            let days = reader.optional("period").flatMap { period($0) }
            let stages = reader.required("stages")?.list(count: stageCounts) { stage($0) }
            for key in ["version", "name", "seed", "confidence", "resamples", "sources", "leftAlone", "notes"] {
                reader.ignore(key)
            }
            guard isKnown != nil, let profile, let stages else { return nil }
            return CalibratedDurations(
                file: file, profile: profile, from: days?.from ?? "", to: days?.to ?? "",
                stages: stages.compactMap(\.self))
        }
        if let calibration { checkNames(calibration, log) }
        try log.check()
        guard let calibration else { preconditionFailure("no calibration and no issue in \(file)") }
        return calibration
    }

    private static func checkNames(_ calibration: CalibratedDurations, _ log: IssueLog) {
        var seen: Set<String> = []
        for stage in calibration.stages where !seen.insert(stage.name).inserted {
            log.report(
                InputIssue(
                    file: calibration.file, line: Int(stage.place.line), column: Int(stage.place.column),
                    path: stage.path, problem: "the stage `\(Excerpt.of(stage.name))` is there twice",
                    expected: "each stage once"))
        }
    }

    private static func period(_ field: Field) -> (from: String, to: String)? {
        field.mapping { reader -> (from: String, to: String)? in
            let ends = ["from", "to"].map { key -> String? in
                let expected = "a day such as 2025-03-01"
                guard let field = reader.required(key), let text = field.text(expected: expected) else { return nil }
                if CalendarDay(text) == nil { field.report(field.shown, expected: expected) }
                return text
            }
            guard let from = ends[0], let to = ends[1] else { return nil }
            return (from, to)
        }
    }

    private static func stage(_ field: Field) -> CalibratedStage? {
        field.mapping { reader -> CalibratedStage? in
            let name = reader.required("stage")
            let text = name?.text(expected: "the name of a stage")
            let base = reader.required("base").flatMap { timing($0) }
            let perGiB = reader.required("perGiB").flatMap { timing($0) }
            let variation = reader.required("variation")?.variation()
            let count = reader.required("finished")?.integer(0...Int(Int32.max) * 1000)
            for key in [
                "confidence", "censored", "throttled", "sizeless", "family", "shape", "rounding", "candidates",
                "goodness", "classes",
            ] {
                reader.ignore(key)
            }
            guard let name, let text, let base, let perGiB, let variation, let count else { return nil }
            return CalibratedStage(
                name: text, base: base, perGiB: perGiB, variation: variation, count: count, place: name.node.place,
                path: name.path.text)
        }
    }

    private static func timing(_ field: Field) -> CalibratedStage.Timing? {
        field.mapping { reader -> CalibratedStage.Timing? in
            let value = reader.required("value")
            let isFine = value?.duration() != nil
            let ends = reader.optional("interval")?.list(count: 2...2) { $0.duration() == nil ? nil : $0.plainText }
            guard isFine, let text = value?.plainText else { return nil }
            let range = ends?.compactMap(\.self)
            return CalibratedStage.Timing(text: text, range: range?.count == 2 ? range : nil)
        }
    }
}

extension Field {
    /// The text of a scalar.
    fileprivate var plainText: String? {
        if case .scalar(let text, _) = node.content { text } else { nil }
    }
}
