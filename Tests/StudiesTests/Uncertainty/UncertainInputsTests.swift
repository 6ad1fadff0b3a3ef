import ScanModel
import Studies
import Testing

@Suite("Samples of uncertain inputs")
struct UncertainInputsTests {
    private static let line =
        "uncertainty: {timings.scan.base: {uniform: {low: 100s, high: 200s}}, policies.volumesPerScanner: {choice: [4, 8]}}"

    @Test("of so many equally likely slices of an input each is used once")
    func slices() throws {
        let inputs = UncertainInputs(try UncertainSample(Self.line).scenario())
        let points = inputs.points(count: 40, seed: 7)
        #expect(points.count == 40)
        for dimension in 0..<2 { #expect(Set(points.map { Int($0[dimension] * 40) }).count == 40) }
        let worlds = inputs.worlds(count: 40, seed: 7)
        let start = "deployments[0].timings.scan.base="
        #expect(worlds.allSatisfy { $0.count == 2 && $0[0].hasPrefix(start) && $0[0].hasSuffix("s") })
        #expect(worlds.count { $0[1] == "deployments[0].policies.volumesPerScanner=4" } == 20)
        #expect(worlds.count { $0[1] == "deployments[0].policies.volumesPerScanner=8" } == 20)
    }

    @Test("a sample depends on the seed, and not on what comes after it in the list")
    func keys() throws {
        let inputs = UncertainInputs(try UncertainSample(Self.line).scenario())
        #expect(inputs.worlds(count: 20, seed: 7) == inputs.worlds(count: 20, seed: 7))
        #expect(inputs.worlds(count: 20, seed: 7) != inputs.worlds(count: 20, seed: 8))
        var first = inputs
        first.inputs.removeLast()
        #expect(first.worlds(count: 20, seed: 7).map { $0[0] } == inputs.worlds(count: 20, seed: 7).map { $0[0] })
    }

    @Test("every sample is a scenario that states its values")
    func variants() throws {
        let sample = try UncertainSample(Self.line)
        for world in UncertainInputs(try sample.scenario()).worlds(count: 10, seed: 3) {
            let names = ["timings.scan.base", "policies.volumesPerScanner"]
            let scenario = try sample.scenario(world)
            let stated = names.map { name in scenario.deployments[0].assumptions.first { $0.name == name } }
            #expect(stated.allSatisfy { $0?.provenance.confidence == .stated })
            #expect(world == zip(names, stated).map { "deployments[0].\($0)=\($1?.value ?? "")" })
        }
    }

    @Test("an input of the same number takes the place of the earlier one")
    func adding() throws {
        let scenario = try UncertainSample(Self.line).scenario()
        var inputs = UncertainInputs(scenario)
        var other = inputs.inputs[0]
        other.input.distribution = .uniform(low: 1, high: 2)
        var more = other
        more.input.path = "timings.scan.perGiB"
        inputs.add([other, more])
        #expect(
            inputs.inputs.map(\.input.path) == [
                "timings.scan.base", "policies.volumesPerScanner", "timings.scan.perGiB",
            ])
        #expect(inputs.inputs[0].input.distribution == .uniform(low: 1, high: 2))
    }

    @Test("without inputs a sample has no settings")
    func none() throws {
        #expect(UncertainInputs(try UncertainSample().scenario()).worlds(count: 3, seed: 1) == [[], [], []])
    }
}
