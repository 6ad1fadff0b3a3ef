internal import CapacityPlanning
public import ScanModel

/// Where an account must be.
public enum StaggerPin: Hashable, Sendable {
    /// The number of a slot, from 1.
    case slot(Int)
    /// The first open slot of a day of the week, 1 for Sunday to 7 for Saturday.
    case weekday(Int)
}

/// How accounts are to be spread.
public struct StaggerSettings: Hashable, Sendable {
    /// Days of a round; nil: the interval of each deployment in whole days, at least one.
    public var days: Int?
    /// Minutes from one start to the next, a divisor of a day.
    public var slotMinutes: Int
    public var first: CalendarDay?
    /// Beside those of the scenario.
    public var blackouts: [BlackoutWindow]
    /// By account.
    public var pins: [String: StaggerPin]
    public var caps: [StaggerCap]
    /// Trials of each slot's cycle; nil: one.
    public var trials: Int?

    public init(
        days: Int? = nil, slotMinutes: Int = BlackoutWindow.day, first: CalendarDay? = nil,
        blackouts: [BlackoutWindow] = [], pins: [String: StaggerPin] = [:], caps: [StaggerCap] = [], trials: Int? = nil
    ) {
        self.days = days
        self.slotMinutes = slotMinutes
        self.first = first
        self.blackouts = blackouts
        self.pins = pins
        self.caps = caps
        self.trials = trials
    }
}

/// The accounts of one slot.
public struct StaggeredSlot: Hashable, Sendable {
    public var slot: StaggerSlot
    /// In order.
    public var accounts: [String]
    public var instances: Int
    public var volumes: Int
    /// Greatest share of a quota that the slot uses up, and which one; 0 and nil for a slot without accounts.
    public var share: Double
    public var quota: StaggerQuota?
    /// What became of its cycle when it was simulated: trials, those in time, and the longest makespan in seconds.
    public var trials: Int
    public var inTime: Int
    public var makespan: Double?
    /// The window that the longest of these cycles runs into; nil: none.
    public var runsInto: BlackoutWindow?
}

/// How the accounts of a deployment are spread.
public struct StaggeredDeployment: Hashable, Sendable {
    public var name: String
    public var calendar: StaggerCalendar
    /// Every slot, closed ones included.
    public var slots: [StaggeredSlot]
    /// Shared quotas in use, the one whose slots are fullest first: with the greatest share of any slot.
    public var quotas: [(quota: StaggerQuota, peak: Double)] {
        zip(allQuotas, quotaPeaks).map { (quota: $0, peak: $1) }
    }
    var allQuotas: [StaggerQuota]
    var quotaPeaks: [Double]
    /// Greatest share of a quota that any slot uses up.
    public var peak: Double
    /// No assignment to the open slots has a lower peak of the loads, which count every instance once with its nominal
    /// durations; and the quota that says so.
    public var bound: Double
    public var boundQuota: StaggerQuota?
    /// What must be so of the cycles for the bound to hold of what they really use.
    public var boundAssumptions: BoundAssumptions
    /// Whether cycles of the same accounts may differ from one another.
    public var isRandom: Bool
    /// The peak if all accounts are scanned in one slot, and if they take their turns in the order of their names.
    public var unstaggered: Double
    public var inTurn: Double
    /// Accounts of which nothing is scanned; they are in no slot.
    public var accountsWithoutWork: Int
    /// Accounts that were pinned.
    public var pinned: Int
    /// Seconds within which each cycle should end; nil: no deadline.
    public var deadline: Double?
    /// Time from one scan of an account to the next, and the deployment's interval, in seconds.
    public var roundSeconds: Double
    public var intervalSeconds: Double?
}

/// The answer to how accounts are spread.
public struct StaggerAnswer: Hashable, Sendable {
    public var scenario: String
    public var seed: UInt64
    public var settings: StaggerSettings
    public var deployments: [StaggeredDeployment]
}

