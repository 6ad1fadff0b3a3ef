/// Where the random draws of one simulated cycle come from.
struct Draws: Hashable, Sendable {
    /// The seed of the whole experiment, or one made of it for a further deployment.
    var seed: UInt64
    /// The repetition, from 0.
    var trial: UInt32
}

extension Draws {
    /// The draws of a deployment, from 0. Each has a seed of its own, so that its regions count from 0 whatever the others
    /// list; the seeds of the first one are those of the experiment.
    init(seed: UInt64, trial: UInt32, deployment: Int) {
        // The golden ratio of 2^64 keeps the seeds of deployments away from those of other experiments.
        self.init(seed: seed &+ UInt64(deployment) &* 0x9E37_79B9_7F4A_7C15, trial: trial)
    }
}
