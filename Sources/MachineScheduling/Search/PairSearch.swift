/// Improves an assignment by sharing out anew the jobs of two machines at a time, exactly.
///
/// The assignment held never gets worse than the best makespan so far. A machine is *critical* if its load is that
/// makespan; the search tries to bring a critical machine and a partner both below it. When no partner helps, it shares
/// out the jobs of other machines anew, at random but below the makespan, and tries those.
struct PairSearch: ~Copyable {
    let durations: Flat<Int>
    let machines: Int

    /// The jobs of a machine as a linked list: ``head`` by machine, ``next`` by job, -1 at the end.
    let head: Flat<Int32>
    let next: Flat<Int32>
    let load: Flat<Int>
    let jobCount: Flat<Int32>
    /// Sums of machines with few jobs; used if all loads are small enough.
    let smallSums: SmallSums
    let usesSmallSums: Bool
    /// The largest load.
    private(set) var makespan: Int

    /// Machines whose load is ``makespan``.
    private let critical: Flat<Int32>
    private var criticalCount = 0

    /// The jobs of two machines: first those of the one, then those of the other.
    private let pool: Flat<Int32>
    private let isFirst: Flat<Bool>
    var finder = SubsetFinder()
    var random: CounterRandom

    /// Words of work spent so far.
    var steps = 0

    /// What looking at a pair costs besides the search for sums, in words of work: it includes writing lists.
    static let pairSteps = 24

    /// Steps without a better makespan after which the search looks elsewhere.
    static let patience = 1 << 19

    init(_ problem: ReducedProblem, start: [Int], seed: UInt64) {
        let (jobs, machines) = (problem.durations.count, problem.machines)
        let mostLoad = problem.work / machines + (problem.durations.first ?? 0)
        let usesSmallSums = machines <= SmallSums.mostMachines && mostLoad < SmallSums.mostLoad
        self.machines = machines
        self.usesSmallSums = usesSmallSums
        durations = Flat(repeating: 0, count: jobs)
        head = Flat(repeating: -1, count: machines)
        next = Flat(repeating: -1, count: jobs)
        load = Flat(repeating: 0, count: machines)
        jobCount = Flat(repeating: 0, count: machines)
        smallSums = SmallSums(machines: usesSmallSums ? machines : 0)
        critical = Flat(repeating: 0, count: machines)
        pool = Flat(repeating: 0, count: jobs)
        isFirst = Flat(repeating: false, count: jobs)
        random = CounterRandom(seed: seed)
        makespan = 0
        for (job, duration) in problem.durations.enumerated() { durations[job] = duration }
        set(start)
    }

    /// Puts another assignment in the place of the current one.
    mutating func set(_ machineOfJob: [Int]) {
        for machine in 0..<machines {
            clear(machine)
        }
        for job in stride(from: machineOfJob.count - 1, through: 0, by: -1) {
            append(Int32(job), to: machineOfJob[job])
        }
        findCritical()
    }

    /// The machine of each job.
    func machineOfJob() -> [Int] {
        var result = [Int](repeating: 0, count: durations.count)
        for machine in 0..<machines {
            var job = Int(head[machine])
            while job >= 0 {
                result[job] = machine
                job = Int(next[job])
            }
        }
        return result
    }

    private func clear(_ machine: Int) {
        head[machine] = -1
        load[machine] = 0
        jobCount[machine] = 0
        if usesSmallSums { smallSums.clear(machine) }
    }

    @inline(__always)
    private func append(_ job: Int32, to machine: Int) {
        next[Int(job)] = head[machine]
        head[machine] = job
        let count = Int(jobCount[machine])
        load[machine] += durations[Int(job)]
        jobCount[machine] = Int32(count &+ 1)
        if usesSmallSums, count < SmallSums.mostJobs { smallSums.add(durations[Int(job)], as: count, of: machine) }
    }

    private mutating func findCritical() {
        steps &+= machines / 4
        makespan = 0
        for machine in 0..<machines where load[machine] > makespan { makespan = load[machine] }
        criticalCount = 0
        for machine in 0..<machines where load[machine] == makespan {
            critical[criticalCount] = Int32(machine)
            criticalCount += 1
        }
    }

    /// What a new sharing out should look like.
    enum Aim {
        /// Loads as equal as possible.
        case even
        /// Anything that is allowed.
        case any
        /// One load as high as allowed.
        case uneven
    }

