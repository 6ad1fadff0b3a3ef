import ScanModel
import Studies
import Testing

/// Values of an input as a scenario spells them.
@Suite("Values of uncertain inputs")
struct InputQuantileTests {
    private func input(
        _ distribution: InputDistribution, unit: String = "s", places: Int = 9, digits: Int = 5, least: Rational = 0,
        isAboveLeast: Bool = false, most: Rational = 1_000_000
    ) -> UncertainInput {
        UncertainInput(
            path: "x", unit: unit, distribution: distribution,
            domain: InputDomain(least: least, isAboveLeast: isAboveLeast, most: most, places: places, digits: digits),
            isAssumed: false)
    }

    @Test("quantiles of the distributions, from their closed forms")
    func closedForms() {
        #expect(input(.uniform(low: 10, high: 20)).text(at: 0.25) == "12.5s")
        // Below the mode low + sqrt(u (high - low) (mode - low)) = sqrt(0.08 * 10 * 2), above it high - sqrt(...).
        #expect(input(.triangular(low: 0, mode: 2, high: 10)).text(at: 0.05) == "1s")
        #expect(input(.triangular(low: 0, mode: 2, high: 10)).text(at: 0.8) == "6s")
        // Far from the bounds the cut changes nothing: 100 + 1.2815516 * 10.
        #expect(input(.normal(mean: 100, sd: 10)).text(at: 0.9) == "112.82s")
        // The median is mean / sqrt(1 + cv^2).
        #expect(input(.lognormal(mean: 50, cv: Rational(3, over: 4))).text(at: 0.5) == "40s")
        #expect(input(.empirical([1, 2, 10])).text(at: 0.75) == "6s")
        let choice = input(.choice([4, 8, 16]), unit: "", places: 0)
        #expect([0, 0.3, 0.34, 0.66, 0.67, 1].map { choice.text(at: $0) } == ["4", "4", "8", "8", "16", "16"])
    }

    @Test("the ends are exact, and without ends the tails are cut")
    func ends() {
        let third = input(.uniform(low: Rational(1, over: 8), high: Rational(1_234_567, over: 1000)))
        #expect(third.text(at: 0) == "0.125s" && third.text(at: 1) == "1234.567s")
        let normal = input(.normal(mean: 100, sd: 10))
        #expect(normal.value(at: 0) == normal.value(at: UncertainInput.tail))
        #expect(normal.value(at: 1) == normal.value(at: 1 - UncertainInput.tail))
        #expect(normal.value(at: 0) < normal.value(at: 0.01))
    }

    @Test("every value is one that the key takes")
    func legal() {
        let steps = (0...200).map { Double($0) / 200 }
        let cases = [
            input(.normal(mean: 1, sd: 5), least: 0, most: 3),
            input(.lognormal(mean: 2, cv: 3), unit: "%", least: 0, most: 100),
            input(.uniform(low: 0, high: 1), digits: 3, isAboveLeast: true, most: 10),
            input(.uniform(low: 0, high: Rational(1, over: 100_000_000)), isAboveLeast: true),
            input(.triangular(low: 1, mode: 8, high: 24), unit: "", places: 0, least: 1, most: 24),
        ]
        for input in cases {
            var last = input.value(at: 0)
            for step in steps {
                let value = input.value(at: step)
                let domain = input.domain
                #expect(value <= domain.most && (domain.isAboveLeast ? value > domain.least : value >= domain.least))
                let grid = (0..<domain.places).reduce(Int128(1)) { power, _ in power * 10 }
                #expect((value * Rational(grid)).isWhole)
                #expect(value >= last, "\(input.distribution) falls at \(step)")
                last = value
            }
        }
    }

    @Test("values have so many significant digits")
    func digits() {
        let wide = input(.uniform(low: 0, high: 100_000), digits: 3)
        #expect(wide.text(at: 0.123456) == "12346s", "whole numbers keep their digits")
        let narrow = input(.uniform(low: 0, high: 1), digits: 3)
        #expect(narrow.text(at: 0.123456) == "0.123s" && narrow.text(at: 0.00123456) == "0.00123s")
        #expect(narrow.text(at: 0.9999) == "1s")
    }

    @Test("every whole number of a range is alike")
    func wholeNumbers() {
        let dice = input(.uniform(low: 1, high: 6), unit: "", places: 0, least: 1, most: 24)
        let drawn = (0..<600).map { dice.value(at: (Double($0) + 0.5) / 600) }
        for face in 1...6 { #expect(drawn.count { $0 == Rational(face) } == 100) }
    }
}
