import TestSupport
import Testing

@testable import MachineScheduling

@Suite("Sharing two machines")
struct PairSearchTests {
    /// The least distance of a sum in the interval from the aim.
    private func nearest(_ numbers: [Int], _ low: Int, _ high: Int, _ aim: Int) -> Int? {
        Naive.sums(numbers).filter { low <= $0 && $0 <= high }.map { abs($0 - aim) }.min()
    }

    @Test(
        "finds a sum as near as any set has, by each of the three ways",
        arguments: [(1...10, 1...40), (11...13, 1...300), (11...13, 1_000_000...900_000_000), (3...10, 5...5)])
    func finder(counts: ClosedRange<Int>, range: ClosedRange<Int>) {
        var dice = Dice(seed: UInt64(range.upperBound))
        var finder = SubsetFinder()
        for _ in 0..<30 {
            let numbers = (0..<dice.roll(counts)).map { _ in dice.roll(range) }
            let sum = numbers.reduce(0, +)
            let low = dice.roll(0...sum)
            let high = dice.chance(50) ? min(sum, low + dice.roll(0...3)) : dice.roll(low...sum)
            let aim = dice.roll(low...high)
            for (index, number) in numbers.enumerated() { finder.items[index] = number }
            let found = finder.find(
                count: numbers.count, from: low, through: high, near: aim, avoid: -1,
                random: UInt64(dice.roll(0...9999)))
            let expected = nearest(numbers, low, high, aim)
            #expect(found == (expected != nil))
            guard found else { continue }
            let chosen = numbers.indices.filter { finder.isChosen[$0] }.reduce(0) { $0 + numbers[$1] }
            #expect(low <= chosen && chosen <= high)
            #expect(abs(chosen - aim) == expected)
        }
    }

    @Test("a set to avoid is avoided")
    func avoid() {
        var finder = SubsetFinder()
        for (index, number) in [3, 5, 8].enumerated() { finder.items[index] = number }
        // 8 = 3 + 5.
        let other = finder.find(count: 3, from: 8, through: 8, near: 8, avoid: 0b100, random: 0)
        #expect(other)
        let chosen = (0..<3).map { finder.isChosen[$0] }
        #expect(chosen == [true, true, false])
        let only = finder.find(count: 3, from: 11, through: 11, near: 11, avoid: 0b101, random: 7)
        #expect(!only)
    }

    @Test("sums of few jobs answer like trying everything")
    func smallSums() {
        var dice = Dice(seed: 32)
        let sums = SmallSums(machines: 2)
        for _ in 0..<200 {
            let (first, second) = (dice.roll(1...6), dice.roll(1...5))
            let numbers = (0..<(first + second)).map { _ in dice.roll(1...50) }
            sums.clear(0)
            sums.clear(1)
            for job in 0..<first { sums.add(numbers[job], as: job, of: 0) }
            for job in 0..<second { sums.add(numbers[first + job], as: job, of: 1) }
            let low = dice.roll(0...200)
            let high = low + dice.roll(0...4)
            // With the first job in the set.
            let all = Naive.sums(numbers).enumerated().filter { $0.offset & 1 == 1 }
            let fitting = all.filter { low <= $0.element && $0.element <= high }
            let canShare = sums.canShare(0, jobs: first, with: 1, jobs: second, from: low, through: high)
            #expect(canShare == !fitting.isEmpty)
            let found = sums.nearest(
                0, jobs: first, with: 1, jobs: second, from: low, through: high, aim: low, avoid: nil,
                random: UInt64(dice.roll(0...1_000_000)) << 20)
            #expect((found != nil) == !fitting.isEmpty)
            guard let found else { continue }
            let set = found.0 | found.1 << first
            #expect(Naive.sums(numbers)[set] - low == fitting.map { $0.element - low }.min())
        }
    }

    @Test("the search never loses a job, never gets worse, and tells its makespan", arguments: [1, 3, 8, 40])
    func consistent(jobsPerMachine: Int) throws {
        var dice = Dice(seed: UInt64(jobsPerMachine))
        for machines in [2, 7] {
            let durations = (0..<(machines * jobsPerMachine + 1)).map { _ in dice.roll(1...2_000) }
            let problem = ReducedProblem(try MachineProblem(durations, on: machines))
            // The worst there is: everything on one machine.
            let start = [Int](repeating: 0, count: problem.durations.count)
            var search = PairSearch(problem, start: start, seed: 1)
            var last = search.makespan
            #expect(last == problem.work)
            for limit in [100, 1_000, 20_000, 700_000] {
                search.improve(to: 0, until: limit)
                let machineOfJob = search.machineOfJob()
                var loads = [Int](repeating: 0, count: machines)
                for (job, machine) in machineOfJob.enumerated() { loads[machine] += problem.durations[job] }
                let (makespan, held) = (search.makespan, (0..<machines).map { search.load[$0] })
                #expect(loads.max() == makespan)
                #expect(loads == held)
                #expect(makespan <= last)
                last = makespan
            }
            #expect(last < problem.work)
        }
    }

    @Test("random words depend on seed and counter alone, and fill their range")
    func random() {
        var first = CounterRandom(seed: 5)
        var second = CounterRandom(seed: 5)
        var other = CounterRandom(seed: 6)
        // SplitMix64's published first outputs for the seed 0.
        var zero = CounterRandom(seed: 0)
        let words = [zero.word(), zero.word()]
        #expect(words == [0xE220_A839_7B1D_CDAF, 0x6E78_9E6A_A1B9_65F4])
        var counts = [Int](repeating: 0, count: 7)
        for _ in 0..<7_000 {
            let number = first.below(7)
            let again = second.below(7)
            #expect(number == again)
            counts[number] += 1
        }
        let (word, otherWord) = (first.word(), other.word())
        #expect(word != otherWord)
        #expect(counts.allSatisfy { (850...1_150).contains($0) })
    }
}
