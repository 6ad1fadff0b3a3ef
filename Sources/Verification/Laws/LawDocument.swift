internal import ScanModel
internal import ScenarioInput
internal import Studies

/// A document of the reference model that can be varied. Times are in quarters of a second.
struct LawDocument: Sendable {
    struct Region: Sendable {
        var name: String
        var setup = 0
        var teardown = 0
        var scanners: Int
        /// Tokens in 400 s and burst, of snapshot, launch and attach.
        var buckets: [(rate: Int, burst: Int)?] = [nil, nil, nil]
        var snapshotConcurrency: Int?
        var jobs: [Job]
    }

    struct Job: Sendable {
        var gib: Int
        var account: String
        var fails = 0
    }

    var mode = "sliding"
    var window = 1
    var dispatch = "fifo"
    /// Base and time for each GiB, of snapshot, restore, scan and cleanup.
    var timing: [(base: Int, perGiB: Int)]
    var boot: Int
    var drain: Int
    var slots: Int
    /// Regions in the order in which they are opened.
    var regions: [Region]
    /// What all times are multiplied by, and rates divided.
    var scale = 1

    /// A random document: a few regions, a few dozen jobs.
    init(_ picks: inout Picks, regions count: ClosedRange<Int>, limits: Bool, fails: Bool = false) {
        timing = [
            (picks.pick([0, 8, 40, 120]), picks.pick([0, 1, 2, 5])), (picks.pick([0, 3, 20]), picks.pick([0, 0, 1])),
            (picks.pick([4, 30, 61]), picks.pick([0, 1, 3])), (picks.pick([0, 2, 9]), 0),
        ]
        boot = picks.pick([0, 12, 160])
        drain = picks.pick([0, 20])
        slots = picks.integer(1...4)
        regions = []
        let names = picks.shuffled(["alfa", "bravo", "delta", "echo", "mike", "sierra", "yankee", "zulu"])
        for name in names.prefix(picks.integer(count)) {
            var region = Region(
                name: name, setup: picks.pick([0, 0, 11, 60]), teardown: picks.pick([0, 0, 7, 60]),
                scanners: picks.integer(1...6), jobs: [])
            let accounts = ["prod", "dev", "audit"].prefix(picks.integer(1...3))
            for _ in 0..<picks.pick([picks.integer(1...6), picks.integer(3...40)]) {
                region.jobs.append(
                    Job(
                        gib: picks.pick([8, 8, 16, 20, 40, 100, 250]), account: picks.pick(Array(accounts)),
                        fails: fails && picks.chance(15) ? picks.integer(1...2) : 0))
            }
            if limits {
                for bucket in 0..<3 where picks.chance(50) {
                    region.buckets[bucket] = (picks.pick([40, 100, 400, 1_200]), picks.pick([1, 1, 2, 5]))
                }
                if picks.chance(50) { region.snapshotConcurrency = picks.integer(1...6) }
            }
            regions.append(region)
        }
        window = picks.integer(1...4)
        dispatch = picks.pick(["fifo", "lpt", "spt"])
        mode = picks.pick(["sliding", "batch"])
    }

    /// What becomes of the document.
    struct Outcome: Hashable, Sendable {
        /// Metrics by name.
        var quantities: [String: Double]
        /// Exact, in seconds.
        var makespan: Rational
        var bound: Rational
        /// By region, in seconds: from opening to completion, and from activation to end.
        var completed: [String: Rational]
        var lasted: [String: Rational]
    }

    /// Runs the document through planner, simulator and estimator.
    func outcome() -> Outcome {
        do {
            let scenario = try ReferenceDocument.read(bytes: Array(json.utf8), file: "law")
            guard case .answered(let answer) = try ScanStudy.answer(scenario, depth: .simulate),
                let metrics = ReferenceMetrics(answer), let run = answer.deployments[0].run
            else { fatalError("a law's document has no answer: \(json)") }
            let second = Int128(run.scale.ticksPerSecond)
            func seconds(_ ticks: Int64) -> Rational { Rational(Int128(ticks), over: second) }
            var quantities = Dictionary(uniqueKeysWithValues: metrics.quantities.map { ($0.name, $0.value) })
            for count in metrics.counts { quantities[count.name] = Double(count.value) }
            var outcome = Outcome(
                quantities: quantities, makespan: seconds(run.makespan),
                bound: seconds(answer.deployments[0].plan.bound.ticks), completed: [:], lasted: [:])
            for (region, window) in zip(run.regions, run.windows) {
                outcome.completed[region.region] = seconds(region.completed)
                outcome.lasted[region.region] = seconds(window.ended - window.activated)
            }
            return outcome
        } catch {
            fatalError("a law's document is refused: \(error) \(json)")
        }
    }

    /// The document in the format SNAPREF/1.
    var json: String {
        let stages = zip(["snapshot", "restore", "scan", "cleanup"], timing).map {
            "\"\($0)\": {\"base\": \(time($1.base)), \"perGiB\": \(time($1.perGiB))}"
        }
        return """
            {"schema": "SNAPREF/1", "id": "law",
            "policy": {"mode": "\(mode)", "window": \(window), "regionOrder": \(list(regions.map { "\"\($0.name)\"" })),
            "dispatch": "\(dispatch)"},
            "timing": {\(stages.joined(separator: ", "))},
            "scanner": {"boot": \(time(boot)), "drain": \(time(drain)), "slots": \(slots), "terminate": "regionEnd",
            "priceHour": 0.085, "minBill": 0},
            "prices": {"volumeGiBMonth": 0.08, "snapshotGiBMonth": 0.05, "hoursPerMonth": 730},
            "regions": \(list(regions.map(text))), "random": null}
            """
    }

    private func text(_ region: Region) -> String {
        let buckets = zip(["snapshot", "launch", "attach"], region.buckets).map { name, bucket in
            guard let bucket else { return "\"\(name)\": null" }
            return "\"\(name)\": {\"rate\": \(rate(bucket.rate)), \"burst\": \(bucket.burst)}"
        }
        let jobs = region.jobs.enumerated().map {
            "{\"id\": \"v\($0)\", \"gib\": \($1.gib), \"account\": \"\($1.account)\", \"fails\": \($1.fails)}"
        }
        return """
            {"name": "\(region.name)", "setup": \(time(region.setup)), "teardown": \(time(region.teardown)),
            "scanners": \(region.scanners), "ipLimit": null, "vcpuLimit": null,
            "buckets": {\(buckets.joined(separator: ", "))},
            "snapshotConcurrency": \(region.snapshotConcurrency.map(String.init) ?? "null"), "jobs": \(list(jobs))}
            """
    }

    private func list(_ texts: [String]) -> String { "[" + texts.joined(separator: ", ") + "]" }

    private func time(_ quarters: Int) -> String { LawDocument.decimal(quarters * scale * 25, places: 2) }

    /// Tokens in 400 s as tokens a second, over the scale, which must divide 10,000.
    private func rate(_ tokens: Int) -> String { LawDocument.decimal(tokens * 10_000 / scale / 4, places: 6) }

    static func decimal(_ units: Int, places: Int) -> String {
        let digits = String(units)
        let padded = String(repeating: "0", count: max(0, places + 1 - digits.count)) + digits
        return padded.dropLast(places) + "." + padded.suffix(places)
    }
}
