public import ScanModel

/// When inputs are known too badly, such as `assumed>20%`: true means that the answer fails.
public struct MarkCondition: Hashable, Sendable {
    /// Without blanks.
    public var text: String
    public var mark: Confidence
    public var basis: InputMarks.Basis
    public var comparison: Threshold.Comparison
    /// Share of 1, exactly.
    public var limit: Rational

    /// What one looks like.
    public static let words = "a mark, an operator and a share, such as assumed>20% or assumed.cost>=50%"

    /// A mark (measured, calibrated, documented, assumed, stated), `.cost` or `.time` where not the inputs are counted,
    /// one of the operators of thresholds, and a share of 0 to 100 % with at most 9 decimal places; blanks between them
    /// do not matter. nil for anything else.
    public init?(_ text: String) {
        let text = text.filter { $0 != " " }
        guard let start = text.firstIndex(where: { "<>=".contains($0) }) else { return nil }
        let end = text[start...].firstIndex { !"<>=".contains($0) } ?? text.endIndex
        let subject = text[..<start].split(separator: ".", omittingEmptySubsequences: false).map(String.init)
        let number = text[end...].dropLast()
        guard (1...2).contains(subject.count), let mark = Confidence(rawValue: subject[0]),
            let basis = subject.count == 1 ? .inputs : InputMarks.Basis(rawValue: subject[1]),
            let comparison = Threshold.Comparison(rawValue: String(text[start..<end])), text.last == "%",
            !number.isEmpty, number.utf8.count <= 13,
            number.utf8.allSatisfy({ (48...57).contains($0) || $0 == UInt8(ascii: ".") }),
            let percent = Rational(decimal: number), percent <= 100
        else { return nil }
        self.text = text
        (self.mark, self.basis, self.comparison) = (mark, basis, comparison)
        limit = percent / 100
    }

    /// Whether it is true of the inputs of an answer; a basis with nothing to share out makes no condition true.
    ///
    /// Shares of inputs are compared exactly.
    public func isTrue(of marks: InputMarks) -> Bool {
        if basis == .inputs {
            guard !marks.inputs.isEmpty else { return false }
            let share = Rational(Int128(marks.count(mark)), over: Int128(marks.inputs.count))
            switch comparison {
            case .atMost: return share <= limit
            case .below: return share < limit
            case .atLeast: return share >= limit
            case .above: return share > limit
            }
        }
        guard let share = marks.share(mark, of: basis) else { return false }
        return comparison.holds(share, limit.doubleValue)
    }
}
