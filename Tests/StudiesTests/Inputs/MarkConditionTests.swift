import ScanModel
import Testing

@testable import Studies

@Suite struct MarkConditionTests {
    /// A struct, because a tuple of five with a wide number in it crashes the test library of Swift 6.3.
    struct Reading: Sendable {
        var text: String
        var mark: Confidence
        var basis: InputMarks.Basis
        var comparison: Threshold.Comparison
        var limit: Rational
    }

    @Test(arguments: [
        Reading(
            text: "assumed>20%", mark: .assumed, basis: .inputs, comparison: .above, limit: Rational(1, over: 5)),
        Reading(
            text: "measured < 0.5 %", mark: .measured, basis: .inputs, comparison: .below,
            limit: Rational(1, over: 200)),
        Reading(text: "assumed.cost>=100%", mark: .assumed, basis: .cost, comparison: .atLeast, limit: 1),
        Reading(text: "stated.time<=0%", mark: .stated, basis: .time, comparison: .atMost, limit: 0),
    ])
    func reads(_ reading: Reading) throws {
        let condition = try #require(MarkCondition(reading.text))
        #expect(condition.mark == reading.mark && condition.basis == reading.basis)
        #expect(condition.comparison == reading.comparison && condition.limit == reading.limit)
        #expect(MarkCondition(condition.text) == condition)
    }

    @Test(arguments: [
        "", "assumed", "assumed>", "assumed>20", "assumed>%", "assumed=20%", "assumed>101%", "assumed>-1%",
        "guessed>1%",
        "assumed.volume>1%", "assumed.>1%", "assumed>1e1%", "assumed>>1%", "assumed>1.1234567890123%", ">20%",
        "assumed<>1%",
    ])
    func refusesAnythingElse(text: String) { #expect(MarkCondition(text) == nil) }
}
