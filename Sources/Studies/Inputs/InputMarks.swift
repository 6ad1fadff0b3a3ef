internal import Estimation
public import ScanModel

/// One input of an answer with how it is known.
public struct MarkedInput: Hashable, Sendable {
    /// What sort of input it is.
    public enum Kind: String, Hashable, Sendable, CaseIterable {
        /// A constant, a limit, a rate or a time.
        case constant
        /// A parameter of the vendor's that acts on the answer.
        case parameter
        /// The price of an item in the bill, in all of its regions.
        case price
        /// What there is to scan, and by when.
        case demand
    }

    public var kind: Kind
    /// As the scenario spells it.
    public var name: String
    /// With its unit.
    public var value: String
    /// How it is known.
    public var mark: Confidence
    /// A document, a repository's file or a path in the scenario.
    public var source: String
}

/// The inputs that an answer really used, each with its mark, and how much rests on each mark.
public struct InputMarks: Hashable, Sendable {
    /// What a share of a mark is a share of.
    public enum Basis: String, Hashable, Sendable, CaseIterable {
        /// The number of inputs, every one alike.
        case inputs
        /// USD of the bill's lines, each under the mark of its price.
        case cost
        /// Seconds that instances spent in stages, each stage under the weaker mark of its two times.
        case time
    }

    /// Weakest marks first: constants, parameters, prices, demand, each in the order of the deployment.
    public let inputs: [MarkedInput]
    /// Amounts by basis and mark; a basis without amounts is left out.
    private let amounts: [Basis: [Confidence: Double]]

    /// The marks from the weakest to the strongest.
    public static let order: [Confidence] = [.assumed, .documented, .calibrated, .measured, .stated]

    /// The inputs of a deployment's answer.
    ///
    /// Left out is what the answer did not use: times of stages that no instance went through, rates of requests that
    /// were never made, parameters that the model knows nothing for, and prices of lines that are not in the bill.
    ///
    /// - Complexity: O(constants + lines of the bill + regions * stages).
    init(_ answer: DeploymentAnswer) {
        let constants = InputMarks.constants(answer)
        let all = constants + InputMarks.parameters(answer) + InputMarks.prices(answer) + InputMarks.demand(answer)
        inputs = InputMarks.order.flatMap { mark in all.filter { $0.mark == mark } }
        var amounts: [Basis: [Confidence: Double]] = [.inputs: [:]]
        for input in all { amounts[.inputs, default: [:]][input.mark, default: 0] += 1 }
        for line in answer.estimate.lines where line.amount > 0 {
            amounts[.cost, default: [:]][line.provenance.confidence, default: 0] += line.amount
        }
        let marks = Dictionary(constants.map { ($0.name, $0) }) { first, _ in first }
        for (stage, ticks) in InputMarks.working(answer) where ticks > 0 {
            let times = ["base", "perGiB"].compactMap { marks["timings.\(stage).\($0)"] }
            guard let mark = InputMarks.weakest(times.filter { $0.value != "0s" }.map(\.mark)) else { continue }
            amounts[.time, default: [:]][mark, default: 0] += ticks
        }
        self.amounts = amounts
    }

    /// How many inputs have a mark.
    public func count(_ mark: Confidence) -> Int { inputs.count { $0.mark == mark } }

    /// The share of a mark, 0 ... 1; nil if there is nothing to share out.
    public func share(_ mark: Confidence, of basis: Basis = .inputs) -> Double? {
        guard let amounts = amounts[basis] else { return nil }
        // In a fixed order, because sums of floating-point numbers depend on it.
        let total = InputMarks.order.reduce(0) { $0 + (amounts[$1] ?? 0) }
        return total > 0 ? (amounts[mark] ?? 0) / total : nil
    }

    /// The first of the order; nil of none.
    private static func weakest(_ marks: [Confidence]) -> Confidence? { order.first(where: marks.contains) }

    // MARK: Kinds of inputs

