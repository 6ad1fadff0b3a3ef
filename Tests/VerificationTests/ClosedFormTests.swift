import Foundation
import Testing

@testable import Verification

/// Every closed form by the engine that users run, at standard errors of at most 1 %.
@Suite("Closed forms")
struct ClosedFormTests {
    static let experiments = Array(Experiment.all.indices)

    @Test("Every closed form is answered by one experiment, and no other is")
    func complete() {
        #expect(ClosedForm.all.count == 110)
        #expect(Set(ClosedForm.all.map(\.id)).count == 51)
        let answered = Experiment.all.flatMap(\.forms)
        #expect(answered.count == 110)
        #expect(Set(answered) == Set(ClosedForm.all))
    }

    @Test(
        "A number without chance agrees to 1e-9, any other within 4 standard errors of at most 1 %",
        arguments: experiments)
    func reproduced(number: Int) {
        let experiment = Experiment.all[number]
        let start = ContinuousClock.now
        let rows = SelfTest.rows(of: experiment, number: number, seed: SelfTest.standardSeed, effort: .thorough)
        #expect(!rows.isEmpty)
        for row in rows {
            #expect(row.verdict == .passed, "\(row)")
            if ProcessInfo.processInfo.environment["SCANPLAN_TELL"] != nil,
                case .number(let e, let g, let s) = row.subject
            {
                let scale = e == 0 ? 1 : abs(e)
                let plain = (row.sampling?.plainStandardError ?? 0) / scale * 100
                let line = String(
                    format: "%@ %@ %@ exp %.6g got %.6g se %.3f%% plain %.2f%% z %.2f centring %.3g\n", row.id,
                    row.metric,
                    row.verdict.rawValue, e, g, (s ?? 0) / scale * 100, plain, (g - e) / (s ?? .infinity),
                    row.sampling?.centring ?? 1)
                FileHandle.standardError.write(Data(line.utf8))
            }
        }
        if ProcessInfo.processInfo.environment["SCANPLAN_TELL"] != nil {
            FileHandle.standardError.write(Data("  \(experiment.id) took \(ContinuousClock.now - start)\n".utf8))
        }
    }
}
