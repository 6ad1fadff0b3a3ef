/// One comparison of the self-test.
public struct SelfTestRow: Hashable, Sendable {
    /// What is compared.
    public enum Subject: Hashable, Sendable {
        /// A closed form with a number: expected, got, and the standard error if chance is involved.
        case number(expected: Double, got: Double, standardError: Double?)
        /// Texts that must be equal.
        case text(expected: String, got: String)
        /// A law that so many comparisons must keep; violations in words, at most a few.
        case law(comparisons: Int, violations: [String])
    }

    /// What came out.
    public enum Verdict: String, Hashable, Sendable, CaseIterable {
        case passed
        /// Not what is expected.
        case differs
        /// Not what is expected without controls, although it is with them.
        case plainDiffers
        /// The standard error is above what is allowed.
        case imprecise
        /// The draws are not those of the stated distributions.
        case draws
    }

    /// The case, such as Q01 or E02.
    public var id: String
    /// The model or document.
    public var title: String
    public var parameters: String
    public var metric: String
    public var subject: Subject
    /// How the number was got, in a few words.
    public var method: String
    public var verdict: Verdict
    /// Of numbers with a standard error: what it would be without controls, and how many observations there were.
    public var sampling: ControlledEstimate?
}

/// Rows of one kind.
public struct SelfTestSection: Hashable, Sendable {
    /// What kind.
    public enum Kind: String, Hashable, Sendable, CaseIterable {
        case knownAnswers
        case closedForms
        case referenceDocuments
        case laws

        /// The kind in words.
        public var title: String {
            switch self {
            case .knownAnswers: "Known answers of the generator of random numbers"
            case .closedForms: "Closed forms"
            case .referenceDocuments: "Reference documents"
            case .laws: "Laws on random scenarios"
            }
        }
    }

    public var kind: Kind
    public var rows: [SelfTestRow]
}

/// What the self-test found.
public struct SelfTestReport: Hashable, Sendable {
    public var seed: UInt64
    public var effort: Effort
    public var sections: [SelfTestSection]

    /// The rows that did not pass, in order.
    public var failures: [SelfTestRow] { sections.flatMap(\.rows).filter { $0.verdict != .passed } }
    public var count: Int { sections.reduce(0) { $0 + $1.rows.count } }
}
