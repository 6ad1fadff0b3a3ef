internal import ArgumentParser
internal import ScanModel
internal import ScenarioInput
internal import Studies

/// Options of commands that vary uncertain inputs.
struct InputOptions: ParsableArguments {
    /// Most simulated cycles without being told otherwise.
    private static let simulationsMost = 10_000

    @Option(
        name: .customLong("input"),
        help: ArgumentHelp(
            "A further uncertain number with its range, such as timings.scan.perGiB=0.1s..4s, every value alike; with "
                + "several deployments behind deployments[NAME]. Can be repeated.",
            valueName: "path=low..high"))
    var inputs: [String] = []

    @Option(
        help: ArgumentHelp(
            "Most simulated cycles; a study that needs more is refused. 10000 unless given.", valueName: "n"))
    var most: Int?

    func validate() throws {
        if let most, !(1...UncertaintyStudy.simulationsMax).contains(most) {
            throw ValidationError("--most must be 1 to \(UncertaintyStudy.simulationsMax), not \(most).")
        }
        for input in inputs where InputRange(input) == nil {
            // What stands behind the path may be a secret that went the wrong way.
            throw ValidationError(
                "--input must be path=low..high, such as timings.scan.perGiB=0.1s..4s; what follows "
                    + "`\(input.prefix { $0 != "=" })` is no range.")
        }
    }

    /// Says how much work a study is, and refuses too much.
    func check(_ what: String, _ simulations: Int) throws(ExitStatus) {
        let limit = most ?? InputOptions.simulationsMost
        let count = "\(simulations) simulated \(simulations == 1 ? "cycle" : "cycles")"
        guard simulations <= limit else {
            Console.diagnostic("error: \(what): \(count), more than \(limit); allow them with --most \(simulations)")
            throw .usage
        }
        Console.diagnostic("\(what): \(count)")
    }
}

/// `path=low..high` of the command line.
struct InputRange {
    /// Where it stands: in the deployment of this index or name, or in the only one.
    var deployment: String?
    var path: String
    var low: String
    var high: String

    init?(_ text: String) {
        guard let equals = text.lastIndex(of: "=") else { return nil }
        let ends = text[text.index(after: equals)...].split(separator: "..", omittingEmptySubsequences: false)
        guard ends.count == 2, !ends[0].isEmpty, !ends[1].isEmpty else { return nil }
        (low, high) = (String(ends[0]), String(ends[1]))
        var path = text[..<equals]
        let start = "deployments["
        if path.hasPrefix(start), let end = path.firstIndex(of: "]") {
            deployment = String(path[path.index(path.startIndex, offsetBy: start.count)..<end])
            path = path[path.index(after: end)...]
            if path.first == "." { path.removeFirst() }
        }
        guard !path.isEmpty else { return nil }
        self.path = String(path)
    }
}

/// A feasible scenario with its uncertain inputs, ready to be varied.
struct InputStudy: Sendable {
    let scenario: Scenario
    let inputs: UncertainInputs
    /// Of each variant.
    let trials: Int
    let maker: VariantMaker

    /// Reads and plans the scenario; inputs are those of its `uncertainty`, else all assumed constants with a range, and
    /// those of the command line.
    init(_ options: StudyOptions, _ inputOptions: InputOptions) throws(ExitStatus) {
        var variants = try ScenarioVariants(options.scenario, jobs: options.jobs)
        let scenario = try InputStudy.uncertainScenario(&variants)
        let ranges = inputOptions.inputs.compactMap { InputRange($0) }
        var inputs = UncertainInputs(scenario)
        for range in ranges {
            let index = try InputStudy.deployment(range, of: scenario)
            let path = "\"" + range.path.replacing("\\", with: "\\\\").replacing("\"", with: "\\\"") + "\""
            let stated = try InputStudy.scenario(
                &variants,
                [
                    "deployments[\(index)].uncertainty=null",
                    "deployments[\(index)].uncertainty={\(path): {uniform: {low: \(range.low), high: \(range.high)}}}",
                ])
            inputs.add(
                stated.deployments[index].uncertainty.inputs.map {
                    PlacedInput($0, deployment: index, of: scenario)
                })
        }
        guard !inputs.inputs.isEmpty else {
            Console.diagnostic(
                "error: nothing is uncertain: the scenario has no uncertainty, and no assumed constant has a range; name "
                    + "some with --input")
            throw .usage
        }
        // An infeasible scenario is told before anything is simulated.
        _ = try StudyPlanning.planned(variants.base, jobs: options.jobs, format: options.format)
        self.scenario = scenario
        self.inputs = inputs
        trials = options.trials ?? scenario.study.trials ?? VariantRuns.usualTrials(of: scenario)
        maker = variants.maker
    }

    /// The scenario with what its `uncertainty` states, else with every assumed constant that has a range.
    static func uncertainScenario(_ variants: inout ScenarioVariants) throws(ExitStatus) -> Scenario {
        let base = variants.base
        guard base.deployments.allSatisfy(\.uncertainty.inputs.isEmpty) else { return base }
        return try scenario(&variants, base.deployments.indices.map { "deployments[\($0)].uncertainty=assumed" })
    }

    private static func scenario(
        _ variants: inout ScenarioVariants, _ changes: [String]
    ) throws(ExitStatus) -> Scenario {
        do throws(InvalidInput) {
            return try variants.scenario(changes)
        } catch {
            throw ScenarioLoading.report(error)
        }
    }

    private static func deployment(_ range: InputRange, of scenario: Scenario) throws(ExitStatus) -> Int {
        let names = scenario.deployments.map(\.name)
        guard let wanted = range.deployment else {
            if names.count == 1 { return 0 }
            Console.diagnostic(
                "error: --input \(range.path): there are \(names.count) deployments; write deployments[NAME].\(range.path) "
                    + "with one of \(names.joined(separator: ", "))")
            throw .usage
        }
        if let index = names.firstIndex(of: wanted) ?? Int(wanted).flatMap({ names.indices.contains($0) ? $0 : nil }) {
            return index
        }
        Console.diagnostic(
            "error: --input \(range.path): no deployment is `\(wanted)`; there are \(names.joined(separator: ", "))")
        throw .usage
    }
}
