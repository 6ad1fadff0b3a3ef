import Foundation
import ScanModel
import ScenarioInput
import Studies
import Testing

/// What `docs/anomalies.md` shows, run again. `UPDATE_GOLDEN=1` writes the page anew.
@Suite("Anomalies")
struct AnomalyTests {
    /// Documents that differ in one setting, and what becomes of them.
    struct Anomaly {
        var title: String
        /// A paragraph, line by line.
        var text: [String]
        /// What is varied, in words and as the key in the documents, and its values.
        var setting: String
        var key: String
        var variants: [(value: Double, file: String, seconds: Int)]
    }

    static let anomalies = [
        Anomaly(
            title: "One scanner more is slower, longest job first",
            text: [
                "Jobs (ready, length) = (0, 9) (1, 4) (2, 8) (4, 3) (6, 3) (7, 4) (8, 7), the longest waiting job first. On three",
                "scanners one is free when the job of 7 comes at 8, and it ends at 15. A fourth scanner takes short jobs as",
                "they come, so that all four are busy at 8; the job of 7 begins at 9 and ends at 16. A snapshot token a second",
                "lets the jobs come at those seconds; two jobs of 0.001 s take the tokens of the seconds 3 and 5. First come,",
                "first served this cannot happen: law L01.",
            ],
            setting: "scanners", key: "scanners",
            variants: [(3, "longest-first-3-scanners", 15), (4, "longest-first-4-scanners", 16)]),
        Anomaly(
            title: "A higher Concurrency is slower in rounds",
            text: [
                "Forty regions of 1 s each, but for the 30th and 31st, which take 10 s. A round lasts as long as its longest",
                "region. Rounds of 20 hold both in one round; rounds of 30 split them. Rounds of twice the size are made of whole",
                "smaller ones, so doubling cannot hurt; and a sliding window is never slower than rounds of its size: law L07.",
            ],
            setting: "regions in a round", key: "window",
            variants: [
                (10, "rounds-of-10", 22), (20, "rounds-of-20", 11), (30, "rounds-of-30", 20), (40, "rounds-of-40", 10),
            ]),
        Anomaly(
            title: "A higher limit on pending snapshots is slower",
            text: [
                "Jobs of 12, 8, 8 and 16 s on three scanners, the longest waiting job first; a snapshot takes 1 s. With two",
                "snapshots pending at once the job of 16 s is ready together with the second one of 8 s and goes before it. With",
                "three, the three shorter jobs are ready first and take all scanners, and the job of 16 s begins at 9.",
            ],
            setting: "snapshots pending at once", key: "snapshotConcurrency",
            variants: [(2, "pending-limit-2", 18), (3, "pending-limit-3", 25)]),
        Anomaly(
            title: "A higher rate of snapshot requests is slower",
            text: [
                "Jobs of 16, 12, 8 and 8 s on three scanners, first come, first served; a snapshot takes half as long as its job.",
                "At a request every two seconds the first three are ready at 8, among them the longest. At one a second the",
                "three shorter ones are ready at 6 and 7 and take all scanners, and the longest begins at 14.",
            ],
            setting: "snapshot requests a second", key: "rate",
            variants: [(0.5, "snapshot-rate-half", 24), (1, "snapshot-rate-one", 30)]),
        Anomaly(
            title: "A higher rate of attach requests is slower",
            text: [
                "Jobs of 10, 4, 16, 4 and 10 s on two scanners, the longest waiting job first; the one of 16 s is ready at 10.",
                "At a request every two seconds the second short job waits for its token until 6, and its scanner is free at 10,",
                "just in time for the job of 16 s. At one a second it is free at 9 and takes a job of 10 s.",
            ],
            setting: "attach requests a second", key: "rate",
            variants: [(0.5, "attach-rate-half", 28), (1, "attach-rate-one", 34)]),
    ]

    static let package = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent()
    static let folder = package.appending(path: "Scenarios/anomalies")

    /// The makespan of a document in seconds, by planner and simulator.
    private func makespan(_ file: String) throws -> Rational {
        let bytes = try Data(contentsOf: Self.folder.appending(path: "\(file).json"))
        let scenario = try ReferenceDocument.read(bytes: Array(bytes), file: file)
        guard case .answered(let answer) = try ScanStudy.answer(scenario, depth: .simulate) else {
            throw CocoaError(.coderInvalidValue)
        }
        let run = try #require(answer.deployments.first?.run)
        return Rational(Int128(run.makespan), over: Int128(run.scale.ticksPerSecond))
    }

    @Test("Every variant takes as long as it is said to, and more is slower somewhere")
    func numbers() throws {
        for anomaly in Self.anomalies {
            for variant in anomaly.variants {
                #expect(try makespan(variant.file) == Rational(variant.seconds), "\(variant.file)")
            }
            let seconds = anomaly.variants.map(\.seconds)
            #expect(zip(seconds, seconds.dropFirst()).contains { $0 < $1 }, "\(anomaly.title)")
        }
    }

