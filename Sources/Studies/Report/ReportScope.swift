/// How much of each part of a report a fleet leaves time for, if nobody says otherwise.
///
/// Work is counted in instances times simulated cycles.
public struct ReportScope: Hashable, Sendable {
    /// Work of one part at most.
    public static let workMost = 20_000_000
    /// A fleet of more instances is simulated once at each position of the knobs.
    public static let largeFleet = 50_000
    /// Positions of all knobs together at most.
    public static let pointsMost = 400

    static let trialsUsual = 20
    static let knobTrialsMost = 20
    static let searchTrialsMost = 30
    static let searchTrialsLeast = 5
    static let tornadoTrialsMost = 10

    /// Instances that are scanned, over all deployments; at least 1.
    public var instances: Int
    /// Whether trials differ from one another.
    public var isRandom: Bool

    public init(instances: Int, isRandom: Bool) {
        self.instances = max(1, instances)
        self.isRandom = isRandom
    }

    public var isLarge: Bool { instances > ReportScope.largeFleet }

    /// Trials of the scenario as it stands.
    public var trials: Int { isRandom && !isLarge ? ReportScope.trialsUsual : 1 }

    /// Trials of each position of the knobs, at least 1.
    ///
    /// - Parameter wanted: trials of the scenario as it stands.
    public func knobTrials(_ wanted: Int, points: Int) -> Int {
        guard isRandom, !isLarge else { return 1 }
        return max(1, min(wanted, ReportScope.knobTrialsMost, affordable(points)))
    }

    /// Most trials of each setting of the search; nil: it would take too long.
    public func searchTrials(points: Int) -> Int? {
        let most = min(ReportScope.searchTrialsMost, affordable(points))
        if !isRandom { return most < 1 ? nil : 1 }
        return most < ReportScope.searchTrialsLeast ? nil : most
    }

    /// Trials of each end of each uncertain input; nil: it would take too long.
    public func tornadoTrials(_ wanted: Int, inputs: Int) -> Int? {
        let most = min(isRandom ? max(2, min(wanted, ReportScope.tornadoTrialsMost)) : 1, affordable(1 + 2 * inputs))
        return most < (isRandom ? 2 : 1) ? nil : most
    }

    private func affordable(_ variants: Int) -> Int { ReportScope.workMost / instances / max(1, variants) }

    /// Whether one trial of so many positions takes no more time than there is. Arithmetic is taken for ten times as quick
    /// as a simulation.
    public func affords(points: Int, depth: StudyDepth) -> Bool {
        points <= ReportScope.pointsMost
            && points <= ReportScope.workMost / instances * (depth == .plan ? 10 : 1)
    }

    /// Axes with fewer values, so that their positions can be afforded, as far as the ends and the kept values allow.
    ///
    /// - Parameters:
    ///   - others: positions of the other axes together, at least 1.
    ///   - kept: by axis, a value that stays, beside the first and the last.
    public func thinned(
        _ axes: [SettingAxis], beside others: Int = 1, keeping kept: [String?], depth: StudyDepth
    ) -> [SettingAxis] {
        var axes = axes
        while !affords(points: axes.reduce(others) { $0 * $1.values.count }, depth: depth) {
            let spare = axes.indices.map { axis in
                axes[axis].values.indices.dropFirst().dropLast().filter { axes[axis].values[$0] != kept[axis] }
            }
            let longest = axes.indices.filter { !spare[$0].isEmpty }
                .max { (axes[$0].values.count, $0) < (axes[$1].values.count, $1) }
            guard let longest else { break }
            axes[longest].values.remove(at: spare[longest][spare[longest].count / 2])
        }
        return axes
    }
}
