import ScanModel
import Testing

@Suite struct QuartzScheduleTests {
    /// Examples of the vendor and of the Quartz tutorial.
    @Test(arguments: [
        "0 0 2 ? * * *", "* * * ? * *", "0/5 14,18,3-39,52 * ? JAN,MAR,SEP MON-FRI 2002-2010", "0 15 10 L * ?",
        "0 15 10 L-2 * ?", "0 15 10 ? * 6L 2002-2005", "0 15 10 ? * 6#3", "0 0 12 1/5 * ?", "0 11 11 11 11 ?",
        "0 0 0 15W * ?", "0 0 0 LW * ?", "0 */10 * ? * sun",
    ])
    func schedulesOfQuartzAreTaken(text: String) throws {
        let schedule = try QuartzSchedule(text)
        #expect(schedule.description == text)
        #expect(schedule.sevenFields.split(separator: " ").count == 7)
    }

    @Test(arguments: [
        ("0 0 2 * * *", "a day of month and a day of week"), ("0 0 2 ? * ? *", "neither"),
        ("0 0 2 ? *", "has 5 fields"),
        ("0 0 2 ? * * * *", "has 8 fields"), ("60 0 2 ? * *", "seconds"), ("0 60 2 ? * *", "minutes"),
        ("0 0 24 ? * *", "hours"), ("0 0 2 32 * ?", "day of month"), ("0 0 2 0 * ?", "day of month"),
        ("0 0 2 ? 13 *", "month"), ("0 0 2 ? * 8", "day of week"), ("0 0 2 ? * 6#6", "day of week"),
        ("0 0 2 ? * * 1969", "year"), ("? 0 2 ? * *", "seconds"), ("0 0 2 ? * MON-", "day of week"),
        ("0 0/0 2 ? * *", "minutes"), ("0 0 2, ? * *", "hours"), ("0 0 2 L,3 * ?", "day of month"),
    ])
    func othersAreRefused(text: String, reason: String) {
        let fault = #expect(throws: QuartzSchedule.Fault.self) { try QuartzSchedule(text) }
        #expect(fault?.problem.contains(reason) == true, "\(fault?.problem ?? "")")
    }
}
