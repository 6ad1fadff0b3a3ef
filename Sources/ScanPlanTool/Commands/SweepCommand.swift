internal import ArgumentParser
internal import Reporting
internal import ScanModel
internal import ScenarioInput
internal import Studies
internal import StudyStore

/// How the points of a sweep are written.
enum SweepFormat: String, ExpressibleByArgument, CaseIterable {
    case text, json, csv, markdown
}

struct SweepCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "sweep",
        abstract: "Simulates a scenario under every combination of some settings, and tells what each changes.",
        discussion: """
            A setting with a range (1..4, 1..10..3, 60s..180s..30s) or a list (a,b,c) is an axis; study.axes of the \
            scenario are the axes where none is given. In a scenario with one deployment a bare name is one of the \
            vendor's parameters, and a path may begin in the deployment. A value with commas that is no list stands in quotes: 'Regions="us-east-1,eu-west-1"'.

            Every point is compared with the baseline, trial by trial with the same draws. Points that are the same plan \
            are simulated once. A point that is infeasible or invalid stays in the table with its reason. The hash names \
            a point by everything its own answer depends on; a difference depends on the baseline too.

            With --store each point is kept as soon as it is answered, and --resume goes on after a kill at any moment, \
            alone or with other processes on the same machine. With --shard each of several machines answers a part, and \
            `scanplan study merge` puts the parts together; --on slurm does all of this by itself. Each way ends with the \
            same bytes.

            EXAMPLES
              scanplan sweep --set Concurrency=1..4 --set SingleRegionConcurrency=1..7 scenario.yaml
              scanplan sweep --trials 100 --set SingleRegionConcurrency=1..4 --format csv scenario.yaml > points.csv
              scanplan sweep --set timings.scan.base=60s..180s..30s scenario.yaml
              scanplan sweep --axis Concurrency=2 --set SingleRegionConcurrency=2,4 --format markdown scenario.yaml
              scanplan sweep --store sweeps.studies --resume --set Concurrency=1..4 scenario.yaml
              scanplan sweep --shard 2/8 -o part-2.shard --set Concurrency=1..4 scenario.yaml
              scanplan sweep --on slurm --shards 8 --folder /shared/sweep --set Concurrency=1..4 scenario.yaml
            """)

    @OptionGroup var scenario: ScenarioOptions
    @OptionGroup var points: PointOptions
    @OptionGroup var thresholds: ThresholdOptions
    @OptionGroup var storage: StoreOptions
    @OptionGroup var shards: ShardOptions
    @OptionGroup var engine: EngineOptions

    @Option(
        name: .customLong("axis"),
        help: ArgumentHelp(
            "An axis, also of a single value; otherwise as --set. Can be repeated.", valueName: "path=values"))
    var axes: [String] = []

    @Option(help: ArgumentHelp("The number of the point that the others are compared with.", valueName: "n"))
    var baseline: Int = 1

    @Option(help: "How to write the points.")
    var format: SweepFormat = .text

    func validate() throws {
        if shards.shard != nil, thresholds.junit != nil {
            throw ValidationError("A shard has a part of the points; `study merge` takes --junit.")
        }
        guard engine.engine != nil else { return }
        guard shards.shard == nil, storage.store == nil else {
            throw ValidationError("--on runs the shards by itself, without --shard and --store.")
        }
        guard scenario.scenario != "-" else {
            throw ValidationError("--on needs a scenario that other machines can read.")
        }
    }

    func run() throws {
        let (settings, axes) = try parts()
        var options = scenario
        options.settings = settings.map(SettingPaths.inOnlyDeployment)
        let variants = try ScenarioVariants(options, jobs: points.jobs)
        let base = variants.base
        let wanted = axes.isEmpty ? base.study.axes : axes
        try PointOptions.checkPaths(settings + wanted.map(\.path), of: base)
        if let reason = SettingPaths.secretAxis(wanted.map(\.path), of: base) { throw ValidationError(reason) }
        let grid = try self.grid(
            wanted.map { StudyAxis(path: SettingPaths.inOnlyDeployment($0.path), values: $0.values) })
        guard (1...grid.count).contains(baseline) else {
            throw ValidationError("--baseline must be 1 to \(grid.count), not \(baseline).")
        }
        try StudyFiles.check([thresholds.junit])
        var work = SweepWork(
            grid, variants, trials: points.trials ?? base.study.trials ?? 1, baseline: baseline, jobs: points.jobs,
            version: BuildStamp.version)
        if let shard = shards.shard, let output = shards.output { return try write(shard, &work, to: output) }
        let report = try engine.engine == nil ? answer(&work) : answer(on: work)
        SweepOutput.write(report, format)
        try StudyFiles.writeJUnit(SweepOutput.suites(report), thresholds)
        try PointOptions.leave(report, strictly: thresholds.strictThresholds)
    }

    /// Settings that hold at every point, and axes, both as they are spelt.
    private func parts() throws -> (settings: [String], axes: [StudyAxis]) {
        var settings: [String] = []
        var axes: [StudyAxis] = []
        do throws(MisreadAxis) {
            for text in scenario.settings {
                if let axis = try AxisText.axis(text) {
                    axes.append(axis)
                } else {
                    settings.append(text)
                }
            }
            for text in self.axes { axes.append(try AxisText.axisOfAny(text)) }
        } catch {
            throw ValidationError("\(error.reason).")
        }
        return (settings, axes)
    }

    private func grid(_ axes: [StudyAxis]) throws -> SweepGrid {
        do throws(MisreadAxis) { return try SweepGrid(axes) } catch { throw ValidationError("\(error.reason).") }
    }

    /// All points, with a store or without.
    private func answer(_ work: inout SweepWork) throws(ExitStatus) -> SweepReport {
        let all = Array(1...work.grid.count)
        guard let path = storage.store else { return work.header.report(work.answer(all, isShard: false)) }
        return work.header.report(try answer(all, &work, keeping: path))
    }

    /// Points whose answers a store has, or gets.
    private func answer(
        _ numbers: [Int], _ work: inout SweepWork, keeping path: String
    ) throws(ExitStatus) -> [SweepPoint] {
        let keeper: StoreKeeper
        let there: Int
        do throws(StoreError) {
            keeper = try StoreKeeper(path: path, header: work.header)
            there = try keeper.numbers().count
        } catch {
            throw Console.report(error, path)
        }
        defer { keeper.close() }
        guard there == 0 || storage.resume else {
            Console.diagnostic(
                "error: \(path) has \(there) of the \(work.grid.count) points of this sweep; --resume goes on with it")
            throw .usage
        }
        do throws(StoreError) {
            let total = work.grid.count
            let interruption = Interruption {
                "\(keeper.known) of \(total) points are kept in \(path); --resume goes on"
            }
            defer { interruption.end() }
            return try work.answer(numbers, with: keeper)
        } catch {
            throw Console.report(error, path)
        }
    }

    /// All points, by other machines.
    private func answer(on work: SweepWork) throws(ExitStatus) -> SweepReport {
        guard let count = engine.shards, let folder = engine.folder else { preconditionFailure("options were checked") }
        let array = SlurmArray(
            header: work.header, count: count, folder: folder, words: [Console.program] + words,
            scenario: scenario.scenario, options: engine.sbatch)
        return try ShardMerging.report(try array.run())
    }

    /// This command without what says where the points are answered.
    private var words: [String] {
        var words = ["sweep", "--baseline", String(baseline)]
        if let trials = points.trials { words += ["--trials", String(trials)] }
        if scenario.allowOutside { words.append("--allow-outside") }
        for setting in scenario.settings { words += ["--set", setting] }
        for axis in axes { words += ["--axis", axis] }
        return words
    }

    /// The points of one shard, as a file.
    private func write(_ shard: ShardArgument, _ work: inout SweepWork, to path: String) throws {
        let index = try shard.resolved(Console.environment)
        let numbers = SweepShard.numbers(index, of: shard.count, points: work.grid.count)
        try StudyFiles.check([path])
        let points =
            if let store = storage.store {
                try answer(numbers, &work, keeping: store)
            } else {
                work.answer(numbers, isShard: true)
            }
        let content = SweepShard(header: work.header, index: index, count: shard.count, points: points)
        do throws(ShardError) { try content.write(to: path) } catch { throw Console.report(error, path) }
        Console.diagnostic("shard \(index) of \(shard.count): \(points.count) points in \(path)")
    }
}
