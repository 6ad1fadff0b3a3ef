import ScanModel

/// How the text of a constant is written.
enum ConstantForm {
    case quantity(Quantity)
    /// A bare number with at most 9 decimal places.
    case number(ClosedRange<Rational>)
    case integer(ClosedRange<Int>)
    /// Traits of instances, joined by ` or `.
    case traits
    /// A key and a value, joined by `=`.
    case tag
    /// One of some words.
    case words([String])
    /// Any text; it has no range.
    case text

    static let duration = ConstantForm.quantity(.duration)
    static let aboveZero = ConstantForm.quantity(.positiveDuration)

    /// The value; nil for texts.
    func value(of text: String) throws(Misread) -> Rational? {
        switch self {
        case .quantity(let quantity): return try quantity.value(of: text)
        case .number(let range):
            guard let value = Rational(number: text), range.contains(value), 1_000_000_000 % value.denominator == 0
            else { throw Misread(problem: shown(text), expected: words) }
            return value
        case .integer(let range):
            guard let value = Int(text), range.contains(value) else {
                throw Misread(problem: shown(text), expected: words)
            }
            return Rational(Int128(value))
        case .traits:
            let parts = text.split(separator: " or ", omittingEmptySubsequences: false).map(String.init)
            guard parts.allSatisfy({ ConstantForm.traitWords.contains($0) }) else {
                throw Misread(problem: shown(text), expected: words)
            }
            return nil
        case .tag:
            guard let equals = text.firstIndex(of: "="), equals > text.startIndex else {
                throw Misread(problem: shown(text), expected: words)
            }
            return nil
        case .words(let words):
            guard words.contains(text) else {
                throw Misread(
                    problem: shown(text), expected: self.words, suggestion: NearestKey.find(text, among: words))
            }
            return nil
        case .text: return nil
        }
    }

    /// What a message asks for.
    var words: String {
        switch self {
        case .quantity(let quantity): "\(quantity.words), \(quantity.range)"
        case .number(let range): "a number from \(range.lowerBound) to \(range.upperBound)"
        case .integer(let range): "a whole number from \(range.lowerBound) to \(range.upperBound)"
        case .traits: "traits joined by ` or `, of \(ConstantForm.traitWords.joined(separator: ", "))"
        case .tag: "a key and a value, such as `App=my-scanner`"
        case .words(let words): "one of \(words.joined(separator: ", "))"
        case .text: "a text"
        }
    }

    private func shown(_ text: String) -> String { "is `\(Excerpt.of(text))`" }

    /// The traits that the model knows, see `DeploymentBuilder`.
    static let traitWords = ["arm64", "without ENA"]

    /// The first form in which a constant that the model does not know can be read; nil if it is a mere text.
    static func guessed(for text: String) -> ConstantForm? {
        let forms: [ConstantForm] = [
            .duration, .quantity(.rate), .quantity(.storage), .quantity(.fraction), .number(0...1_000_000_000),
        ]
        return forms.first { (try? $0.value(of: text)) != nil }
    }
}

extension ConstantForm {
    /// The constants that the model knows, by name.
    static let known: [String: ConstantForm] = always.merging(others) { first, _ in first }

    /// The constants that every scenario may come to need, whatever else the product does.
    static let always: [String: ConstantForm] = [
        "scannersPerSingleRegionConcurrencyUnit": .integer(1...1000), "volumesPerScanner": .integer(1...255),
        "volumesPerInstanceMax": .integer(1...255), "scannerInstanceType": .text, "scannerBoot": .duration,
        "scannerDrain": .duration, "scannerMinimumBilled": .duration, "scannerRootVolume": .quantity(.volume),
        "regionSetup": .duration, "regionTeardown": .duration, "snapshotStoredFraction": .quantity(.fraction),
        "hoursPerMonth": .number(1...8784), "backoffFirst": .aboveZero, "backoffFactor": .integer(1...10),
        "backoffLimit": .aboveZero, "scanAttemptsMax": .integer(1...10), "cleanupInterval": .aboveZero,
        "recordExpiryLag": .duration, "terminatedVisible": .duration,
    ]

    private static let others: [String: ConstantForm] = [
        "regionsPerConcurrencyUnit": .integer(1...1000), "roundSize": .integer(1...1000),
        "vendorRequestsPerDay": .integer(1...1_000_000_000), "vendorRequestRate": .quantity(.rate),
        "vendorRequestBurst": .number(1...1_000_000_000), "subnetPrefix": .integer(8...29),
        "intervalAnchor": .words(IntervalAnchor.allCases.map(\.rawValue)),
        "subnetReservedAddresses": .integer(0...65_536), "addressesPerScanner": .integer(1...256),
        "copyRetryWait": .aboveZero, "copyRequestsMax": .integer(1...10_000), "copyCheckRate": .quantity(.rate),
        "connectorPollInterval": .aboveZero, "candidateSearchInterval": .duration, "discoveryCallTime": .duration,
        "discoveryTaskBatch": count, "discoveryTaskBatchTime": .duration, "discoveryCreationTimeout": .aboveZero,
        "discoveryWorkersMax": count, "discoveryTaskTimeout": .aboveZero, "discoveryInstancesPerPage": count,
        "discoveryVolumesPerPage": count, "eventsBatch": count, "eventsWindow": .aboveZero,
        "discoveredRecordExpiry": .aboveZero, "apiScanInterval": .duration, "apiScanShortest": .duration,
        "apiScanLongest": .duration, "marketplaceImagesSkipped": .traits, "scannerTag": .tag,
    ]

    private static let count = ConstantForm.integer(1...1_000_000)

    /// The constants that one of them, or a part of the profile, is of no use without.
    static let companions: [(of: String, needed: [String])] = [
        (
            "discoveryCallTime",
            [
                "discoveryTaskBatch", "discoveryTaskBatchTime", "discoveryCreationTimeout", "discoveryWorkersMax",
                "discoveryTaskTimeout", "discoveryInstancesPerPage", "discoveryVolumesPerPage",
            ]
        ),
        ("vendorRequestBurst", ["vendorRequestRate", "vendorRequestsPerDay"]),
        ("subnetPrefix", ["subnetReservedAddresses", "addressesPerScanner"]), ("eventsBatch", ["eventsWindow"]),
        ("apiScanInterval", ["apiScanShortest", "apiScanLongest"]),
    ]
}

extension Field {
    /// Checks a text of a form; its value, or nil after an issue and for mere texts.
    @discardableResult
    func check(_ form: ConstantForm) -> Rational? {
        guard let text = text(expected: form.words) else { return nil }
        do throws(Misread) {
            return try form.value(of: text)
        } catch {
            report(error.problem, expected: error.expected, suggestion: error.suggestion)
            return nil
        }
    }
}
