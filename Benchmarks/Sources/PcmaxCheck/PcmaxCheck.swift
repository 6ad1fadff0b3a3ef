import MachineScheduling

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// Schedules published instances of P||Cmax and compares with their optima.
///
///     PcmaxCheck FAMILY [--every N] [--budget STEPS] [--least PERCENT] [--misses] [--header] < INSTANCES
///
/// An instance is a line: name, machines, jobs, optimum (-1 if unknown) and durations, parted by tabs; the durations by
/// spaces. Prints one row of a table. Ends with 1 if a proof does not hold or contradicts an optimum, or if less than
/// PERCENT of the instances reach the optimum, or the bound where the optimum is unknown.
@main
enum PcmaxCheck {
    static func main() {
        var arguments = Array(CommandLine.arguments.dropFirst())
        func option(_ name: String, _ other: Int) -> Int {
            guard let position = arguments.firstIndex(of: name) else { return other }
            guard position + 1 < arguments.count, let value = Int(arguments[position + 1]), value >= 0 else {
                fail("\(name) needs a number from 0")
            }
            arguments.removeSubrange(position...(position + 1))
            return value
        }
        func flag(_ name: String) -> Bool {
            guard let position = arguments.firstIndex(of: name) else { return false }
            arguments.remove(at: position)
            return true
        }
        let every = max(1, option("--every", 1))
        let budget = option("--budget", MachineSchedule.defaultBudget)
        let least = option("--least", 0)
        let (showsMisses, showsHeader) = (flag("--misses"), flag("--header"))
        guard arguments.count == 1 else { fail("usage: PcmaxCheck FAMILY [OPTION]... < INSTANCES") }
        if showsHeader { print(Tally.header) }
        var tally = Tally(family: arguments[0])
        var line = 0
        while let text = readLine() {
            defer { line += 1 }
            guard line % every == 0 else { continue }
            guard let instance = Instance(text) else { fail("line \(line + 1) is not an instance") }
            let started = processorSeconds()
            let schedule = MachineSchedule.near(instance.problem, budget: budget)
            let seconds = processorSeconds() - started
            do {
                try schedule.bound.check(for: instance.problem)
            } catch {
                fail("\(instance.name): the proof of the bound does not hold: \(error)")
            }
            if let optimum = instance.optimum {
                guard schedule.bound.value <= optimum, schedule.makespan >= optimum else {
                    fail(
                        "\(instance.name): \(schedule.bound.value)...\(schedule.makespan), but the optimum is \(optimum)"
                    )
                }
            }
            tally.add(schedule, optimum: instance.optimum, seconds: seconds)
            if showsMisses, schedule.makespan > max(schedule.bound.value, instance.optimum ?? 0) {
                print(
                    instance.name, instance.problem.machines, instance.problem.durations.count, schedule.makespan,
                    instance.optimum ?? -1, schedule.bound.value, schedule.bound.certificate.kind, schedule.steps,
                    seconds)
            }
        }
        print(tally.row)
        if 100 * tally.atEither < least * tally.instances {
            fail("\(tally.family): less than \(least) % at the optimum")
        }
    }

    static func fail(_ message: String) -> Never {
        let line = Array((message + "\n").utf8)
        _ = write(2, line, line.count)
        exit(1)
    }

    static func processorSeconds() -> Double {
        var time = timespec()
        clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time)
        return Double(time.tv_sec) + 1e-9 * Double(time.tv_nsec)
    }
}

/// One line of a family.
struct Instance {
    let name: String
    let problem: MachineProblem
    let optimum: Int?

    init?(_ line: String) {
        let fields = line.split(separator: "\t")
        guard fields.count == 5, let machines = Int(fields[1]), let jobs = Int(fields[2]), let optimum = Int(fields[3])
        else { return nil }
        let durations = fields[4].split(separator: " ").compactMap { Int($0) }
        guard durations.count == jobs, let problem = try? MachineProblem(durations: durations, machines: machines)
        else { return nil }
        name = String(fields[0])
        self.problem = problem
        self.optimum = optimum < 0 ? nil : optimum
    }
}
