extension ReducedProblem {
    /// Makespans, in units, up to which sums are looked at; the check of the certificate reads as many.
    static let mostSums = 1 << 26

    /// Raises a bound to the smallest sum of a set of jobs that reaches it: a makespan is such a sum.
    ///
    /// One bit per sum up to `makespan` - 1, one pass over them per job; ends as soon as the bound itself is a sum.
    ///
    /// - Parameters:
    ///   - steps: What is spent, in words of work.
    ///   - most: Steps after which the bound is left as it is.
    /// - Returns: The higher bound, at most `makespan`, or the given one.
    func raisedToSubsetSum(
        _ bound: ReducedBound, makespan: Int, steps: inout Int, most: Int
    ) -> ReducedBound {
        guard bound.value < makespan, makespan <= Self.mostSums, makespan / 64 < most else { return bound }
        var sums = [UInt64](repeating: 0, count: makespan / 64 + 1)
        sums[0] = 1
        var reach = 0
        let end = steps + most
        // Short jobs first: with them the sums are soon dense, and a bound that cannot be raised is soon left.
        for duration in durations.reversed() {
            reach = min(reach + duration, makespan - 1)
            steps += reach / 64 + 1
            guard steps <= end else { return bound }
            guard duration < makespan else { break }
            Self.add(duration, to: &sums, reach: reach)
            if sums[bound.value / 64] >> UInt64(bound.value % 64) & 1 == 1 { return bound }
        }
        var value = bound.value
        while value < makespan, sums[value / 64] >> UInt64(value % 64) & 1 == 0 { value += 1 }
        guard value > bound.value else { return bound }
        return ReducedBound(
            value: value, certificate: .subsetSum(above: LowerBound(value: bound.value, certificate: bound.certificate))
        )
    }

    /// sums |= sums << duration, up to the word of `reach`, from the top so that no copy is needed.
    private static func add(_ duration: Int, to sums: inout [UInt64], reach: Int) {
        let (words, bits) = (duration / 64, UInt64(duration % 64))
        var word = reach / 64
        while word >= words {
            var moved = sums[word - words] &<< bits
            if bits > 0, word > words { moved |= sums[word - words - 1] &>> (64 &- bits) }
            sums[word] |= moved
            word -= 1
        }
    }
}
