internal import ScanModel
internal import Studies
internal import StudyStore

/// Answers the points of a sweep in chunks: all of them or some, with a store or without.
struct SweepWork {
    let grid: SweepGrid
    let jobs: Int
    let header: SweepStudyHeader
    private var variants: ScenarioVariants
    private let first: SweepCandidate
    private let cycles: Int

    /// - Parameter baseline: number of the point that the others are compared with.
    init(_ grid: SweepGrid, _ variants: ScenarioVariants, trials: Int, baseline: Int, jobs: Int, version: String) {
        (self.grid, self.jobs, self.variants) = (grid, jobs, variants)
        // Of points that are the same plan, or have none, the cycles are told only once they are behind us.
        cycles = variants.base.isRandom ? trials : 1
        first = SweepWork.candidate(baseline, grid, &self.variants)
        let whole = self.variants.candidate([], values: [])
        guard let base = SweepStudy.address(of: whole, trials: trials, version: Version.text) else {
            preconditionFailure("a scenario that was read is none")
        }
        header = SweepStudyHeader(
            base: base, baseline: SweepStudy.address(of: first, trials: trials, version: Version.text),
            scenario: variants.base.name,
            axes: grid.axes, trials: trials, confidence: variants.base.study.confidence, number: baseline,
            version: version)
    }

    private static func candidate(_ number: Int, _ grid: SweepGrid, _ variants: inout ScenarioVariants)
        -> SweepCandidate
    {
        let values = grid.values(number - 1)
        return variants.candidate(zip(grid.axes, values).map { "\($0.path)=\($1)" }, values: values)
    }

    /// Points that are planned at a time, because plans of large fleets are large.
    private var chunk: Int { 4 * jobs }

    private func study(_ memory: (any TrialMemory)?, _ line: TrialProgress) -> SweepStudy {
        let (first, trials, jobs) = (first, header.trials, jobs)
        return blocking {
            await SweepStudy(
                baseline: first, trials: trials, version: Version.text, width: jobs, memory: memory,
                progress: { line.advance() })
        }
    }

    private func answer(_ entries: [SweepEntry], _ study: inout SweepStudy) -> [SweepPoint] {
        let (next, points) = blocking { [study] in
            var next = study
            let points = await next.answer(entries)
            return (next, points)
        }
        study = next
        return points
    }

    private func progress(_ points: Int) -> TrialProgress {
        TrialProgress(
            total: (points + 1) * cycles, title: "sweeping", unit: cycles == 1 ? "points" : "cycles at most")
    }

    /// Answers points without a store.
    ///
    /// - Parameter isShard: whether points of other shards will join these.
    mutating func answer(_ numbers: [Int], isShard: Bool) -> [SweepPoint] {
        let line = progress(numbers.count)
        defer { line.end() }
        var study = study(isShard ? NoMemory() : nil, line)
        var answered: [SweepPoint] = []
        for start in stride(from: 0, to: numbers.count, by: chunk) {
            let entries = numbers[start..<min(start + chunk, numbers.count)].map { number in
                SweepEntry(number: number, content: .candidate(SweepWork.candidate(number, grid, &variants)))
            }
            answered += answer(entries, &study)
            line.advance(to: (answered.count + 1) * cycles)
        }
        return answered
    }

    /// Answers points that a store has not, beside others that do the same, until the store has them all.
    ///
    /// - Returns: every one of the points, as the store has it.
    mutating func answer(_ numbers: [Int], with keeper: StoreKeeper) throws(StoreError) -> [SweepPoint] {
        let line = progress(numbers.count)
        defer { line.end() }
        var done = try keeper.numbers()
        if !numbers.allSatisfy(done.contains) {
            var study = study(keeper, line)
            let claims = SweepClaims(keeper)
            defer { claims.end() }
            while true {
                let open = numbers.filter { !done.contains($0) }
                if open.isEmpty { break }
                var isIdle = true
                for start in stride(from: 0, to: open.count, by: chunk) {
                    let own = try claims.claim(Array(open[start..<min(start + chunk, open.count)]))
                    // Some may have been answered since they were looked for.
                    let now = own.isEmpty ? done : try keeper.numbers()
                    let entries = try own.filter { !now.contains($0) }.map { (number) throws(StoreError) in
                        try entry(number, keeper, &study)
                    }
                    if !entries.isEmpty {
                        isIdle = false
                        try keeper.keep(answer(entries, &study))
                        try keeper.check()
                    }
                    try claims.release()
                    line.advance(to: (now.count + entries.count + 1) * cycles)
                }
                if isIdle { SweepClaims.pause() }
                done = try keeper.numbers()
            }
            try keeper.persist()
        }
        let wanted = Set(numbers)
        return try keeper.points().filter { wanted.contains($0.number) }
    }

    private mutating func entry(
        _ number: Int, _ keeper: StoreKeeper, _ study: inout SweepStudy
    ) throws(StoreError) -> SweepEntry {
        let candidate = SweepWork.candidate(number, grid, &variants)
        let address = study.address(of: candidate)
        if let known = try keeper.point(address, number: number) {
            return SweepEntry(number: number, content: .answered(known))
        }
        return SweepEntry(number: number, content: .candidate(candidate))
    }
}