    private static func constants(_ answer: DeploymentAnswer) -> [MarkedInput] {
        let requests = Set(
            (answer.run?.usage ?? answer.plan.usage).entries.compactMap { entry -> String? in
                guard case .requests(let action) = entry.key.kind, entry.amount > .zero else { return nil }
                return action
            })
        let stages = answer.run.map { run in
            Set(
                zip(answer.deployment.workflow.stages.map(\.name), completions(run)).compactMap { name, count in
                    count > 0 ? name : nil
                })
        }
        let known = Set(answer.deployment.workflow.stages.map(\.name))
        return answer.deployment.assumptions.filter { assumption in
            let steps = assumption.name.split(separator: ".").map(String.init)
            if steps.count == 3, steps[0] == "timings", known.contains(steps[1]) {
                return stages?.contains(steps[1]) ?? true
            }
            if let place = steps.firstIndex(of: "apiRates"), place + 1 < steps.count {
                return requests.contains(steps[place + 1])
            }
            return true
        }.map {
            MarkedInput(
                kind: .constant, name: $0.name, value: $0.value, mark: $0.provenance.confidence,
                source: $0.provenance.source)
        }
    }

    private static func completions(_ run: DeploymentRun) -> [Int] {
        let count = run.regions.map(\.stages.count).max() ?? 0
        return (0..<count).map { stage in
            run.regions.reduce(0) { $0 + (stage < $1.stages.count ? $1.stages[stage].completions : 0) }
        }
    }

    /// Ticks that instances worked in each stage; none without a simulation.
    private static func working(_ answer: DeploymentAnswer) -> [(stage: String, ticks: Double)] {
        guard let run = answer.run else { return [] }
        return answer.deployment.workflow.stages.enumerated().map { index, stage in
            let ticks = run.regions.reduce(Int128(0)) { $0 + (index < $1.stages.count ? $1.stages[index].working : 0) }
            return (stage.name, Double(ticks))
        }
    }

    private static func parameters(_ answer: DeploymentAnswer) -> [MarkedInput] {
        let parameters = answer.deployment.vendorParameters.filter { $0.role != nil && !$0.isSecretReference }
        return parameters.map {
            MarkedInput(
                kind: .parameter, name: "parameters.\($0.name)", value: $0.text,
                mark: $0.isDefault ? .documented : .stated,
                source: $0.isDefault ? "the default of \(answer.deployment.profile)" : "parameters.\($0.name)")
        }
    }

    private static func prices(_ answer: DeploymentAnswer) -> [MarkedInput] {
        let lines = answer.estimate.lines.filter { $0.quantity > 0 }
        var items: [PriceItem] = []
        for line in lines where !items.contains(line.item) { items.append(line.item) }
        return items.map { item in
            let own = lines.filter { $0.item == item }
            let prices = own.map(\.listPrice)
            let (least, most) = (prices.min() ?? 0, prices.max() ?? 0)
            let mark = weakest(own.map(\.provenance.confidence)) ?? .assumed
            let sources = Set(own.filter { $0.provenance.confidence == mark }.map(\.provenance.source)).sorted()
            return MarkedInput(
                kind: .price, name: "prices.items.\(item)",
                value: least == most ? "\(least) USD" : "\(least) to \(most) USD",
                mark: mark,
                source: (sources.first ?? "") + (sources.count > 1 ? " and \(sources.count - 1) more" : ""))
        }
    }

    private static func demand(_ answer: DeploymentAnswer) -> [MarkedInput] {
        var inputs = [
            MarkedInput(
                kind: .demand, name: "fleet",
                value:
                    "\(answer.deployment.fleet.instanceCount) instances, \(answer.deployment.fleet.volumeCount) volumes",
                mark: .stated, source: "fleet")
        ]
        if let deadline = answer.deadline {
            inputs.append(
                MarkedInput(
                    kind: .demand, name: "objective.deadline", value: "\(deadline.value)s", mark: .stated,
                    source: "objective.deadline, or else the interval"))
        }
        return inputs
    }
}
