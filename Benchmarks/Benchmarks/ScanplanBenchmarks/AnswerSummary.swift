import ScanModel
import Studies

/// The numbers by which an answer is recognised.
struct AnswerSummary {
    var events = 0
    var makespanMilliseconds = 0
    var completionsDigest = 0

    init(_ answer: StudyAnswer) {
        var digest = FowlerNollVo()
        var makespan = 0.0
        for deployment in answer.deployments {
            makespan = max(makespan, deployment.makespan)
            for region in deployment.run?.regions ?? [] {
                events += region.events
                for completion in region.completions { digest.combine(completion) }
            }
        }
        makespanMilliseconds = Int((makespan * 1000).rounded())
        // The histogram that carries a metric is dense up to some billions.
        completionsDigest = Int(digest.value % 1_000_000_007)
    }
}

/// The hash FNV-1a of 64 bits: the same in every process, unlike `Hasher`.
struct FowlerNollVo {
    private(set) var value: UInt64 = 0xcbf2_9ce4_8422_2325

    mutating func combine(_ number: Int64) {
        for shift in stride(from: 0, to: 64, by: 8) {
            value = (value ^ (UInt64(bitPattern: number) >> UInt64(shift) & 0xff)) &* 0x100_0000_01b3
        }
    }
}
