internal import Statistics

/// Finds the cheapest option that is in time often enough, with as few simulations as that takes.
///
/// Every option is simulated a few times. From then on the cheapest option that may still be the answer is simulated until
/// it is known whether it is feasible (``LookSchedule``), and a feasible one drops all those that are dearer than it beyond
/// doubt. Only a feasible option may drop another: the scheme of S. Andradóttir and S.-H. Kim, "Fully sequential procedures
/// for comparing constrained systems via simulation", Naval Research Logistics 57, 2010. "Beyond doubt" is the screening of
/// the procedure KN (`FullySequentialSelection`) on differences in the same trials, which share their draws, so costs that
/// vary together are told apart by very few trials.
///
/// How likely each kind of error may be is told by ``ErrorShares``.
public enum SettingsSelection {
    /// A range of trials of one option.
    public struct Work: Hashable, Sendable {
        public var option: Int
        public var trials: Range<UInt32>
    }

    /// Selects among options.
    ///
    /// - Parameters:
    ///   - figures: what is known of each option already, from trial 0 on; what is simulated is added.
    ///     Of options with equal figures the first wins.
    ///   - simulate: the figures of each piece of work, in its order.
    /// - Complexity: O(options * feasible options) comparisons of at most `rule.trials` numbers at each step, and at most
    ///   options times looks steps.
    public static func run(
        _ figures: inout [[CycleFigures]], rule: SelectionRule,
        simulate: ([Work]) async -> [[CycleFigures]]
    ) async -> SelectionOutcome {
        var race = Race(options: figures.count, rule: rule)
        var work = race.first()
        while !work.isEmpty {
            let missing = work.compactMap { (option, trials) -> Work? in
                let known = figures[option].count
                return known < trials ? Work(option: option, trials: UInt32(known)..<UInt32(trials)) : nil
            }
            for (piece, found) in zip(missing, missing.isEmpty ? [] : await simulate(missing)) {
                precondition(found.count == piece.trials.count, "\(found.count) of \(piece.trials.count) trials")
                figures[piece.option] += found
            }
            for (option, trials) in work { race.take(option, figures[option][..<trials]) }
            work = race.next()
        }
        return race.outcome()
    }
}

/// The options on their way to a decision.
private struct Race {
    private let rule: SelectionRule
    private let errors: ErrorShares
    private let schedule: LookSchedule
    private var runners: [Runner]
    /// Set after the first trials of all options.
    private var indifference = 0.0
    private let hSquared: Double
    /// S^2 h^2 / indifference^2 against a feasible option, by its number.
    private var reach: [Int: [Double]] = [:]

    private struct Runner {
        var figures: ArraySlice<CycleFigures> = []
        /// Sums of the first costs and makespans, from none of them on.
        var costs: [Double] = [0]
        var makespans: [Double] = [0]
        var inTime = 0
        var deadline = ChanceVerdict.undecided
        var budget = ChanceVerdict.undecided
        var beatenBy: Int?

        var count: Int { figures.count }
        var isMissed: Bool { deadline == .missed || budget == .missed }
        var isFeasible: Bool { deadline == .met && budget == .met }
        var isAlive: Bool { !isMissed && beatenBy == nil }
        var meanCost: Double { costs[count] / Double(max(1, count)) }
        var meanMakespan: Double { makespans[count] / Double(max(1, count)) }
    }

    init(options: Int, rule: SelectionRule) {
        self.rule = rule
        errors = rule.errors(options: options)
        schedule = rule.schedule(options: options)
        runners = Array(repeating: Runner(), count: options)
        hSquared =
            rule.varies && schedule.first > 1
            ? FullySequentialSelection.constants(
                options: errors.options, firstStage: schedule.first, error: errors.dropped
            ).hSquared : 0
    }

    // MARK: - Trials

    /// The first trials of all options.
    func first() -> [(option: Int, trials: Int)] {
        runners.indices.map { ($0, rule.isThorough ? schedule.looks[schedule.looks.count - 1] : schedule.first) }
    }

