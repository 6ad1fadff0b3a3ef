import ScanModel
import Testing

@Suite struct PreflightScheduleTests {
    private func find(_ schedule: String?) throws -> [String] {
        let lines = schedule.map { ["rollout: {schedule: \"\($0)\"}"] } ?? []
        return try Case(deployment: lines).findings(.schedule).map(\.severity.rawValue)
    }

    @Test func aScheduleThatIsNotStatedIsToldOf() throws {
        #expect(try find(nil) == ["informs"])
        #expect(try Case().findings(.schedule).first?.problem.contains("0 0 2 ? * * *") == true)
    }

    @Test(arguments: [
        ("0 0 2 ? * * *", false), ("0 30 3 ? * MON", false), ("0 0 2,14 ? * *", true), ("0 0 */6 ? * *", true),
        ("0 * 2 ? * *", true), ("0 0 1-3 ? * *", true),
    ])
    func severalStartsADayAreWarnedOf(schedule: String, isWarned: Bool) throws {
        #expect(try find(schedule) == (isWarned ? ["warns"] : []))
    }
}
