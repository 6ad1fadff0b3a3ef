import ScanModel
import VendorProfiles

/// Which numbers of a deployment are uncertain, as the scenario says.
struct UncertaintySection {
    /// What is known of one number.
    enum Knowledge {
        case distribution(InputDistribution, unit: String)
        /// The range that the profile gives.
        case assumed
    }

    /// One number.
    struct Entry {
        var path: String
        var key: NumericKey
        var knowledge: Knowledge
        var field: Field
    }

    static let word = "assumed"
    private static let counts = 1...200

    /// Whether all assumed constants with a range are meant.
    var coversAll = false
    var entries: [Entry] = []
    private var shape: DocumentShape = .anything

    init() {}

    /// Reads the word or the mapping `uncertainty`.
    ///
    /// - Parameter profile: nil if it is not known; nothing is read then.
    init(_ field: Field, profile: VendorProfile?) {
        guard let profile else { return }
        var section = UncertaintySection()
        // While a shape is described, the shapes of deployments are not there yet.
        if field.recorder == nil { section.shape = ScenarioShape.deployment(of: profile) }
        _ = field.either(
            [
                ({ !$0.isMapping }, { section.readWord($0) }),
                (\.isMapping, { section.readEntries($0) }),
            ], expected: "`\(UncertaintySection.word)`, or paths with what is known of each number")
        self = section
    }

    private mutating func readWord(_ field: Field) -> Bool? {
        coversAll = field.choice([(word: UncertaintySection.word, value: true)]) ?? false
        return coversAll
    }

    private mutating func readEntries(_ field: Field) -> Bool? {
        let read = field.entries(count: UncertaintySection.counts) { key, value -> Entry? in
            let resolved = key.uncertainKey(in: shape)
            let knowledge = value.either(
                [
                    ({ !$0.isMapping }, { $0.choice([(word: UncertaintySection.word, value: Knowledge.assumed)]) }),
                    (\.isMapping, { UncertaintySection.distribution($0, resolved?.key) }),
                ], expected: "`\(UncertaintySection.word)` or a distribution")
            guard let resolved, let knowledge else { return nil }
            return Entry(path: resolved.path, key: resolved.key, knowledge: knowledge, field: value)
        }
        var seen: Set<String> = []
        for entry in (read ?? []).compactMap(\.self) {
            if seen.insert(entry.path).inserted {
                entries.append(entry)
            } else {
                entry.field.report("is the same number as another uncertain input", expected: "each number once")
            }
        }
        return true
    }

    // MARK: Distributions

    /// - Parameter key: nil if it is not known; values are left aside then.
    private static func distribution(_ field: Field, _ key: NumericKey?) -> Knowledge? {
        field.mapping { reader -> Knowledge? in
            var numbers = InputNumbers(key: key)
            let fields = reader.exactlyOne(
                of: [
                    ("uniform", "Anywhere between the ends alike: low, high."),
                    ("triangular", "Most likely near the mode: low, mode, high."),
                    ("normal", "Normal, cut at the range of the number: mean, sd."),
                    ("lognormal", "Lognormal: mean, and cv, its standard deviation over its mean."),
                    ("choice", "One of a list of values alike."),
                    ("empirical", "Between the observed values of a list."),
                ], problem: "names no distribution")
            // Each is read, so that every issue is found and every form described.
            let found = [
                fields[0].flatMap { numbers.uniform($0) }, fields[1].flatMap { numbers.triangular($0) },
                fields[2].flatMap { numbers.normal($0) }, fields[3].flatMap { numbers.lognormal($0) },
                fields[4].flatMap { numbers.values($0, count: 2...1000) }.map { InputDistribution.choice($0) },
                fields[5].flatMap { numbers.values($0, count: 2...10_000) }.map { InputDistribution.empirical($0) },
            ].compactMap(\.self)
            guard fields.count(where: { $0 != nil }) == 1, let first = found.first, let unit = numbers.unit else {
                return nil
            }
            return .distribution(first, unit: unit)
        }
    }

    // MARK: Result

