import Foundation
import ScanModel
import ScenarioInput
import Statistics
import Studies
import Testing

/// Documents with random parts, against closed forms and against trials of the naive implementation beside these tests.
@Suite("Random documents")
struct RandomTrialTests {
    private struct Infeasible: Error {}

    private func statistics(_ json: String, trials: Int, seed: UInt64 = 1) async throws -> ReferenceStatistics {
        var scenario = try ReferenceDocument.read(bytes: Array(json.utf8), file: "random.json")
        scenario.seed = seed
        guard case .planned(let planned) = try PlanningAttempt(scenario) else { throw Infeasible() }
        return await ReferenceStatistics.of(planned, trials: trials, width: 2)
    }

    private func moments(_ name: String, _ statistics: ReferenceStatistics) throws -> Moments {
        try #require(statistics.metrics.first { $0.name == name }).moments
    }

    /// Jobs of 1000 s on scanners that are there at once; nothing else takes time.
    private func jobs(_ count: Int, scanners: Int, _ law: NaiveLaw) -> String {
        let jobs = (0..<count).map { "{\"id\": \"j\($0)\", \"gib\": 1, \"account\": \"a\", \"fails\": 0}" }
        let nothing = "{\"base\": 0, \"perGiB\": 0}"
        return """
            {"schema": "SNAPREF/1", "id": "closed",
             "policy": {"mode": "sliding", "window": 1, "regionOrder": ["r"], "dispatch": "fifo"},
             "timing": {"snapshot": \(nothing), "restore": \(nothing), "scan": {"base": 1000, "perGiB": 0},
                        "cleanup": \(nothing)},
             "scanner": {"boot": 0, "drain": 0, "slots": 1, "terminate": "regionEnd", "priceHour": 1, "minBill": 0},
             "prices": {"volumeGiBMonth": 1, "snapshotGiBMonth": 1, "hoursPerMonth": 730},
             "regions": [{"name": "r", "setup": 0, "teardown": 0, "scanners": \(scanners), "ipLimit": null,
                          "vcpuLimit": null, "buckets": {"snapshot": null, "launch": null, "attach": null},
                          "snapshotConcurrency": null, "jobs": [\(jobs.joined(separator: ", "))]}],
             "random": {"scan": \(law.json), "sloSeconds": 3000}}
            """
    }

