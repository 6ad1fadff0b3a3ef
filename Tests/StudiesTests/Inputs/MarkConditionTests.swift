import ScanModel
import Testing

@testable import Studies

@Suite struct MarkConditionTests {
    @Test(arguments: [
        ("assumed>20%", Confidence.assumed, InputMarks.Basis.inputs, Threshold.Comparison.above, Rational(1, over: 5)),
        ("measured < 0.5 %", .measured, .inputs, .below, Rational(1, over: 200)),
        ("assumed.cost>=100%", .assumed, .cost, .atLeast, 1), ("stated.time<=0%", .stated, .time, .atMost, 0),
    ])
    func reads(
        text: String, mark: Confidence, basis: InputMarks.Basis, comparison: Threshold.Comparison, limit: Rational
    ) throws {
        let condition = try #require(MarkCondition(text))
        #expect(condition.mark == mark && condition.basis == basis)
        #expect(condition.comparison == comparison && condition.limit == limit)
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