    /// Takes the first trials of an option, and judges it at each look that they pass.
    mutating func take(_ option: Int, _ figures: ArraySlice<CycleFigures>) {
        let start = runners[option].count
        runners[option].figures = figures
        for index in start..<figures.count {
            runners[option].costs.append(runners[option].costs[index] + figures[index].cost)
            runners[option].makespans.append(runners[option].makespans[index] + figures[index].makespan)
            if figures[index].isInTime != false { runners[option].inTime += 1 }
            if schedule.looks.contains(index + 1) { judge(option, trials: index + 1) }
        }
    }

    private mutating func judge(_ option: Int, trials: Int) {
        let runner = runners[option]
        if runner.deadline == .undecided {
            if runner.figures[0].isInTime == nil {
                runners[option].deadline = .met
            } else if rule.varies {
                runners[option].deadline = schedule.verdict(successes: runner.inTime, trials: trials)
            } else {
                runners[option].deadline = runner.inTime == trials ? .met : .missed
            }
        }
        if runner.budget == .undecided {
            guard let budget = rule.budget else {
                runners[option].budget = .met
                return
            }
            if rule.varies {
                let costs = Moments(runner.figures[..<trials].map(\.cost))
                runners[option].budget = schedule.verdict(costs, limit: budget)
            } else {
                runners[option].budget = runner.figures[0].cost <= budget ? .met : .missed
            }
        }
    }

    /// What to simulate next; empty: it is decided, or the trials are used up.
    mutating func next() -> [(option: Int, trials: Int)] {
        if indifference == 0 { setIndifference() }
        drop()
        guard !rule.isThorough else { return [] }
        let alive = ranked(runners.indices.filter { runners[$0].isAlive })
        guard alive.count > 1 || alive.contains(where: { !runners[$0].isFeasible }) else { return [] }
        for option in alive {
            guard let trials = schedule.next(after: runners[option].count) else { continue }
            if !runners[option].isFeasible { return [(option, trials)] }
            // A comparison goes as far as both have come.
            let others = alive.filter { $0 != option && runners[$0].count >= runners[option].count }
            if !others.isEmpty { return [(option, trials)] }
        }
        return []
    }

    private mutating func setIndifference() {
        let alive = runners.filter { !$0.isMissed }
        let least = (alive.isEmpty ? runners : alive).map(\.meanCost).min() ?? 0
        // Where nothing costs anything, no difference matters but one that is there.
        indifference = max(least * rule.within, .leastNonzeroMagnitude)
    }

    // MARK: - Comparisons

    /// Cheapest first in the trials that all of them have; of equals the fastest, then the smallest settings.
    private func ranked(_ options: [Int]) -> [Int] {
        let rounds = options.map { runners[$0].count }.min() ?? 0
        return options.sorted { left, right in
            (runners[left].costs[rounds], runners[left].makespans[rounds], left)
                < (runners[right].costs[rounds], runners[right].makespans[rounds], right)
        }
    }

    /// Drops every option that a feasible one beats.
    private mutating func drop() {
        for better in runners.indices where runners[better].isFeasible {
            for option in runners.indices where option != better && runners[option].isAlive {
                if beats(better, option) { runners[option].beatenBy = better }
            }
        }
    }

    private mutating func beats(_ better: Int, _ option: Int) -> Bool {
        let rounds = min(runners[better].count, runners[option].count)
        let r = Double(rounds)
        let cost = (runners[option].costs[rounds] - runners[better].costs[rounds]) / r
        let reached = reach(of: better)[option]
        let allowance = r > reached ? 0 : indifference / (2 * r) * (reached - r)
        // Sums of the same numbers in another order.
        let noise = 1e-9 * (runners[better].costs[rounds] / r).magnitude
        if cost > allowance + noise { return true }
        guard r > reached, cost.magnitude <= noise else { return false }
        return (runners[better].makespans[rounds], better) < (runners[option].makespans[rounds], option)
    }

