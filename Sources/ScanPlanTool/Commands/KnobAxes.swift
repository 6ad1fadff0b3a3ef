internal import ScanModel
internal import Studies
internal import VendorProfiles

/// The settings that the reader of a report can turn.
enum KnobAxes {
    /// Machine types beside the present one: as many cheaper ones, and as many dearer ones.
    private static let neighbours = 2

    /// The vendor's concurrency parameters and the machine type of scanners, then what is asked for.
    ///
    /// Values that nobody asked for are fewer where all of them would take too long.
    /// - Parameter notes: gets a sentence for what was left out.
    static func axes(
        _ knobs: [String], of scenario: Scenario, scope: ReportScope, depth: StudyDepth, notes: inout [String]
    ) throws(ExitStatus) -> [SettingAxis] {
        var usual = SearchAxes.concurrency(of: scenario).map { withPresent($0, of: scenario) }
        if let types = machineTypes(of: scenario) { usual.append(types) }
        var axes = try SearchAxes.laid(knobs, on: usual, of: scenario, option: "--knob")
        let stated = axes.filter { !usual.contains($0) }
        var count = 1
        for axis in stated {
            count *= axis.values.count
            guard count <= ReportScope.pointsMost else {
                Console.diagnostic(
                    "error: --knob: more than \(ReportScope.pointsMost) positions of all knobs; name fewer values")
                throw .usage
            }
        }
        func points(_ axes: [SettingAxis]) -> Int { axes.reduce(1) { $0 * $1.values.count } }
        if let types = axes.firstIndex(where: { $0.name == SettingAxis.machineType }), usual.contains(axes[types]),
            axes.count > 1, !scope.affords(points: 2 * points(axes) / axes[types].values.count, depth: depth)
        {
            axes.remove(at: types)
            notes.append(
                "Machine types of scanners are no knob here: with them there would be too many positions to answer; "
                    + "`--knob \(SettingAxis.machineType)=...` makes them one.")
        }
        let kept = axes.map { $0.value(in: scenario) }
        let before = points(axes)
        let free = axes.map(usual.contains)
        // An axis without spare values keeps all it has.
        let thinned = scope.thinned(
            axes.indices.filter { free[$0] }.map { axes[$0] }, beside: points(stated),
            keeping: axes.indices.filter { free[$0] }.map { kept[$0] }, depth: depth)
        var next = thinned.makeIterator()
        for index in axes.indices where free[index] { if let axis = next.next() { axes[index] = axis } }
        guard points(axes) <= ReportScope.pointsMost else {
            Console.diagnostic(
                "error: --knob: \(points(axes)) positions of all knobs, and \(ReportScope.pointsMost) at most; name "
                    + "fewer values")
            throw .usage
        }
        if points(axes) < before {
            notes.append(
                "Of the \(before) positions of the knobs \(points(axes)) are answered, so that the report is made in time "
                    + "and not too large; `--knob NAME=VALUES` states the values of one.")
        }
        return axes
    }

    /// An axis of whole numbers that has the value of the scenario among its own.
    private static func withPresent(_ axis: SettingAxis, of scenario: Scenario) -> SettingAxis {
        guard let value = axis.value(in: scenario), !axis.values.contains(value), let number = Int(value) else {
            return axis
        }
        var axis = axis
        axis.values = (axis.values.compactMap { Int($0) } + [number]).sorted().map(String.init)
        return axis
    }

    /// The machine type of the scanners, the next cheaper ones and the next dearer ones, by the price of an hour in the
    /// first region; nil: the deployments have different ones, or the book does not know them.
    private static func machineTypes(of scenario: Scenario) -> SettingAxis? {
        guard let first = scenario.deployments.first, let present = first.scanner.instanceType,
            scenario.deployments.allSatisfy({
                $0.provider == first.provider && $0.scanner.instanceType == present
            }), let region = first.regions.first?.region
        else { return nil }
        let cloud = Cloud(provider: first.provider)
        func price(_ type: String) -> Dollars? {
            let item = cloud.machineHour(type)
            let book = first.pricing.book
            return
                (book.price(of: item, region: region)
                ?? first.pricing.standIn.flatMap { book.price(of: item, region: $0) })?.amount
        }
        guard let own = price(present) else { return nil }
        let priced = cloud.machineTypes.filter { $0 != present }
            .compactMap { type in price(type).map { (type: type, price: $0) } }
            .sorted { ($0.price.value, $0.type) < ($1.price.value, $1.type) }
        let cheaper = priced.filter { $0.price.value < own.value }.suffix(neighbours)
        let dearer = priced.filter { $0.price.value >= own.value }.prefix(neighbours)
        guard !cheaper.isEmpty || !dearer.isEmpty else { return nil }
        return SettingAxis(
            name: SettingAxis.machineType, paths: SettingPaths.paths(SettingAxis.machineType, of: scenario),
            values: cheaper.map(\.type) + [present] + dearer.map(\.type))
    }
}
