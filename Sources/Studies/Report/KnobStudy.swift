public import ScanModel

/// Answers a scenario at every position of some knobs, as a sweep does.
public enum KnobStudy {
    /// The grid of all combinations of the axes' values.
    ///
    /// - Parameters:
    ///   - axes: at least one; the last one goes fastest.
    ///   - source: makes the scenario of each point.
    ///   - trials: of each point in which something is random; those of the same number have the same draws.
    ///   - depth: how far each point goes; by the planner's arithmetic there is one trial of each.
    ///   - width: child tasks that may work side by side; the grid is the same for any.
    ///   - progress: called with points done and points in all.
    /// - Complexity: planning every point and simulating every different plan; the plans of `4 * width` points are in
    ///   memory at a time.
    public static func grid(
        of base: Scenario, axes: [SettingAxis], source: some SettingsSource, trials: Int, depth: StudyDepth,
        width: Int, progress: (@Sendable (Int, Int) -> Void)? = nil
    ) async -> KnobGrid {
        var source = source
        let count = axes.reduce(1) { $0 * $1.values.count }
        let present = SweepCandidate(values: [], scenario: .success(base), resolved: [])
        var study = await SweepStudy(baseline: present, trials: trials, version: "", width: width, depth: depth)
        var points: [KnobPoint] = []
        points.reserveCapacity(count)
        let chunk = 4 * width
        for start in stride(from: 0, to: count, by: chunk) {
            let candidates = (start..<min(start + chunk, count)).map { number in
                let option = SettingsOption(values: SweepGrid.values(number, of: axes.map(\.values)))
                return SweepCandidate(
                    values: option.values.compactMap(\.self),
                    scenario: source.scenario(changedBy: option.changes(axes)), resolved: [])
            }
            points += await study.answer(candidates).map { KnobPoint($0, deployments: base.deployments.count) }
            progress?(points.count, count)
        }
        let isRandom = base.isRandom && depth == .simulate
        return KnobGrid(
            axes: axes.map { KnobAxis($0, of: base) }, points: points, trials: isRandom ? trials : 1,
            isSimulated: depth == .simulate)
    }
}

extension KnobAxis {
    fileprivate init(_ axis: SettingAxis, of scenario: Scenario) {
        let value = axis.value(in: scenario)
        self.init(
            name: axis.name, values: axis.values, present: value.flatMap { axis.values.firstIndex(of: $0) })
    }
}

extension SettingAxis {
    /// The path of the scanners' machine type in a deployment.
    public static let machineType = "scanner.instanceType"

    /// The value that a scenario has now: ``presentValue(in:)``, and of the machine type also one that the scenario states.
    public func value(in scenario: Scenario) -> String? {
        guard paths.allSatisfy({ $0.hasSuffix("]." + SettingAxis.machineType) }) else {
            return presentValue(in: scenario)
        }
        let types = scenario.deployments.indices
            .filter { paths.contains("deployments[\($0)]." + SettingAxis.machineType) }
            .map { scenario.deployments[$0].scanner.instanceType }
        guard let first = types.first, types.allSatisfy({ $0 == first }) else { return nil }
        return first
    }
}

extension KnobPoint {
    /// - Parameter deployments: how many there are; of several the binding one is named.
    fileprivate init(_ point: SweepPoint, deployments: Int) {
        let answer = point.answer
        func mean(_ metric: Metric) -> Double? { answer?.mean(metric)?.value }
        self.init(
            makespan: mean(.makespan) ?? mean(.makespanPlanned), bound: point.bound?.seconds,
            costPerCycle: mean(.costPerCycle),
            costPerMonth: mean(.costPerMonth), peakScanners: mean(.scannersPeak), scannerHours: mean(.scannerHours),
            inTime: answer?.inTime?.value,
            binds: point.bound.map { deployments == 1 ? $0.kind.title : "\($0.deployment): \($0.kind.title)" },
            reason: point.reason ?? (answer?.isWithoutPrice == true ? "a price is missing, so there is no cost" : nil),
            sameAs: point.sameAs.map { $0 - 1 })
    }
}
