import Foundation
import RandomStreams
import Statistics
import Testing

@Suite("Sensitivity")
struct SensitivityTests {
    private func key(_ stage: UInt16) -> DrawKey { DrawKey(seed: 77, trial: 0, region: 0, item: 0, stage: stage) }

    /// a = 7, b = 0.1 on (-pi, pi)^3 (T. Ishigami and T. Homma, 1990).
    private func ishigami(_ u: [Double]) -> Double {
        let x = u.map { (2 * $0 - 1) * Double.pi }
        return sin(x[0]) + 7 * sin(x[1]) * sin(x[1]) + 0.1 * pow(x[2], 4) * sin(x[0])
    }

    /// The product of (|4 u - 2| + a) / (1 + a) for a = 0, 1, 4.5, 9.
    private func gFunction(_ u: [Double]) -> Double {
        zip(u, [0, 1, 4.5, 9]).reduce(1) { $0 * ((4 * $1.0 - 2).magnitude + $1.1) / (1 + $1.1) }
    }

    /// Each estimate within 4 standard errors, the standard error being the 95 % interval's width over 3.92, and within a
    /// fixed tolerance; most intervals hold the true value.
    private func check(
        _ function: ([Double]) -> Double, parameters: Int, anchors: [String: Double], tolerance: Double
    ) throws {
        let design = SobolDesign(parameters: parameters, count: 8_192, key: key(40))
        #expect(design.points.count == 8_192 * (parameters + 2))
        let indices = try #require(design.indices(results: design.points.map(function), resamples: 100))
        var held = 0
        for (parameter, index) in indices.enumerated() {
            for (name, estimate) in [("S", index.first), ("ST", index.total)] {
                let truth = try #require(anchors["\(name)\(parameter + 1)"])
                let error = (estimate.value - truth).magnitude
                let standardError = (estimate.interval.high - estimate.interval.low) / 3.92
                #expect(error < 4 * standardError, "\(name)\(parameter + 1): \(estimate.value) for \(truth)")
                #expect(error < tolerance, "\(name)\(parameter + 1): \(estimate.value) for \(truth)")
                if estimate.interval.contains(truth) { held += 1 }
            }
        }
        #expect(held >= 2 * parameters - 2)
    }

    @Test("indices of the Ishigami function are the anchors to within 0.03")
    func ishigamiIndices() throws {
        try check(ishigami, parameters: 3, anchors: try Anchors.closedForms("A02"), tolerance: 0.03)
    }

    @Test("indices of the g-function are the anchors to within 0.03")
    func gFunctionIndices() throws {
        try check(gFunction, parameters: 4, anchors: try Anchors.closedForms("A03"), tolerance: 0.03)
    }

    /// f = 3 x + y: shares 0.9 and 0.1, first order and total alike, nothing for a parameter without effect.
    @Test("indices of a sum are its shares, and an idle parameter has a total of exactly 0")
    func sum() throws {
        let design = SobolDesign(parameters: 3, count: 4_096, key: key(41))
        let results = design.points.map { 3 * $0[0] + $0[1] + 1e6 }
        let indices = try #require(design.indices(results: results, resamples: 50))
        for (index, share) in zip(indices, [0.9, 0.1, 0]) {
            #expect((index.first.value - share).magnitude < 0.04)
            #expect((index.total.value - share).magnitude < 0.04)
        }
        #expect(indices[2].total.value == 0 && indices[2].first.value == 0)
        #expect(design.indices(results: design.points.map { _ in 5 }) == nil)
    }