    /// How many rounds it takes at most until the lesser mean counts, for every option against a feasible one.
    private mutating func reach(of better: Int) -> [Double] {
        if let known = reach[better] { return known }
        let rounds = schedule.first
        let found = runners.indices.map { option in
            guard rule.varies, option != better else { return 0.0 }
            let differences = zip(runners[option].figures.prefix(rounds), runners[better].figures.prefix(rounds))
                .map { $0.cost - $1.cost }
            guard let variance = Moments(differences).variance else { return .infinity }
            return variance == 0 ? 0 : hSquared * (variance / indifference / indifference)
        }
        reach[better] = found
        return found
    }

    /// Whether an option surely costs no more than another one and what does not matter: one look at the differences.
    private func isGoodEnough(_ option: Int, against other: Int) -> Bool {
        let differences = zip(runners[option].figures, runners[other].figures).map { $0.cost - $1.cost }
        let moments = Moments(differences)
        guard rule.varies else { return (moments.mean ?? 0) <= indifference }
        let confidence = LookSchedule.confidence(leaving: errors.dearer)
        guard let interval = MeanInterval(moments, confidence: confidence)?.interval else { return false }
        return interval.high <= indifference
    }

    // MARK: - The end

    func outcome() -> SelectionOutcome {
        let standings = runners.map { runner in
            let feasibility: Feasibility =
                runner.deadline == .missed
                ? .tooLate : runner.budget == .missed ? .overBudget : runner.isFeasible ? .feasible : .undecided
            var standing = OptionStanding(
                trials: runner.count, feasibility: feasibility, beatenBy: runner.beatenBy, deadline: runner.deadline,
                budget: runner.budget)
            guard feasibility == .undecided, runner.count > 0 else { return standing }
            if runner.deadline == .undecided {
                standing.deadlineTrials = schedule.trialsLikely(successes: runner.inTime, trials: runner.count)
            }
            if runner.budget == .undecided, let budget = rule.budget {
                standing.budgetTrials = schedule.trialsLikely(Moments(runner.figures.map(\.cost)), limit: budget)
            }
            return standing
        }
        let decision = decision()
        var best: Int?
        if case .best(let option) = decision { best = option }
        let alternatives = best.map { best in
            ranked(runners.indices.filter { $0 != best && runners[$0].isFeasible && !isDearer($0, than: best) })
        }
        return SelectionOutcome(
            decision: decision, standings: standings, indifference: indifference, alternatives: alternatives ?? [],
            trialsLikely: trialsLikely(decision))
    }

    private func decision() -> SelectionDecision {
        let alive = ranked(runners.indices.filter { runners[$0].isAlive })
        guard !alive.isEmpty else {
            let nearest = runners.indices.min { left, right in
                let (one, other) = (runners[left], runners[right])
                let shares = (one.inTime * other.count, other.inTime * one.count)
                return shares.0 != shares.1
                    ? shares.0 > shares.1 : (one.meanMakespan, left) < (other.meanMakespan, right)
            }
            return .nothing(nearest: nearest)
        }
        guard let safest = alive.first(where: { runners[$0].isFeasible }) else {
            return .undecided(open: alive, safest: nil)
        }
        let open = alive.filter { $0 != safest && !isGoodEnough(safest, against: $0) }
        return open.isEmpty ? .best(safest) : .undecided(open: ranked(open + [safest]), safest: safest)
    }

    /// Whether the means seen differ by more than what does not matter.
    private func isDearer(_ option: Int, than best: Int) -> Bool {
        let rounds = min(runners[option].count, runners[best].count)
        return (runners[option].costs[rounds] - runners[best].costs[rounds]) / Double(rounds) > indifference
    }

    /// The rounds after which the lesser mean counts, if two feasible options are open.
    private func trialsLikely(_ decision: SelectionDecision) -> Int? {
        guard case .undecided(let open, let safest?) = decision, let reach = reach[safest] else { return nil }
        let most = open.filter { runners[$0].isFeasible && $0 != safest }.map { reach[$0] }.max() ?? 0
        return most > 0 && most < 1e9 ? Int(most.rounded(.up)) : nil
    }
}
