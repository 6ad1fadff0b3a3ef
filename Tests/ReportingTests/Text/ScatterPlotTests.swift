import Testing

@testable import Reporting

@Suite struct ScatterPlotTests {
    private func lines(_ points: [ScatterPlot.Point], limit: Double? = nil) -> [String] {
        ScatterPlot(
            points: points, limit: limit, xText: { "\($0)" }, yText: { "\($0)" }, xTitle: "across", yTitle: "up"
        ).lines()
    }

    private func point(_ x: Double, _ y: Double, _ symbol: Character, rank: Int = 0) -> ScatterPlot.Point {
        ScatterPlot.Point(x: x, y: y, symbol: symbol, rank: rank)
    }

    @Test func cornersLieInTheCorners() throws {
        let picture = lines([point(1, 10, "a"), point(3, 30, "b"), point(2, 20, "c")])
        #expect(picture[0] == "  up")
        #expect(picture[1].hasPrefix("  30.0 |") && picture[1].hasSuffix("b") && picture[1].count == 80 - 1)
        #expect(picture[14] == "  10.0 |a")
        #expect(try #require(picture.last).hasSuffix("3.0") && picture.count == 17)
        #expect(picture.allSatisfy { $0.count <= 80 })
    }

    @Test func theHigherRankIsSeenAndTheLimitBehindIt() {
        let picture = lines([point(1, 1, "R", rank: 4), point(1, 1, "o"), point(5, 2, "x")], limit: 3)
        #expect(picture[14].contains("|R") && !picture[14].contains("o"))
        #expect(picture.count { $0.contains(":") } == 14)
        #expect(!lines([point(1, 1, "a"), point(2, 1, "b")], limit: 9).joined().contains(":"))
    }

    @Test func oneValueAloneHasAPlaceAndNothingHasNone() {
        #expect(lines([point(4, 4, "a"), point(4, 4, "a")]).count { $0.contains("a") && $0.contains("|") } == 1)
        #expect(lines([]).isEmpty)
    }
}
