internal import Studies
internal import StudyStore

/// Reads the shards of a sweep and puts them together.
enum ShardMerging {
    static func report(_ paths: [String]) throws(ExitStatus) -> SweepReport {
        var shards: [SweepShard] = []
        for path in paths {
            do throws(ShardError) { shards.append(try SweepShard(path: path)) } catch {
                throw Console.report(error, path)
            }
        }
        do throws(ShardMismatch) {
            return try SweepShard.report(shards)
        } catch {
            switch error {
            case .apart(let first, let second, _), .contradiction(let first, let second, _):
                Console.diagnostic("error: \(paths[first]) and \(paths[second]): \(error)")
            case .missing, .none: Console.diagnostic("error: \(error)")
            }
            throw .invalidInput
        }
    }
}
