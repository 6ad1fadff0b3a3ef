internal import CapacityPlanning
internal import ParallelWork
public import ScanModel

/// What moved from the plan of one scenario to that of another one, and why.
public struct PlanDifference: Sendable {
    /// The names of the scenarios.
    public var before: String
    public var after: String
    /// Deployments of both scenarios, in the order of the second one; then those of one scenario only.
    public var deployments: [DeploymentDifference]
    public var deploymentsAdded: [String]
    public var deploymentsRemoved: [String]
    /// Settings that differ, those of fleets included.
    public var settings: [SettingsDifference]
    /// Profiles that deployments follow now instead of others, each couple once.
    public var profiles: [ProfileDifference]
    /// The answers of the planner's arithmetic; nil where there is no plan.
    public var answers: (before: StudyAnswer?, after: StudyAnswer?)
    /// Why there is no plan; empty if there is one.
    public var bottlenecks: (before: [Bottleneck], after: [Bottleneck])
    /// What planning the second scenario took after the first one was planned.
    public var work: ReplanningWork
}

/// What moved in one deployment.
public struct DeploymentDifference: Sendable {
    public var name: String
    public var fleet: FleetDifference
    /// Regions whose plans differ: by the order of the second plan, then those of the first plan only.
    public var regions: [RegionDifference]
    /// Regions whose plans are the same.
    public var unchangedRegions: Int
}

/// What moved in one region.
public struct RegionDifference: Hashable, Sendable {
    public var region: String
    /// nil: the region has no work, or is not selected.
    public var before: RegionFigures?
    public var after: RegionFigures?
    /// Never empty.
    public var reasons: [Reason]

    /// Why a region moved.
    public enum Reason: Hashable, Sendable {
        /// A pair of this region lists other instances.
        case fleet(FleetDifference.Entry)
        /// Whether its instances are scanned, which of them, or how, follows settings that differ.
        case settings([SettingsDifference])
        /// Its work is the same, and its place among the regions another one.
        case order
    }
}

/// The plan of a region in figures.
public struct RegionFigures: Hashable, Sendable {
    /// Its place in the order of the gate, from 1.
    public var place: Int
    /// The barrier group that it is in, from 1; nil where the gate has none.
    public var round: Int?
    public var items: Int
    public var volumes: Int
    /// Size of the volumes to read, in GiB.
    public var gib: Double
    /// 0 with persistent scanners.
    public var batches: Int
    public var scanners: Int
    public var clamp: ScannerClamp
    /// The lower bound with setup and teardown, in seconds, and what it rests on.
    public var leastSeconds: Double
    public var binding: BoundKind
    /// By the planner's arithmetic, in seconds.
    public var plannedSeconds: Double

    init(_ plan: DeploymentPlan, _ index: Int, _ deployment: Deployment) {
        let region = plan.regions[index]
        place = index + 1
        round = deployment.gate.discipline == .barrier ? index / deployment.gate.window + 1 : nil
        items = region.items.count
        volumes = region.items.volumes.reduce(0) { $0 + Int($1) }
        let units = region.items.totalSize.reduce(Int64(0), +)
        gib = Double(units) / Double(deployment.fleet.sizeUnitsPerGiB)
        batches = region.batches.count
        scanners = region.scanners
        clamp = region.clamp
        leastSeconds = plan.scale.seconds(region.boundTicks).doubleValue
        binding = region.bindingBound.kind
        plannedSeconds = plan.scale.seconds(region.plannedTicks).doubleValue
    }
}

