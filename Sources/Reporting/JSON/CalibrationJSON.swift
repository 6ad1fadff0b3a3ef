public import Calibration
internal import ScanModel
internal import Statistics

/// A calibration as the file that scenarios include, and a back-test.
public enum CalibrationJSON {
    /// Version of the calibration file; raised when a member changes its meaning or disappears.
    public static let schema = "scanplan.calibration/1"
    /// Version of the back-test.
    public static let backTestSchema = "scanplan.backtest/1"

    /// The calibration file. Equal reports give equal bytes; it holds no time but those of the log.
    public static func document(_ report: CalibrationReport, version: String) -> JSONValue {
        .members([
            "schema": .text(schema), "version": .text(version), "profile": .text(report.profile),
            "period": period(report), "sources": .array(report.sources.map(source)),
            "seed": .unsigned(report.settings.seed), "confidence": .number(report.settings.confidence),
            "resamples": .count(report.settings.resamples), "stages": .array(report.fits.map(stage)),
            "leftAlone": .array(report.leftAlone.map(leftAlone)),
        ])
    }

    private static func period(_ report: CalibrationReport) -> JSONValue {
        report.period.map {
            .members(["from": .text(CalibrationWording.day($0.from)), "to": .text(CalibrationWording.day($0.to))])
        } ?? .null
    }

    private static func source(_ source: LogSource) -> JSONValue {
        .members([
            "file": .text(source.file), "bytes": .count(source.bytes), "sha256": .text(source.digest),
            "observations": .count(source.observations),
        ])
    }

    private static func stage(_ fit: StageFit) -> JSONValue {
        func number(_ kind: FittedNumber.Kind) -> FittedNumber? { fit.numbers.first { $0.kind == kind } }
        func timing(_ value: Rational, _ kind: FittedNumber.Kind) -> JSONValue {
            let interval = number(kind)?.interval
            // An end that no duration of the tool can have says no more than that there is none.
            let ends = interval.flatMap { $0.high < 1e7 ? [$0.low, $0.high] : nil }
            return .members([
                "value": .text("\(value)s"),
                "interval": ends.map { .array($0.map { .text("\(StageFit.micros($0))s") }) } ?? .null,
            ])
        }
        let shape = number(.shape).map { shape in
            JSONValue.members([
                "name": .optional(fit.fit.family.shapeName), "value": .number(shape.value),
                "interval": ends(shape.interval),
            ])
        }
        return .members([
            "stage": .text(fit.stage), "confidence": .text(Confidence.calibrated.rawValue),
            "base": timing(fit.base, .base), "perGiB": timing(fit.perGiB, .perGiB),
            "variation": variation(fit.fit.family.variation(shape: fit.fit.shape)),
            "family": .text(fit.fit.family.rawValue), "shape": shape ?? .null, "finished": .count(fit.finished),
            "censored": .count(fit.censored), "throttled": .count(fit.throttled), "sizeless": .count(fit.sizeless),
            "rounding": .number(fit.rounding), "goodness": fit.goodness.map(goodness) ?? .null,
            "candidates": .array(fit.candidates.map(candidate)), "classes": .array(fit.classes.map(observationClass)),
        ])
    }

    /// As scenarios write it.
    private static func variation(_ variation: Variation) -> JSONValue {
        switch variation {
        case .lognormal(let cv): .members(["lognormal": .members(["cv": .number(cv)])])
        case .normal(let cv): .members(["normal": .members(["cv": .number(cv)])])
        case .erlang(let shape): .members(["erlang": .members(["shape": .count(shape)])])
        case .weibull(let shape): .members(["weibull": .members(["shape": .number(shape)])])
        case .exponential: .text("exponential")
        default: .text("none")
        }
    }

    private static func ends(_ interval: Interval) -> JSONValue {
        .array([.number(interval.low), .number(interval.high)])
    }

    private static func goodness(_ goodness: GoodnessOfFit) -> JSONValue {
        .members([
            "test": .text(goodness.test.rawValue), "statistic": .number(goodness.statistic),
            "pValue": .number(goodness.pValue), "resamples": .count(goodness.resamples),
            "count": .count(goodness.count),
        ])
    }

    private static func candidate(_ candidate: FamilyCandidate) -> JSONValue {
        .members([
            "family": .text(candidate.fit.family.rawValue), "usesSize": .bool(candidate.fit.usesSize),
            "baseSeconds": .number(candidate.fit.base), "perGiBSeconds": .number(candidate.fit.perSize),
            "shape": candidate.fit.family.hasShape ? .number(candidate.fit.shape) : .null,
            "logLikelihood": .number(candidate.logLikelihood), "aicc": .number(candidate.criterion),
            "excess": .number(candidate.excess),
        ])
    }

    private static func observationClass(_ fit: ClassFit) -> JSONValue {
        .members([
            "class": .text(fit.observationClass.words), "finished": .count(fit.finished),
            "censored": .count(fit.censored), "ownRatio": .optional(fit.ownRatio), "ratio": .number(fit.ratio),
            "interval": ends(fit.interval), "weight": .number(fit.weight),
        ])
    }

    private static func leftAlone(_ stage: CalibrationReport.LeftAlone) -> JSONValue {
        .members([
            "stage": .text(stage.subject.name), "finished": .count(stage.finished),
            "censored": .count(stage.censored), "value": .text(stage.subject.standard),
            "confidence": .text(stage.subject.provenance.confidence.rawValue),
            "source": .text(stage.subject.provenance.source), "date": .text(stage.subject.provenance.date),
        ])
    }

    // MARK: Back-test

    /// A back-test. Equal ones give equal bytes.
    ///
    /// - Parameter makespan: nil if no cycles could be compared.
    public static func backTest(_ test: BackTest, makespan: MakespanBackTest?, version: String) -> JSONValue {
        .members([
            "schema": .text(backTestSchema), "version": .text(version), "profile": .text(test.report.profile),
            "split": .text(CalibrationWording.instant(test.split)), "timeless": .count(test.timeless),
            "seed": .unsigned(test.report.settings.seed), "confidence": .number(test.report.settings.confidence),
            "sources": .array(test.report.sources.map(source)), "stages": .array(test.stages.map(stageTest)),
            "makespan": makespan.map(makespanTest) ?? .null,
        ])
    }

    private static func stageTest(_ test: StageBackTest) -> JSONValue {
        .members([
            "stage": .text(test.stage), "family": .text(test.fit.family.rawValue), "fitted": .count(test.fitted),
            "tested": .count(test.tested), "censored": .count(test.censored),
            "mapeOfSingles": .optional(test.errorOfSingles), "mapeOfClassMeans": .optional(test.errorOfMeans),
            "bias": .optional(test.bias), "inside": share(test.inside), "below": .array(test.below.map(share)),
        ])
    }

    private static func share(_ share: ObservedShare) -> JSONValue {
        .members([
            "nominal": .number(share.nominal), "hits": .count(share.hits), "count": .count(share.count),
            "share": .optional(share.share), "interval": share.interval.map(ends) ?? .null,
        ])
    }

    private static func makespanTest(_ test: MakespanBackTest) -> JSONValue {
        .members([
            "predictedSeconds": .number(test.predicted), "lowSeconds": .number(test.low),
            "highSeconds": .number(test.high), "trials": .count(test.trials), "mape": .number(test.error),
            "bias": .number(test.bias), "inside": share(test.inside),
            "cycles": .array(
                test.cycles.map {
                    .members([
                        "cycle": .text($0.name), "seconds": .number($0.makespan), "isInside": .bool($0.isInside),
                    ])
                }),
        ])
    }
}