    /// n exponential jobs on m scanners: until n - m are done the m busy ones finish at rate m, then m, m - 1, ...
    @Test(
        "the makespan of exponential jobs has the mean and variance of the closed form",
        arguments: [(20, 20), (100, 20)])
    func exponential(count: Int, scanners: Int) async throws {
        let trials = 400
        let makespan = try moments(
            "makespan", await statistics(jobs(count, scanners: scanners, .exponential), trials: trials))
        let rest = Double(count - scanners)
        let m = Double(scanners)
        let mean = rest / m + (1...scanners).reduce(0) { $0 + 1 / Double($1) }
        let variance = rest / (m * m) + (1...scanners).reduce(0) { $0 + 1 / Double($1 * $1) }
        if count == 20 { #expect(abs(mean - 3.59773965714368) < 1e-12 && abs(variance - 1.59616324391302) < 1e-12) }
        let (found, spread) = (try #require(makespan.mean) / 1000, try #require(makespan.variance) / 1e6)
        #expect(abs(found - mean) < 4 * (variance / Double(trials)).squareRoot(), "\(found) \(mean)")
        // The fourth moment is near that of a Gumbel: kurtosis 5.4.
        #expect(abs(spread / variance - 1) < 4 * (4.4 / Double(trials)).squareRoot(), "\(spread) \(variance)")
    }

    @Test(
        "the greatest of lognormal jobs has the mean and distribution of the closed form",
        arguments: [(10, 0.5, 1.925652299), (10, 1, 2.894113134), (20, 1, 3.711740678), (40, 2, 8.544253912)])
    func lognormal(count: Int, cv: Double, mean: Double) async throws {
        let trials = 400
        let found = try await statistics(jobs(count, scanners: count, .lognormal(cv)), trials: trials)
        let makespan = try moments("makespan", found)
        let error = try #require(makespan.standardDeviation) / Double(trials).squareRoot()
        #expect(abs(try #require(makespan.mean) / 1000 - mean) < 4 * error / 1000)
        // P(max <= 3) = P(M <= 3)^n, and ln M is normal with variance s^2 = ln(1 + cv^2) and mean -s^2/2.
        let square = log(1 + cv * cv)
        let one = erfc(-(log(3) + square / 2) / (2 * square).squareRoot()) / 2
        let all = pow(one, Double(count))
        let within = Double(try #require(found.withinSlo)) / Double(trials)
        #expect(found.count == trials && (0.05...0.99).contains(all))
        #expect(abs(within - all) < 4 * (all * (1 - all) / Double(trials)).squareRoot(), "\(within) \(all)")
    }

    private static let laws: [NaiveRandomPart] = [
        NaiveRandomPart(
            snapshot: .uniform(0.5), restore: .erlang(2), scan: .lognormal(0.6), cleanup: .exponential,
            boot: .lognormal(0.3),
            failProb: 0.2, maxAttempts: 3),
        NaiveRandomPart(scan: .exponential, failProb: 0.4, maxAttempts: 2),
        NaiveRandomPart(snapshot: .exponential, restore: .uniform(1), boot: .exponential),
        NaiveRandomPart(snapshot: .erlang(3), scan: .erlang(1), cleanup: .lognormal(0.8), failProb: 1, maxAttempts: 2),
    ]

    @Test(
        "means and standard deviations of every metric are those of the naive trials",
        arguments: 1...6 as ClosedRange<UInt64>)
    func agreesWithNaiveTrials(seed: UInt64) async throws {
        var generator = NaiveDocumentGenerator(seed: 7000 + seed)
        var document = generator.next()
        while document.regions.reduce(0, { $0 + $1.jobs.count }) > 24 { document = generator.next() }
        let laws = Self.laws[Int(seed) % Self.laws.count]
        if laws.failProb > 0 { document.scanner.terminate = .regionEnd }
        let trials = 150
        let engine = try await statistics(document.json(laws), trials: trials, seed: seed)
        var random = NaiveRandom(seed: 99 + seed)
        var naive: [String: Moments] = [:]
        let naiveTrials = 800
        for _ in 0..<naiveTrials {
            for (name, value) in NaiveTrial(document, laws, &random).metrics {
                naive[name, default: Moments()].add(value)
            }
        }
        for (name, expected) in naive {
            let found = try moments(name, engine)
            let (mean, wanted) = (try #require(found.mean), try #require(expected.mean))
            let (left, right) = (try #require(found.variance), try #require(expected.variance))
            let error = (left / Double(trials) + right / Double(naiveTrials)).squareRoot()
            // What does not vary agrees but for rounding to ticks.
            #expect(abs(mean - wanted) <= 4 * error + 1e-5 * (1 + abs(wanted)), "\(name) \(mean) \(wanted) \(error)")
            let fourth = try #require(expected.centralSums).fourth / Double(naiveTrials)
            let ofVariance = ((fourth - right * right) * (1 / Double(trials) + 1 / Double(naiveTrials))).squareRoot()
            #expect(
                abs(left - right) <= 4 * ofVariance + 1e-5 * (1 + wanted * wanted) * 1e-3,
                "sd of \(name) \(left) \(right)")
        }
    }

    @Test("the same statistics for any width, others for another seed")
    func width() async throws {
        let json = jobs(8, scanners: 3, .lognormal(1))
        let scenario = try ReferenceDocument.read(bytes: Array(json.utf8), file: "random.json")
        guard case .planned(let planned) = try PlanningAttempt(scenario) else { throw Infeasible() }
        let one = await ReferenceStatistics.of(planned, trials: 150, width: 1)
        for width in [2, 5] { #expect(await ReferenceStatistics.of(planned, trials: 150, width: width) == one) }
        #expect(try await statistics(json, trials: 150, seed: 2) != one)
        #expect(try await statistics(json, trials: 150) == one)
    }

    @Test("a random part without any randomness gives the deterministic document")
    func nothingRandom() async throws {
        var generator = NaiveDocumentGenerator(seed: 4711)
        for _ in 0..<10 {
            let document = generator.next()
            let expected = try naiveEvaluate(document)
            let found = try await statistics(document.json(NaiveRandomPart(sloSeconds: 1e9)), trials: 2)
            let makespan = try moments("makespan", found)
            let wanted = expected.makespan.doubleValue
            #expect(abs(try #require(makespan.mean) - wanted) <= 1e-9 * wanted && makespan.variance == 0)
            #expect(found.withinSlo == 2)
        }
    }
}
