public import ScanModel
public import Studies

/// What all points of one sweep have in common, and what makes them points of one sweep.
public struct SweepStudyHeader: Hashable, Sendable, Codable {
    /// Name and version of the form of headers and points.
    public static let form = "scanplan.sweep-study/1"

    public let form: String
    /// Names the sweep, in 32 hexadecimal digits: a hash of all that is given here.
    public let study: String
    /// Version of the program, with its commit where the build tells it.
    public let version: String
    /// Name of the scenario.
    public let scenario: String
    public let axes: [StudyAxis]
    /// Trials of each point in which something is random.
    public let trials: Int
    /// Of every interval.
    public let confidence: Double
    /// Number of the point that the others are compared with.
    public let baseline: Int
    /// Address of that point; nil where it is no scenario.
    public let baselineAddress: ContentAddress?

    /// How many points there are.
    public var points: Int { axes.reduce(1) { $0 * $1.values.count } }

    /// The values of a point, one of each axis.
    ///
    /// - Parameter number: from 1 to ``points``.
    public func values(_ number: Int) -> [String] { SweepGrid.values(number - 1, of: axes.map(\.values)) }

    /// - Parameters:
    ///   - base: address of the scenario before any axis changes it.
    ///   - baseline: address of the point that the others are compared with; nil where it is no scenario.
    ///   - scenario: its name.
    ///   - number: number of that point.
    ///   - version: of the program, with its commit where the build tells it.
    public init(
        base: ContentAddress, baseline: ContentAddress?, scenario: String, axes: [StudyAxis], trials: Int,
        confidence: Double, number: Int, version: String
    ) {
        var hash = SHA256()
        for text in [SweepStudyHeader.form, SweepPoint.planForm, version, scenario, base.text, baseline?.text ?? ""] {
            hash.update(text)
        }
        for number in [trials, number, axes.count] { hash.update(Int64(number)) }
        hash.update(Int64(bitPattern: confidence.bitPattern))
        for axis in axes {
            hash.update(axis.path)
            hash.update(Int64(axis.values.count))
            for value in axis.values { hash.update(value) }
        }
        study = String(ContentDigest(hash).text.prefix(32))
        form = SweepStudyHeader.form
        (self.version, self.scenario, self.axes) = (version, scenario, axes)
        (self.trials, self.confidence, self.baseline) = (trials, confidence, number)
        baselineAddress = baseline
    }

    /// The key of the study.
    public var key: StoreKey { key(["study", study]) }

    /// The key of a point: with the baseline it names the answer, differences included. A point that is no scenario has no
    /// address, and is known by its number in this sweep.
    public func key(_ address: ContentAddress?, number: Int) -> StoreKey {
        if let address { return key(["point", address.text]) }
        return key(["no scenario", study, String(number)])
    }

    /// The other half of a point's key.
    public var baselineKey: StoreKey { key(["baseline", baselineAddress?.text ?? ""]) }

    /// The key of the trials of a plan.
    public func key(plan: String) -> StoreKey { key(["plan", plan]) }

    /// Addresses know the version of the program, and not its commit.
    private func key(_ parts: [String]) -> StoreKey {
        var hash = SHA256()
        hash.update(version)
        hash.update(SweepPoint.planForm)
        for part in parts { hash.update(part) }
        return StoreKey(ContentDigest(hash))
    }

    /// All points with their answers, in whatever order and in how many places they were answered.
    ///
    /// - Parameter points: each number once.
    public func report(_ points: [SweepPoint]) -> SweepReport {
        SweepReport(
            scenario: scenario, axes: axes, trials: trials, confidence: confidence, baseline: baseline,
            points: SweepReport.joined(points))
    }
}