    @Test("a Latin hypercube has one point in every slice of every coordinate")
    func latinSlices() {
        for count in [1, 7, 64, 1_000] {
            let points = latinHypercube(count: count, dimensions: 3, key: key(42))
            for dimension in 0..<3 {
                #expect(points.map { Int($0[dimension] * Double(count)) }.sorted() == Array(0..<count))
                #expect(points.allSatisfy { $0[dimension] > 0 && $0[dimension] < 1 })
            }
        }
        #expect(
            latinHypercube(count: 50, dimensions: 2, key: key(42))
                != latinHypercube(count: 50, dimensions: 2, key: key(43)))
    }

    @Test("a Latin hypercube knows the mean of a sum far better than independent points")
    func latinVariance() {
        func error(_ points: [[Double]]) -> Double {
            points.reduce(0) { $0 + exactExp($1[0]) + $1[1] * $1[1] } / Double(points.count)
                - (exactExp(1) - 1 + 1.0 / 3)
        }
        var (latin, independent) = (Moments(), Moments())
        for trial in 0..<50 as Range<UInt32> {
            var address = key(44)
            address.trial = trial
            latin.add(error(latinHypercube(count: 100, dimensions: 2, key: address)))
            let values = variates(.uniform(low: 0, high: 1), trial: Int(trial), count: 200, stage: 45)
            independent.add(error((0..<100).map { [values[2 * $0], values[2 * $0 + 1]] }))
        }
        #expect((latin.variance ?? 1) * 100 < (independent.variance ?? 0))
    }

    @Test("the coordinates of a Latin hypercube are not tied to each other")
    func latinCorrelation() {
        let points = latinHypercube(count: 2_000, dimensions: 2, key: key(46))
        let correlation = points.reduce(0) { $0 + ($1[0] - 0.5) * ($1[1] - 0.5) } / 2_000 * 12
        #expect(correlation.magnitude < 4 / 2_000.0.squareRoot())
    }

    @Test("elementary effects of a linear function are its slopes, without spread")
    func linearEffects() {
        let design = MorrisDesign(parameters: 4, paths: 10, key: key(47))
        #expect(design.points.count == 50)
        #expect(design.points.allSatisfy { $0.allSatisfy { [0, 1, 2, 3].contains(($0 * 3).rounded()) } })
        let effects = design.effects(results: design.points.map { 5 * $0[0] - 2 * $0[1] + 0.5 * $0[2] + 7 })
        for (effect, slope) in zip(effects, [5, -2, 0.5, 0]) {
            #expect((effect.mean - slope).magnitude < 1e-13)
            #expect((effect.meanMagnitude - slope.magnitude).magnitude < 1e-13)
            #expect(effect.standardDeviation < 1e-13)
        }
    }

    @Test("a path changes every parameter once, by the same step")
    func paths() {
        let design = MorrisDesign(parameters: 5, paths: 20, levels: 6, key: key(48))
        for path in 0..<20 {
            var changed: Set<Int> = []
            for step in 0..<5 {
                let (from, to) = (design.points[path * 6 + step], design.points[path * 6 + step + 1])
                let moved = (0..<5).filter { from[$0] != to[$0] }
                #expect(moved.count == 1)
                #expect(moved.allSatisfy { ((from[$0] - to[$0]).magnitude - 0.6).magnitude < 1e-15 })
                changed.formUnion(moved)
            }
            #expect(changed.count == 5)
        }
    }

    @Test("screening ranks the parameters of the g-function, and sees that they interact")
    func screening() {
        let design = MorrisDesign(parameters: 4, paths: 50, key: key(49))
        let effects = design.effects(results: design.points.map(gFunction))
        let sizes = effects.map(\.meanMagnitude)
        #expect(sizes == sizes.sorted(by: >))
        #expect(effects.allSatisfy { $0.standardDeviation > 0 })
    }

    @Test("one at a time: the widest swing first, ends as they are")
    func oneAtATime() {
        let design = OneAtATime(base: [1, 2, 3], low: [0, 1, 3], high: [2, 5, 3])
        #expect(design.points.count == 7)
        let swings = design.swings(results: design.points.map { 10 * $0[0] - 100 * $0[1] + $0[2] })
        #expect(swings.map(\.parameter) == [1, 0, 2])
        #expect(swings.map(\.low) == [100, -10, 0])
        #expect(swings.map(\.high) == [-300, 10, 0])
        #expect(swings.map(\.size) == [400, 20, 0])
    }
}
