import Foundation
import Testing

/// The shipped exports hold a drift that their script planted; see Scenarios/reconcile/make-exports.
@Suite struct ReconcileCommandTests {
    struct Answer: Decodable {
        struct Line: Decodable {
            var sku: String
            var region: String
            var estimatedQuantity: Double
            var billedQuantity: Double
            var estimatedPriceUSD: Double
            var billedPriceUSD: Double
            var differenceUSD: Double
            var byQuantityUSD: Double
            var byPriceUSD: Double
            var estimatedUSD: Double
        }
        struct Unmatched: Decodable {
            var usageType: String
            var costUSD: Double
            var reason: String
        }
        struct LeftOut: Decodable {
            var reason: String
            var charges: Int
            var cost: Double
        }
        struct Period: Decodable { var days: Int }
        var period: Period
        var lines: [Line]
        var unmatched: [Unmatched]
        var leftOut: [LeftOut]
    }

    /// item: (factor of the quantity, factor of the price), as in the script.
    private static let planted: [String: (Double, Double)] = [
        "ec2:c5.large:linux:on-demand": (1.10, 0.92), "ebs:gp3:GiB-month": (1, 1),
        "ebs:snapshot-standard:GiB-month": (1.25, 1), "kms:key:month": (2, 1),
        "states:standard:transition": (0.5, 1.04),
    ]
    private static let scenario = "Scenarios/reconcile/scenario.yaml"

    private static func run(_ arguments: String..., input: Data? = nil) throws -> ToolProcess.Result {
        try ToolProcess.run(["reconcile", scenario] + arguments, input: input)
    }

    private static func file(_ name: String) -> URL {
        ToolProcess.package.appending(path: "Scenarios/reconcile/\(name)")
    }

    @Test(arguments: [("focus.csv", 31), ("cur.csv", 31), ("partial.csv", 12)])
    func findsThePlantedDriftExactly(name: String, days: Int) throws {
        let result = try Self.run("--costs", "Scenarios/reconcile/\(name)", "--tag", "app=scanner", "--format", "json")
        #expect(result.status == 0, "\(result.diagnostics)")
        let answer = try JSONDecoder().decode(Answer.self, from: Data(result.output.utf8))
        #expect(answer.period.days == days)
        #expect(answer.lines.count == 9)
        for line in answer.lines {
            let (more, dearer) = try #require(Self.planted[line.sku])
            #expect(abs(line.billedQuantity / line.estimatedQuantity - more) < 1e-10, "\(line.sku) \(line.region)")
            #expect(abs(line.billedPriceUSD / line.estimatedPriceUSD - dearer) < 1e-10, "\(line.sku) \(line.region)")
            #expect(abs(line.differenceUSD / line.estimatedUSD - (more * dearer - 1)) < 1e-10)
            #expect(abs(line.byQuantityUSD / line.estimatedUSD - (more - 1)) < 1e-10)
            #expect(abs(line.byPriceUSD / line.estimatedUSD - more * (dearer - 1)) < 1e-10)
        }
        #expect(answer.unmatched.map(\.costUSD) == [2.7715, 0.354, 0.15])
        #expect(answer.unmatched.map(\.reason) == ["noRule", "noRule", "notEstimated"])
        #expect(answer.leftOut.map(\.reason) == ["without the tag", "no use: Credit", "no use: Tax"])
        #expect(answer.leftOut.map(\.cost) == [2.04, -0.5, 1.37])
    }

    /// An account or a tag leaves out the same charge; without either it is billed for the scanners.
    @Test func filtersByAccount() throws {
        let byAccount = try Self.run(
            "--costs", "Scenarios/reconcile/focus.csv", "--account", "111122223333", "--account", "222233334444",
            "--format", "csv")
        let byTag = try Self.run("--costs", "Scenarios/reconcile/focus.csv", "--tag", "app=scanner", "--format", "csv")
        let all = try Self.run("--costs", "Scenarios/reconcile/focus.csv", "--format", "csv")
        #expect(byAccount.output == byTag.output)
        #expect(all.output != byTag.output)
        #expect(byTag.output.split(separator: "\n").count == 1 + 9 + 3)
    }

    @Test func packedFilesAndStandardInputAreTheSame() throws {
        let plain = try Self.run("--costs", "Scenarios/reconcile/cur.csv")
        let input = try Self.run("--costs", "-", input: Data(contentsOf: Self.file("cur.csv")))
        #expect(input.output == plain.output)
        #expect(plain.output.contains("AWS CUR (legacy)"))
        let folder = FileManager.default.temporaryDirectory.appending(path: "scanplan-costs-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        let packed = folder.appending(path: "cur.csv.gz")
        let gzip = Process()
        gzip.executableURL = URL(filePath: "/bin/sh")
        gzip.arguments = [
            "-c", "gzip -c \"$0\" > \"$1\"", Self.file("cur.csv").path(percentEncoded: false),
            packed.path(percentEncoded: false),
        ]
        try gzip.run()
        gzip.waitUntilExit()
        #expect(try Self.run("--costs", packed.path(percentEncoded: false)).output == plain.output)
    }

    @Test func refusesWhatCannotBeCompared() throws {
        func status(_ arguments: String...) throws -> Int32 {
            try ToolProcess.run(["reconcile", Self.scenario] + arguments).status
        }
        #expect(try status("--costs", "Scenarios/reconcile/none.csv") == 5)
        #expect(try status("--costs", Self.scenario) == 3)
        #expect(try status("--costs", "Scenarios/reconcile/focus.csv", "--period", "2026-11") == 3)
        #expect(try status("--costs", "Scenarios/reconcile/focus.csv", "--period", "October") == 2)
        #expect(try status("--costs", "Scenarios/reconcile/cur.csv", "--cost", "effective") == 3)
        let euros = Data(
            try String(contentsOf: Self.file("focus.csv"), encoding: .utf8).replacing(",USD,", with: ",EUR,").utf8)
        #expect(try Self.run("--costs", "-", input: euros).status == 3)
        #expect(try Self.run("--costs", "-", "--rate", "EUR=1.08", input: euros).status == 0)
    }

    /// The committed exports are what the script makes of today's answer.
    @Test func theExportsAreUpToDate() throws {
        let answer = try ToolProcess.run(["simulate", "--format", "json", Self.scenario])
        let folder = FileManager.default.temporaryDirectory.appending(path: "scanplan-exports-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        let script = folder.appending(path: "make-exports")
        try FileManager.default.copyItem(at: Self.file("make-exports"), to: script)
        let input = folder.appending(path: "answer.json")
        try Data(answer.output.utf8).write(to: input)
        let python = Process()
        python.executableURL = URL(filePath: "/usr/bin/env")
        python.arguments = ["python3", script.path(percentEncoded: false)]
        python.standardInput = try FileHandle(forReadingFrom: input)
        try python.run()
        python.waitUntilExit()
        #expect(python.terminationStatus == 0)
        for name in ["focus.csv", "cur.csv", "partial.csv"] {
            #expect(try Data(contentsOf: folder.appending(path: name)) == Data(contentsOf: Self.file(name)), "\(name)")
        }
    }
}
