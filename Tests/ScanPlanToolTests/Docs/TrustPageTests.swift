import Foundation
import Testing

/// The numbers of docs/trust.md are those of the profiles, the records and the pages that it sums up.
@Suite struct TrustPageTests {
    private static func text(_ path: String) throws -> String {
        try String(contentsOf: ToolProcess.package.appending(path: path), encoding: .utf8)
    }

    private static func says(_ words: String) throws {
        let page = try text("docs/trust.md").split(whereSeparator: \.isWhitespace).joined(separator: " ")
        let isThere = page.contains(words)
        #expect(isThere, "docs/trust.md does not say: \(words)")
    }

    /// How many values of a profile are known how.
    private static func confidences(of value: Any, into counts: inout [String: Int]) {
        if let object = value as? [String: Any] {
            if let confidence = (object["provenance"] as? [String: Any])?["confidence"] as? String {
                counts[confidence, default: 0] += 1
            }
            for part in object.values { confidences(of: part, into: &counts) }
        } else if let list = value as? [Any] {
            for part in list { confidences(of: part, into: &counts) }
        }
    }

    @Test(arguments: ["qualys-aws@1.8", "qualys-aws@1.19", "qualys-azure@3.20"])
    func everyShareIsThatOfTheProfile(profile: String) throws {
        let result = try ToolProcess.run(["profile", "show", profile, "--format", "json"])
        var counts: [String: Int] = [:]
        Self.confidences(of: try JSONSerialization.jsonObject(with: Data(result.output.utf8)), into: &counts)
        // A measured or calibrated constant would make a sentence of the page wrong.
        #expect(Set(counts.keys) == ["assumed", "documented"])
        let all = counts.values.reduce(0, +)
        func share(_ word: String) -> String {
            let count = counts[word] ?? 0
            return "\(count) (\(Int((Double(count) / Double(all) * 100).rounded())) %)"
        }
        try Self.says("| `\(profile)` | \(all) | \(share("documented")) | \(share("assumed")) |")
    }

    /// No profile that ships and describes a product is left out.
    @Test func everyProfileHasARow() throws {
        let list = try ToolProcess.run(["profile", "list"]).output
        let profiles = list.split(separator: "\n").dropFirst().compactMap { $0.split(separator: " ").first }
        #expect(profiles.count >= 4)
        for profile in profiles where profile != "reference" { try Self.says("| `\(profile)` |") }
    }

    @Test func theRecordOfTheRealQueueIsTold() throws {
        struct Record: Decodable {
            struct Part: Decodable { var summary: Summary }
            struct Summary: Decodable {
                var predictions: Int
                var meanAbsoluteError: Double
                var largestAbsoluteError: Double
                var covered: Int
            }
            var sameConfiguration: Part
            var otherConfiguration: Part
        }
        let record = try JSONDecoder().decode(
            Record.self, from: Data(try Self.text("results/calibration/real/predictions.json").utf8))
        func words(_ summary: Record.Summary, _ verb: String) -> String {
            let (mean, most) = (summary.meanAbsoluteError * 100, summary.largestAbsoluteError * 100)
            return verb + String(format: "%.1f %% on average, at most %.1f %%; ", mean, most)
                + "\(summary.covered) of \(summary.predictions) in the "
        }
        try Self.says(words(record.sameConfiguration.summary, "off by ") + "90 % interval")
        try Self.says(words(record.otherConfiguration.summary, "| ") + "interval")
    }

    /// The pages that it sums up are tested against the program themselves.
    @Test func otherPagesSayTheSame() throws {
        let backTest = try Self.text("docs/guide/how-to/calibrate-from-logs.md")
        #expect(backTest.contains("  MAPE       12.9 %\n  coverage   13 of 14 cycles inside"))
        try Self.says("off by 12.9 %; 13 of 14 cycles in the 90 % interval")

        let recommendations = try Self.text("results/benchmarks/recommend.md").split(separator: "\n")
        let header = try #require(recommendations.firstIndex { $0.hasPrefix("| right | wrong | undecided |") })
        let numbers = recommendations[header + 2].split(separator: "|").compactMap {
            Int($0.trimmingCharacters(in: .whitespaces))
        }
        try #require(numbers.count >= 3)
        try Self.says("[\(numbers[0]) of \(numbers[0] + numbers[1] + numbers[2]) right]")
        #expect(recommendations.joined(separator: " ").contains("2,000 trials of every setting"))

        let vectors = try Self.rows(of: "docs/test-vectors.md")
        #expect(vectors.allSatisfy { $0.count == 5 && $0[1] == $0[2] || $0[1].contains("lie inside") })
        try Self.says("[\(vectors.count) test vectors](test-vectors.md)")
    }

    @Test func constraintsAreCounted() throws {
        let proofs = try Self.rows(of: "docs/constraints.md").filter { $0.count == 7 }.map { $0[6] }
        let left = proofs.count { $0.hasPrefix("not modelled: ") }
        #expect(left > 0 && proofs.allSatisfy { $0.hasPrefix("not modelled: ") || $0.hasPrefix("`") })
        try Self.says("[\(proofs.count - left) proved, \(left) not modelled](constraints.md)")
    }

    /// `SelfTestCommandTests` and `ClosedFormTests` hold the numbers of rows against the program.
    @Test func theSelfTestIsCounted() throws {
        try Self.says("110 values, each within 4 standard errors; 15 laws hold")
        let tests = try Self.text("Tests/ScanPlanToolTests/SelfTestCommandTests.swift")
        #expect(tests.contains("#expect(counts.map(\\.1) == [3, 83, 15])"))
        let forms = try Self.text("Tests/VerificationTests/ClosedFormTests.swift")
        #expect(forms.contains("#expect(ClosedForm.all.count == 110)"))
    }

    /// The cells of every table's rows, without headers. A bar behind a backslash would be part of a cell; there is none.
    private static func rows(of path: String) throws -> [[String]] {
        let lines = try text(path).components(separatedBy: "\n")
        #expect(!lines.contains { $0.contains("\\|") })
        return lines.indices.filter { number in
            lines[number].hasPrefix("| ")
                && !(number + 1 < lines.count && lines[number + 1].hasPrefix("|---"))
        }.map { number in
            lines[number].dropFirst(2).dropLast(2).components(separatedBy: " | ")
        }
    }
}
