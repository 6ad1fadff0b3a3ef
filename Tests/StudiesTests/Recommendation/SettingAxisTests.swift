import Studies
import Testing

@Suite struct SettingAxisTests {
    private func read(_ text: String) throws(MisreadAxis) -> SettingAxis {
        try SettingAxis(text, paths: { ["at.\($0)"] })
    }

    @Test func rangesStepsAndListsAreExpanded() throws {
        let axis = try read("SingleRegionConcurrency=1..3, 5..20..5 ,2")
        #expect(axis.name == "SingleRegionConcurrency" && axis.paths == ["at.SingleRegionConcurrency"])
        #expect(axis.values == ["1", "2", "3", "5", "10", "15", "20"])
        #expect(axis.refinement == nil)
    }

    @Test func textsAndBracketsStayWhole() throws {
        #expect(try read("scanner.instanceType=c5.large,m5.large").values == ["c5.large", "m5.large"])
        let list = try read(#"deployments[a=b].reads={method: lazy, x: [1,2]},"a,b""#)
        #expect(list.name == "deployments[a=b].reads")
        #expect(list.values == ["{method: lazy, x: [1,2]}", #""a,b""#])
    }

    @Test(arguments: [
        "", "x", "=1", "x=", "x=1,,2", "x=3..1", "x=1..9..0", "x=1..9..z", "x=0..1000",
    ])
    func othersAreNone(text: String) { #expect(throws: MisreadAxis.self) { try read(text) } }

    @Test func theReasonIsTold() {
        func reason(_ text: String) -> String {
            do throws(MisreadAxis) {
                _ = try read(text)
                return ""
            } catch {
                return error.reason
            }
        }
        #expect(reason("x=3..1") == "`3..1` goes down")
        #expect(reason("x=1,,2").contains("empty value"))
        #expect(reason("x=0..1000") == "`x` has 1001 values; 1000 at most")
    }

    /// What the scenario does not tell is no value: it is changed by nothing and comes last.
    @Test func whatStaysAsItIsIsNoChange() {
        let axes = [
            SettingAxis(name: "a", values: ["1"]), SettingAxis(name: "b", values: ["1"], refinement: 1...9),
        ]
        let option = SettingsOption(values: [nil, "5"])
        #expect(option.changes(axes) == ["b=5"])
        #expect([option, SettingsOption(values: ["z", "1"])].sorted().last == option)
        let around = SettingsGrid.around(
            SettingsOption(values: [nil, "5"], isPresent: true), axes: axes, tried: [option])
        #expect(!around.isEmpty && around.allSatisfy { $0.values[0] == nil && $0.changes(axes).count == 1 })
        let others = SettingsGrid.around(
            SettingsOption(values: ["1", nil], isPresent: true), axes: axes, tried: [option])
        #expect(others.isEmpty)
    }

    @Test func settingsAreOrderedBySizeNotByText() {
        func option(_ values: String...) -> SettingsOption { SettingsOption(values: values) }
        let sorted = [
            option("2", "c5.large"), option("10", "a"), option("2", "8GiB"), option("2", "16GiB"), option("2", "9"),
            option("1", "z"),
        ].sorted()
        #expect(
            sorted.map(\.values) == [
                ["1", "z"], ["2", "9"], ["2", "8GiB"], ["2", "16GiB"], ["2", "c5.large"], ["10", "a"],
            ])
    }

    @Test func aGridHasEveryCombinationOnce() throws {
        let axes = [SettingAxis(name: "a", values: ["2", "1"]), SettingAxis(name: "b", values: ["x", "y", "x"])]
        let points = try #require(SettingsGrid.points(axes))
        #expect(points.map(\.values) == [["1", "x"], ["1", "y"], ["2", "x"], ["2", "y"]])
        #expect(points[1].changes(axes) == ["a=1", "b=y"])
        #expect(SettingsOption(values: ["1", "y"], isPresent: true).changes(axes) == [])
        let wide = SettingAxis(name: "w", values: (0..<50).map(String.init))
        #expect(SettingsGrid.points([wide, SettingAxis(name: "v", values: wide.values)]) == nil)
    }

    @Test(arguments: [1...1, 1...7, 1...8, 1...50, 0...1000, 5...30])
    func coarseValuesRiseFromEndToEnd(range: ClosedRange<Int>) {
        let values = SettingsGrid.coarse(range)
        #expect(values.first == range.lowerBound && values.last == range.upperBound)
        #expect(zip(values, values.dropFirst()).allSatisfy { $0 < $1 } || values == [range.lowerBound])
        #expect(values.count <= 25)
        if range.count <= 8 { #expect(values == Array(range)) }
    }

    /// Refining again and again around a point ends with both neighbours tried.
    @Test(arguments: [1, 7, 23, 50])
    func refinementClosesIn(on best: Int) {
        let axis = SettingAxis(
            name: "s", values: SettingsGrid.coarse(1...50).map(String.init), refinement: 1...50)
        var tried = Set(axis.values.map { SettingsOption(values: [$0]) })
        var rounds = 0
        while true {
            // The tried value that is nearest to the best one.
            let known = tried.compactMap { $0.values[0].flatMap { Int($0) } }
            let here = known.min { (abs($0 - best), $0) < (abs($1 - best), $1) } ?? 0
            let more = SettingsGrid.around(SettingsOption(values: ["\(here)"]), axes: [axis], tried: tried)
            if more.isEmpty { break }
            #expect(more.count <= 8 && tried.isDisjoint(with: more))
            tried.formUnion(more)
            rounds += 1
        }
        #expect(rounds <= 6)
        for value in [best - 1, best, best + 1] where (1...50).contains(value) {
            #expect(tried.contains(SettingsOption(values: ["\(value)"])), "\(value)")
        }
    }
}
