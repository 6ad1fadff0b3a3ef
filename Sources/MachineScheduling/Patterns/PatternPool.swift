/// How often each distinct duration occurs.
struct JobSize: Hashable {
    let duration: Int
    let count: Int
}

/// Ways to fill a machine, each a list of sizes and how often they occur in it.
struct PatternPool {
    /// A size, by its index, and how often.
    struct Part {
        var size: Int
        var times: Int
    }

    private var parts: [Part] = []
    private var ends: [Int] = []
    private(set) var loads: [Int] = []

    var count: Int { ends.count }

    subscript(_ pattern: Int) -> ArraySlice<Part> { parts[(pattern == 0 ? 0 : ends[pattern - 1])..<ends[pattern]] }

    /// Adds a pattern; returns its position.
    @discardableResult
    mutating func append(_ pattern: [Part], sizes: [JobSize]) -> Int {
        parts += pattern
        ends.append(parts.count)
        loads.append(pattern.reduce(0) { $0 + $1.times * sizes[$1.size].duration })
        return ends.count - 1
    }

    /// Adds how the machines of an assignment are filled, of jobs in the order of the sizes.
    mutating func append(_ machineOfJob: [Int], machines: Int, sizes: [JobSize]) {
        var patterns = [[Part]](repeating: [], count: machines)
        var job = 0
        for (index, size) in sizes.enumerated() {
            for machine in machineOfJob[job..<(job + size.count)] {
                if let last = patterns[machine].last, last.size == index {
                    patterns[machine][patterns[machine].count - 1].times += 1
                } else {
                    patterns[machine].append(Part(size: index, times: 1))
                }
            }
            job += size.count
        }
        for pattern in patterns where !pattern.isEmpty { append(pattern, sizes: sizes) }
    }
}
