internal import ScanModel
internal import ScenarioInput
internal import Studies

/// Laws of whole scenarios of the classic product.
extension Law {
    private static let scope = "random scenarios of qualys-aws@1.8"

    static let fleet: [Law] = [
        Law(id: "L11", title: "regions listed in another order, all open at once: the same makespan", scope: scope) {
            picks in
            var scenario = FleetScenario(&picks)
            let before = scenario.answer()
            scenario.regions = picks.shuffled(scenario.regions)
            return same(before.makespan, scenario.answer().makespan)
        },
        Law(id: "L12", title: "account numbers exchanged for others in the same order: the same makespan", scope: scope)
        {
            picks in
            var scenario = FleetScenario(&picks)
            let before = scenario.answer()
            scenario.accounts = ["222233334445", "333344445556", "444455556667"]
            return same(before.makespan, scenario.answer().makespan)
        },
        Law(id: "L13", title: "no makespan is below a proved bound", scope: scope) { picks in
            let run = FleetScenario(&picks).answer()
            return run.bound <= run.makespan ? nil : "\(run.makespan) ticks, bound \(run.bound)"
        },
        Law(id: "L14", title: "rounds are never faster than a sliding window of the same size", scope: scope) { picks in
            let run = FleetScenario(&picks).answer()
            for rounds in run.gates where rounds.gate.discipline == .barrier {
                for sliding in run.gates
                where sliding.gate.discipline == .sliding && sliding.gate.window == rounds.gate.window {
                    guard sliding.makespan <= rounds.makespan else { return "\(sliding.makespan), \(rounds.makespan)" }
                }
            }
            return nil
        },
        Law(id: "L15", title: "a twin of a region beside it, all open at once: the same makespan", scope: scope) {
            picks in
            var scenario = FleetScenario(&picks)
            let before = scenario.answer()
            let twin = scenario.regions[picks.integer(0...scenario.regions.count - 1)]
            scenario.regions.append((name: "ca-central-1", groups: twin.groups))
            return same(before.makespan, scenario.answer().makespan)
        },
    ]

    private static func same(_ before: Int64, _ after: Int64) -> String? {
        before == after ? nil : "\(before) ticks become \(after)"
    }
}

/// A small scenario of the classic product that can be varied. At most ten regions, so that all are open at once.
struct FleetScenario: Sendable {
    var regions: [(name: String, groups: [Group])]
    var accounts = ["222233334444", "333344445555", "444455556666"]
    private let limits: String
    private let dispatch: String
    private let volumesPerScanner: Int

    /// Instances that are alike.
    struct Group: Sendable {
        var account: Int
        var volumes: String
        var count: Int
    }

    init(_ picks: inout Picks) {
        let names = picks.shuffled(["us-east-1", "us-west-2", "eu-west-1", "eu-central-1", "ap-south-1", "sa-east-1"])
        regions = names.prefix(picks.integer(2...5)).map { name in
            let groups = (0..<picks.integer(1...4)).map { _ in
                Group(
                    account: picks.integer(0...2),
                    volumes: picks.pick(["8GiB", "30GiB", "30GiB, 100GiB", "500GiB", "20GiB, 20GiB, 20GiB"]),
                    count: picks.integer(1...20))
            }
            return (name, groups)
        }
        limits = picks.pick(["", "limits: {pendingSnapshots: 6}", "limits: {onDemandVcpu: 12, pendingSnapshots: 20}"])
        dispatch = picks.pick(["fifo", "lpt", "spt"])
        volumesPerScanner = picks.integer(2...10)
    }

    /// What counts of an answer, in ticks of its own clock.
    struct Outcome: Sendable {
        var makespan: Int64
        var bound: Int64
        var gates: [GateOutcome]
    }

    func answer() -> Outcome {
        do {
            let draft = try ScenarioReader.read(bytes: Array(yaml.utf8), file: "law.yaml", standardName: "law")
            let scenario = try ScenarioAssembler.assemble(draft, inventories: [nil])
            guard case .answered(let answer) = try ScanStudy.answer(scenario, depth: .simulate),
                let deployment = answer.deployments.first, let run = deployment.run
            else { fatalError("a law's scenario has no answer: \(yaml)") }
            return Outcome(makespan: run.makespan, bound: deployment.plan.bound.ticks, gates: run.gates)
        } catch {
            fatalError("a law's scenario is refused: \(error) \(yaml)")
        }
    }

    private var yaml: String {
        let instances = regions.flatMap { region in
            region.groups.map { group in
                "        - {account: \"\(accounts[group.account])\", region: \(region.name), tags: {Scan: daily}, "
                    + "volumes: [\(group.volumes)], count: \(group.count)}"
            }
        }
        let listed = accounts.map { "\"\($0)\"" }.joined(separator: ", ")
        return """
            schemaVersion: 1
            deployments:
              - name: law
                profile: qualys-aws@1.8
                serviceAccount: "111122223333"
                parameters: {Concurrency: 1, SingleRegionConcurrency: 1, IntervalHours: 24, \
            Regions: [\(regions.map(\.name).joined(separator: ", "))], TagKey: Scan, TagValue: daily}
                targetAccounts:
                  - {accounts: [\(listed)], targetStack: {AWSSourceAccount: "111122223333"}}
                prices: {standIn: us-east-1}
                policies: {dispatchOrder: \(dispatch), volumesPerScanner: \(volumesPerScanner)}
                \(limits)
                fleet:
                  instances:
            \(instances.joined(separator: "\n"))

            """
    }
}
