import ScanModel
import Testing

@Suite("Shares of a scanner's bandwidth")
struct ReadShareTests {
    private static let megabyte: Int64 = 1_000_000

    private func share(
        method: Int64 = .max, volume: Int64 = .max, _ instance: (baseline: Int64, burst: Int64, credit: Int64)?,
        aboard: Int64 = 1
    ) -> ReadShare { ReadShare(method: method, volume: volume, instance: instance, aboard: aboard) }

    @Test("the least of method, volume and scanner is told, with its name")
    func limits() {
        let machine = (baseline: 80 * Self.megabyte, burst: 600 * Self.megabyte, credit: Int64(1) << 40)
        let alone = share(method: 30 * Self.megabyte, volume: 125 * Self.megabyte, machine)
        #expect(alone.first == 30 * Self.megabyte && alone.firstLimit == .method)
        #expect(alone.again == 125 * Self.megabyte && alone.againLimit == .volume)
        let crowded = share(method: 30 * Self.megabyte, volume: 125 * Self.megabyte, machine, aboard: 24)
        #expect(crowded.first == 25 * Self.megabyte && crowded.firstLimit == .instance)
        #expect(crowded.again == 25 * Self.megabyte && crowded.againLimit == .instance)
        let free = share(nil)
        var credit: Int64 = 0
        #expect(free.milliseconds(1 << 50, at: free.first, credit: &credit) == 0)
    }

    /// 100 MB above the baseline: at 600 MB/s they last 100 / 500 s, in which 120 MB are read.
    @Test("a read bursts until the credit is used up and goes on at the baseline")
    func burst() {
        let share = share((baseline: 100 * Self.megabyte, burst: 600 * Self.megabyte, credit: 100 * Self.megabyte))
        var credit = share.credit
        #expect(share.milliseconds(60 * Self.megabyte, at: share.first, credit: &credit) == 100)
        #expect(credit == 50 * Self.megabyte)
        credit = share.credit
        #expect(share.milliseconds(120 * Self.megabyte, at: share.first, credit: &credit) == 200)
        #expect(credit == 0)
        credit = share.credit
        // 120 MB in 0.2 s, then 380 MB at 100 MB/s.
        #expect(share.milliseconds(500 * Self.megabyte, at: share.first, credit: &credit) == 4000)
        #expect(credit == 0)
        // A rate below the baseline costs no credit.
        credit = share.credit
        #expect(share.milliseconds(10 * Self.megabyte, at: 50 * Self.megabyte, credit: &credit) == 200)
        #expect(credit == share.credit)
    }

    @Test("the documented machine: half an hour of bursting, then the baseline")
    func documentedBurst() {
        // c5.large: 650 and 4,750 Mbps.
        let bandwidth = InstanceBandwidth(
            baseline: ByteRate(bytesPerSecond: 81_250_000), burst: ByteRate(bytesPerSecond: 593_750_000))
        #expect(bandwidth.credit == 922_500_000_000)
        let share = share((81_250_000, 593_750_000, bandwidth.credit))
        var credit = share.credit
        let halfAnHour: Int64 = 593_750_000 * 1800
        #expect(share.milliseconds(halfAnHour, at: share.first, credit: &credit) == 1_800_000)
        #expect(credit == 0)
        credit = share.credit
        #expect(share.milliseconds(halfAnHour + 81_250_000, at: share.first, credit: &credit) == 1_801_000)
    }

    @Test("more bytes, more volumes aboard or less credit never make a read faster")
    func monotone() {
        for method: Int64 in [20_000_000, 125_000_000, .max] {
            var longest: Int64 = 0
            for bytes in stride(from: Int64(0), through: 3_000_000_000, by: 76_543_210) {
                let share = share(method: method, (50_000_000, 400_000_000, 900_000_000), aboard: 3)
                var credit = share.credit
                let time = share.milliseconds(bytes, at: share.first, credit: &credit)
                #expect(time >= longest && credit >= 0 && credit <= share.credit)
                longest = time
            }
            var slowest: Int64 = 0
            for aboard: Int64 in 1...30 {
                let share = share(method: method, (50_000_000, 400_000_000, 900_000_000), aboard: aboard)
                var credit = share.credit
                let time = share.milliseconds(2_000_000_000, at: share.first, credit: &credit)
                // Two roundings of a millisecond may differ.
                #expect(time >= slowest - 2)
                slowest = max(slowest, time)
            }
        }
    }

    @Test("the largest volume on the most crowded scanner fits into 64 bits")
    func largest() {
        let share = share(method: 1, (1, 1, 0), aboard: 1000)
        var credit = share.credit
        #expect(share.milliseconds(1 << 46, at: share.first, credit: &credit) == (1 << 46) * 1000)
    }
}