    /// The makespan of the scenario under a limit on pending snapshots, in seconds.
    private func makespan(pendingSnapshots limit: Int) throws -> Rational {
        let text = String(
            decoding: try Data(contentsOf: Self.folder.appending(path: "pending-limit.yaml")), as: UTF8.self)
        #expect(text.contains("pendingSnapshots: 3 }"))
        let changed = text.replacing("pendingSnapshots: 3 }", with: "pendingSnapshots: \(limit) }")
        let draft = try ScenarioReader.read(bytes: Array(changed.utf8), file: "a.yaml", standardName: "a")
        let scenario = try ScenarioAssembler.assemble(draft, inventories: [nil])
        guard case .answered(let answer) = try ScanStudy.answer(scenario, depth: .simulate) else {
            throw CocoaError(.coderInvalidValue)
        }
        let run = try #require(answer.deployments.first?.run)
        return Rational(Int128(run.makespan), over: Int128(run.scale.ticksPerSecond))
    }

    @Test("A higher limit on pending snapshots makes a cycle of the classic product longer")
    func product() throws {
        #expect(try makespan(pendingSnapshots: 3) == 858)
        #expect(try makespan(pendingSnapshots: 4) == 958)
    }

    @Test("Variants of one anomaly differ in the setting and in nothing else")
    func variants() throws {
        for anomaly in Self.anomalies {
            let documents = try anomaly.variants.map { variant in
                try leaves(
                    of: JSONSerialization.jsonObject(
                        with: Data(contentsOf: Self.folder.appending(path: "\(variant.file).json"))))
            }
            for (variant, document) in zip(anomaly.variants, documents) {
                #expect(Set(document.keys) == Set(documents[0].keys))
                let changed = document.keys.filter { $0 != ".id" && document[$0] != documents[0][$0] }
                #expect(changed.allSatisfy { $0.hasSuffix(".\(anomaly.key)") }, "\(variant.file): \(changed)")
                #expect(document.contains { $0.key.hasSuffix(".\(anomaly.key)") && Double($0.value) == variant.value })
                #expect((variant.value == anomaly.variants[0].value) == changed.isEmpty)
            }
        }
    }

    /// The texts of the single values of a document, by path.
    private func leaves(of value: Any, path: String = "") -> [String: String] {
        switch value {
        case let object as [String: Any]:
            object.reduce(into: [:]) { $0.merge(leaves(of: $1.value, path: "\(path).\($1.key)")) { $1 } }
        case let list as [Any]:
            list.enumerated().reduce(into: [:]) {
                $0.merge(leaves(of: $1.element, path: "\(path)[\($1.offset)]")) { $1 }
            }
        default: [path: "\(value)"]
        }
    }

    @Test("Every document of the folder is shown")
    func complete() throws {
        let files = try FileManager.default.contentsOfDirectory(atPath: Self.folder.path(percentEncoded: false))
        let known = Self.anomalies.flatMap(\.variants).map { "\($0.file).json" }
        #expect(files.filter { $0.hasSuffix(".json") }.sorted() == known.sorted())
    }

    @Test("docs/anomalies.md is what the program says")
    func page() throws {
        var lines = [
            "# Anomalies",
            "",
            "More of something scarce can make a scan cycle longer. That is no error of the simulator: schedules that never let a",
            "scanner idle while a job waits are like that (R. L. Graham, \"Bounds on multiprocessing timing anomalies\", SIAM Journal",
            "on Applied Mathematics 17, 1969). Each case below is small enough to follow by hand, as documents of the reference",
            "model in `Scenarios/anomalies`; `scanplan conformance FILE` runs one. Every test run compares the numbers;",
            "`UPDATE_GOLDEN=1 ./test --filter AnomalyTests` writes this page anew. What holds always is checked by",
            "`scanplan selftest` as laws.",
        ]
        for anomaly in Self.anomalies {
            lines += ["", "## \(anomaly.title)", ""] + anomaly.text
            lines += ["", "| \(anomaly.setting) | makespan | document |", "|---|---|---|"]
            for variant in anomaly.variants {
                let value = variant.value == 0.5 ? "0.5" : "\(Int(variant.value))"
                lines.append("| \(value) | \(try makespan(variant.file)) s | `\(variant.file).json` |")
            }
        }
        lines += [
            "",
            "## The same in the classic product",
            "",
            "`pending-limit.yaml` lists six instances of 8 to 400 GiB that three scanners take first come, first served, one at a",
            "time. With four pending snapshots instead of three, smaller ones overtake the large one: `scanplan simulate --set",
            "deployments[shop].limits.pendingSnapshots=4 Scenarios/anomalies/pending-limit.yaml`.",
            "",
            "| limits.pendingSnapshots | makespan |",
            "|---|---|",
        ]
        for limit in [3, 4] { lines.append("| \(limit) | \(try makespan(pendingSnapshots: limit)) s |") }
        let text = lines.joined(separator: "\n") + "\n"
        let path = Self.package.appending(path: "docs/anomalies.md")
        if ProcessInfo.processInfo.environment["UPDATE_GOLDEN"] != nil { try Data(text.utf8).write(to: path) }
        #expect(try String(decoding: Data(contentsOf: path), as: UTF8.self) == text)
    }
}
