import EventSimulation
import RandomStreams
import Statistics
import Testing

@testable import Verification

/// Intervals around what the kernel simulates, in 2,000 repetitions of a study whose truth is known. Fixed keys, so the shares are
/// constants; 88 to 92 % is three standard errors (0.67 %) about 90 %.
///
/// A study is 60 cycles of four exponential jobs of mean 1 on two slots. Two slots are busy until the third job ends, one
/// after it: the makespan is the sum of three exponential times of mean 1/2 and one of mean 1.
@Suite("Calibration of intervals around simulated makespans")
struct CalibrationTests {
    private static let cycles = 60

    /// By study, the makespans of its cycles.
    private static let studies: [[Double]] = (0..<2_000).map { study in
        (0..<cycles).map { cycle in
            var model = JobSlots(
                jobs: 4, slots: 2, durations: .exponential(mean: 1),
                Variates(seed: 0xCA11, experiment: 500, run: UInt32(study * cycles + cycle)))
            return ModelClock.units(Simulation.run(&model).end.ticks)
        }
    }

    /// P(makespan > t), by integration over the last job's time.
    private static func tail(_ t: Double) -> Double {
        8 * exactExp(-t) - exactExp(-2 * t) * (7 + 6 * t + 2 * t * t)
    }

    private func share(_ holds: ([Double]) throws -> Bool) rethrows -> Double {
        Double(try Self.studies.count(where: holds)) / Double(Self.studies.count)
    }

    @Test("the t interval for the mean, which is 5/2")
    func mean() throws {
        let share = try share { try #require(MeanInterval(Moments($0), confidence: 0.9)).interval.contains(2.5) }
        #expect((0.88...0.92).contains(share), "\(share)")
    }

    @Test("the interval between order statistics for the 95th percentile covers what it states, at least 90 %")
    func percentile() {
        var (low, high) = (0.0, 50.0)
        for _ in 0..<80 {
            let middle = (low + high) / 2
            if Self.tail(middle) > 0.05 { low = middle } else { high = middle }
        }
        let stated = orderStatisticInterval(count: Self.cycles, quantile: 0.95, confidence: 0.9).coverage
        let share = share { makespans in
            let interval = OrderedSample(makespans).interval(0.95, confidence: 0.9)
            return interval.low ?? -.infinity <= low && low <= interval.high ?? .infinity
        }
        #expect(stated >= 0.9)
        #expect(share >= 0.88)
        #expect((share - stated).magnitude < 0.02, "\(share) for \(stated)")
    }

    @Test("Wilson's interval for the probability of an end by 3.5")
    func probability() {
        let truth = 1 - Self.tail(3.5)
        let share = share { makespans in
            wilsonInterval(successes: makespans.count { $0 <= 3.5 }, trials: Self.cycles, confidence: 0.9).contains(
                truth)
        }
        #expect((0.88...0.92).contains(share), "\(share)")
    }
}
