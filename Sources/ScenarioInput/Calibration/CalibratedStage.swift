import ScanModel
import VendorProfiles

/// What a calibration file says of one stage.
struct CalibratedStage: Sendable {
    /// A duration as it is written, with its interval.
    struct Timing: Sendable {
        var text: String
        var range: [String]?
    }

    /// The name of a stage, or `scannerBoot`.
    var name: String
    var base: Timing
    var perGiB: Timing
    var variation: Variation
    /// Durations that the fit rests on.
    var count: Int
    var place: SourcePlace
    var path: String
}

/// A calibration file: durations of one profile's stages, fitted to logs.
struct CalibratedDurations: Sendable {
    var file: String
    /// The identifier of the profile whose stages these are.
    var profile: String
    /// First and last day of the log; empty if the log tells no time.
    var from: String
    var to: String
    var stages: [CalibratedStage]

    func provenance(_ stage: CalibratedStage) -> Provenance {
        let period = from.isEmpty ? "" : ", \(from) to \(to)"
        return Provenance(
            source: "\(file): fit to \(stage.count) durations\(period)", date: to.isEmpty ? "undated" : to,
            confidence: .calibrated)
    }

    /// Says what a file has that the profile has not; false if they do not belong together.
    func check(_ profile: VendorProfile, named field: Field) -> Bool {
        guard self.profile == profile.id else {
            field.report(
                "is a calibration of \(self.profile), and the deployment follows \(profile.id)",
                expected: "a calibration of \(profile.id)")
            return false
        }
        let known = profile.stages.map(\.name) + [VariationSettings.bootKey]
        let unknown = stages.filter { !known.contains($0.name) }
        for stage in unknown {
            let issue = InputIssue(
                file: file, line: Int(stage.place.line), column: Int(stage.place.column), path: stage.path,
                problem: "\(profile.id) has no stage `\(Excerpt.of(stage.name))`",
                expected: "one of \(known.joined(separator: ", "))",
                suggestion: NearestKey.find(stage.name, among: known))
            // Several deployments may name the same file.
            if !field.log.issues.contains(issue) { field.log.report(issue) }
        }
        return unknown.isEmpty
    }

    /// The variations of the stages that the scenario says nothing of.
    var variations: [(name: String, variation: Variation, provenance: Provenance)] {
        stages.map { ($0.name, $0.variation, provenance($0)) }
    }
}

extension VendorProfile {
    /// The profile with the timings of a calibration in place of its own; what the calibration does not have stays.
    func calibrated(by calibration: CalibratedDurations) -> VendorProfile {
        var calibrated = self
        for stage in calibration.stages {
            let provenance = calibration.provenance(stage)
            func replace(_ timing: inout Timing, _ own: CalibratedStage.Timing) {
                (timing.value, timing.range, timing.source) = (own.text, own.range, provenance.source)
                (timing.date, timing.confidence) = (provenance.date, provenance.confidence)
            }
            if let index = stages.firstIndex(where: { $0.name == stage.name }) {
                replace(&calibrated.stages[index].base, stage.base)
                replace(&calibrated.stages[index].perGiB, stage.perGiB)
            }
            if stage.name == VariationSettings.bootKey,
                let index = constants.firstIndex(where: { $0.name == VariationSettings.bootKey })
            {
                calibrated.constants[index].value = stage.base.text
                calibrated.constants[index].range = stage.base.range
                calibrated.constants[index].source = provenance.source
                calibrated.constants[index].date = provenance.date
                calibrated.constants[index].confidence = provenance.confidence
            }
        }
        return calibrated
    }
}
