internal import EventSimulation

/// A long run that is observed in batches, each with sums of what is asked for and of controls.
protocol BatchedModel: SimulationModel {
    /// What is added up, by column of ``tops``.
    associatedtype Top: RawRepresentable where Top.RawValue == Int

    var tops: Tally { get }
    /// Functions of draws less their expected values, see ``ControlledRatio``.
    var controls: Tally { get }
    /// By the edge at which a batch begins or ends, functions of the state.
    var edges: [[Double]] { get }
    /// The controls that are plain sums, which have to have mean 0.
    var plainSums: [Int] { get }
}

extension BatchedModel {
    /// The controls column by column, without the first batches: those of the draws, and what the functions of the
    /// state gain over a batch, whose sum over all batches does not grow with their number.
    func controlColumns(from first: Int) -> [[Double]] {
        var columns = (0..<controls.columns).map { controls.column($0, from: first) }
        for index in edges[0].indices {
            columns.append((first..<controls.observations).map { edges[$0 + 1][index] - edges[$0][index] })
        }
        return columns
    }

    /// How far a value is above each knot, and the squares.
    static func kinks(_ value: Double, at knots: [Double]) -> [Double] {
        knots.flatMap { knot in
            let above = max(0, value - knot)
            return [above, above * above]
        }
    }
}

/// What a long run says about ratios of its sums, without the batches at its beginning.
struct BatchedRun<Model: BatchedModel> {
    private let tops: Tally
    private let warmUp: Int
    private let controls: [[Double]]
    private let tested: [Int]
    private let isPlainJudged: Bool

    /// Runs the model on the kernel.
    init(_ model: Model, warmUp: Int, isPlainJudged: Bool = true) {
        var model = model
        _ = Simulation.run(&model)
        tops = model.tops
        self.warmUp = warmUp
        controls = model.controlColumns(from: warmUp)
        tested = model.plainSums
        self.isPlainJudged = isPlainJudged
    }

    func ratio(_ top: Model.Top, over bottom: Model.Top) -> ControlledEstimate {
        var estimate = ControlledRatio.estimate(
            tops.column(top.rawValue, from: warmUp), over: tops.column(bottom.rawValue, from: warmUp),
            controls: controls, tested: tested)
        estimate.isPlainJudged = isPlainJudged
        return estimate
    }

    func callAsFunction(_ top: Model.Top, over bottom: Model.Top) -> Measured { .sampled(ratio(top, over: bottom)) }
}