/// Why accounts cannot be spread.
public enum StaggerFailure: Error, Hashable, Sendable {
    case infeasible([Bottleneck])
    case unanswerable(UnanswerableScenario)
    /// Every slot of a deployment is closed.
    case closed(deployment: String, by: BlackoutWindow)
    /// An account is pinned that no deployment scans.
    case unknownAccount(String)
    /// A pin names a slot that there is not, or one that is closed.
    case noSuchSlot(account: String, slots: Int)
    case closedSlot(account: String, by: BlackoutWindow)
    /// More slots than a round may have.
    case tooManySlots(Int)
}

/// Spreads the accounts of each deployment over days and start times, so that what all of them share is used evenly.
public enum StaggerStudy {
    /// - Parameter progress: called with slots simulated and slots in all.
    public static func answer(
        _ scenario: Scenario, settings: StaggerSettings, width: Int, progress: (@Sendable (Int, Int) -> Void)? = nil
    ) async throws(StaggerFailure) -> StaggerAnswer {
        let planned: PlannedScenario
        do {
            switch try await PlanningAttempt(scenario, width: width) {
            case .planned(let found): planned = found
            case .infeasible(let bottlenecks): throw StaggerFailure.infeasible(bottlenecks)
            }
        } catch let error as UnanswerableScenario {
            throw .unanswerable(error)
        } catch let error as StaggerFailure {
            throw error
        } catch {
            preconditionFailure("\(error)")
        }
        var drafts: [SlotDraft] = []
        for (deployment, plan) in zip(planned.scenario.deployments, planned.plan.deployments) {
            drafts.append(try SlotDraft(deployment, plan: plan, settings: settings))
        }
        let known = Set(drafts.flatMap(\.loads.accounts))
        for account in settings.pins.keys.sorted() where !known.contains(account) { throw .unknownAccount(account) }
        let total = drafts.reduce(0) { $0 + $1.used.count }
        var (done, deployments) = (0, [StaggeredDeployment]())
        for (number, (deployment, draft)) in zip(scenario.deployments, drafts).enumerated() {
            var answer = draft.deployment
            answer.deadline = (scenario.objective.deadline ?? deployment.interval)?.value.doubleValue
            for slot in draft.used {
                do throws(UnanswerableScenario) {
                    try await simulate(
                        &answer.slots[slot], of: deployment, number: number, scenario: scenario,
                        trials: settings.trials ?? 1, width: width)
                } catch {
                    throw .unanswerable(error)
                }
                answer.slots[slot].runsInto = answer.slots[slot].makespan.flatMap {
                    answer.calendar.window(meetingCycleFrom: slot, lasting: $0)
                }
                done += 1
                progress?(done, total)
            }
            deployments.append(answer)
        }
        return StaggerAnswer(
            scenario: scenario.name, seed: scenario.seed, settings: settings, deployments: deployments)
    }

    /// Simulates the cycle of a slot: its accounts alone.
    ///
    /// - Parameter number: of the deployment in the scenario, by which its draws are keyed.
    private static func simulate(
        _ slot: inout StaggeredSlot, of deployment: Deployment, number: Int, scenario: Scenario, trials: Int, width: Int
    ) async throws(UnanswerableScenario) {
        var alone = deployment
        alone.eligibility.targetAccounts = Set(slot.accounts)
        let part = Scenario(
            name: scenario.name, seed: scenario.seed, objective: scenario.objective, deployments: [alone])
        // Fewer accounts cannot make a plan impossible; if they did, the slot would stay without a makespan.
        guard case .planned(var planned) = try await PlanningAttempt(part, width: width) else { return }
        planned.firstDeployment = number
        let outcomes = await TrialStudy.outcomes(of: planned, trials: 0..<UInt32(trials), width: width)
        slot.trials = outcomes.count
        slot.inTime = outcomes.count { $0.isInTime ?? true }
        slot.makespan = outcomes.compactMap { $0.value(.makespan) }.max()
    }
}

/// A deployment whose accounts have their slots, before these are simulated.
private struct SlotDraft {
    let loads: StaggerLoads
    let deployment: StaggeredDeployment
    /// Indices of the slots with accounts.
    let used: [Int]

