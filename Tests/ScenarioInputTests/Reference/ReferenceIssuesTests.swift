import ScanModel
import Testing

@testable import ScenarioInput

@Suite("What is wrong with a reference document")
struct ReferenceIssuesTests {
    /// The issues of a document without file and place.
    private func problems(_ json: String) -> [String] {
        issues { () throws(InvalidInput) in try ReferenceDocument.read(bytes: Array(json.utf8), file: "r.json") }.map {
            String($0.drop { $0 != " " }.dropFirst())
        }
    }

    private static let time = "expected a number from 0 to 31622400 with at most 9 decimal places"
    private static let money = "expected a number from 0 to 1000000000 with at most 9 decimal places"
    private static let gib = "expected a number above 0 to 1000000000 with at most 9 decimal places"

    static let replacements: [(part: String, text: String, by: String, issue: String)] = [
        (
            "random", "null", "{\"scan\": {\"dist\": \"lognormal\", \"cv\": 5.5}}",
            "random.scan.cv: is `5.5`; expected a number from 0 to 5 with at most 9 decimal places"
        ),
        (
            "random", "null", "{\"scan\": {\"dist\": \"erlang\", \"cv\": 1, \"k\": 2}}",
            "random.scan.cv: unknown key; expected one of dist, k"
        ),
        (
            "random", "null", "{\"cleanup\": \"uniform\"}",
            "random.cleanup: is `uniform` without its parameter; expected {\"dist\": \"uniform\", ...}"
        ),
        (
            "random", "null", "{\"restore\": {\"dist\": \"uniform\", \"h\": -0.1}}",
            "random.restore.h: is `-0.1`; expected a number from 0 to 1 with at most 9 decimal places"
        ),
        (
            "random", "null", "{\"failProb\": 1.5, \"maxAttempts\": 3}",
            "random.failProb: is `1.5`; expected a number from 0 to 1 with at most 9 decimal places"
        ),
        (
            "random", "null", "{\"failProb\": 0.5}",
            "random: the key `maxAttempts` is missing; expected it beside a `failProb` above 0"
        ),
        (
            "random", "null", "{\"failProb\": 0.5, \"maxAttempts\": 0}",
            "random.maxAttempts: is `0`; expected a whole number from 1 to 255"
        ),
        (
            "random", "null", "{\"snapshots\": \"none\"}",
            "random.snapshots: unknown key; expected one of boot, cleanup, failProb, maxAttempts, restore, scan, "
                + "sloSeconds, snapshot; did you mean snapshot?"
        ),
        ("schema", "SNAPREF/1", "SNAPREF/2", "schema: is \"SNAPREF/2\"; expected \"SNAPREF/1\""),
        ("id", "sample", "", "id: is empty; expected a text"),
        (
            "random", "null", "{\"boot\": \"nnoe\"}",
            "random.boot: is \"nnoe\"; expected one of none, exponential, lognormal, uniform, erlang; did you mean none?"
        ),
        (
            "policy", "\"batch\"", "\"bach\"",
            "policy.mode: is \"bach\"; expected one of batch, sliding; did you mean batch?"
        ),
        ("policy", "2,", "0,", "policy.window: is `0`; expected a whole number from 1 to 1000000"),
        ("policy", "2,", "1.5,", "policy.window: is `1.5`; expected a whole number from 1 to 1000000"),
        (
            "policy", "\"lpt\"", "\"random\"",
            "policy.dispatch: is \"random\"; expected one of fifo, lpt, spt"
        ),
        ("policy", "\"window\": 2, ", "", "policy: the key `window` is missing"),
        (
            "policy", "\"south\", ", "\"north\", ",
            "policy.regionOrder: does not list the region `south`; expected every region once"
        ),
        ("timing", "0.25", "-0.25", "timing.snapshot.perGiB: is `-0.25`; \(time)"),
        (
            "timing", "0.25", "0.0000000001",
            "timing.snapshot.perGiB: is `0.0000000001`, with more than 9 decimal places; \(time)"
        ),
        ("timing", "0.25", "1e400", "timing.snapshot.perGiB: is `1e400`; \(time)"),
        ("timing", "20", "31622401", "timing.snapshot.base: is `31622401`; \(time)"),
        (
            "timing", "20", "\"20\"",
            "timing.snapshot.base: is \"20\"; \(time); did you mean 20 without quotes?"
        ),
        ("timing", "\"scan\"", "\"look\"", "timing: the key `scan` is missing"),
        ("scanner", "\"slots\": 2", "\"slots\": 0", "scanner.slots: is `0`; expected a whole number from 1 to 1000000"),
        (
            "scanner", "regionEnd", "never",
            "scanner.terminate: is \"never\"; expected one of regionEnd, idle"
        ),
        ("scanner", "0.085", "-1", "scanner.priceHour: is `-1`; \(money)"),
        ("scanner", "40", "null", "scanner.boot: has no value"),
        ("prices", "730", "0", "prices.hoursPerMonth: is `0`; \(gib)"),
        (
            "regions", "\"scanners\": 3", "\"scanners\": -1",
            "regions[0].scanners: is `-1`; expected a whole number from 0 to 1000000"
        ),
        ("regions", "28", "33", "regions[0].ipLimit.prefix: is `33`; expected a whole number from 0 to 32"),
        (
            "regions", "\"reserved\": 5, \"perScanner\": 2", "\"reserved\": 5, \"perScanner\": 0",
            "regions[0].ipLimit.perScanner: is `0`; expected a whole number from 1 to 1000000"
        ),
        (
            "regions", "\"quota\": 7, \"perScanner\": 2", "\"quota\": 7, \"perScanner\": 0",
            "regions[0].vcpuLimit.perScanner: is `0`; expected a whole number from 1 to 1000000"
        ),
        ("regions", "\"rate\": 0.25", "\"rate\": 0", "regions[0].buckets.snapshot.rate: is `0`; \(gib)"),
        (
            "regions", "\"burst\": 1.5", "\"burst\": 0.5",
            "regions[0].buckets.launch.burst: is `0.5`; "
                + "expected a number from 1 to 1000000000 with at most 9 decimal places"
        ),
        (
            "regions", "\"snapshotConcurrency\": 4", "\"snapshotConcurrency\": 0",
            "regions[0].snapshotConcurrency: is `0`; expected a whole number from 1 to 1000000000"
        ),
        ("regions", "\"gib\": 20", "\"gib\": 0", "regions[0].jobs[0].gib: is `0`; \(gib)"),
        (
            "regions", "\"fails\": 2", "\"fails\": 256",
            "regions[0].jobs[1].fails: is `256`; expected a whole number from 0 to 255"
        ),
        (
            "regions", "\"account\": \"a0\"", "\"account\": \"\"",
            "regions[0].jobs[0].account: is empty; expected a text"
        ),
        (
            "regions", "\"id\": \"v1\"", "\"id\": \"v0\"",
            "regions[0].jobs[1].id: the job `v0` is given more than once in its region"
        ),
        (
            "regions", "\"gib\": 20", "\"gib\": 500000000",
            "regions[0].jobs[0].gib: is `500000000`, too large beside sizes in steps of 0.01 GiB; "
                + "expected at most 21474836.47 GiB"
        ),
        (
            "regions", "\"setup\": 6", "\"setup\": 6, \"setpu\": 7",
            "regions[0].setpu: unknown key; expected one of buckets, ipLimit, jobs, name, scanners, setup, "
                + "snapshotConcurrency, teardown, vcpuLimit"
        ),
    ]

