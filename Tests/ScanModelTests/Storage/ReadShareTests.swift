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

    /// 1 GiB at 100 MB/s for the first time; the scanner gives 50 MB/s, and 200 MB/s while 1 GB above that last.
    @Test(
        "parts: the method binds what is read for the first time, the volume what is read again, the scanner without credit"
    )
    func parts() throws {
        let rule = ReadRule(
            method: .lazy, stage: 0, firstRead: ByteRate(bytesPerSecond: 100_000_000),
            volume: ByteRate(bytesPerSecond: 150_000_000),
            instance: InstanceBandwidth(
                baseline: ByteRate(bytesPerSecond: 50_000_000), burst: ByteRate(bytesPerSecond: 200_000_000),
                burstTime: Seconds(10)),
            dataShare: .one, readShares: [.one])
        let scale = TickScale(ticksPerSecond: 1000)
        func ticks(_ lifecycle: ScannerLifecycle) -> ReadTicks {
            ReadTicks(rule, lifecycle: lifecycle, scale: scale, sizeUnitsPerGiB: 1)
        }
        var progress = ReadProgress(ticks(.perBatch), aboard: 1)
        // 500 MB take 5 s and half of them from the credit of 1.5 GB.
        #expect(progress.part(timing: 0, bytes: 500_000_000, timeout: .max) == part(5000, .method))
        // Read again: two thirds of 150 MB/s come from the credit.
        #expect(progress.part(timing: 0, bytes: 300_000_000, timeout: .max) == part(2000, .volume))
        #expect(progress.part(timing: 6000, bytes: 500_000_000, timeout: .max) == part(6000, nil))
        // 1.25 - 0.2 - 0.333 GB are left, which last for 1.433 GB at 100 MB/s; then 50 MB/s.
        let long = progress.part(timing: 0, bytes: 4_000_000_000, timeout: .max)
        #expect(long.limit == .instance && long.ticks > 35_000)
        #expect(progress.part(timing: 0, bytes: 4_000_000_000, timeout: 100) == part(100, .instance, isCut: true))
        var slow = ReadProgress(ticks(.persistent), aboard: 1)
        #expect(slow.part(timing: 0, bytes: 500_000_000, timeout: .max) == part(10_000, .instance))
    }

    private func part(_ ticks: Int64, _ limit: ReadLimit?, isCut: Bool = false) -> ReadProgress.Part {
        ReadProgress.Part(ticks: ticks, isCut: isCut, limit: limit)
    }

    @Test("the largest volume on the most crowded scanner fits into 64 bits")
    func largest() {
        let share = share(method: 1, (1, 1, 0), aboard: 1000)
        var credit = share.credit
        #expect(share.milliseconds(1 << 46, at: share.first, credit: &credit) == (1 << 46) * 1000)
    }
}
