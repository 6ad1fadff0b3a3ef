import MachineScheduling
import TestSupport

/// Second computations that share nothing with the library.
enum Naive {
    /// The least makespan, by trying every machine for every job; machines without jobs are alike.
    static func optimum(_ durations: [Int], machines: Int) -> Int {
        var loads = [Int](repeating: 0, count: machines)
        var best = durations.reduce(0, +)
        func place(_ job: Int, used: Int) {
            guard job < durations.count else {
                best = min(best, loads.max() ?? 0)
                return
            }
            for machine in 0..<min(used + 1, machines) where loads[machine] + durations[job] < best {
                loads[machine] += durations[job]
                place(job + 1, used: max(used, machine + 1))
                loads[machine] -= durations[job]
            }
        }
        place(0, used: 0)
        return best
    }

    /// MULTIFIT by the book: halvings, first fit machine by machine.
    static func multifit(_ durations: [Int], machines: Int, from start: Int) -> Int {
        let falling = durations.sorted(by: >)
        var (low, high) = (max(falling.first ?? 0, (falling.reduce(0, +) + machines - 1) / machines), start)
        for _ in 0..<12 where low < high {
            let capacity = (low + high) / 2
            var loads = [Int](repeating: 0, count: machines)
            let fits = falling.allSatisfy { duration in
                guard let machine = loads.firstIndex(where: { $0 + duration <= capacity }) else { return false }
                loads[machine] += duration
                return true
            }
            if fits { high = loads.max() ?? 0 } else { low = capacity + 1 }
        }
        return high
    }

    /// Sums of all sets of some numbers, by the set as bits.
    static func sums(_ numbers: [Int]) -> [Int] {
        (0..<(1 << numbers.count)).map { set in
            numbers.indices.reduce(0) { $0 + (set >> $1 & 1 == 1 ? numbers[$1] : 0) }
        }
    }
}

/// Random small problems of several kinds, the same ones in every run.
struct SmallProblems: Sequence {
    var seed: UInt64
    var count: Int

    func makeIterator() -> AnyIterator<MachineProblem> {
        var dice = Dice(seed: seed)
        var left = count
        return AnyIterator {
            guard left > 0 else { return nil }
            left -= 1
            let machines = dice.roll(2...4)
            let jobs = dice.roll(1...9)
            let range =
                switch dice.roll(0...3) {
                case 0: 1...6
                case 1: 1...100
                case 2: 40...100
                default: 0...5_000
                }
            let durations = (0..<jobs).map { _ in dice.roll(range) }
            return try? MachineProblem(durations: durations, machines: machines)
        }
    }
}

extension MachineProblem {
    init(_ durations: [Int], on machines: Int) throws { try self.init(durations: durations, machines: machines) }
}