    /// The uncertain numbers of the deployment.
    ///
    /// - Parameter assumptions: what the deployment rests on.
    func uncertainty(of assumptions: [Assumption], profile: VendorProfile) -> Uncertainty {
        guard coversAll else {
            let inputs = entries.compactMap { entry -> UncertainInput? in
                switch entry.knowledge {
                case .distribution(let distribution, let unit):
                    return UncertainInput(
                        path: entry.path, unit: unit, distribution: distribution,
                        domain: entry.key.domain(unit: unit), isAssumed: false)
                case .assumed:
                    let constant = AssumedConstant(entry.path, among: assumptions, profile: profile)
                    if let input = constant?.input(entry.key) { return input }
                    entry.field.report(
                        constant == nil
                            ? "the profile gives no range for this uncertain input"
                            : "the value in use, \(constant?.value ?? ""), lies outside the profile's range for this "
                                + "uncertain input",
                        expected: "a distribution, such as {uniform: {low: …, high: …}}")
                    return nil
                }
            }
            return Uncertainty(inputs: inputs)
        }
        let shape = ScenarioShape.deployment(of: profile)
        var result = Uncertainty(coversAll: true)
        for assumption in assumptions where assumption.provenance.confidence == .assumed && assumption.range != nil {
            let steps = ScenarioSetting.steps(of: assumption.name) ?? []
            guard let key = try? NumericKey(steps[...], in: shape),
                let input = AssumedConstant(assumption.name, among: assumptions, profile: profile)?.input(key)
            else {
                result.fixed.append(assumption.name)
                continue
            }
            result.inputs.append(input)
        }
        return result
    }
}

extension Deployment {
    /// Takes away inputs that came with the word `assumed` and on which nothing rests.
    mutating func leaveOutIdleInputs() {
        guard uncertainty.coversAll else { return }
        let names = Set(assumptions.map(\.name))
        uncertainty.inputs.removeAll { !names.contains($0.path) }
        uncertainty.fixed.removeAll { !names.contains($0) }
    }
}

/// A constant with a range in the profile.
private struct AssumedConstant {
    let path: String
    let value: String
    let low: String
    let high: String

    /// Nil without a range.
    init?(_ path: String, among assumptions: [Assumption], profile: VendorProfile) {
        let assumption = assumptions.first { $0.name == path }
        let known = AssumedConstant.known(path, profile)
        let ends = assumption?.range?.split(separator: " to ").map(String.init) ?? known?.range ?? []
        guard ends.count == 2, let value = assumption?.value ?? known?.value else { return nil }
        self.path = path
        self.value = value
        (low, high) = (ends[0], ends[1])
    }

    /// What the profile and the tables say, whatever the scenario states.
    private static func known(_ path: String, _ profile: VendorProfile) -> (value: String, range: [String]?)? {
        for stage in profile.timedSteps {
            if path == "timings.\(stage.name).base" { return (stage.base.value, stage.base.range) }
            if path == "timings.\(stage.name).perGiB" { return (stage.perGiB.value, stage.perGiB.range) }
        }
        if let constant = AWSCatalog.billConstants.first(where: { "bill.quantities.\($0.quantity.rawValue)" == path }) {
            return (constant.text.value, [constant.text.low, constant.text.high])
        }
        return profile.constants.first { ProfileValues.keys[$0.name] == path }.map { ($0.value, $0.range) }
    }

    /// Triangular, with the value in use as the mode; nil if that lies outside the range or the range has no width.
    func input(_ key: NumericKey) -> UncertainInput? {
        let numbers = [low, value, high].compactMap { try? key.value(of: $0, isSpread: false) }
        guard numbers.count == 3, numbers[0].value < numbers[2].value, numbers[0].value <= numbers[1].value,
            numbers[1].value <= numbers[2].value
        else { return nil }
        // The unit of the upper end: zeros are often written without one.
        let unit = numbers[2].unit
        let ends = numbers.map { key.inUnit(unit, $0.value) }
        return UncertainInput(
            path: path, unit: unit, distribution: .triangular(low: ends[0], mode: ends[1], high: ends[2]),
            domain: key.domain(unit: unit), isAssumed: true)
    }
}

