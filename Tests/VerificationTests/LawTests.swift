import Testing

@testable import Verification

@Suite("Laws")
struct LawTests {
    @Test("Every law holds on random scenarios", arguments: Law.all.map(\.id))
    func holds(id: String) throws {
        let law = try #require(Law.all.first { $0.id == id })
        let row = law.row(seed: 99, cases: id < "L11" ? 40 : 12)
        #expect(row.verdict == .passed, "\(row.title): \(row.subject)")
    }
}
