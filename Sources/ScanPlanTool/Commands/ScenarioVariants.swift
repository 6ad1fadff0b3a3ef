internal import ScanModel
internal import ScenarioInput
internal import Studies

/// One scenario of which values are changed over and over; its files are read once, and its fleet while it stays the same.
struct ScenarioVariants {
    private let layers: [ScenarioLayer]
    private let standardName: String
    /// The `--set` options of the command line.
    private let settings: [String]
    private var jobs: Int
    /// The draft whose fleets are at hand.
    private var known: (draft: ScenarioDraft, fleets: [Fleet?])
    /// The scenario as it is, with the settings of the command line.
    let base: Scenario

    /// - Parameter jobs: child tasks that may work side by side; 1 uses none.
    init(_ options: ScenarioOptions, jobs: Int) throws(ExitStatus) {
        layers = try ScenarioLoading.layers(options.scenario, allowsOutside: options.allowOutside)
        standardName = FileAccess.standardName(of: options.scenario)
        settings = options.settings
        self.jobs = jobs
        let draft: ScenarioDraft
        do {
            draft = try ScenarioReader.read(layers: layers, settings: settings, standardName: standardName)
        } catch {
            throw ScenarioLoading.report(error)
        }
        known = (draft, try ScenarioLoading.fleets(of: draft, jobs: jobs))
        base = try ScenarioLoading.assemble(draft, fleets: known.fleets)
    }

    /// The scenario with further settings, `path=value`, applied after those of the command line.
    ///
    /// - Throws: what is wrong with the changed scenario; the caller decides whether that ends the command.
    mutating func scenario(_ changes: [String]) throws(InvalidInput) -> Scenario {
        let draft = try ScenarioReader.read(layers: layers, settings: settings + changes, standardName: standardName)
        return try assembled(draft, changes)
    }

    /// The changed scenario, or what is wrong with it, as a point of a sweep.
    mutating func candidate(_ changes: [String], values: [String]) -> SweepCandidate {
        do throws(InvalidInput) {
            let (draft, resolved) = try ScenarioReader.readWithValues(
                layers: layers, settings: settings + changes, standardName: standardName)
            return SweepCandidate(
                values: values, scenario: .success(try assembled(draft, changes)), resolved: resolved)
        } catch {
            return SweepCandidate(values: values, scenario: .failure(error), resolved: [])
        }
    }

    private mutating func assembled(_ draft: ScenarioDraft, _ changes: [String]) throws(InvalidInput) -> Scenario {
        if !draft.hasFleets(of: known.draft) {
            do throws(ExitStatus) {
                known = (draft, try ScenarioLoading.fleets(of: draft, jobs: jobs))
            } catch {
                throw InvalidInput([
                    InputIssue(
                        file: ScenarioReader.settingsFile, line: 0, column: 0, path: "fleet",
                        problem: "the fleet could not be read with \(changes.joined(separator: " "))", expected: "")
                ])
            }
        }
        return try ScenarioAssembler.assemble(draft, inventories: known.fleets)
    }

    /// Makes variants from any number of tasks at a time, each on the thread that asks and from the files read so far.
    var maker: VariantMaker {
        var start = self
        start.jobs = 1
        return { [start] changes in
            var own = start
            return Result { () throws(InvalidInput) in try own.scenario(changes) }
        }
    }
}
