internal import ArgumentParser

/// An engine that runs the shards of a sweep on several machines.
enum ShardEngine: String, ExpressibleByArgument, CaseIterable {
    case slurm
}

/// How the shards of a sweep are run by an engine that is there.
struct EngineOptions: ParsableArguments {
    @Option(
        name: .customLong("on"),
        help: ArgumentHelp(
            "Let an engine run the shards: slurm submits an array job with `sbatch`, follows it, submits shards again that "
                + "were lost, and puts all of them together."))
    var engine: ShardEngine?

    @Option(help: ArgumentHelp("How many shards the engine runs.", valueName: "n"))
    var shards: Int?

    @Option(
        help: ArgumentHelp(
            "A folder that all machines see under this path; shards and the logs of their jobs go there. Shards of the "
                + "same sweep that it has already are not run again.", valueName: "folder"),
        completion: .directory)
    var folder: String?

    @Option(
        name: .customLong("sbatch"), parsing: .unconditionalSingleValue,
        help: ArgumentHelp(
            "A further option for sbatch, such as --cpus-per-task=4. Can be repeated.", valueName: "option"))
    var sbatch: [String] = []

    func validate() throws {
        guard engine != nil else {
            guard shards == nil, folder == nil, sbatch.isEmpty else {
                throw ValidationError("--shards, --folder and --sbatch are for --on slurm.")
            }
            return
        }
        guard let shards, folder != nil else {
            throw ValidationError("--on slurm needs --shards and a --folder that all machines see.")
        }
        guard (1...1_000).contains(shards) else {
            throw ValidationError(
                "--shards must be 1 to 1000, not \(shards): Slurm's array jobs have 1001 tasks at most.")
        }
        if let option = sbatch.first(where: { !$0.hasPrefix("-") || $0.contains("\n") }) {
            throw ValidationError("--sbatch takes an option such as --partition=main, not \(option).")
        }
    }
}
