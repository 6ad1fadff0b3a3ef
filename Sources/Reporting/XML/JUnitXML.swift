internal import ScanModel
public import Studies

/// Thresholds as a report of JUnit, which build servers show: a suite for each scenario or point, a case for each threshold.
///
/// Elements and attributes are those that the schema of Apache Ant's JUnit task and its common readers share. An undecided
/// threshold is a skipped case unless it counts as violated. There are no times, so equal answers give equal bytes.
public enum JUnitXML {
    /// One scenario or point.
    public struct Suite: Hashable, Sendable {
        public var name: String
        public var results: [ThresholdResult]
        /// Why there are no results, such as the bottlenecks of an infeasible scenario; nil if there are.
        public var error: String?

        public init(name: String, results: [ThresholdResult], error: String? = nil) {
            (self.name, self.results, self.error) = (name, results, error)
        }
    }

    /// - Parameter strictly: whether an undecided threshold counts as violated.
    public static func document(_ suites: [Suite], strictly: Bool) -> String {
        let counts = suites.map { Counts($0, strictly: strictly) }
        var text = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
        text += "<testsuites name=\"scanplan\"\(Counts(sum: counts).attributes)>\n"
        for (suite, counts) in zip(suites, counts) {
            let name = quoted(suite.name)
            text += "  <testsuite name=\(name)\(counts.attributes)>\n"
            if let error = suite.error {
                text += "    <testcase classname=\(name) name=\"answer\">\n"
                text += "      <error message=\(quoted(error))/>\n    </testcase>\n"
            }
            for result in suite.results { text += testCase(result, className: name, strictly: strictly) }
            text += "  </testsuite>\n"
        }
        return text + "</testsuites>\n"
    }

    private static func testCase(_ result: ThresholdResult, className: String, strictly: Bool) -> String {
        let head = "    <testcase classname=\(className) name=\(quoted(result.threshold.text))"
        let found = quoted("found \(ThresholdText.found(result))")
        switch result.outcome {
        case .pass: return head + "/>\n"
        case .undecided where !strictly: return "\(head)>\n      <skipped message=\(found)/>\n    </testcase>\n"
        case .fail, .undecided:
            let type = quoted(result.outcome.rawValue)
            return "\(head)>\n      <failure message=\(found) type=\(type)/>\n    </testcase>\n"
        }
    }

    private struct Counts {
        var tests = 0
        var failures = 0
        var errors = 0
        var skipped = 0

        init(_ suite: Suite, strictly: Bool) {
            errors = suite.error == nil ? 0 : 1
            tests = suite.results.count + errors
            let undecided = suite.results.count { $0.outcome == .undecided }
            failures = suite.results.count { $0.outcome == .fail } + (strictly ? undecided : 0)
            skipped = strictly ? 0 : undecided
        }

        init(sum counts: [Counts]) {
            for part in counts {
                tests += part.tests
                failures += part.failures
                errors += part.errors
                skipped += part.skipped
            }
        }

        var attributes: String {
            " tests=\"\(tests)\" failures=\"\(failures)\" errors=\"\(errors)\" skipped=\"\(skipped)\""
        }
    }

    /// A text as an attribute with its quotes. Characters that XML 1.0 cannot hold (section 2.2) become U+FFFD, and line
    /// ends and tabs are referred to by number, or a reader would turn them into blanks (section 3.3.3).
    static func quoted(_ text: String) -> String {
        var quoted = "\""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "&": quoted += "&amp;"
            case "<": quoted += "&lt;"
            case ">": quoted += "&gt;"
            case "\"": quoted += "&quot;"
            case "'": quoted += "&apos;"
            case "\t", "\n", "\r": quoted += "&#\(scalar.value);"
            case "\u{0}"..."\u{1F}", "\u{FFFE}", "\u{FFFF}": quoted += "\u{FFFD}"
            default: quoted.unicodeScalars.append(scalar)
            }
        }
        return quoted + "\""
    }
}
