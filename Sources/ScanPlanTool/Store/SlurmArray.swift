internal import Studies
internal import StudyStore

#if canImport(Glibc)
    internal import Glibc
#elseif canImport(Musl)
    internal import Musl
#elseif canImport(Darwin)
    internal import Darwin
#endif

/// Runs the shards of a sweep as an array job of Slurm.
///
/// A shard is done once its file is there, whole and of this sweep; what the job says of itself counts for nothing.
struct SlurmArray {
    /// How often a shard is submitted before it is given up.
    static let attempts = 4
    /// Between two looks at the job, in seconds.
    private static let pause: UInt32 = 1
    /// Looks for a file after the job has gone: network file systems show it later.
    private static let patience = 5

    let header: SweepStudyHeader
    let count: Int
    let folder: String
    /// The command of a task without its shard, each a word, and the scenario.
    let words: [String]
    let scenario: String
    /// Further options for sbatch.
    let options: [String]

    private func path(_ index: Int) -> String { "\(folder)/shard-\(index)-of-\(count).shard" }

    /// Submits what is missing and follows it until nothing is.
    ///
    /// - Returns: the files of all shards.
    func run() throws(ExitStatus) -> [String] {
        guard mkdir(folder, 0o777) == 0 || errno == EEXIST else {
            Console.diagnostic("error: \(folder): the folder cannot be made")
            throw .inputOutput
        }
        let line = ProgressLine(title: "shards", unit: "shards")
        defer { line.end() }
        var attempt = 0
        var missing = try self.missing()
        line.report(count - missing.count, count)
        while !missing.isEmpty {
            attempt += 1
            guard attempt <= SlurmArray.attempts else {
                line.end()
                Console.diagnostic(
                    "error: shards \(ShardMismatch.ranges(missing)) of \(count) gave no file in \(SlurmArray.attempts) "
                        + "attempts; see \(folder)/slurm-*.log")
                throw .inputOutput
            }
            if attempt > 1 {
                line.end()
                Console.diagnostic(
                    "shards \(ShardMismatch.ranges(missing)) of \(count) were lost and are submitted again")
            }
            let job = try submit(missing)
            let interruption = Interruption { [folder] in
                _ = try? ExternalProgram.run("scancel", [job])
                return "job \(job) is cancelled; shards that are done stay in \(folder), and the same command goes on"
            }
            defer { interruption.end() }
            while try isQueued(job) {
                line.report(count - (try self.missing().count), count)
                sleep(SlurmArray.pause)
            }
            for _ in 0..<SlurmArray.patience {
                missing = try self.missing()
                if missing.isEmpty { break }
                sleep(SlurmArray.pause)
            }
            line.report(count - missing.count, count)
        }
        return (1...count).map(path)
    }

    /// Shards without a whole file.
    private func missing() throws(ExitStatus) -> [Int] {
        var missing: [Int] = []
        for index in 1...count {
            guard access(path(index), F_OK) == 0 else {
                missing.append(index)
                continue
            }
            let place: (header: SweepStudyHeader, index: Int, count: Int)
            do throws(ShardError) {
                place = try SweepShard.place(path: path(index))
            } catch {
                throw Console.report(error, path(index))
            }
            guard place.header == header, place.index == index, place.count == count else {
                Console.diagnostic(
                    "error: \(path(index)) is a shard of another sweep; take it away or name another --folder")
                throw .invalidInput
            }
        }
        return missing
    }

    /// The script of a task.
    var script: String {
        let quoted = words.map(SlurmArray.quoted).joined(separator: " ")
        let output = SlurmArray.quoted("\(folder)/shard-")
        return """
            #!/bin/sh
            exec \(quoted) --jobs "${SLURM_CPUS_PER_TASK:-1}" --shard "auto/\(count)" \\
                --output \(output)"$SLURM_ARRAY_TASK_ID"-of-\(count).shard -- \(SlurmArray.quoted(scenario))

            """
    }

    /// A word as the shell reads it.
    static func quoted(_ word: String) -> String { "'\(word.replacing("'", with: "'\\''"))'" }

    private func submit(_ shards: [Int]) throws(ExitStatus) -> String {
        let told = try ExternalProgram.run(
            "sbatch",
            [
                "--parsable", "--array=\(ShardMismatch.ranges(shards))", "--job-name=scanplan-sweep",
                "--output=\(folder)/slurm-%A_%a.log",
            ] + options, input: script)
        guard told.status == 0, let job = told.output.split(whereSeparator: { $0 == "\n" || $0 == ";" }).first,
            job.allSatisfy(\.isNumber)
        else {
            Console.diagnostic("error: sbatch: \(told.diagnostics.isEmpty ? told.output : told.diagnostics)")
            throw .inputOutput
        }
        return String(job)
    }

    /// Whether a task of the job waits or runs.
    private func isQueued(_ job: String) throws(ExitStatus) -> Bool {
        let told = try ExternalProgram.run("squeue", ["--noheader", "--job", job, "--format=%i"])
        // A job that ended a while ago is none any more.
        return told.status == 0 && !told.output.isEmpty
    }
}
