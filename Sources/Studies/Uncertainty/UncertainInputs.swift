internal import RandomStreams
public import ScanModel
internal import Statistics

/// An uncertain number with its place in the scenario.
public struct PlacedInput: Hashable, Sendable {
    /// Which of the deployments, from 0.
    public var deployment: Int
    /// As answers name it: the path, behind the name of the deployment where there are several.
    public var label: String
    public var input: UncertainInput

    /// - Parameter scenario: what the input belongs to.
    public init(_ input: UncertainInput, deployment: Int, of scenario: Scenario) {
        self.deployment = deployment
        self.input = input
        label =
            scenario.deployments.count == 1
            ? input.path : "\(scenario.deployments[deployment].name): \(input.path)"
    }

    /// `path=value` with the value at a probability, see `UncertainInput.value(at:)`.
    public func setting(at probability: Double) -> String {
        "\(path)=\(input.text(at: probability))"
    }

    /// From the top of the scenario.
    var path: String { "deployments[\(deployment)]\(input.path.hasPrefix("[") ? "" : ".")\(input.path)" }
}

/// Everything that is uncertain in a scenario, and samples of it.
///
/// A sample is a list of `path=value` settings, one for each input, in their order.
public struct UncertainInputs: Hashable, Sendable {
    public var inputs: [PlacedInput]

    /// The inputs that the scenario states, deployment after deployment.
    public init(_ scenario: Scenario) {
        inputs = scenario.deployments.enumerated().flatMap { index, deployment in
            deployment.uncertainty.inputs.map { PlacedInput($0, deployment: index, of: scenario) }
        }
    }

    /// Adds inputs; one that stands for the same number as an earlier one takes its place.
    public mutating func add(_ more: [PlacedInput]) {
        for input in more {
            if let index = inputs.firstIndex(where: { $0.path == input.path }) {
                inputs[index] = input
            } else {
                inputs.append(input)
            }
        }
    }

    /// The settings at a point of the unit cube, which has a probability for each input.
    public func settings(at point: [Double]) -> [String] {
        precondition(point.count == inputs.count, "\(point.count) coordinates for \(inputs.count) inputs")
        return zip(inputs, point).map { $0.setting(at: $1) }
    }

    /// Points of a Latin hypercube: of `count` equally likely slices of each input, every one is used once.
    ///
    /// They depend on the seed, on `count` and on the places of the inputs in the list, and on nothing else.
    /// - Parameter count: 1 to 2^30.
    /// - Complexity: O(count * inputs).
    public func points(count: Int, seed: UInt64) -> [[Double]] {
        guard !inputs.isEmpty else { return Array(repeating: [], count: count) }
        return latinHypercube(count: count, dimensions: inputs.count, key: InputDraws.key(.hypercube, seed: seed))
    }

    /// Samples of the inputs by a Latin hypercube, as settings. Complexity: O(count * inputs).
    public func worlds(count: Int, seed: UInt64) -> [[String]] {
        points(count: count, seed: seed).map { settings(at: $0) }
    }
}

/// Where the random numbers of designs come from: no simulated cycle draws at these addresses.
enum InputDraws: UInt16 {
    case hypercube = 0xFFF0
    case paths = 0xFFF1
    case rows = 0xFFF2

    static func key(_ design: InputDraws, seed: UInt64) -> DrawKey {
        DrawKey(seed: seed, trial: .max, region: .max, item: 0, stage: design.rawValue)
    }
}
