import Statistics
import Testing

@Suite struct SimplexSearchTests {
    /// H. H. Rosenbrock's valley, whose least value is 0 at (1, 1), from his own start.
    @Test func findsTheEndOfACurvedValley() {
        let search = SimplexSearch(tolerance: 1e-9, evaluationsMost: 2000)
        let found = search.minimum(from: [-1.2, 1], steps: [0.5, 0.5]) { place in
            let (x, y) = (place[0], place[1])
            return 100 * (y - x * x) * (y - x * x) + (1 - x) * (1 - x)
        }
        #expect((found.place[0] - 1).magnitude < 1e-6)
        #expect((found.place[1] - 1).magnitude < 1e-6)
    }

    @Test(arguments: 1...4) func findsTheCentreOfABowl(dimensions: Int) {
        let centre = (0..<dimensions).map { Double($0) - 0.7 }
        let found = SimplexSearch().minimum(
            from: Array(repeating: 3, count: dimensions), steps: Array(repeating: 1, count: dimensions)
        ) { place in zip(place, centre).reduce(0) { $0 + ($1.0 - $1.1) * ($1.0 - $1.1) } }
        for (value, wanted) in zip(found.place, centre) { #expect((value - wanted).magnitude < 1e-5) }
    }

    @Test func infiniteValuesKeepItAway() {
        let found = SimplexSearch().minimum(from: [2], steps: [1]) { $0[0] < 1 ? .infinity : $0[0] }
        #expect((found.place[0] - 1).magnitude < 1e-5)
    }

    @Test func stopsInTime() {
        var evaluations = 0
        _ = SimplexSearch(tolerance: 0, evaluationsMost: 50).minimum(from: [5, 5], steps: [1, 1]) { place in
            evaluations += 1
            return place[0] * place[0] + place[1] * place[1]
        }
        // The last step may shrink the whole simplex.
        #expect(evaluations <= 54)
    }
}
