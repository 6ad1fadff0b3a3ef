import ScanModel

/// How the scenario wants to be answered.
struct StudySection {
    /// How many trials a study may have.
    static let trialCounts = 1...1_000_000

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
        }
        self.settings = settings
    }
}

extension Field {
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
