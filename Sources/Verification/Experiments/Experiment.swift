/// How long a model is simulated.
public enum Effort: String, Hashable, Sendable, CaseIterable {
    /// Until standard errors are at most 5 % of the value.
    case quick
    /// Until they are at most 1 %.
    case thorough

    /// The greatest standard error allowed, as a share of the value.
    public var precision: Double { self == .thorough ? 0.01 : 0.05 }

    /// A size for thorough work, or half of it: a twenty-fifth would do for the standard errors of 5 %, but the
    /// controls of rare events need enough of these.
    func size(_ thorough: Int) -> Int { self == .thorough ? thorough : max(1, thorough / 2) }
}

/// What an experiment finds for one metric.
enum Measured: Sendable {
    /// Without any chance.
    case exact(Double)
    case sampled(ControlledEstimate)
}

/// A small model that runs on the engine and answers some closed forms.
struct Experiment: Sendable {
    /// The case of the closed forms, and the beginning of their model where a case has several.
    let id: String
    var model = ""
    /// How it gets the numbers, in a few words.
    let method: String
    /// About how much work it is.
    var weight = 1
    /// Metrics by name.
    let measure: @Sendable (Effort, Variates) -> [String: Measured]

    /// The closed forms that it answers.
    var forms: [ClosedForm] { ClosedForm.all.filter { $0.id == id && $0.model.hasPrefix(model) } }

    static let all: [Experiment] =
        singleServers + multiServers + networks + throttles + terminating + schedules + series + sensitivities
}
