internal import RandomStreams

/// The draws of one run of an experiment.
struct Variates: Sendable {
    let seed: UInt64
    let experiment: UInt16
    /// Which repetition of the experiment.
    var run: UInt32 = 0

    /// The number of an item at a stage.
    func uniform(_ item: Int, _ stage: UInt16) -> Double {
        DrawKey(seed: seed, trial: run, region: experiment, item: UInt32(item), stage: stage).uniform(draw: 0)
    }

    func draw(_ distribution: Distribution, _ item: Int, _ stage: UInt16) -> Double {
        distribution.quantile(uniform(item, stage))
    }
}
