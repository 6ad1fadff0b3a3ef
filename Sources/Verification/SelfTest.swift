internal import ParallelWork
internal import Synchronization

/// Runs the models, vectors, documents and laws that show that this program computes what it says.
public enum SelfTest {
    /// The seed unless another one is asked for; with it the outcome is always the same.
    public static let standardSeed: UInt64 = 2026

    /// How many standard errors an estimate may be off: by chance in 1 of 16,000 rows.
    static let allowedErrors = 4.0
    /// How many plain standard errors the same estimate without controls may be off. Controls can explain all of what
    /// is asked for, and then they would hide what is wrong with it.
    static let allowedPlainErrors = 5.0
    /// The relative error of numbers without chance.
    static let exactness = 1e-9
    /// The relative error that the clock of the models may add, whose ticks are 1e-9 of a unit of time.
    static let clockError = 1e-7
    /// Sums farther from their expected values than in one run of a million show that the draws are wrong.
    static let centringLeast = 1e-6

    /// All rows of some kinds, by at most `width` child tasks; the report is the same for any.
    ///
    /// - Parameter progress: called after each piece of work, from any worker, with pieces done and pieces in all.
    public static func run(
        _ kinds: [SelfTestSection.Kind] = SelfTestSection.Kind.allCases, seed: UInt64 = standardSeed, effort: Effort,
        width: Int, progress: (@Sendable (Int, Int) -> Void)? = nil
    ) async -> SelfTestReport {
        let pieces = pieces(seed: seed, effort: effort).filter { kinds.contains($0.kind) }
        let done = Mutex(0)
        let rows = await ParallelWork.map(weights: pieces.map(\.weight), width: width) { index in
            let rows = pieces[index].work()
            let count = done.withLock { count in
                count += 1
                return count
            }
            progress?(count, pieces.count)
            return rows
        }
        let sections = SelfTestSection.Kind.allCases.filter(kinds.contains).map { kind in
            SelfTestSection(kind: kind, rows: zip(pieces, rows).filter { $0.0.kind == kind }.flatMap(\.1))
        }
        return SelfTestReport(seed: seed, effort: effort, sections: sections)
    }

    private struct Piece: Sendable {
        var kind: SelfTestSection.Kind
        var weight: Int
        var work: @Sendable () -> [SelfTestRow]
    }

    private static func pieces(seed: UInt64, effort: Effort) -> [Piece] {
        var pieces = [Piece(kind: .knownAnswers, weight: 1, work: KnownAnswers.rows)]
        for (index, experiment) in Experiment.all.enumerated() {
            pieces.append(
                Piece(kind: .closedForms, weight: experiment.weight) {
                    rows(of: experiment, number: index, seed: seed, effort: effort)
                })
        }
        for name in ReferenceCheck.names {
            pieces.append(Piece(kind: .referenceDocuments, weight: 10) { ReferenceCheck.rows(name) })
        }
        for law in Law.all {
            pieces.append(
                Piece(kind: .laws, weight: 300) { [law.row(seed: seed, cases: effort == .quick ? 40 : 200)] })
        }
        return pieces
    }

    /// The closed forms that an experiment answers, held against what it finds.
    static func rows(of experiment: Experiment, number: Int, seed: UInt64, effort: Effort) -> [SelfTestRow] {
        let found = experiment.measure(effort, Variates(seed: seed, experiment: UInt16(number)))
        return experiment.forms.map { form in
            guard let measured = found[form.metric] else {
                fatalError("experiment \(experiment.id) does not answer \(form.metric)")
            }
            return row(form, measured, method: experiment.method, effort: effort)
        }
    }

    static func row(_ form: ClosedForm, _ measured: Measured, method: String, effort: Effort) -> SelfTestRow {
        let subject: SelfTestRow.Subject
        let verdict: SelfTestRow.Verdict
        var sampling: ControlledEstimate?
        switch measured {
        case .exact(let value):
            subject = .number(expected: form.value, got: value, standardError: nil)
            verdict = (value - form.value).magnitude <= exactness * form.value.magnitude ? .passed : .differs
        case .sampled(let estimate):
            subject = .number(expected: form.value, got: estimate.value, standardError: estimate.standardError)
            verdict = judge(estimate, expected: form.value, effort: effort)
            sampling = estimate
        }
        return SelfTestRow(
            id: form.id, title: form.model, parameters: form.parameters, metric: form.metric, subject: subject,
            method: method, verdict: verdict, sampling: sampling)
    }

    /// An expected value of 0 is a share, held against 1.
    static func judge(_ estimate: ControlledEstimate, expected: Double, effort: Effort) -> SelfTestRow.Verdict {
        let scale = expected == 0 ? 1 : expected.magnitude
        guard estimate.standardError <= effort.precision * scale else { return .imprecise }
        guard estimate.centring >= centringLeast else { return .draws }
        func isNear(_ value: Double, _ allowed: Double) -> Bool {
            (value - expected).magnitude <= allowed + clockError * scale
        }
        guard isNear(estimate.value, allowedErrors * estimate.standardError) else { return .differs }
        guard estimate.isPlainJudged else { return .passed }
        return isNear(estimate.plainValue, allowedPlainErrors * estimate.plainStandardError) ? .passed : .plainDiffers
    }
}
