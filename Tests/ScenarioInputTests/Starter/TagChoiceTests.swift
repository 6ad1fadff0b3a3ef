import ScanModel
import Testing

@testable import ScenarioInput

@Suite("The tag of a starter scenario")
struct TagChoiceTests {
    private static func tags(_ pairs: String...) -> [ScanModel.Tag] {
        pairs.map { pair in
            let parts = pair.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
            return ScanModel.Tag(key: String(parts[0]), value: String(parts[1]))
        }
    }

    @Test("Most instances decide")
    func most() {
        let choice = TagChoice(
            carrying([Self.tags("Team=a"), Self.tags("Team=b"), Self.tags("Team=b", "Stage=x")]))
        #expect(choice.tag == ScanModel.Tag(key: "Team", value: "b"))
        #expect(choice.instances == 2)
        #expect(choice.reason == .mostFrequent)
    }

    @Test(
        "A key that speaks of scans comes first, however few carry it",
        arguments: [
            "Scan", "qualys", "VULN_SCAN", "NightlyScanning",
        ])
    func scanKey(key: String) {
        let choice = TagChoice(
            carrying([Self.tags("Team=a"), Self.tags("Team=a"), [ScanModel.Tag(key: key, value: "x")]]))
        #expect(choice.tag.key == key)
        #expect(choice.instances == 1)
        #expect(choice.reason == .speaksOfScans)
    }

    @Test("Ties are broken by the alphabet of key, then value, whatever the order")
    func ties() {
        let sets = [Self.tags("B=1"), Self.tags("A=2"), Self.tags("A=1"), Self.tags("C=0")]
        var choices = Choices(seed: 3)
        for _ in 0..<20 {
            #expect(TagChoice(carrying(sets.shuffled(using: &choices))).tag == ScanModel.Tag(key: "A", value: "1"))
        }
    }

    @Test("A value that says no is not scanned by")
    func refusals() {
        let choice = TagChoice(
            carrying([Self.tags("Scan=No"), Self.tags("Scan=No"), Self.tags("Scan=weekly"), Self.tags("Scan=off")]))
        #expect(choice.tag == ScanModel.Tag(key: "Scan", value: "weekly"))
        #expect(TagChoice(carrying([Self.tags("Scan=never", "Team=a")])).tag == ScanModel.Tag(key: "Team", value: "a"))
    }

    @Test(
        "What the vendor refuses is never chosen",
        arguments: [
            "Scan me=x", "Scan=a b", "Scan*=x", "Scan=?", "aws:scan=x", "AWS:scan=x", "Scan=aws:x", "Scan=",
            "Scan=\u{200B}",
            "Scan=a\nb", "Scan=\t",
        ])
    func unusable(pair: String) {
        let refused = Self.tags(pair)
        #expect(
            TagChoice(carrying([refused, refused, Self.tags("Team=a")])).tag == ScanModel.Tag(key: "Team", value: "a"))
        let none = TagChoice(carrying([refused]))
        #expect(none.reason == .placeholder)
        #expect(none.tag == TagChoice.placeholder)
        #expect(none.instances == 0)
    }

    @Test("Texts longer than AWS allows are not tags")
    func longTexts() {
        let long = String(repeating: "a", count: 128)
        #expect(TagChoice.problem(ScanModel.Tag(key: long, value: long + long)) == nil)
        #expect(TagChoice.problem(ScanModel.Tag(key: long + "a", value: "x")) != nil)
        #expect(TagChoice.problem(ScanModel.Tag(key: "x", value: long + long + "a")) != nil)
    }

    @Test("A tag that is asked for stands, with the instances that carry it")
    func stated() {
        let fleet = carrying([Self.tags("Scan=a"), Self.tags("Team=b", "Scan=a")])
        let choice = TagChoice(fleet, stated: ScanModel.Tag(key: "Team", value: "b"))
        #expect(choice.tag == ScanModel.Tag(key: "Team", value: "b"))
        #expect(choice.instances == 1)
        #expect(choice.reason == .stated)
        #expect(TagChoice(fleet, stated: ScanModel.Tag(key: "x", value: "y")).instances == 0)
    }
}