    init(_ deployment: Deployment, plan: DeploymentPlan, settings: StaggerSettings) throws(StaggerFailure) {
        let interval = deployment.interval?.value
        let days = settings.days ?? max(1, min(366, interval.map { Int($0.doubleValue / 86_400) } ?? 1))
        let perDay = BlackoutWindow.day / settings.slotMinutes
        guard days * perDay <= StaggerCalendar.slotsMost else { throw .tooManySlots(days * perDay) }
        let calendar = StaggerCalendar(
            days: days, slotMinutes: settings.slotMinutes, first: settings.first,
            blackouts: deployment.rollout.blackouts + settings.blackouts)
        let open = calendar.open
        if open.isEmpty, let window = calendar.slots[0].blackout {
            throw .closed(deployment: deployment.name, by: window)
        }
        let loads = StaggerLoads(
            deployment, plan: plan, slot: Rational(settings.slotMinutes * 60), caps: settings.caps)
        self.loads = loads
        var fixed: [Int?] = []
        for account in loads.accounts {
            guard let pin = settings.pins[account] else {
                fixed.append(nil)
                continue
            }
            guard let slot = calendar.slot(of: pin) else {
                throw .noSuchSlot(account: account, slots: calendar.slots.count)
            }
            if let window = calendar.slots[slot].blackout { throw .closedSlot(account: account, by: window) }
            fixed.append(slot)
        }
        let problem = SpreadProblem(
            loads: loads.loads, weights: loads.weights, slots: calendar.slots.count, open: open, fixed: fixed)
        let slotOf = SpreadSearch(problem).best()
        let heights = SlotLoads(problem, slotOf)
        func height(_ slot: Int, _ quota: Int) -> Double { Double(heights.load(slot, quota)) * loads.weights[quota] }
        let quotas = loads.quotas
        let slots = calendar.slots.indices.map { slot in
            let members = slotOf.indices.filter { slotOf[$0] == slot }
            let fullest = quotas.indices.max { (height(slot, $0), $1) < (height(slot, $1), $0) }
            return StaggeredSlot(
                slot: calendar.slots[slot], accounts: members.map { loads.accounts[$0] },
                instances: members.reduce(0) { $0 + loads.instances[$1] },
                volumes: members.reduce(0) { $0 + loads.volumes[$1] }, share: fullest.map { height(slot, $0) } ?? 0,
                quota: members.isEmpty ? nil : fullest.map { quotas[$0] }, trials: 0, inTime: 0, makespan: nil)
        }
        used = slots.indices.filter { !slots[$0].accounts.isEmpty }
        let peaks = quotas.indices.map { quota in
            calendar.slots.indices.reduce(0) { max($0, height($1, quota)) }
        }
        let order = quotas.indices.sorted { (-peaks[$0], $0) < (-peaks[$1], $1) }
        let bound = problem.bound()
        let targets = deployment.eligibility.targetAccounts ?? Set(deployment.fleet.accounts.texts)
        self.deployment = StaggeredDeployment(
            name: deployment.name, calendar: calendar, slots: slots, allQuotas: order.map { quotas[$0] },
            quotaPeaks: order.map { peaks[$0] }, peak: problem.peak(slotOf), bound: bound.height,
            boundQuota: bound.kind.map { quotas[$0] }, boundAssumptions: deployment.boundAssumptions,
            isRandom: deployment.isRandom,
            unstaggered: problem.peak(loads.accounts.map { _ in open[0] }), inTurn: problem.peak(problem.inTurn()),
            accountsWithoutWork: targets.subtracting(loads.accounts).count,
            pinned: fixed.count { $0 != nil },
            deadline: nil, roundSeconds: Double(days) * 86_400, intervalSeconds: interval?.doubleValue)
    }
}

extension StaggerCalendar {
    /// The index of the slot that a pin means; nil if there is none.
    fileprivate func slot(of pin: StaggerPin) -> Int? {
        switch pin {
        case .slot(let number): return slots.indices.contains(number - 1) ? number - 1 : nil
        case .weekday(let day):
            let ofDay = slots.indices.filter { slots[$0].weekday == day }
            return ofDay.first { slots[$0].blackout == nil } ?? ofDay.first
        }
    }
}
