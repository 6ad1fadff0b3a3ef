import ScanModel
import Testing

struct ScanModelExample {
    @Test func runs() {
        // begin example
        var fleet = Fleet()
        let account = fleet.internAccount("111122223333")
        let region = fleet.internRegion("eu-central-1")
        let daily = fleet.internTags([Tag(key: "Scan", value: "daily")])
        for _ in 0..<3 {
            fleet.append(account: account, region: region, platform: .linux, tagSet: daily, volumes: [8, 100])
        }
        // 3 instances, 6 volumes, each name kept once.

        // Quantities are exact: a tenth is a tenth, and a clock is chosen on which every duration is whole.
        let tenth = Rational(1, over: 10)
        let scale = TickScale(ticksPerSecond: 10)
        let ticks = scale.ticks(tenth + tenth + tenth)
        // end example
        #expect(fleet.instanceCount == 3 && fleet.volumeCount == 6 && fleet.accounts.count == 1)
        #expect(ticks == 3)
    }
}
