internal import ArgumentParser
internal import Reporting
internal import ScanModel
internal import Studies

struct TraceCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "trace",
        abstract: "Writes one simulated cycle as a trace that https://ui.perfetto.dev shows on a time line.",
        discussion: """
            Every scanner with the instances on it, every instance with its stages and what it waits for, counters of \
            scanners, waits and limits, the region gate, the critical path and the deadline. A name that ends in .gz is \
            packed. Of large regions the first 1000 instances are told, and counters are thinned out; the file and the \
            viewer say so. docs/trace.md tells how to read a trace.

            EXAMPLES
              scanplan trace -o trace.json.gz scenario.yaml
              scanplan trace --region eu-west-1 --all -o trace.json.gz scenario.yaml
              scanplan trace --instances 500 --trial 3 --force -o trace.json.gz scenario.yaml
              scanplan trace scenario.yaml > trace.json
            """)

    @OptionGroup var options: ScenarioOptions

    @Option(
        name: .shortAndLong,
        help: "The file to write, packed if it ends in .gz; - or none: standard output.",
        completion: .file(extensions: ["json", "gz"]))
    var output: String?

    @Flag(help: "Overwrite the output file.")
    var force = false

    @Option(
        name: .customLong("region"),
        help: ArgumentHelp("Tell this region; all regions unless given. Can be repeated.", valueName: "name"))
    var regions: [String] = []

    @Option(
        help: ArgumentHelp(
            "Tell the ways of so many instances of each region, the first of its plan, 0 or more; 1000 unless given.",
            valueName: "n"))
    var instances: Int?

    @Flag(help: "Tell all instances and every change of a counter.")
    var all = false

    @Option(help: ArgumentHelp("Which simulated cycle, from 0; each has draws of its own.", valueName: "n"))
    var trial: UInt32 = 0

    @OptionGroup var work: JobsOptions

    func validate() throws {
        if let instances, instances < 0 { throw ValidationError("--instances must be 0 or more, not \(instances).") }
        if all, instances != nil { throw ValidationError("--all tells all instances, and --instances only some.") }
        if force, output == nil || output == "-" {
            throw ValidationError("--force overwrites the file of --output, which is missing.")
        }
    }

    func run() throws {
        if let output, output != "-" {
            try Console.writing { () throws(UnwritableFile) in try FileWriting.check(output, overwrites: force) }
        }
        let scenario = try ScenarioLoading.load(options, jobs: work.jobs)
        let planned = try StudyPlanning.planned(scenario, jobs: work.jobs, format: .text)
        let known = Set(planned.plan.deployments.flatMap { $0.regions.map(\.region) })
        for region in regions where !known.contains(region) {
            Console.diagnostic(
                "error: --region \(region): nothing is scanned there; regions are "
                    + known.sorted().joined(separator: ", "))
            throw ExitStatus.usage
        }
        let runs = simulated(planned)
        try Console.writing { () throws(UnwritableFile) in
            let output = try PackedOutput(output, overwrites: force)
            tell(planned, runs, output)
            try output.finish()
        }
    }

    private var scope: TraceScope {
        var scope = all ? TraceScope.everything : TraceScope.usual
        scope.regions = regions.isEmpty ? nil : Set(regions)
        if let instances { scope.instances = instances }
        return scope
    }

    private func simulated(_ planned: PlannedScenario) -> [DeploymentRun] {
        let line = ProgressLine(title: "simulating")
        let (trial, jobs) = (trial, work.jobs)
        if jobs == 1 { return planned.run(trial: trial, progress: line.report).deployments }
        return blocking { await planned.run(trial: trial, width: jobs, progress: line.report).deployments }
    }

    private func tell(_ planned: PlannedScenario, _ runs: [DeploymentRun], _ output: PackedOutput) {
        let line = ProgressLine(title: "tracing")
        var writer = TraceJSON { output.append($0) }
        let told = CycleTrace.tell(
            planned, runs: runs, trial: trial, scope: scope, progress: line.report, emit: { writer.write($0, $1) })
        writer.finish(
            TraceJSON.otherData(planned, runs: runs, trial: trial, version: Version.text, regions: told))
        for region in told where region.instancesTold < region.instances {
            Console.diagnostic(
                "note: \(region.deployment)/\(region.region): the ways of \(region.instancesTold) of "
                    + "\(region.instances) instances are told; --all tells all")
        }
    }
}
