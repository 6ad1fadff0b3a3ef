internal import ArgumentParser
internal import StudyStore

/// Where a sweep keeps its points.
struct StoreOptions: ParsableArguments {
    @Option(
        help: ArgumentHelp(
            "Keep every point, and trials of those under way, in a store of studies; it is made if there is none. Points "
                + "that it has already are not simulated again.", valueName: "file"),
        completion: .file(extensions: ["studies"]))
    var store: String?

    @Flag(
        help: ArgumentHelp(
            "Go on with a sweep that the store has begun, alone or beside others that work on it just now. The answer is "
                + "the same as without a break."))
    var resume = false

    func validate() throws {
        if resume, store == nil { throw ValidationError("--resume needs the --store that has the points.") }
    }
}

/// A part of a sweep for one of several machines.
struct ShardOptions: ParsableArguments {
    @Option(
        help: ArgumentHelp(
            "Answer the points of one shard alone and write them to --output, for `study merge`. With auto/n the index is "
                + "that of an array job: SLURM_ARRAY_TASK_ID counted from 1, JOB_COMPLETION_INDEX or "
                + "AWS_BATCH_JOB_ARRAY_INDEX counted from 0.", valueName: "i/n"))
    var shard: ShardArgument?

    @Option(
        name: .shortAndLong,
        help: ArgumentHelp("The file for the shard; one that is there is replaced.", valueName: "file"),
        completion: .file(extensions: ["shard"]))
    var output: String?

    func validate() throws {
        guard (shard == nil) == (output == nil) else {
            throw ValidationError(
                shard == nil ? "--output is for the file of a --shard." : "--shard needs --output, a file to write to.")
        }
    }
}

/// Which shard of how many.
struct ShardArgument: ExpressibleByArgument, Hashable {
    /// From 1; nil: the environment tells.
    var index: Int?
    var count: Int

    init?(argument: String) {
        let halves = argument.split(separator: "/", omittingEmptySubsequences: false)
        guard halves.count == 2, let count = Int(halves[1]), (1...SweepShard.countMax).contains(count) else {
            return nil
        }
        self.count = count
        if halves[0] == "auto" { return }
        guard let index = Int(halves[0]), (1...count).contains(index) else { return nil }
        self.index = index
    }

    /// Variables that tell an array job which of its tasks it is, and from where they count.
    static let variables = [("SLURM_ARRAY_TASK_ID", 1), ("JOB_COMPLETION_INDEX", 0), ("AWS_BATCH_JOB_ARRAY_INDEX", 0)]

    /// The shard, from 1.
    func resolved(_ environment: [String: String]) throws(ValidationError) -> Int {
        if let index { return index }
        let told = ShardArgument.variables.filter { environment[$0.0] != nil }
        guard let (name, first) = told.first else {
            let names = ShardArgument.variables.map { $0.0 }.joined(separator: ", ")
            throw ValidationError("--shard auto/\(count) needs one of \(names) in the environment.")
        }
        guard told.count == 1 else {
            throw ValidationError(
                "--shard auto/\(count): \(told.map { $0.0 }.joined(separator: " and ")) are both in the environment.")
        }
        guard let value = Int(environment[name] ?? ""), (first..<(first + count)).contains(value) else {
            throw ValidationError(
                "--shard auto/\(count): \(name) must be \(first) to \(first + count - 1), not "
                    + "\(environment[name] ?? "").")
        }
        return value - first + 1
    }
}