    @Test("Each rule has its issue", arguments: replacements)
    func rule(part: String, text: String, by replacement: String, issue: String) {
        let json = ReferenceSample.json(ReferenceSample.part(part, text, by: replacement))
        #expect(problems(json).contains(issue), "\(problems(json))")
    }

    @Test("One slip is one issue")
    func oneIssue() {
        for (part, text, replacement, issue) in Self.replacements where !issue.contains("missing") && part != "policy" {
            #expect(problems(ReferenceSample.json(ReferenceSample.part(part, text, by: replacement))) == [issue])
        }
    }

    @Test("regionOrder is a permutation of the regions")
    func regionOrder() {
        let order = ReferenceSample.part("policy", "\"north\"", by: "\"nroth\", \"south\"")
        #expect(
            problems(ReferenceSample.json(order)) == [
                "policy.regionOrder: does not list the region `north`; expected every region once",
                "policy.regionOrder[1]: `nroth` is no region of this document; did you mean north?",
                "policy.regionOrder[2]: the region `south` is listed more than once",
            ])
    }

    @Test("Region names are unique")
    func regionNames() {
        let twice = ["regions": "[\(ReferenceSample.north), \(ReferenceSample.south), \(ReferenceSample.north)]"]
        #expect(problems(ReferenceSample.json(twice)) == ["regions[2]: the region `north` is given more than once"])
    }

    @Test("Idle termination and failing jobs exclude each other")
    func idle() {
        let idle = ReferenceSample.part("scanner", "regionEnd", by: "idle")
        #expect(
            problems(ReferenceSample.json(idle)) == [
                "regions[0].jobs[1].fails: is 2 while `terminate` is `idle`; expected 0, or `regionEnd`"
            ])
    }

    @Test("Times and sizes together stay within a clock of a picosecond")
    func clock() {
        let fine = ReferenceSample.part("timing", "0.25", by: "0.000000001").merging(
            ReferenceSample.part("regions", "7.5", by: "7.00001")
        ) { $1 }
        #expect(
            problems(ReferenceSample.json(fine)) == [
                "timing: the decimal places of the times and sizes together ask for a clock finer than a picosecond; "
                    + "expected fewer decimal places in `perGiB` or `gib`"
            ])
    }

    @Test("Everything that is wrong is reported at once, in the order of the file")
    func allAtOnce() {
        let replacements: [String: String?] = [
            "id": nil, "random": "[]", "extra": "1",
            "prices": #"{"volumeGiBMonth": -1, "snapshotGiBMonth": "x", "hoursPerMonths": 730}"#,
            "scanner": "[]",
        ]
        #expect(
            issues { () throws(InvalidInput) in
                try ReferenceDocument.read(bytes: Array(ReferenceSample.json(replacements).utf8), file: "r.json")
            } == [
                "r.json:1:1: the key `id` is missing",
                "r.json:5:12: scanner: is a list; expected a mapping of keys to values",
                "r.json:6:30: prices.volumeGiBMonth: is `-1`; \(Self.money)",
                "r.json:6:54: prices.snapshotGiBMonth: is \"x\"; \(Self.money)",
                "r.json:6:59: prices.hoursPerMonths: unknown key; "
                    + "expected one of hoursPerMonth, snapshotGiBMonth, volumeGiBMonth; did you mean hoursPerMonth?",
                "r.json:15:11: random: is a list; expected a mapping of keys to values",
                "r.json:16:1: extra: unknown key; "
                    + "expected one of id, policy, prices, random, regions, scanner, schema, timing",
            ])
    }

    @Test("Beside a document under the key scenario nothing else may stand")
    func wrapped() {
        #expect(
            problems(#"{"scenario": \#(ReferenceSample.json()), "expectd": 1}"#) == [
                "expectd: unknown key; expected one of description, expected, scenario; did you mean expected?"
            ])
        #expect(
            problems(ReferenceSample.json(["description": "\"x\""])) == [
                "description: unknown key; "
                    + "expected one of id, policy, prices, random, regions, scanner, schema, timing"
            ])
    }

    @Test("Something that is no document")
    func noDocument() {
        #expect(problems("[]") == ["is a list; expected a mapping of keys to values"])
        #expect(
            problems("schema: SNAPREF/1") == [
                "not valid JSON: `schema` stands without quotes; expected texts in double quotes"
            ])
        #expect(problems("{\"scenario\": 1}") == ["scenario: is `1`; expected a mapping of keys to values"])
    }

    @Test("A document cut off or altered anywhere gives issues or a scenario, never a crash", .timeLimit(.minutes(20)))
    func mutations() {
        let bytes = Array(ReferenceSample.json().utf8)
        var choices = Choices(seed: 9)
        let pieces = ["0", "-", "9", "\"", ",", "{", "}", "[", "]", "null", ":", "e", ".", "a", "1e30", "0.000000001"]
        for round in 0..<3000 {
            var mutated = bytes
            for _ in 0...(round % 3) {
                let place = Int.random(in: mutated.indices, using: &choices)
                let piece = pieces[Int.random(in: pieces.indices, using: &choices)]
                mutated.replaceSubrange(place..<min(place + round % 4, mutated.count), with: piece.utf8)
            }
            do throws(InvalidInput) {
                _ = try ReferenceDocument.read(bytes: mutated, file: "r.json")
            } catch {
                #expect(!error.issues.isEmpty)
            }
        }
    }
}
