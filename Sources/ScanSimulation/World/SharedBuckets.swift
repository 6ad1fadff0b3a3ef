internal import EventSimulation

/// Token buckets that all regions of a deployment spend from. The regions take turns on one clock, so requests come in
/// the order of time; nothing here may be used from two tasks.
final class SharedBuckets {
    private var states: FlatBuffer<Int64>

    init(count: Int) { states = FlatBuffer(repeating: TokenBucketLaw.full, count: count) }

    func grant(_ units: Int64, _ law: TokenBucketLaw, _ index: Int, at now: Int64) -> Int64 {
        law.grant(units, at: now, &states[index])
    }

    func holds(_ units: Int64, _ law: TokenBucketLaw, _ index: Int, at now: Int64) -> Bool {
        law.holds(units, at: now, states[index])
    }
}
