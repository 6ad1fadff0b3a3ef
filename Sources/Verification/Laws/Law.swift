internal import ScanModel

/// What must hold between the answers to related scenarios, whatever the scenarios are.
struct Law: Sendable {
    let id: String
    /// The law in words.
    let title: String
    /// Which scenarios.
    let scope: String
    /// One random case: what is wrong with it, or nil.
    let check: @Sendable (inout Picks) -> String?

    /// Checks cases with draws of their own and tells how it went.
    func row(seed: UInt64, cases: Int) -> SelfTestRow {
        let number = Law.all.firstIndex { $0.id == id } ?? 0
        var violations: [String] = []
        for index in 0..<cases {
            var picks = Picks(seed: seed, law: number, number: index)
            if let violation = check(&picks) { violations.append("case \(index): \(violation)") }
        }
        return SelfTestRow(
            id: id, title: title, parameters: scope, metric: "violations",
            subject: .law(comparisons: cases, violations: violations), method: "planner and simulator",
            verdict: violations.isEmpty ? .passed : .differs, sampling: nil)
    }

    static let all: [Law] = reference + fleet
}
