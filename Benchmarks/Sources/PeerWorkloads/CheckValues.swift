import Workloads

/// The values by which a program finds that its inputs are not those of the others.
enum CheckValues {
    /// A line for each one that differs.
    static func wrong() -> [String] {
        let table = ExponentialTable()
        var sum: UInt64 = 0
        for index in 0...4_096 { sum += UInt64(table[index]) }
        let durations = (0..<5).map { UInt64(ScanFleet.duration(of: $0, item: 12_345, table)) }
        let checks: [(what: String, value: UInt64, expected: UInt64)] = [
            ("T[1]", UInt64(table[1]), 65_544),
            ("T[2048]", UInt64(table[2_048]), 186_065_279),
            ("T[4095]", UInt64(table[4_095]), 2_232_783_353),
            ("the sum of T", sum, 1_100_918_207_171),
            ("random(11, 0)", RandomStream(11).number(at: 0), 722_521_317_805_139_933),
            ("random(42, 999999)", RandomStream(42).number(at: 999_999), 14_597_217_003_970_737_634),
            (
                "exponential(random(31, 7), 60000000)",
                UInt64(table.draw(RandomStream(31).number(at: 7), mean: 60_000_000)), 5_307_063
            ),
            ("increment(random(22, 7))", UInt64(table.increment(RandomStream(22).number(at: 7))), 149_416_986),
            ("the snapshot of item 12345", durations[0], 59_730_090),
            ("the share of item 12345", durations[1], 27_892_936),
            ("the attaching of item 12345", durations[2], 15_168_971),
            ("the scan of item 12345", durations[3], 41_500_000),
            ("the deletion of item 12345", durations[4], 8_742_614),
            ("the hash of 1, 2, 3", ResultHash([1, 2, 3]).value, 0xda2b_fb22_5e0d_1f05),
        ]
        return checks.filter { $0.value != $0.expected }
            .map { "\($0.what) is \($0.value) and should be \($0.expected)" }
    }
}
