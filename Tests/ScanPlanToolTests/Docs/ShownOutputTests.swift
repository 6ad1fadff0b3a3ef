import Testing

/// What counts as shown in a page.
@Suite struct ShownOutputTests {
    private var printed: [String] { Self.printed }

    @Test func theWholeOutputIsEachOfItsLines() {
        #expect(ShownOutput(printed).fits(printed))
        #expect(!ShownOutput(Array(printed.dropLast())).fits(printed))
        #expect(!ShownOutput(["title"]).fits(printed))
        #expect(ShownOutput([""]).fits([""]))
    }

    @Test(arguments: [
        ["title", "..."], ["...", "end"], ["title", "...", "end"], ["title", "...", "b 1", "b 2", "...", "end"],
        ["title", "...", "a 2", "...", "c 1", "..."], ["..."], ["title", "a 1", "a 2", "b 1", "b 2", "...", "end"],
    ])
    func partsFollowOneAnother(shown: [String]) {
        #expect(ShownOutput(shown).fits(printed))
        #expect(ShownOutput(shown).renewed(by: printed) == shown)
    }

    @Test(arguments: [
        ["a 1", "..."], ["title", "...", "c 1"], ["title", "...", "b 1", "...", "a 1", "..."],
        ["title", "...", "b 3", "...", "end"], ["title", "...", "a 1", "..."], Self.printed + ["..."],
        Self.printed.dropLast() + ["...", "end"], ["title", "...", "b 1", "c 1", "..."],
    ])
    func otherPartsDoNot(shown: [String]) {
        #expect(!ShownOutput(shown).fits(printed))
    }

    @Test func aNewerOutputIsShownInTheSameParts() {
        let newer = ["title 2", "a 3", "a 4", "a 5", "b 6", "b 7", "end 8"]
        #expect(ShownOutput(printed).renewed(by: newer) == newer)
        let shown = ShownOutput(["title", "...", "b 1", "b 2", "...", "end"])
        #expect(shown.renewed(by: newer) == nil)
        #expect(shown.renewed(by: newer + ["end 9"]) == ["title 2", "...", "b 6", "b 7", "...", "end 9"])
        #expect(ShownOutput(["title", "...", "z 1", "..."]).renewed(by: newer) == nil)
    }

    private static let printed = ["title", "a 1", "a 2", "b 1", "b 2", "c 1", "end"]
}
