import Foundation
import Testing

/// Every scenario that is shipped is valid, and the small ones have an answer.
@Suite struct ShippedScenarioTests {
    static let folder = ToolProcess.package.appending(path: "Scenarios")

    static var scenarios: [String] {
        let files = FileManager.default.enumerator(atPath: folder.path(percentEncoded: false))
        let names = (files?.allObjects as? [String] ?? []).filter {
            $0.hasSuffix(".yaml") && !isOther($0)
        }
        return names.sorted()
    }

    /// Documents that other commands answer, whose own tests do so.
    static func isOther(_ name: String) -> Bool {
        ["appliances/", "connectors/", "sensors/"].contains { name.hasPrefix($0) }
    }

    @Test func thereAreSome() {
        #expect(Self.scenarios.count >= 7)
        #expect(Self.scenarios.contains("scaling/instances-1m.yaml"))
    }

    @Test(
        arguments: scenarios.filter {
            // Those of 5,000 accounts have a test of their own.
            !$0.hasSuffix("100k.yaml") && !$0.hasSuffix("1m.yaml") && !$0.contains("five-thousand-accounts")
        })
    func eachHasAnAnswer(name: String) throws {
        let result = try ToolProcess.run(["simulate", "Scenarios/\(name)"])
        #expect(result.status == 0, "\(result.diagnostics)")
    }

    /// The scaling files differ in their size and in nothing else.
    @Test func scalingFilesDifferInTheirSizeAlone() throws {
        let sizes = ["1k": "1000", "10k": "10000", "100k": "100000", "1m": "1000000"]
        let texts = try sizes.map { name, count in
            let file = Self.folder.appending(path: "scaling/instances-\(name).yaml")
            let lines = String(decoding: try Data(contentsOf: file), as: UTF8.self)
                .replacing("        instances: \(count)\n", with: "        instances: N\n")
                .replacing("name: instances-\(name)\n", with: "name: instances\n")
                .split(separator: "\n", omittingEmptySubsequences: false)
            return lines.dropFirst().joined(separator: "\n")
        }
        #expect(Set(texts).count == 1)
        #expect(texts[0].contains("instances: N"))
    }
}
