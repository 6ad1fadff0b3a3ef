internal import ArgumentParser
internal import ScanModel
internal import Statistics

/// A share, as `2%` or `0.02`.
struct ShareArgument: ExpressibleByArgument {
    let value: Double

    init(value: Double) { self.value = value }

    init?(argument: String) {
        let isPercent = argument.hasSuffix("%")
        guard let number = Rational(decimal: isPercent ? argument.dropLast() : argument[...]) else { return nil }
        value = number.doubleValue / (isPercent ? 100 : 1)
    }

    /// Whether it is above 0 and below 1.
    var isProper: Bool { value > 0 && value < 1 }

    var defaultValueDescription: String { "\(value * 100)%" }
}

/// How many trials `simulate` runs.
struct TrialOptions: ParsableArguments {
    /// The most trials where only a precision is given.
    static let most = 10_000
    /// A rule of precision looks at so many trials first.
    static let leastForPrecision = 20

    @Option(
        help: ArgumentHelp(
            "Simulated cycles, each with draws of its own; with --precision the most of them. study.trials of the "
                + "scenario unless given, else 1.", valueName: "n"))
    var trials: Int?

    @Option(
        help: ArgumentHelp(
            "As many trials as make the mean makespan known to this relative error, such as 2%. study.precision of the "
                + "scenario unless this or --trials is given.", valueName: "share"))
    var precision: ShareArgument?

    @Option(
        help: ArgumentHelp("Write the metrics of every trial to a file, one JSON object a line.", valueName: "file"),
        completion: .file(extensions: ["ndjson"]))
    var trace: String?

    func validate() throws {
        try TrialsOptions.check(trials)
        if let precision, !precision.isProper {
            throw ValidationError("--precision must be above 0% and below 100%.")
        }
        if precision != nil, let trials, trials < Self.leastForPrecision {
            throw ValidationError(
                "--precision looks at \(Self.leastForPrecision) trials at least, so --trials must not be \(trials).")
        }
    }

    /// How many trials to run.
    enum Request {
        /// The usual answer alone.
        case none
        case fixed(Int)
        case until(PrecisionRule)

        /// The most trials it can come to.
        var most: Int {
            switch self {
            case .none: 1
            case .fixed(let count): count
            case .until(let rule): rule.greatestCount
            }
        }
    }

    /// What the options and the scenario together ask for.
    func request(_ settings: StudySettings) -> Request {
        let error = precision?.value ?? (trials == nil ? settings.precision : nil)
        let count = trials ?? settings.trials
        guard let error else { return count.map(Request.fixed) ?? .none }
        let most = count ?? Self.most
        guard most >= Self.leastForPrecision else { return .fixed(most) }
        return .until(PrecisionRule(relativeError: error, confidence: settings.confidence, greatestCount: most))
    }

    /// The wanted relative error, if there is one.
    func wantedPrecision(_ settings: StudySettings) -> Double? {
        precision?.value ?? (trials == nil ? settings.precision : nil)
    }
}

/// What every command takes that holds an answer against the scenario's thresholds.
struct ThresholdOptions: ParsableArguments {
    @Flag(help: "Count a threshold as violated that the trials do not decide.")
    var strictThresholds = false

    @Option(
        name: .customLong("junit"),
        help: ArgumentHelp("Write how the thresholds came out to a file, as JUnit XML.", valueName: "file"),
        completion: .file(extensions: ["xml"]))
    var junit: String?
}
