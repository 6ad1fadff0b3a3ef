internal import RandomStreams

/// Picks the option with the least mean by dropping options as soon as they are clearly worse: the procedure KN of S.-H. Kim
/// and B. L. Nelson, "A fully sequential procedure for indifference-zone selection in simulation", ACM Transactions on
/// Modeling and Computer Simulation 11, 2001.
///
/// If the best mean is better than any other by at least ``indifference``, it is picked with probability of at least
/// 1 - ``error``. Numbers are assumed normal and independent from round to round; within a round they may depend on each
/// other, so common random numbers are welcome, and the stronger they tie the sooner options drop.
///
/// The caller asks for ``surviving`` options, simulates each of them once more under the next random numbers, and hands the
/// results to ``add(_:)``, until ``decision`` is there.
public struct FullySequentialSelection: Sendable {
    /// A difference of means that does not matter, in the unit of the numbers; greater than 0.
    public let indifference: Double
    /// The probability of a wrong pick, between 0 and 1 - 1/k.
    public let error: Double
    /// Rounds before the first look, at least 2.
    public let firstStage: Int
    /// The options still in the race, by index, ascending.
    public private(set) var surviving: [Int]
    /// Rounds so far.
    public private(set) var rounds = 0
    /// The option picked; nil while the race is open.
    public private(set) var decision: Int?

    private var sums: [Double]
    /// The first stage, round by round; empty once it is used.
    private var firstRounds: [[Double]] = []
    /// h^2 S_il^2 / delta^2 for every pair of options.
    private var reach: [[Double]] = []

    /// Starts a race of `options` options, at least one; stops the program if a parameter is out of range.
    public init(options: Int, firstStage: Int, error: Double, indifference: Double) {
        guard options >= 1 && firstStage >= 2 && indifference > 0 && indifference < .infinity else {
            fatalError(
                "FullySequentialSelection: \(options) options, first stage \(firstStage) or indifference \(indifference)"
            )
        }
        guard error > 0 && (options < 2 || error < 1 - 1 / Double(options)) else {
            fatalError("FullySequentialSelection: error \(error) is out of range")
        }
        self.indifference = indifference
        self.error = error
        self.firstStage = firstStage
        surviving = Array(0..<options)
        sums = [Double](repeating: 0, count: options)
        if options == 1 { decision = 0 }
    }

    /// eta = ((2 error / (k - 1))^(-2 / (n0 - 1)) - 1) / 2 and h^2 = 2 eta (n0 - 1).
    public static func constants(options: Int, firstStage: Int, error: Double) -> (eta: Double, hSquared: Double) {
        let exponent = -2 / Double(firstStage - 1)
        let eta = 0.5 * (exactPower(2 * error / Double(options - 1), exponent) - 1)
        return (eta, 2 * eta * Double(firstStage - 1))
    }

    /// Adds one number of every surviving option, in the order of ``surviving``.
    ///
    /// - Complexity: O(survivors^2); at the end of the first stage O(options^2 times its rounds).
    public mutating func add(_ numbers: [Double]) {
        guard decision == nil, numbers.count == surviving.count, numbers.allSatisfy(\.isFinite) else {
            fatalError("FullySequentialSelection.add: \(numbers.count) numbers for \(surviving.count) open options")
        }
        rounds += 1
        for (option, number) in zip(surviving, numbers) { sums[option] += number }
        if rounds <= firstStage { firstRounds.append(numbers) }
        guard rounds >= firstStage else { return }
        if rounds == firstStage { endFirstStage() }
        screen()
    }

    private mutating func endFirstStage() {
        let hSquared = Self.constants(options: sums.count, firstStage: firstStage, error: error).hSquared
        let options = surviving
        reach = options.map { i in
            options.map { l in
                guard i != l else { return 0 }
                let variance = Moments(firstRounds.map { $0[i] - $0[l] }).variance ?? 0
                return hSquared * variance / (indifference * indifference)
            }
        }
        firstRounds = []
    }

    /// Keeps the options that no other one beats by more than W_il = max(0, delta / 2r (h^2 S_il^2 / delta^2 - r)).
    private mutating func screen() {
        let r = Double(rounds)
        let racing = surviving
        surviving = racing.filter { i in
            racing.allSatisfy { l in
                let allowance = max(0, indifference / (2 * r) * (reach[i][l] - r))
                return i == l || sums[i] / r <= sums[l] / r + allowance
            }
        }
        // After the greatest N_il + 1 rounds every allowance is 0; what is left is tied, and the first of equals wins.
        let isOver = surviving.allSatisfy { i in surviving.allSatisfy { l in r > reach[i][l] } }
        if surviving.count == 1 || isOver {
            decision = surviving.min { sums[$0] < sums[$1] }
            surviving = decision.map { [$0] } ?? surviving
        }
    }
}
