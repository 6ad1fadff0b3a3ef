import ScanModel
import Studies
import Testing

@testable import Reporting

@Suite("JUnit reports")
struct JUnitXMLTests {
    static func result(_ outcome: ThresholdOutcome) -> ThresholdResult {
        let threshold = Threshold(
            text: "makespan <= 1h", subject: .metric(.makespan, .mean), comparison: .atMost, limit: 3600)
        return ThresholdResult(threshold: threshold, outcome: outcome, value: 3000, low: 2900, high: 3100)
    }

    @Test("what stands in an attribute is escaped, and what XML cannot hold is replaced")
    func escaping() {
        #expect(JUnitXML.quoted("a<b>&\"'") == "\"a&lt;b&gt;&amp;&quot;&apos;\"")
        #expect(JUnitXML.quoted("a\tb\nc\rd") == "\"a&#9;b&#10;c&#13;d\"")
        #expect(JUnitXML.quoted("a\u{0}b\u{1B}c\u{FFFE}é") == "\"a\u{FFFD}b\u{FFFD}c\u{FFFD}é\"")
    }

    @Test("an undecided threshold is skipped, or a failure where it counts as violated")
    func counts() {
        let suite = JUnitXML.Suite(
            name: "x", results: [Self.result(.pass), Self.result(.fail), Self.result(.undecided)])
        let loose = JUnitXML.document([suite], strictly: false)
        #expect(loose.contains("<testsuite name=\"x\" tests=\"3\" failures=\"1\" errors=\"0\" skipped=\"1\">"))
        let strict = JUnitXML.document([suite, suite], strictly: true)
        #expect(strict.contains("<testsuites name=\"scanplan\" tests=\"6\" failures=\"4\" errors=\"0\" skipped=\"0\">"))
    }

    @Test("a scenario without an answer is an error")
    func errors() {
        let text = JUnitXML.document([.init(name: "x", results: [], error: "a & b")], strictly: false)
        #expect(text.contains("tests=\"1\" failures=\"0\" errors=\"1\" skipped=\"0\""))
        #expect(text.contains("<error message=\"a &amp; b\"/>"))
    }
}
