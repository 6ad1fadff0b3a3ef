internal import ScanModel

/// The sizes between which something stops to hold.
public struct GrowthEdge: Hashable, Sendable {
    /// The largest tested size such that it holds there and at every smaller tested size; nil: it holds at none.
    public var holds: Double?
    /// The smallest tested size above at which it does not hold; nil: none was found up to the largest that is tested.
    public var fails: Double?
    /// Tested sizes above `fails` at which it holds again: more work is not always more time.
    public var holdsAbove: [Double]
}

/// Finds the size at which a fleet stops to do something, by tests.
struct GrowthSearch {
    /// Wanted relative distance of the two ends.
    let resolution: Double
    /// The largest size to test.
    let most: Double
    /// Tests of one search at most, so that it ends whatever comes out.
    private static let testsMost = 60

    /// - Parameters:
    ///   - upFrom: a size that is tested already, from where the search starts.
    ///   - share: about proportional to the size, 1 at the edge.
    ///   - holds: whether a fleet does it.
    func edge(
        _ tester: inout GrowthTester, upFrom start: Double = 1, share: (GrowthPoint) -> Double,
        holds: (GrowthPoint) -> Bool
    ) async throws(UnanswerableScenario) -> GrowthEdge {
        var tests = 0
        var edge = found(tester, holds)
        // An edge between known sizes is narrowed; else sizes around the estimate come first.
        while tests < GrowthSearch.testsMost, let next = next(edge, tester, start: start, share: share) {
            _ = try await tester.point(next)
            tests += 1
            edge = found(tester, holds)
        }
        return edge
    }

    private func found(_ tester: GrowthTester, _ holds: (GrowthPoint) -> Bool) -> GrowthEdge {
        let tested = tester.tested
        let first = tested.firstIndex { !holds($0) }
        return GrowthEdge(
            holds: tested[..<(first ?? tested.count)].last?.factor, fails: first.map { tested[$0].factor },
            holdsAbove: first.map { tested[$0...].filter(holds).map(\.factor) } ?? [])
    }

    /// The next size to test; nil: the edge is as sharp as wanted, or there is none.
    private func next(
        _ edge: GrowthEdge, _ tester: GrowthTester, start: Double, share: (GrowthPoint) -> Double
    ) -> Double? {
        switch (edge.holds, edge.fails) {
        case (nil, nil): return start
        case (let low?, nil):
            guard low < most else { return nil }
            return min(most, rounded(max(low * 1.1, estimate(tester, low, share) * (1 + resolution))))
        case (nil, let high?):
            // Down to the last instance.
            guard high > 0, tester.growth.count(tester.part, factor: high) > rest(tester) + 1 else { return nil }
            let guess = min(high * 0.8, estimate(tester, high, share) * (1 - resolution))
            let next = rounded(max(guess, high * 0.1))
            let isSmallest = tester.growth.count(tester.part, factor: next) <= rest(tester)
            return isSmallest || next >= high ? smallest(below: high, tester) : next
        case (let low?, let high?):
            guard high - low > resolution * low,
                tester.growth.count(tester.part, factor: high) - tester.growth.count(tester.part, factor: low) > 1
            else { return nil }
            let middle = (low + high) / 2
            let guess = estimate(tester, low, share)
            let margin = 0.5 * resolution * guess
            // Two tests close around the estimate save most of the halving.
            for near in [guess - margin, guess + margin]
            where near - low > resolution * low && high - near > resolution * low {
                let near = rounded(near)
                if near > low, near < high { return near }
            }
            let next = rounded(middle)
            return next > low && next < high ? next : middle
        }
    }

    /// Instances that do not shrink.
    private func rest(_ tester: GrowthTester) -> Int { tester.growth.count(tester.part, factor: 0) }

    /// The size with a single instance of what shrinks; nil if there is none below.
    private func smallest(below high: Double, _ tester: GrowthTester) -> Double? {
        var size = high
        for _ in 0..<64 {
            size /= 2
            if tester.growth.count(tester.part, factor: size) <= rest(tester) { break }
        }
        // `size` leaves nothing and twice of it something; the boundary is found by halving.
        var (none, some) = (size, min(high, 2 * size))
        for _ in 0..<40 {
            let middle = (none + some) / 2
            if tester.growth.count(tester.part, factor: middle) <= rest(tester) { none = middle } else { some = middle }
        }
        return some < high ? some : nil
    }

    /// Where the share would be 1 if it grew in proportion from a known size.
    private func estimate(_ tester: GrowthTester, _ factor: Double, _ share: (GrowthPoint) -> Double) -> Double {
        guard let point = tester.points[factor] else { return factor }
        let known = share(point)
        guard known > 0, known.isFinite else { return factor }
        return min(most, factor / known)
    }

    /// To a thousandth, or to three digits below a tenth.
    private func rounded(_ factor: Double) -> Double {
        var scale = 1000.0
        while factor > 0, factor * scale < 100, scale < 1e9 { scale *= 10 }
        return min(most, (factor * scale).rounded() / scale)
    }
}
