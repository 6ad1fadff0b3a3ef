import RandomStreams
import Statistics
import Testing

@Suite("Quantiles of samples")
struct QuantileTests {
    @Test("intervals between order statistics are the anchors")
    func orderStatistics() throws {
        let rows: [[String: Any]] = try Anchors.part("orderStatCI")
        #expect(rows.count == 6)
        for row in rows {
            let interval = orderStatisticInterval(
                count: try #require(row["n"] as? Int), quantile: try #require(row["p"] as? Double),
                confidence: try #require(row["conf"] as? Double))
            #expect(interval.lower == row["l"] as? Int)
            #expect(interval.upper == row["u"] as? Int)
            #expect(relativeError(interval.coverage, try #require(row["coverage"] as? Double)) < 1e-12)
        }
    }

    @Test("the least count for an upper bound is the anchor, and settles the definition")
    func leastCount() throws {
        let counts: [String: Int] = try Anchors.part("minSamplesUpperBound")
        #expect(leastCountForUpperBound(quantile: 0.95, confidence: 0.95) == counts["p95 conf95"])
        #expect(leastCountForUpperBound(quantile: 0.99, confidence: 0.95) == counts["p99 conf95"])
        #expect(leastCountForUpperBound(quantile: 0.95, confidence: 0.999) == counts["p95 conf99.9"])
        // 1 - 0.5^3 is 0.875 exactly: the quotient of logarithms could fall on either side.
        #expect(leastCountForUpperBound(quantile: 0.5, confidence: 0.875) == 3)
        #expect(leastCountForUpperBound(quantile: 0.5, confidence: 0.876) == 4)
        #expect(leastCountForUpperBound(quantile: 0.5, confidence: 0.1) == 1)
    }

    @Test("a bound that no order statistic gives is missing, and becomes one at the least count")
    func missingBounds() {
        #expect(orderStatisticInterval(count: 0, quantile: 0.5, confidence: 0.9).lower == nil)
        #expect(orderStatisticInterval(count: 0, quantile: 0.5, confidence: 0.9).coverage == 1)
        #expect(orderStatisticInterval(count: 5, quantile: 0.95, confidence: 0.9).upper == nil)
        // One side of a 90 % interval misses 5 %, which is the bound of 95 % confidence.
        #expect(orderStatisticInterval(count: 58, quantile: 0.95, confidence: 0.9).upper == nil)
        #expect(orderStatisticInterval(count: 59, quantile: 0.95, confidence: 0.9).upper == 59)
    }

    @Test("the rank is the least whole number not below n p")
    func ranks() {
        #expect(quantileRank(0.9, count: 10) == 9)
        #expect(quantileRank(0.95, count: 100) == 95)
        #expect(quantileRank(0.951, count: 100) == 96)
        #expect(quantileRank(0, count: 7) == 1)
        #expect(quantileRank(1, count: 7) == 7)
        #expect(OrderedSample([3, 1, 2]).quantile(0.5) == 2)
        #expect(OrderedSample([]).quantile(0.5) == nil)
    }

    @Test("an ordered sample is the same in any parts")
    func mergeOrdered() {
        let values = variates(.exponential(mean: 2), trial: 0, count: 300, stage: 2)
        var left = OrderedSample(values[200...])
        left.merge(OrderedSample(values[..<70]))
        left.merge(OrderedSample(values[70..<200]))
        #expect(left == OrderedSample(values))
        let interval = left.interval(0.5, confidence: 0.95)
        #expect(interval.low == values.sorted()[132] && interval.high == values.sorted()[167])
    }

    @Test("a histogram tells every quantile to within its error", arguments: [4, 7, 12])
    func histogram(bits: Int) throws {
        let values = variates(.lognormal(mean: 50, cv: 3), trial: 0, count: 5_000, stage: 3).map { $0 - 20 }
        let sorted = OrderedSample(values)
        var histogram = RelativeHistogram(bits: bits)
        for value in values { histogram.add(value) }
        #expect(histogram.relativeError == [4: 0x1p-5, 7: 0x1p-8, 12: 0x1p-13][bits])
        for step in 0...80 {
            let p = Double(step) / 80
            let exact = try #require(sorted.quantile(p))
            let told = try #require(histogram.quantile(p))
            #expect(relativeError(told.value, exact) <= histogram.relativeError, "at \(p)")
            #expect(told.low <= exact && exact <= told.high, "at \(p)")
        }
        #expect(histogram.quantile(1)?.high == values.max())
        #expect(histogram.quantile(0)?.low == values.min())
    }

    @Test("a histogram is the same in any parts")
    func mergeHistogram() {
        let values =
            variates(.normal(mean: 0, sd: 100), trial: 0, count: 1_000, stage: 4) + [
                0, -0.0, .leastNonzeroMagnitude, -1e308,
            ]
        var whole = RelativeHistogram()
        var parts = [RelativeHistogram](repeating: RelativeHistogram(), count: 3)
        for (index, value) in values.enumerated() {
            whole.add(value)
            parts[index % 3].add(value)
        }
        var merged = parts[2]
        merged.merge(parts[0])
        merged.merge(parts[1])
        #expect(merged == whole)
        #expect(RelativeHistogram().quantile(0.5) == nil)
    }
}

@Suite("Quantiles of reference distributions")
struct ReferenceQuantileTests {
    private func anchors(_ name: String) throws -> [([Double], Double)] {
        let part: [String: Double] = try Anchors.part(name)
        return part.sorted { $0.key < $1.key }
            .map { key, value in (key.split(separator: ",").compactMap { Double($0) }, value) }
    }

    @Test("are the anchors")
    func anchorValues() throws {
        let (student, normal, chiSquare) = (try anchors("t"), try anchors("normal"), try anchors("chi2"))
        #expect(student.count == 20 && normal.count == 5 && chiSquare.count == 9)
        for (key, value) in student {
            #expect(relativeError(studentQuantile(key[0], degreesOfFreedom: key[1]), value) < 5e-15, "\(key)")
        }
        for (key, value) in normal { #expect(relativeError(normalQuantile(key[0]), value) < 2e-15, "\(key)") }
        for (key, value) in chiSquare {
            #expect(relativeError(chiSquareQuantile(key[0], degreesOfFreedom: key[1]), value) < 5e-15, "\(key)")
        }
    }

    @Test("of Student's t are the reference points, far into the tails")
    func student() {
        for row in studentPoints {
            let error = relativeError(studentQuantile(row[0], degreesOfFreedom: row[1]), row[2])
            // Next to the median 2 p - 1 has lost digits before the function sees them.
            #expect(error < 5e-15, "\(row)")
        }
        #expect(studentQuantile(0.5, degreesOfFreedom: 3) == 0)
        #expect(studentQuantile(0.125, degreesOfFreedom: 3) == -studentQuantile(0.875, degreesOfFreedom: 3))
        #expect(relativeError(studentQuantile(0.75, degreesOfFreedom: 1), 1) < 2e-15)
    }

    @Test("of Student's t run into those of the normal distribution")
    func studentLimit() {
        for p in [1e-30, 1e-9, 0.3, 0.975, 1 - 0x1p-40] {
            let below = studentQuantile(p, degreesOfFreedom: 1e6)
            let above = studentQuantile(p, degreesOfFreedom: 1.0e6.nextUp)
            #expect(relativeError(below, above) < 2e-14, "at \(p)")
            #expect(above.magnitude > normalQuantile(p).magnitude)
        }
    }
}