/// Reads the numbers of one distribution; all are told in the unit of the first one.
private struct InputNumbers {
    let key: NumericKey?
    private(set) var unit: String?

    init(key: NumericKey?) { self.key = key }

    mutating func uniform(_ field: Field) -> InputDistribution? {
        field.mapping { reader -> InputDistribution? in
            let low = number(reader.required("low", "Least value."))
            let high = number(reader.required("high", "Greatest value."))
            guard let low, let high, isRising([low, high], field) else { return nil }
            return .uniform(low: low, high: high)
        }
    }

    mutating func triangular(_ field: Field) -> InputDistribution? {
        field.mapping { reader -> InputDistribution? in
            let low = number(reader.required("low", "Least value."))
            let mode = number(reader.required("mode", "Most likely value."))
            let high = number(reader.required("high", "Greatest value."))
            guard let low, let mode, let high, isRising([low, mode, high], field) else { return nil }
            return .triangular(low: low, mode: mode, high: high)
        }
    }

    mutating func normal(_ field: Field) -> InputDistribution? {
        field.mapping { reader -> InputDistribution? in
            let mean = number(reader.required("mean", "Mean before the cut."))
            let sd = number(reader.required("sd", "Standard deviation before the cut, above 0."), isSpread: true)
            return mean.flatMap { mean in sd.map { .normal(mean: mean, sd: $0) } }
        }
    }

    mutating func lognormal(_ field: Field) -> InputDistribution? {
        field.mapping { reader -> InputDistribution? in
            let mean = number(reader.required("mean", "Mean, above 0."), isSpread: true)
            let share = reader.required("cv", "Standard deviation over the mean, above 0 and at most 10.").flatMap {
                $0.decimal(isAboveZero: true, atMost: 10)
            }
            return mean.flatMap { mean in share.map { .lognormal(mean: mean, cv: $0) } }
        }
    }

    mutating func values(_ field: Field, count: ClosedRange<Int>) -> [Rational]? {
        guard let read = field.list(count: count, { number($0) }) else { return nil }
        let values = read.compactMap(\.self)
        return values.count == read.count ? values.sorted() : nil
    }

    private func isRising(_ numbers: [Rational], _ field: Field) -> Bool {
        guard let low = numbers.first, let high = numbers.last, low < high, numbers == numbers.sorted() else {
            field.report(
                "the numbers are not in order",
                expected: (numbers.count == 2 ? "low below high" : "low, mode and high in order, low below high")
                    + ", for an uncertain input")
            return false
        }
        return true
    }

    /// - Parameter isSpread: whether it is the size of a spread and not a value that the key takes.
    private mutating func number(_ field: Field?, isSpread: Bool = false) -> Rational? {
        guard let field else { return nil }
        if let recorder = field.recorder {
            recorder.note(.text(.any))
            return nil
        }
        guard let text = field.text(expected: "a number"), let key else { return nil }
        do throws(Misread) {
            let written = try key.value(of: text, isSpread: isSpread)
            let unit = unit ?? written.unit
            self.unit = unit
            return key.inUnit(unit, written.value)
        } catch {
            field.report(
                error.problem, expected: "\(error.expected), for an uncertain input", suggestion: error.suggestion)
            return nil
        }
    }
}

extension Field {
    fileprivate var isMapping: Bool {
        if case .mapping = node.content { true } else { false }
    }

    /// The number that the text leads to from its deployment.
    fileprivate func uncertainKey(in shape: DocumentShape) -> (path: String, key: NumericKey)? {
        if let recorder {
            recorder.note(.text(.any))
            return nil
        }
        guard let text = text(expected: "a path") else { return nil }
        guard let steps = ScenarioSetting.steps(of: text) else {
            report(
                "is no path", expected: "a path in the deployment, such as timings.scan.perGiB, for an uncertain input")
            return nil
        }
        do throws(NumericKey.Astray) {
            return (steps.settingPath, try NumericKey(steps[...], in: shape))
        } catch {
            report(error.problem, expected: "\(error.expected), for an uncertain input", suggestion: error.suggestion)
            return nil
        }
    }
}
