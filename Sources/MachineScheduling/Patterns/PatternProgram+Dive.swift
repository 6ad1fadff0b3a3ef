extension PatternProgram {
    /// Rounds the fractions to whole machines: settles the patterns that are used most, makes the best of the rest, and
    /// so on. To be called after ``solve(until:)`` has found that the machines hold the jobs.
    ///
    /// - Parameter limit: Steps after which the rest is settled as it is.
    /// - Returns: The machine of each job, of jobs longest first. Jobs that found no room are put where the load is
    ///   least, so the makespan may exceed the capacity.
    mutating func dive(until limit: Int) -> [Int] {
        let allMachines = machines
        var settled: [[PatternPool.Part]] = []
        while machines > 0, demand.contains(where: { $0 > 0 }) {
            let before = settled.count
            settle(&settled)
            guard settled.count > before, machines > 0, steps < limit else { break }
            restart()
            guard repair(until: limit) else { break }
            // More than enough machines is a dead end, but the nearest to a solution there is: go on.
            _ = solve(until: limit)
        }
        return assignment(settled, machines: allMachines)
    }

    /// Settles all whole amounts, and of the fractions those near 1, at least one.
    private mutating func settle(_ settled: inout [[PatternPool.Part]]) {
        var order: [(amount: Double, pattern: Int)] = []
        for row in sizes.indices where basis[row] >= 0 && amounts[row] > 1e-6 {
            order.append((amounts[row], Int(basis[row])))
        }
        order.sort { $0.amount != $1.amount ? $0.amount > $1.amount : $0.pattern < $1.pattern }
        for (index, entry) in order.enumerated() {
            var amount = entry.amount
            while machines > 0, amount > 0.9 || index == 0 && amount == entry.amount {
                amount -= 1
                let parts = pool[entry.pattern].compactMap { part in
                    let times = min(part.times, demand[part.size])
                    return times > 0 ? PatternPool.Part(size: part.size, times: times) : nil
                }
                guard !parts.isEmpty else { break }
                for part in parts { demand[part.size] -= part.times }
                settled.append(parts)
                machines -= 1
            }
        }
    }

    /// Makes all amounts at least 0 again, by the dual simplex method over the patterns there are.
    private mutating func repair(until limit: Int) -> Bool {
        while true {
            var (least, row) = (-1e-7, -1)
            for other in sizes.indices where amounts[other] < least { (least, row) = (amounts[other], other) }
            if row < 0 { return true }
            guard steps < limit else { return false }
            steps += pool.count
            let own = inverse.base + row * sizes.count
            var (ratio, pattern, surplus) = (Double.infinity, -1, -1)
            for candidate in 0..<pool.count {
                var (alpha, value) = (0.0, 0.0)
                for part in pool[candidate] {
                    alpha += Double(part.times) * own[part.size]
                    value += Double(part.times) * prices[part.size]
                }
                guard alpha < -1e-7 else { continue }
                let own = max(1 - value, 0) / -alpha
                if own < ratio { (ratio, pattern) = (own, candidate) }
            }
            for size in sizes.indices where own[size] > 1e-7 {
                let own = max(prices[size], 0) / own[size]
                if own < ratio { (ratio, pattern, surplus) = (own, -1, size) }
            }
            if pattern >= 0 {
                point(at: pattern)
                guard pivot(on: row, pattern: Int32(pattern), reducedCost: 1 - value(of: pattern)) else { return false }
            } else if surplus >= 0 {
                pointAtSurplus(surplus)
                guard pivot(on: row, pattern: -1, reducedCost: prices[surplus]) else { return false }
            } else {
                return false
            }
        }
    }

    /// Deals the jobs out to the settled patterns, and what is left to the machines with the least load.
    private func assignment(_ settled: [[PatternPool.Part]], machines: Int) -> [Int] {
        var next: [Int] = []
        var jobs = 0
        for size in sizes {
            next.append(jobs)
            jobs += size.count
        }
        var result = [Int](repeating: -1, count: jobs)
        var loads = [Int](repeating: 0, count: machines)
        for (machine, parts) in settled.enumerated() {
            for part in parts {
                for _ in 0..<part.times {
                    result[next[part.size]] = machine
                    next[part.size] += 1
                    loads[machine] += sizes[part.size].duration
                }
            }
        }
        var job = 0
        for size in sizes {
            for position in job..<(job + size.count) where result[position] < 0 {
                var least = 0
                for machine in 1..<max(machines, 1) where loads[machine] < loads[least] { least = machine }
                result[position] = least
                loads[least] += size.duration
            }
            job += size.count
        }
        return result
    }
}
