import ScanModel
import Testing

@testable import ScenarioInput

@Suite("Texts from outside in a starter scenario")
struct StarterRoundTripTests {
    static let pieces = [
        "'", "\"", "\\", "\n", "\r", "\t", ": ", ":", " #", "#", "- ", "-", "*", "&", "!", "|", ">", "%", "@", "`", "{",
        "}",
        "[", "]", ",", "?", "? ", "<<", "=", "~", "null", "yes", "no", "0123", "1e3", "0x1F", "1_000", "12:30:45",
        "---",
        "...", "ä", "e\u{301}", "中", "😀", "\u{85}", "\u{A0}", "\u{2028}", "\u{2029}", "\u{7F}", "\u{1}", "\u{200B}",
        "\u{FFFE}", "\u{FFFF}", "\u{1FFFE}", "\u{E000}", " ", "  ", "a", "Z", "_", ".", "/", "$(x)", "\\n",
        "\\U0001F600",
    ]

    private static func text(_ choices: inout Choices) -> String {
        (0..<Int.random(in: 1...6, using: &choices)).map { _ in pieces.randomElement(using: &choices) ?? "" }.joined()
    }

    /// Texts are equal to the byte: Swift takes `é` in one and in two parts for the same.
    private static func isSame(_ left: String, _ right: String) -> Bool { Array(left.utf8) == Array(right.utf8) }

    @Test("Each single piece, and any mixture, is read back as it was")
    func anyText() throws {
        var choices = Choices(seed: 31)
        let texts = Self.pieces + (0..<150).map { _ in Self.text(&choices) }
        var usableTags = 0
        for text in texts {
            let other = Self.text(&choices)
            let candidate = ScanModel.Tag(key: text, value: other)
            let isUsable = TagChoice.problem(candidate) == nil
            if isUsable { usableTags += 1 }
            // What no scan can go by may still be carried, and must not harm.
            let fleet = carrying([[candidate, ScanModel.Tag(key: "Scan", value: other)]])
            let request = try StarterSample.request(
                name: text, tag: isUsable ? candidate : nil,
                inventories: [
                    StarterSample.inventory(text), StarterSample.inventory(other, .fleetCsv),
                    StarterSample.inventory(text + other, .resourceCounts),
                ], fleet: fleet, counted: carrying([[]]), fileName: text)
            let written = try StarterScenario.text(request)
            let draft = try StarterSample.read(written)
            let deployment = try #require(draft.deployments.first)
            #expect(Self.isSame(draft.name, text), "\(written)")
            #expect(zip(deployment.inventories.map(\.path), [text, other]).allSatisfy(Self.isSame), "\(written)")
            #expect(Self.isSame(deployment.counts?.files.first?.path ?? "", text + other), "\(written)")
            let tag = isUsable ? candidate : TagChoice(fleet).tag
            for read in [deployment.deployment.eligibility.requiredTags, deployment.counts?.tags ?? []] {
                let only = try #require(read.first)
                #expect(read.count == 1 && Self.isSame(only.key, tag.key) && Self.isSame(only.value, tag.value))
            }
        }
        #expect(usableTags > 30 && usableTags < texts.count - 50, "\(usableTags) of \(texts.count)")
    }

    @Test("A generated fleet carries the tag that was asked for")
    func generated() throws {
        for value in ["yes", "0123", "*a", "#a", "a:b", "'\"", "ä😀", "null", "~", "&a", "{}"] {
            let tag = ScanModel.Tag(key: value, value: value)
            if TagChoice.problem(tag) != nil {
                #expect(value == "*a")
                continue
            }
            let draft = try StarterSample.read(try StarterScenario.text(try StarterSample.request(tag: tag)))
            let deployment = try #require(draft.deployments.first)
            #expect(deployment.generated?.tag?.key == value && deployment.generated?.tag?.value == value)
            #expect(deployment.deployment.eligibility.requiredTags == [tag])
        }
    }
}
