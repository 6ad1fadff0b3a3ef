import RandomStreams
import Testing

@testable import Statistics

@Suite("Moments")
struct MomentsTests {
    /// Numbers of very different magnitude and either sign, so that every rounding of a running sum would show.
    private let wild = (0..<600).map { index in
        let key = DrawKey(seed: 5, trial: 0, region: 0, item: UInt32(index), stage: 1)
        let magnitude = exactExp(60 * key.uniform(draw: 0) - 30)
        return key.uniform(draw: 1) < 0.5 ? -magnitude : magnitude
    }

    @Test("are the same bits however the numbers are split, ordered and merged")
    func anySplit() throws {
        let whole = Moments(wild)
        let sums = try #require(whole.centralSums)
        for trial in 0..<40 as Range<UInt32> {
            let key = DrawKey(seed: 6, trial: trial, region: 0, item: 0, stage: 0)
            let order = key.permutation(of: wild.count, draw: 0)
            var shards = [Moments](repeating: Moments(), count: 1 + Int(trial) % 7)
            for (place, index) in order.enumerated() {
                shards[Int(key.bits(draw: UInt32(10_000 + place)) % UInt64(shards.count))].add(wild[index])
            }
            var merged = Moments()
            for shard in trial.isMultiple(of: 2) ? shards : shards.reversed() { merged.merge(shard) }
            #expect(merged == whole)
            #expect(merged.hashValue == whole.hashValue)
            #expect(merged.mean?.bitPattern == whole.mean?.bitPattern)
            #expect(merged.variance?.bitPattern == whole.variance?.bitPattern)
            let mergedSums = try #require(merged.centralSums)
            #expect(mergedSums == sums)
            #expect(merged.least == wild.min() && merged.greatest == wild.max())
        }
    }

    /// Sums of k-th powers of 1 ... n: M2 = n (n^2 - 1) / 12, M3 = 0, M4 = n (n^2 - 1) (3 n^2 - 7) / 240.
    @Test("of 1 to n are the closed forms, also far from 0", arguments: [0.0, 1e15, -3e12, 1_099_511_627_776])
    func progression(offset: Double) throws {
        let n = 1_001.0
        let moments = Moments((1...1_001).map { offset + Double($0) })
        let sums = try #require(moments.centralSums)
        #expect(moments.mean == offset + 501)
        #expect(moments.variance == n * (n + 1) / 12)
        #expect(sums.second == n * (n * n - 1) / 12)
        #expect(sums.third == 0)
        #expect(sums.fourth == n * (n * n - 1) * (3 * n * n - 7) / 240)
        #expect(moments.skewness == 0)
        #expect(moments.sum == n * (offset + 501))
    }

    @Test("cancel nothing and overflow nothing before the end")
    func extremes() throws {
        let next = 1.0.nextUp
        #expect(Moments([1e300, 1, -1e300]).sum == 1)
        #expect(Moments([1e308, 1e308, -1e308, -1e308]).mean == 0)
        #expect(Moments([1e308, 1e308]).mean == 1e308)
        #expect(Moments([1e308, 1e308]).variance == 0)
        #expect(Moments([1e200, -1e200]).variance == .infinity)
        #expect(Moments([.leastNonzeroMagnitude, 0]).mean == 0)  // a tie, to even
        #expect(Moments([.leastNonzeroMagnitude, .leastNonzeroMagnitude, 0]).mean == .leastNonzeroMagnitude)
        #expect(Moments([1e-200, -1e-200]).variance == 0)
        #expect(Moments([0x1p-500, -0x1p-500]).variance == 0x1p-999)
        #expect(Moments([1, next]).mean == 1)  // a tie, to even
        #expect(Moments([next, next.nextUp]).mean == next.nextUp)
        #expect(Moments([next, 1]).variance == 0x1p-105)
    }

