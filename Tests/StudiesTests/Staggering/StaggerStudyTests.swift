import ScanModel
import ScenarioInput
import Studies
import Testing

@Suite struct StaggerStudyTests {
    /// Twenty accounts of different sizes in two regions.
    private func scenario(interval: Int = 168, more: [String] = []) throws -> Scenario {
        let accounts = (0..<20).map { "\(222_233_330_000 + $0)" }
        let instances = accounts.enumerated().flatMap { index, account in
            [
                "        - {account: \"\(account)\", region: us-east-1, tags: {Scan: daily}, volumes: [8GiB], count: "
                    + "\(3 + index * index % 17)}",
                "        - {account: \"\(account)\", region: eu-west-1, tags: {Scan: daily}, volumes: [20GiB], count: "
                    + "\(1 + index * 7 % 13)}",
            ]
        }
        let lines =
            [
                "schemaVersion: 1", "name: weekly", "objective: {deadline: 20h}", "deployments:", "  - name: main",
                "    profile: qualys-aws@1.8",
                "    parameters: {Concurrency: 1, SingleRegionConcurrency: 1, IntervalHours: \(interval), "
                    + "Regions: \"us-east-1, eu-west-1\", TagKey: Scan, TagValue: daily}",
                "    serviceAccount: \"111122223333\"",
                "    targetAccounts: [{accounts: [\(accounts.map { "\"\($0)\"" }.joined(separator: ", "))], "
                    + "targetStack: {AWSSourceAccount: \"111122223333\"}}, {account: \"999999999999\", "
                    + "targetStack: {AWSSourceAccount: \"111122223333\"}}]",
            ] + more.map { "    " + $0 } + ["    fleet:", "      instances:"] + instances
        let bytes = Array((lines.joined(separator: "\n") + "\n").utf8)
        let draft = try ScenarioReader.read(bytes: bytes, file: "weekly.yaml", standardName: "weekly")
        return try ScenarioAssembler.assemble(draft, inventories: [nil])
    }

    private func stagger(
        _ scenario: Scenario, _ settings: StaggerSettings = StaggerSettings(), width: Int = 1
    ) async throws -> StaggeredDeployment {
        try await StaggerStudy.answer(scenario, settings: settings, width: width).deployments[0]
    }

    @Test func everyAccountHasOneSlotAndEverySlotIsSimulated() async throws {
        let scenario = try scenario()
        let spread = try await stagger(scenario)
        // The interval of a week makes seven days.
        #expect(spread.calendar.days == 7 && spread.slots.count == 7)
        let accounts = spread.slots.flatMap(\.accounts)
        #expect(accounts.count == 20 && Set(accounts) == Set((0..<20).map { "\(222_233_330_000 + $0)" }))
        #expect(spread.accountsWithoutWork == 1)
        #expect(spread.peak >= spread.bound && spread.peak <= spread.inTurn && spread.inTurn <= spread.unstaggered)
        #expect(spread.peak == spread.slots.map(\.share).max())
        let whole = try answer(scenario).value(.makespan) ?? 0
        for slot in spread.slots where !slot.accounts.isEmpty {
            let makespan = try #require(slot.makespan)
            #expect(slot.trials == 1 && slot.inTime == 1 && makespan > 0 && makespan <= whole)
        }
        let demand = try answer(scenario, depth: .plan).deployments[0].plan.demand
        #expect(spread.slots.reduce(0) { $0 + $1.instances } == demand.eligibleInstances)
        #expect(spread.slots.reduce(0) { $0 + $1.volumes } == demand.eligibleVolumes)
        #expect(try await stagger(scenario, width: 3) == spread)
    }

    /// With one slot for all, a deployment runs as it does in its scenario, whichever it is.
    @Test func aSlotOfALaterDeploymentDrawsAsItDoesInItsScenario() async throws {
        var scenario = try scenario(interval: 24)
        scenario.deployments[0].variations = DurationVariations(region: .lognormal(cv: 0.3))
        scenario.deployments.append(scenario.deployments[0])
        scenario.deployments[1].name = "again"
        let spread = try await StaggerStudy.answer(scenario, settings: StaggerSettings(days: 1), width: 1).deployments
        let whole = try answer(scenario).deployments
        let makespans = spread.map { $0.slots[0].makespan }
        #expect(makespans == whole.map(\.makespan) && makespans[0] != makespans[1])
    }

    @Test func theShareOfTheScannersIsThatOfTheirWork() async throws {
        let spread = try await stagger(try scenario())
        let scanners = try #require(
            spread.quotas.first { $0.quota.title == "scanners" && $0.quota.region == "us-east-1" })
        // Ten scanners for a day.
        #expect(scanners.quota.perSlot == 240)
        // By hand: 8 places, and for each volume of 8 GiB its stages on the scanner and its part of boot and drain.
        let deployment = try scenario().deployments[0]
        let volumes = (0..<20).reduce(0) { $0 + 3 + $1 * $1 % 17 }
        let workflow = deployment.workflow
        let stages = workflow.stages[workflow.placeStage...workflow.lastPlaceStage].reduce(0.0) {
            $0 + $1.duration.base.value.doubleValue + 8 * $1.duration.perGiB.value.doubleValue
        }
        let launch = deployment.scanner.boot.value.doubleValue + deployment.scanner.drain.value.doubleValue
        let hours = Double(volumes) * (stages + launch) / Double(deployment.scanner.places) / 3600
        #expect(abs(scanners.quota.total - hours) < 1e-9 * hours)
    }

    @Test func aStatedQuotaIsSharedOut() async throws {
        let caps = [StaggerCap(.snapshots, 50)]
        let spread = try await stagger(try scenario(), StaggerSettings(caps: caps))
        let snapshots = try #require(spread.quotas.first { $0.quota.title == "snapshots" })
        let total = (0..<20).reduce(0) { $0 + 3 + $1 * $1 % 17 }
        #expect(snapshots.quota.total == Double(total) && snapshots.quota.perSlot == 50)
        #expect(snapshots.peak >= Double(total) / 7 / 50 && spread.peak == snapshots.peak)
        #expect(spread.boundQuota?.title == "snapshots")
    }

    @Test func blackoutsAndPinsAreKept() async throws {
        let weekend = try #require(BlackoutWindow("Sat 00:00-Sun 24:00"))
        let scenario = try scenario(more: ["rollout: {blackouts: [\"Wed 12:00-13:00\"]}"])
        let pinned = "222233330003"
        let settings = StaggerSettings(
            first: CalendarDay("2026-12-08"), blackouts: [weekend],
            pins: [pinned: .weekday(5), "222233330004": .slot(1)])
        let spread = try await stagger(scenario, settings)
        // A Tuesday first, then the Wednesday of the scenario's window, and the weekend as the fifth and sixth day.
        #expect(spread.calendar.open == [0, 2, 3, 6])
        #expect(spread.slots.allSatisfy { $0.slot.blackout == nil || $0.accounts.isEmpty })
        #expect(spread.slots[2].accounts.contains(pinned) && spread.slots[2].slot.weekday == 5)
        #expect(spread.slots[0].accounts.contains("222233330004"))
        #expect(spread.calendar.repeats && spread.pinned == 2)
    }

    @Test func aCycleThatRunsIntoABlackoutIsTold() async throws {
        let scenario = try scenario()
        let pins = Dictionary(uniqueKeysWithValues: (0..<20).map { ("\(222_233_330_000 + $0)", StaggerPin.slot(1)) })
        let first = try #require(CalendarDay("2026-12-07"))
        func slot(_ blackouts: [BlackoutWindow]) async throws -> StaggeredSlot {
            let settings = StaggerSettings(days: 1, slotMinutes: 5, first: first, blackouts: blackouts, pins: pins)
            return try await stagger(scenario, settings).slots[0]
        }
        let free = try await slot([])
        let minutes = Int((try #require(free.makespan) / 60).rounded(.up))
        #expect(minutes > 6 && free.runsInto == nil)
        // Monday is the first day of the week of windows; the next round begins when this one has not ended.
        let origin = first.daysSince1970 * BlackoutWindow.day
        for isWeekly in [true, false] {
            func window(from: Int) -> BlackoutWindow {
                isWeekly ? .weekly(from: from, to: from + 30) : .dated(from: origin + from, to: origin + from + 30)
            }
            let met = window(from: minutes - 1)
            #expect(try await slot([met]).runsInto == met)
            #expect(try await slot([window(from: minutes)]).runsInto == nil)
        }
    }

    @Test func cyclesThatPassTheEndOfTheRoundMeetTheNextOne() throws {
        let monday = try #require(BlackoutWindow("Mon 02:00-03:00"))
        let calendar = StaggerCalendar(days: 7, slotMinutes: 1440, first: nil, blackouts: [monday])
        // From Sunday 00:00 it is 26 h to Monday 02:00.
        #expect(calendar.window(meetingCycleFrom: 6, lasting: 26 * 3600) == nil)
        #expect(calendar.window(meetingCycleFrom: 6, lasting: 26 * 3600 + 1) == monday)
    }

    @Test func startTimesOfADayAreSlotsToo() async throws {
        let settings = StaggerSettings(days: 1, slotMinutes: 240)
        let spread = try await stagger(try scenario(interval: 24), settings)
        #expect(spread.slots.map(\.slot.minute) == [0, 240, 480, 720, 960, 1200])
        #expect(spread.slots.allSatisfy { !$0.accounts.isEmpty })
    }

    @Test func whatCannotBeSpreadIsRefused() async throws {
        let scenario = try scenario()
        func failure(_ settings: StaggerSettings) async -> StaggerFailure? {
            do throws(StaggerFailure) {
                _ = try await StaggerStudy.answer(scenario, settings: settings, width: 1)
                return nil
            } catch {
                return error
            }
        }
        let always = try #require(BlackoutWindow("Mon 00:00-Sun 24:00"))
        #expect(await failure(StaggerSettings(blackouts: [always])) == .closed(deployment: "main", by: always))
        #expect(await failure(StaggerSettings(pins: ["1": .slot(1)])) == .unknownAccount("1"))
        let account = "222233330003"
        #expect(
            await failure(StaggerSettings(pins: [account: .slot(8)])) == .noSuchSlot(account: account, slots: 7))
        let monday = try #require(BlackoutWindow("Mon 08:00-09:00"))
        #expect(
            await failure(StaggerSettings(blackouts: [monday], pins: [account: .weekday(2)]))
                == .closedSlot(account: account, by: monday))
        #expect(await failure(StaggerSettings(days: 366, slotMinutes: 60)) == .tooManySlots(366 * 24))
    }
}
