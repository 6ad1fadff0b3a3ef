internal import ScanModel

/// Laws of the reference model. What looks like a law and is none stands in docs/anomalies.md.
extension Law {
    private static let scope = "random reference documents"

    static let reference: [Law] = [
        Law(id: "L01", title: "one scanner more is never slower, first come first served", scope: scope) { picks in
            var document = LawDocument(&picks, regions: 1...1, limits: true)
            document.dispatch = "fifo"
            let before = document.outcome()
            document.regions[0].scanners += 1
            return notSlower(before, document.outcome())
        },
        Law(id: "L02", title: "one slot more on each scanner is never slower, first come first served", scope: scope) {
            picks in
            var document = LawDocument(&picks, regions: 1...1, limits: true)
            document.dispatch = "fifo"
            let before = document.outcome()
            document.slots += 1
            return notSlower(before, document.outcome())
        },
        Law(id: "L03", title: "all times multiplied by 4 and rates divided by it: all results times 4", scope: scope) {
            picks in
            var document = LawDocument(&picks, regions: 1...5, limits: true, fails: true)
            let before = document.outcome()
            document.scale = 4
            return scaled(before, document.outcome(), by: 4)
        },
        Law(id: "L04", title: "a window for all regions: their order does not matter", scope: scope) { picks in
            var document = LawDocument(&picks, regions: 2...8, limits: true, fails: true)
            document.window = document.regions.count + picks.integer(0...2)
            let before = document.outcome()
            document.regions = picks.shuffled(document.regions)
            let after = document.outcome()
            return before.makespan == after.makespan && before.completed == after.completed
                ? nil : "\(before.makespan) s, then \(after.makespan) s"
        },
        Law(id: "L05", title: "accounts renamed: nothing changes", scope: scope) { picks in
            var document = LawDocument(&picks, regions: 1...5, limits: true, fails: true)
            let before = document.outcome()
            let names = ["prod": "zz", "dev": "m", "audit": "a"]
            for region in document.regions.indices {
                for job in document.regions[region].jobs.indices {
                    let account = document.regions[region].jobs[job].account
                    document.regions[region].jobs[job].account = names[account] ?? account
                }
            }
            return before == document.outcome() ? nil : "results differ"
        },
        Law(id: "L06", title: "a window for all regions: the longest region, in rounds and sliding", scope: scope) {
            picks in
            var document = LawDocument(&picks, regions: 2...8, limits: true, fails: true)
            document.window = document.regions.count
            var makespans: [Rational] = []
            for mode in ["sliding", "batch"] {
                document.mode = mode
                makespans.append(document.outcome().makespan)
            }
            let alone = document.regions.map { region in
                var single = document
                single.regions = [region]
                single.window = 1
                return single.outcome().makespan
            }
            let longest = alone.reduce(Rational.zero) { max($0, $1) }
            return makespans.allSatisfy { $0 == longest } ? nil : "\(makespans), longest \(longest)"
        },
        Law(id: "L07", title: "rounds are never faster than a sliding window of the same order", scope: scope) {
            picks in
            var document = LawDocument(&picks, regions: 2...8, limits: true, fails: true)
            document.mode = "batch"
            let rounds = document.outcome()
            document.mode = "sliding"
            return notSlower(rounds, document.outcome())
        },
        Law(id: "L08", title: "no makespan is below a proved bound", scope: scope) { picks in
            let outcome = LawDocument(&picks, regions: 1...6, limits: true, fails: true).outcome()
            return outcome.bound <= outcome.makespan ? nil : "\(outcome.makespan) s, bound \(outcome.bound) s"
        },
        Law(
            id: "L09", title: "no region is above Graham's bound: all ready, work shared out, longest job",
            scope: scope, check: grahamBound),
        Law(id: "L10", title: "slots are busy for the work and the waits for tokens, no more", scope: scope) { picks in
            let document = LawDocument(&picks, regions: 1...5, limits: true, fails: true)
            let outcome = document.outcome()
            let jobs = document.regions.flatMap(\.jobs)
            let work = jobs.reduce(0) { $0 + ($1.fails + 1) * hold(document, $1) }
            let busy = (outcome.quantities["busySlotSeconds"] ?? 0) - (outcome.quantities["attachWait"] ?? 0)
            let expected = Double(work) / 4
            return (busy - expected).magnitude <= 1e-9 * expected ? nil : "busy \(busy) s for \(expected) s of work"
        },
    ]

    /// Quarters of a second that a job holds a slot.
    private static func hold(_ document: LawDocument, _ job: LawDocument.Job) -> Int {
        document.timing[1...].reduce(0) { $0 + $1.base + $1.perGiB * job.gib }
    }

    private static func notSlower(_ before: LawDocument.Outcome, _ after: LawDocument.Outcome) -> String? {
        after.makespan <= before.makespan ? nil : "\(before.makespan) s becomes \(after.makespan) s"
    }

    private static func scaled(
        _ before: LawDocument.Outcome, _ after: LawDocument.Outcome, by factor: Int
    ) -> String? {
        guard after.makespan == before.makespan * Rational(factor), after.bound == before.bound * Rational(factor)
        else { return "\(before.makespan) s becomes \(after.makespan) s" }
        // Shares and counts stay; times and costs grow.
        let kept: Set = ["utilisation", "peakScanners", "launchedScanners", "jobs", "attempts"]
        for (name, value) in before.quantities.sorted(by: { $0.key < $1.key }) {
            let expected = kept.contains(name) ? value : value * Double(factor)
            let found = after.quantities[name] ?? .nan
            guard (found - expected).magnitude <= 1e-9 * expected.magnitude else {
                return "\(name) is \(found), not \(expected)"
            }
        }
        return nil
    }

    /// R. L. Graham's argument with release dates: once every job and scanner is ready, no slot idles while a job
    /// waits, so that the last job begins within the mean of the other work.
    private static func grahamBound(_ picks: inout Picks) -> String? {
        let document = LawDocument(&picks, regions: 1...4, limits: false)
        let outcome = document.outcome()
        for region in document.regions {
            let jobs = region.jobs
            let scanners = min(region.scanners, (jobs.count + document.slots - 1) / document.slots)
            let snapshots = jobs.map { document.timing[0].base + document.timing[0].perGiB * $0.gib }
            let holds = jobs.map { hold(document, $0) }
            let longest = holds.max() ?? 0
            let ready = max(snapshots.max() ?? 0, document.boot)
            let shared = Rational(
                Int128(holds.reduce(0, +) - longest), over: Int128(scanners * document.slots))
            let bound = (Rational(ready + longest) + shared) / 4
            guard let completed = outcome.completed[region.name], completed <= bound else {
                return "\(region.name) above \(bound) s"
            }
        }
        return nil
    }
}