    @Test("of a few numbers are those of the definition")
    func definition() throws {
        let moments = Moments([2, 4, 4, 4, 5, 5, 7, 9])
        #expect(moments.count == 8)
        #expect(moments.mean == 5)
        #expect(moments.variance == 32.0 / 7)
        #expect(moments.standardDeviation == exactSquareRoot(32.0 / 7))
        let sums = try #require(moments.centralSums)
        #expect(sums == (32, 42, 356))
        #expect(relativeError(try #require(moments.skewness), 42.0 / 8 / 8) < 1e-15)
        #expect(relativeError(try #require(moments.excessKurtosis), 356.0 / 8 / 16 - 3) < 1e-15)
    }

    @Test("of no number and of one tell what they can")
    func few() {
        #expect(Moments().mean == nil)
        #expect(Moments().centralSums == nil)
        #expect(Moments([3]).mean == 3)
        #expect(Moments([3]).variance == nil)
        #expect(Moments([3]).skewness == nil)
        #expect(Moments([3, 3]).variance == 0)
        #expect(Moments([3, 3]).excessKurtosis == nil)
        #expect(Moments([0, 0]).mean == 0)
    }

    @Test("agree with a plain computation on ordinary numbers")
    func plain() throws {
        let values = variates(.lognormal(mean: 3, cv: 0.5), trial: 0, count: 2_000, stage: 1)
        let mean = values.reduce(0, +) / 2_000
        let second = values.reduce(0) { $0 + ($1 - mean) * ($1 - mean) }
        let third = values.reduce(0) { $0 + ($1 - mean) * ($1 - mean) * ($1 - mean) }
        let moments = Moments(values)
        let sums = try #require(moments.centralSums)
        #expect(relativeError(try #require(moments.mean), mean) < 1e-13)
        #expect(relativeError(try #require(moments.variance), second / 1_999) < 1e-12)
        #expect(relativeError(sums.third, third) < 1e-11)
    }

    @Test("stop the program on a number that is not finite")
    func notFinite() async {
        await #expect(processExitsWith: .failure) { _ = Moments([1, .nan]) }
    }
}

@Suite("Exact sums")
struct ExactSumTests {
    @Test("survive many additions of the greatest digits, of both signs")
    func carries() {
        var sum = ExactSum()
        let all = SIMD4<UInt64>(.max, 0, 0, 0)
        for _ in 0..<1_000 { sum.add(all, exponent: -64, isNegative: true) }
        for _ in 0..<999 { sum.add(all, exponent: -64, isNegative: false) }
        let value = sum.value
        #expect(value.number == WideInteger(words: [.max], isNegative: true))
        #expect(value.exponent == -64)
        sum.add(all, exponent: -64, isNegative: false)
        #expect(sum.value.number.isZero)
        #expect(sum == ExactSum())
    }

    @Test("of whole numbers agree with whole numbers of any size")
    func wideIntegers() {
        let a = WideInteger(words: [.max, .max, 5], isNegative: false)
        let b = WideInteger(words: [1], isNegative: false)
        #expect((a + b).words == [0, 0, 6])
        #expect((a + b - a) == b)
        #expect((b - a).isNegative)
        #expect(a * WideInteger(-2) == -(a + a))
        #expect(a.shiftedLeft(65).quotient(by: 2).quotient == a.shiftedLeft(64))
        #expect(WideInteger(10).rounded(exponent: 0, dividedBy: [3]) == 10.0 / 3)
        // Just above a tie between 2^70 and the next Double: only the remainder of the division tells.
        let tie = WideInteger(words: [1 << 17, 1 << 6], isNegative: false)
        #expect(tie.rounded(exponent: 0) == 0x1p70)
        #expect((tie * WideInteger(3) + WideInteger(1)).rounded(exponent: 0, dividedBy: [3]) == 0x1.0000000000001p70)
        #expect(WideInteger(-1).rounded(exponent: -1_080, dividedBy: []) == 0)
        #expect(WideInteger(3).rounded(exponent: -1_076, dividedBy: []) == .leastNonzeroMagnitude)
        #expect(WideInteger(1).rounded(exponent: 1_024, dividedBy: []) == .infinity)
        #expect(WideInteger(Int.max).rounded(exponent: 0, dividedBy: [1 << 62]) == 2)
    }
}
