/// Regions on one clock, which take turns at scanners or share the rounds of the first stage.
///
/// The second opinion on what couples regions. An instant has three parts: all events of all regions, those of a round that
/// begins among them; then the first round may begin, whose events belong to the instant too; and when nothing is due any
/// more, scanners are decided about.
struct NaiveWorld {
    private struct Turn {
        let region: Int
        let begun: Int128
    }

    private struct Entry {
        let region: Int
        let item: Int
    }

    private let workflow: NaiveWorkflow
    private var regions: [NaiveSimulation]
    private var now: Int128 = 0
    /// Regions that have their turn, and those that a search listed and that wait for one.
    private var turns: [Turn] = []
    private var listed: [Int] = []
    /// Items that are in no round yet; those of the present round.
    private var queue: [Entry] = []
    private var round: [Entry] = []
    private var firstRun: Int128 = 0
    private var presentRun: Int128 = 0
    /// Searches that found anything, turns, runs and rounds that began.
    private(set) var searches = 0
    private(set) var turnsTaken = 0
    private(set) var runs = 0
    private(set) var rounds = 0

    /// - Parameters:
    ///   - regions: in the order of the plan.
    ///   - accounts: in the order of the fleet.
    init(_ workflow: NaiveWorkflow, _ regions: [NaiveRegion], accounts: [Int]) {
        self.workflow = workflow
        let grain = regions.map { NaiveSimulation.grain(workflow, $0) }
            .reduce(1) { $0 / NaiveFraction.commonDivisor($0, $1) * $1 }
        self.regions = regions.map { NaiveSimulation(workflow, $0, grain: grain) }
        guard workflow.rounds != nil else {
            for region in regions.indices {
                for item in regions[region].items.indices { self.regions[region].arrange(item, .goOn, at: 0) }
            }
            return
        }
        for account in accounts {
            for region in regions.indices {
                for item in regions[region].items.indices where regions[region].items[item].account == account {
                    queue.append(Entry(region: region, item: item))
                }
            }
        }
        firstRun = self.regions.map(\.origin).max() ?? 0
        presentRun = firstRun
    }

    /// The whole story of a deployment.
    static func told(_ workflow: NaiveWorkflow, _ regions: [NaiveRegion], accounts: [Int]) -> NaiveWorld {
        var world = NaiveWorld(workflow, regions, accounts: accounts)
        while world.takeStep() {}
        return world
    }

    var histories: [NaiveHistory] { regions.map(\.history) }

    private func seconds(_ length: NaiveFraction) -> Int128 { regions[0].seconds(length) }

    private mutating func takeStep() -> Bool {
        for region in regions.indices {
            guard let event = regions[region].nextEvent(), event.due + regions[region].origin == now else { continue }
            regions[region].happen(event.who)
            endRound()
            return true
        }
        if beginFirstRound() || decide() { return true }
        guard let next = nextInstant() else { return false }
        precondition(next > now, "\(next) after \(now)")
        now = next
        for region in regions.indices where isOpen(region) { regions[region].now = now - regions[region].origin }
        return true
    }

    private func isOpen(_ region: Int) -> Bool { regions[region].origin <= now }

    private func nextInstant() -> Int128? {
        var instants = regions.compactMap { region in region.nextEvent().map { $0.due + region.origin } }
        if rounds == 0, !queue.isEmpty { instants.append(firstRun) }
        if workflow.waves == nil {
            instants += regions.compactMap { region in region.nextStrike().map { $0 + region.origin } }
            // A batch that needs nothing but the opening of its region.
            instants += regions.filter { $0.firstInLine == 0 }.map(\.origin)
        } else if turns.isEmpty, listed.isEmpty {
            instants += regions.compactMap { region in
                region.firstInLine.map { multiple(of: workflow.batchWindow, from: max(now, $0 + region.origin)) }
            }
        }
        return instants.filter { $0 > now }.min()
    }

    /// The first multiple at or after an instant; every instant is one of nothing.
    private func multiple(of length: NaiveFraction?, from instant: Int128) -> Int128 {
        guard let length = length.map(seconds) else { return instant }
        var multiple = instant / length * length
        while multiple < instant { multiple += length }
        return multiple
    }

    // MARK: Rounds

    private mutating func beginFirstRound() -> Bool {
        guard rounds == 0, !queue.isEmpty, firstRun == now else { return false }
        runs = 1
        arrangeRound(at: now)
        return true
    }

    /// The next items enter the first stage; until then they wait, from the opening of their region on.
    private mutating func arrangeRound(at instant: Int128) {
        rounds += 1
        round = Array(queue.prefix(workflow.rounds!.size))
        queue.removeFirst(round.count)
        for entry in round {
            let begun = instant - regions[entry.region].origin
            regions[entry.region].arrange(entry.item, .goOn, at: begun)
            regions[entry.region].history.stages[0].waitingForResources += begun
        }
    }

    /// Finds out whether the last item of the round is through the first stage, and arranges the next one.
    private mutating func endRound() {
        guard let rule = workflow.rounds, !round.isEmpty else { return }
        let isOver = round.allSatisfy { entry in
            let traveller = regions[entry.region].travellers[entry.item]
            return traveller.stage > 0 || traveller.gone != nil
        }
        guard isOver else { return }
        round = []
        guard !queue.isEmpty else { return }
        var next = now + seconds(rule.pause)
        if next - presentRun >= seconds(rule.runLimit) {
            next = firstRun + multiple(of: rule.every, from: now - firstRun)
            presentRun = next
            runs += 1
        }
        arrangeRound(at: next)
    }

    // MARK: Turns

    private mutating func decide() -> Bool {
        guard let rule = workflow.waves else {
            var handedOut = false
            for region in regions.indices where isOpen(region) {
                while regions[region].handOutScanner() { handedOut = true }
            }
            return handedOut
        }
        var changed = false
        for (place, turn) in turns.enumerated().reversed() {
            if launch(in: turn, rule) {
                changed = true
            } else if regions[turn.region].running == 0 {
                turns.remove(at: place)
                changed = true
            }
        }
        while turns.count < rule.regionsAtOnce, !listed.isEmpty {
            turns.append(Turn(region: listed.removeFirst(), begun: now))
            turnsTaken += 1
            changed = true
        }
        if changed { return true }
        guard turns.isEmpty, listed.isEmpty, multiple(of: workflow.batchWindow, from: now) == now else { return false }
        listed = regions.indices.filter { region in
            guard isOpen(region), let ready = regions[region].firstInLine else { return false }
            return ready <= regions[region].now
        }
        if !listed.isEmpty { searches += 1 }
        return !listed.isEmpty
    }

    private mutating func launch(in turn: Turn, _ rule: NaiveWaves) -> Bool {
        if let limit = rule.turnLimit, now - turn.begun >= seconds(limit) { return false }
        if rule.hasBarrier, regions[turn.region].running > 0 { return false }
        var launched = false
        while regions[turn.region].handOutScanner() { launched = true }
        return launched
    }
}