    /// Searches until the makespan is at most `goal` or about `limit` steps are spent in all, and keeps the best.
    mutating func improve(to goal: Int, until limit: Int) {
        var best = makespan
        // Of the best, unless the current assignment is as good.
        var bestAssignment: [Int] = []
        var (last, lastMakespan) = (steps, makespan)
        var triedAll = false
        while machines > 1 {
            if makespan < lastMakespan { (last, lastMakespan) = (steps, makespan) }
            best = min(best, makespan)
            guard makespan > goal, steps < limit else { break }
            if steps - last > Self.patience {
                if makespan == best { bestAssignment = machineOfJob() } else { set(bestAssignment) }
                shake()
                (last, lastMakespan) = (steps, makespan)
                triedAll = false
            }
            let chosen = random.below(criticalCount)
            let machine = Int(critical[chosen])
            if !triedAll, tryAllPartners(of: machine) || criticalCount > 1 && tryAllCritical() { continue }
            triedAll = true
            if wander(machine, chosen: chosen) { triedAll = false }
        }
        if makespan > best { set(bestAssignment) }
    }

    /// Leaves a dead end: shares out the jobs of random pairs anew, up to a little above the makespan.
    private mutating func shake() {
        let ceiling = makespan + 1 + makespan >> (8 + random.below(6))
        for _ in 0...(machines / 2) {
            let (first, second) = randomPair()
            _ = share(first, second, limit: ceiling, aim: .any)
        }
        findCritical()
    }

    private mutating func randomPair() -> (Int, Int) {
        let first = random.below(machines)
        let second = random.below(machines - 1)
        return (first, second >= first ? second + 1 : second)
    }

    /// Whether a partner was found with which the machine, the critical one, is critical no more.
    private mutating func tryAllPartners(of machine: Int) -> Bool {
        steps &+= machines / 4
        var least = machine == 0 ? 1 : 0
        for other in 0..<machines where other != machine && load[other] < load[least] { least = other }
        if relieve(machine, with: least) { return true }
        let start = random.below(machines)
        for offset in 0..<machines {
            let other = start + offset < machines ? start + offset : start + offset - machines
            if other != machine, other != least, relieve(machine, with: other) { return true }
        }
        return false
    }

    private mutating func tryAllCritical() -> Bool {
        for position in 0..<criticalCount where tryAllPartners(of: Int(critical[position])) { return true }
        return false
    }

    /// Brings both machines below the makespan, if that is possible, and counts the critical ones anew.
    private mutating func relieve(_ machine: Int, with other: Int) -> Bool {
        guard share(machine, other, limit: makespan - 1, aim: .even) else { return false }
        var position = 0
        while Int(critical[position]) != machine { position += 1 }
        criticalCount -= 1
        critical[position] = critical[criticalCount]
        if criticalCount == 0 { findCritical() }
        return true
    }

    /// One random move, and what it opens up for a critical machine.
    ///
    /// - Returns: Whether all partners of critical machines should be tried again.
    private mutating func wander(_ machine: Int, chosen: Int) -> Bool {
        // Also when no pair qualifies, time passes.
        steps &+= 1
        let (first, second) = randomPair()
        if first == machine || second == machine {
            let other = first == machine ? second : first
            guard load[other] < makespan, share(machine, other, limit: makespan, aim: .any) else { return false }
            // The pair may have changed roles, or even got below the makespan.
            if load[machine] < makespan {
                if load[other] == makespan {
                    critical[chosen] = Int32(other)
                } else {
                    criticalCount -= 1
                    critical[chosen] = critical[criticalCount]
                    if criticalCount == 0 { findCritical() }
                }
            }
            return true
        }
        guard load[first] < makespan, load[second] < makespan else { return false }
        let aim: Aim = random.below(2) == 0 ? .any : .uneven
        guard share(first, second, limit: makespan - 1, aim: aim) else { return false }
        return relieve(machine, with: first) || relieve(machine, with: second)
    }

    /// Shares out the jobs of two machines anew, so that neither load exceeds the limit.
    ///
    /// All of the jobs take part if the tables for them are small enough, else a random choice of them.
    private mutating func share(_ one: Int, _ other: Int, limit: Int, aim: Aim) -> Bool {
        let total = load[one] + load[other]
        steps &+= Self.pairSteps
        guard total <= 2 * limit else { return false }
        let (jobs, otherJobs) = (Int(jobCount[one]), Int(jobCount[other]))
        if usesSmallSums, jobs <= SmallSums.mostJobs, otherJobs <= SmallSums.mostJobs, jobs > 0, otherJobs > 0 {
            return shareFew(one, jobs: jobs, other, jobs: otherJobs, limit: limit, aim: aim)
        }
        return shareMany(one, other, limit: limit, aim: aim)
    }

