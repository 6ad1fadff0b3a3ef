internal import StudyStore

extension Console {
    /// Tells what a store could not do.
    static func report(_ error: StoreError, _ path: String) -> ExitStatus {
        diagnostic("error: \(path): \(error)")
        switch error {
        case .notAStore, .newer, .damaged, .contradiction: return .invalidInput
        case .tooLarge, .invalid: return .invalidInput
        case .notFound, .full, .readOnly, .unfinished, .busy, .noMemory, .other: return .inputOutput
        }
    }

    /// Tells what a shard could not do.
    static func report(_ error: ShardError, _ path: String) -> ExitStatus {
        diagnostic("error: \(path): \(error)")
        switch error {
        case .notAShard, .newer, .truncated, .damaged, .tooLarge, .foreign: return .invalidInput
        case .notFound, .full, .readOnly, .busy, .other: return .inputOutput
        }
    }
}
