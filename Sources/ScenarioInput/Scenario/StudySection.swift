import ScanModel

/// How the scenario wants to be answered.
struct StudySection {
    /// How many trials a study may have.
    static let trialCounts = 1...1_000_000
    /// How many axes a sweep may have, and how many values an axis.
    static let axisCounts = 1...16
    static let valueCounts = 1...1000

    var settings = StudySettings()

    init() {}

    /// Reads the mapping `study`.
    init(_ field: Field) {
        var settings = settings
        field.withMapping { reader in
            settings.trials = reader.optional(
                "trials", "Simulated cycles of a study, each with draws of its own; with `precision` the most of them."
            )?.integer(StudySection.trialCounts)
            settings.precision = reader.optional(
                "precision", "Wanted relative error of the mean makespan, such as 2%: as many trials as that takes."
            )?.chance()
            settings.confidence =
                reader.optional("confidence", "Of every interval; 95% if left out.")?.chance() ?? settings.confidence
            settings.axes = reader.optional("axes", "What `sweep` changes: paths, each with its values.")?.axes() ?? []
        }
        self.settings = settings
    }
}

extension Field {
    /// The axes of a sweep.
    func axes() -> [StudyAxis] {
        let read = entries(count: StudySection.axisCounts) { key, value -> StudyAxis? in
            let path = key.text()
            if value.path.isSecret || DocumentPath.key(path ?? "", of: .root).isSecret {
                value.report("names a secret, and points of a sweep are shown", expected: "no key that names a secret")
                return nil
            }
            let values = value.list(count: StudySection.valueCounts) { $0.axisValue() }
            guard let path, let values else { return nil }
            return StudyAxis(path: path, values: values.compactMap { $0 })
        }
        return (read ?? []).compactMap { $0 }
    }

    /// A single value as a setting on the command line would spell it.
    private func axisValue() -> String? {
        guard let text = text(expected: "a single value"), case .scalar(_, let style) = node.content else { return nil }
        return YAMLWriter.scalar(text, style)
    }

    /// A share strictly between 0 and 1.
    func chance() -> Double? {
        guard let share = fraction() else { return nil }
        guard share > .zero, share < .one else {
            report(shown, expected: "more than 0% and less than 100%")
            return nil
        }
        return share.doubleValue
    }
}
