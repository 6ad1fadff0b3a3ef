/// Where the random draws of one simulated cycle come from.
struct Draws: Hashable, Sendable {
    /// The seed of the whole experiment.
    var seed: UInt64
    /// The repetition, from 0.
    var trial: UInt32
}