extension PlanDifference {
    /// Plans the first scenario, then of the second one what changed, and compares both.
    ///
    /// - Parameters:
    ///   - settings: in which the resolved scenarios differ.
    ///   - profiles: of the deployments of each scenario, by name; those that no profile describes are left out.
    ///   - width: child tasks that may work side by side.
    /// - Complexity: that of planning the first scenario, O(instances + volumes) for the digests of both fleets, and that
    ///   of `CapacityPlanner.replan(_:contents:after:)`.
    public static func between(
        _ first: Scenario, _ second: Scenario, settings: [SettingsDifference],
        profiles: (before: [String: VendorProfile], after: [String: VendorProfile]), width: Int
    ) async throws(UnanswerableScenario) -> PlanDifference {
        let contents = (await contents(of: first, width: width), await contents(of: second, width: width))
        let plans: (before: PlanningOutcome, after: PlanningOutcome)
        var work = ReplanningWork()
        do {
            let before = try await CapacityPlanner.plan(first, width: width)
            if case .planned(let plan) = before {
                let previous = PlannedFleets(scenario: first, plan: plan, contents: contents.0)
                let replanned = try await CapacityPlanner.replan(
                    second, contents: contents.1, after: previous, width: width)
                plans = (before, replanned.outcome)
                work = replanned.work
            } else {
                work.fromScratch = second.deployments.map { "\($0.name): the first scenario has no plan" }
                plans = (before, try await CapacityPlanner.plan(second, width: width))
            }
        } catch {
            throw UnanswerableScenario(error)
        }
        let names = (Set(first.deployments.map(\.name)), Set(second.deployments.map(\.name)))
        var difference = PlanDifference(
            before: first.name, after: second.name, deployments: [],
            deploymentsAdded: second.deployments.map(\.name).filter { !names.0.contains($0) },
            deploymentsRemoved: first.deployments.map(\.name).filter { !names.1.contains($0) }, settings: settings,
            profiles: [], answers: (answer(first, plans.before), answer(second, plans.after)),
            bottlenecks: (plans.before.bottlenecks, plans.after.bottlenecks), work: work)
        for (index, deployment) in second.deployments.enumerated() {
            guard let old = first.deployments.firstIndex(where: { $0.name == deployment.name }) else { continue }
            let fleet = FleetDifference(
                from: first.deployments[old].fleet, contents.0[old], to: deployment.fleet, contents.1[index])
            var part = DeploymentDifference(name: deployment.name, fleet: fleet, regions: [], unchangedRegions: 0)
            if let plan = difference.answers.before?.deployments[old].plan,
                let other = difference.answers.after?.deployments[index].plan
            {
                part.compare(
                    (first.deployments[old], plan), (deployment, other),
                    settings: settings.filter { $0.concerns(deployment: old, or: index) })
            }
            difference.deployments.append(part)
            if let one = profiles.before[deployment.name], let another = profiles.after[deployment.name],
                one != another
            {
                let found = ProfileDifference(from: one, to: another)
                if !difference.profiles.contains(found) { difference.profiles.append(found) }
            }
        }
        return difference
    }

    private static func contents(of scenario: Scenario, width: Int) async -> [FleetContent] {
        var contents: [FleetContent] = []
        for deployment in scenario.deployments {
            let hashing = FleetHashing(deployment.fleet)
            contents.append(
                hashing.content(await ParallelWork.map(hashing.parts.count, width: width) { hashing.entries($0) }))
        }
        return contents
    }

    private static func answer(_ scenario: Scenario, _ outcome: PlanningOutcome) -> StudyAnswer? {
        guard case .planned(let plan) = outcome else { return nil }
        return PlannedScenario(scenario: scenario, plan: plan).plannedAnswer()
    }
}

extension PlanningOutcome {
    fileprivate var bottlenecks: [Bottleneck] {
        if case .infeasible(let found) = self { found } else { [] }
    }
}

extension SettingsDifference {
    /// Whether it can change how a deployment is planned: what describes its fleet is told by the fleet itself, and prices,
    /// objectives and studies change no plan.
    fileprivate func concerns(deployment old: Int, or new: Int) -> Bool {
        let parts = ["deployments[\(old)].", "deployments[\(new)]."]
        guard let part = parts.first(where: path.hasPrefix) else { return false }
        let rest = path.dropFirst(part.count)
        return !["fleet", "prices", "name", "weeks", "rollout", "uncertainty"].contains { key in
            rest == key || rest.hasPrefix("\(key).") || rest.hasPrefix("\(key)[")
        }
    }
}