    /// The first job of the one machine keeps its place: swapping the two machines changes nothing.
    @inline(__always)
    private mutating func shareFew(
        _ one: Int, jobs: Int, _ other: Int, jobs otherJobs: Int, limit: Int, aim: Aim
    ) -> Bool {
        let total = load[one] &+ load[other]
        let low = total &- limit
        steps &+= SmallSums.steps(jobs, otherJobs)
        guard smallSums.canShare(one, jobs: jobs, with: other, jobs: otherJobs, from: low, through: limit) else {
            return false
        }
        let nearest: Int
        var avoid: (Int, Int)?
        switch aim {
        case .even: nearest = total / 2
        case .any:
            nearest = low + random.below(limit - low + 1)
            avoid = ((1 << jobs) - 1, 0)
        case .uneven:
            nearest = random.below(2) == 0 ? low : limit
            avoid = ((1 << jobs) - 1, 0)
        }
        steps &+= 1 &<< (jobs &+ otherJobs &- 1)
        guard
            let (set, otherSet) = smallSums.nearest(
                one, jobs: jobs, with: other, jobs: otherJobs, from: low, through: limit, aim: nearest, avoid: avoid,
                random: random.word())
        else { return false }
        // Lists grow at their front, but the sums are numbered in the order of growth.
        gather(one, other)
        for position in 0..<jobs { isFirst[position] = set &>> (jobs &- 1 &- position) & 1 == 1 }
        for position in 0..<otherJobs {
            isFirst[jobs &+ position] = otherSet &>> (otherJobs &- 1 &- position) & 1 == 1
        }
        rebuild(one, other, count: jobs &+ otherJobs)
        return true
    }

    /// Lists the jobs of both machines in the pool and tells how many they are.
    @discardableResult
    private mutating func gather(_ one: Int, _ other: Int) -> Int {
        var count = 0
        var job = head[one]
        while job >= 0 {
            pool[count] = job
            isFirst[count] = true
            count += 1
            job = next[Int(job)]
        }
        job = head[other]
        while job >= 0 {
            pool[count] = job
            isFirst[count] = false
            count += 1
            job = next[Int(job)]
        }
        return count
    }

    /// Makes the two lists anew from the pool.
    private mutating func rebuild(_ one: Int, _ other: Int, count: Int) {
        clear(one)
        clear(other)
        for position in 0..<count { append(pool[position], to: isFirst[position] ? one : other) }
    }

    private mutating func shareMany(_ one: Int, _ other: Int, limit: Int, aim: Aim) -> Bool {
        let total = load[one] + load[other]
        let count = gather(one, other)
        guard count > 1 else { return false }
        steps &+= count
        let window = chooseWindow(count)
        // What stays: the set looked for is what the first machine runs besides.
        var (fixed, free) = (0, 0)
        for position in window..<count where isFirst[position] { fixed += durations[Int(pool[position])] }
        var current = 0
        for position in 0..<window {
            let duration = durations[Int(pool[position])]
            finder.items[position] = duration
            free += duration
            if isFirst[position], position < SubsetFinder.fewItems { current |= 1 &<< position }
        }
        let low = max(0, total - limit - fixed)
        let high = min(free, limit - fixed)
        guard low <= high else { return false }
        let nearest: Int
        var avoid = -1
        switch aim {
        case .even: nearest = min(max(total / 2 - fixed, low), high)
        case .any:
            nearest = low + random.below(high - low + 1)
            avoid = current
        case .uneven:
            nearest = random.below(2) == 0 ? low : high
            avoid = current
        }
        let before = finder.steps
        let found = finder.find(
            count: window, from: low, through: high, near: nearest, avoid: avoid, random: random.word())
        steps &+= finder.steps &- before
        guard found else { return false }
        for position in 0..<window { isFirst[position] = finder.isChosen[position] }
        rebuild(one, other, count: count)
        return true
    }

    /// Moves the jobs that take part to the front of the pool and tells how many they are.
    private mutating func chooseWindow(_ count: Int) -> Int {
        // One job stays where it is: swapping the two machines changes nothing.
        if count - 1 <= SubsetFinder.fewItems {
            if isFirst[count - 1] {
                for position in 0..<count { isFirst[position].toggle() }
            }
            return count - 1
        }
        var (window, sum) = (0, 0)
        while window < min(count, SubsetFinder.mostItems) {
            let chosen = window + random.below(count - window)
            let job = pool[chosen]
            let duration = durations[Int(job)]
            if !SubsetFinder.canTabulate(count: window + 1, sum: sum + duration), window >= SubsetFinder.mostHalved {
                break
            }
            let side = isFirst[chosen]
            pool[chosen] = pool[window]
            isFirst[chosen] = isFirst[window]
            pool[window] = job
            isFirst[window] = side
            sum += duration
            window += 1
        }
        return window
    }
}