extension DeploymentDifference {
    /// Tells regions apart whose plans differ.
    fileprivate mutating func compare(
        _ old: (deployment: Deployment, plan: DeploymentPlan), _ new: (deployment: Deployment, plan: DeploymentPlan),
        settings: [SettingsDifference]
    ) {
        let before = Dictionary(old.plan.regions.indices.map { (old.plan.regions[$0].region, $0) }) { first, _ in first
        }
        let entries = Dictionary(grouping: fleet.entries, by: \.pair.region)
        let names =
            new.plan.regions.map(\.region)
            + old.plan.regions.map(\.region).filter { name in !new.plan.regions.contains { $0.region == name } }
        for (index, name) in names.enumerated() {
            let one = before[name].map { RegionFigures(old.plan, $0, old.deployment) }
            let other = index < new.plan.regions.count ? RegionFigures(new.plan, index, new.deployment) : nil
            let isSame = before[name].map { place in
                index < new.plan.regions.count && old.plan.regions[place].hasWork(of: new.plan.regions[index])
            }
            if isSame == true, one == other {
                unchangedRegions += 1
                continue
            }
            // Those with most instances more or less first.
            let own = (entries[name] ?? []).sorted {
                ($1.weight, $0.pair) < ($0.weight, $1.pair)
            }
            var reasons = own.map(RegionDifference.Reason.fleet)
            let limits = [old.deployment, new.deployment].map { deployment in
                deployment.regions.first { $0.region == name }
            }
            if isSame == true, one?.isElsewhere(other) == true {
                reasons = [.order]
            } else if !settings.isEmpty,
                limits[0] != limits[1]
                    || old.deployment.isPlannedUnlike(new.deployment, besides: Set(own.map(\.pair.account)))
            {
                reasons.append(.settings(settings))
            }
            if reasons.isEmpty { reasons = [settings.isEmpty ? .order : .settings(settings)] }
            regions.append(RegionDifference(region: name, before: one, after: other, reasons: reasons))
        }
    }
}

extension FleetDifference.Entry {
    /// By how many instances the pair grew or shrank.
    fileprivate var weight: Int { abs(after.instances - before.instances) }
}

extension Deployment {
    /// Whether a setting for all regions differs, fleets aside.
    ///
    /// - Parameter known: accounts of a region whose instances changed anyway, so that it does not matter for it whether
    ///   they became target accounts.
    fileprivate func isPlannedUnlike(_ other: Deployment, besides known: Set<String>) -> Bool {
        var rules = (eligibility, other.eligibility)
        let accounts = (rules.0.targetAccounts ?? []).symmetricDifference(rules.1.targetAccounts ?? [])
            .union(rules.0.accountsWithoutStack.symmetricDifference(rules.1.accountsWithoutStack))
        // Accounts without instances are scanned by no rule.
        let concerned = accounts.subtracting(known).filter { account in
            fleet.accounts.index(of: account) != nil && other.fleet.accounts.index(of: account) != nil
        }
        rules.1.accountsWithoutStack = rules.0.accountsWithoutStack
        if rules.0.targetAccounts != nil, rules.1.targetAccounts != nil {
            rules.1.targetAccounts = rules.0.targetAccounts
        }
        return !concerned.isEmpty || rules.0 != rules.1 || workflow != other.workflow || scanner != other.scanner
            || copying != other.copying || batching != other.batching || itemOrder != other.itemOrder
            || dispatch != other.dispatch || faults != other.faults || variations != other.variations
            || launchesEmptyBatches != other.launchesEmptyBatches || gate != other.gate
    }
}

extension RegionFigures {
    /// Whether other figures are the same but for the place among the regions.
    fileprivate func isElsewhere(_ other: RegionFigures?) -> Bool {
        guard var moved = other else { return false }
        (moved.place, moved.round) = (place, round)
        return moved == self
    }
}

extension RegionPlan {
    /// Whether another plan has the same items in the same batches under the same limits; accounts may have other numbers,
    /// and clocks other ticks.
    fileprivate func hasWork(of other: RegionPlan) -> Bool {
        var work = other.items
        work.accounts = items.accounts
        return items == work && batches == other.batches && limits == other.limits
    }
}
